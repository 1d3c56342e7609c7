"""The round under way: in which order one speaks, who has the floor, who is waited for."""

from functools import cached_property

from django.db.models import BigIntegerField, Exists, OuterRef, Q

from coopstudio.prepared import Given, prepared
from governance.consents.poles import choices, living
from governance.consents.unfolding.text import Compared
from governance.meetings.live.agenda import Agenda
from governance.models import (
    Round,
    Turn,
    Version,
)
from governance.querysets.rounds import OF_POSITIONS
from governance.states import (
    PositionKind,
    ProposalState,
    RoundKind,
)

MARKS = {PositionKind.CONSENT: "consent", PositionKind.OBJECTION: "objection"}
QUESTIONS = (RoundKind.AGENDA, RoundKind.ASSENT, RoundKind.ENTRUSTING)


@prepared
def _rounds_of():
    keys = ("meeting", "circle", "text", "election")
    meeting, circle, text, election = (Given(key, BigIntegerField()) for key in keys)
    asked = Q(kind=RoundKind.ASSENT, item=None, meeting__isnull=False)
    found = Round.objects.standing().filter(
        Q(meeting=meeting)
        | Q(closed_at=None) & (asked | Q(proposal=text) | Q(election=election)),
        circle=circle, is_async=False,
    )  # fmt: skip
    told = ("proposal__carrier", "version__responsible", "item", "meeting")
    return found.select_related(*told).order_by("-pk")


class Turns(Agenda):
    @cached_property
    def _rounds(self):
        """Those of this meeting, and what is asked of the circle about a text or older minutes."""
        text = self.current.proposal_id if self.current else None
        election = self.current.election_id if self.current else None
        return _rounds_of(
            meeting=self.meeting.pk, circle=self.meeting.circle_id, text=text, election=election
        )

    @cached_property
    def round(self):
        """The one that is open now."""
        return next(
            (one for one in self._rounds if one.closed_at is None and self._is_lived(one)), None
        )

    def _is_lived(self, one):
        """Not the round of a text that only waits for people who are absent."""
        if one.election_id:
            return self.current is not None and one.election_id == self.current.election_id
        if one.proposal_id is None:
            return True
        is_current = self.current is not None and one.proposal_id == self.current.proposal_id
        return is_current and one.proposal.state != ProposalState.RESERVED

    def has_had(self, kind):
        return any(one.kind == kind and one.closed_at for one in self._rounds)

    @property
    def is_opened(self):
        return self.has_had(RoundKind.OPENING)

    @property
    def is_ended(self):
        return self.has_had(RoundKind.CLOSING)

    @property
    def refused(self):
        """The last question of this meeting to which somebody objected, while nothing followed."""
        mine = [one for one in self._rounds if one.meeting_id == self.meeting.pk]
        last = next((one for one in mine if one.kind in QUESTIONS and one.closed_at), None)
        if last is None or self.round or last is not self._rounds[0]:
            return None
        return last if last.seats.objecting().exists() else None

    @property
    def refusals(self):
        """What was said against it, by whom."""
        said = Turn.objects.filter(seat__round=self.refused).exclude(words="")
        return said.select_related("seat__person")

    @cached_property
    def is_positions(self):
        return bool(self.round) and self.round.kind in OF_POSITIONS

    @cached_property
    def seats(self):
        """In the order of speech, each with ``mark``, ``has_spoken`` and ``is_now``."""
        if self.round is None:
            return []
        spoken = Exists(Turn.objects.filter(seat=OuterRef("pk")))
        found = self.round.seats.with_position().annotate(has_turn=spoken)
        rows = list(found.select_related("person"))
        for seat in rows:
            seat.has_spoken = bool(seat.said) if self.is_positions else seat.has_turn
            seat.mark = MARKS.get(seat.said, "")
            seat.is_absent = seat.person_id not in self._here
            seat.is_now = False
            seat.answers = self._answers(seat)
        now = next((s for s in rows if self._may_have_it(s)), None)
        if now:
            now.is_now = True
        return rows

    def _answers(self, seat):
        """In a clarification questions go to who carries the text, who asks none."""
        text = self.round.proposal
        is_asked = text is not None and self.round.kind == RoundKind.CLARIFICATION
        return is_asked and seat.person_id == text.carrier_id

    def _may_have_it(self, seat):
        return not seat.has_spoken and not seat.is_absent and not seat.answers

    @property
    def floor(self):
        """Who has the floor."""
        return next((seat for seat in self.seats if seat.is_now), None)

    @property
    def then(self):
        """Who has it afterwards."""
        waiting = [s for s in self.seats if self._may_have_it(s) and not s.is_now]
        return waiting[0] if waiting else None

    @property
    def at(self):
        return sum(seat.has_spoken for seat in self.seats)

    @property
    def silent(self):
        """Whom who writes may note aloud."""
        return [seat for seat in self.seats if not seat.has_spoken and not seat.answers]

    @property
    def silent_here(self):
        return [seat for seat in self.silent if not seat.is_absent]

    @cached_property
    def questions_waiting(self):
        """What was asked of who carries the text, and has no answer yet."""
        if self.round is None or self.round.kind != RoundKind.CLARIFICATION:
            return []
        asked = Turn.objects.filter(seat__round=self.round, kind=Turn.Kind.QUESTION, replies=None)
        return list(asked.select_related("seat__person").order_by("pk"))

    @property
    def my_seat(self):
        return next((seat for seat in self.seats if seat.person_id == self.person.pk), None)

    @property
    def is_mine(self):
        """« C'est à vous »."""
        return bool(self.my_seat and self.my_seat.is_now)

    @property
    def may_change(self):
        """A position may be said again while its round is open; words are only said once."""
        text = self.round.proposal if self.is_positions else None
        is_over = text is not None and text.state == ProposalState.OBJECTIONS
        has_said = bool(self.is_positions and self.my_seat and self.my_seat.said)
        return has_said and self.is_here and not is_over

    @cached_property
    def is_of_the_text(self):
        """The round belongs to a text or an election: its own page holds its gestures."""
        return bool(self.round and (self.round.proposal_id or self.round.election_id))

    @cached_property
    def version(self):
        """The text that is read, as it stands."""
        if self.round and self.round.version_id:
            return self.round.version
        text = self.current.proposal_id if self.current else None
        if not text:
            return None
        found = Version.objects.filter(proposal=text).select_related("responsible")
        return found.order_by("-number").first()

    @property
    def terms(self):
        """What is consented to with its words: how long, who answers for it, its measures (I15)."""
        return Compared(self.version).terms

    @cached_property
    def said(self):
        """What was said in the round of words under way."""
        if self.round is None or self.is_positions:
            return []
        return list(
            Turn.objects.filter(seat__round=self.round).exclude(words="")
            .select_related("seat__person").order_by("pk")
        )  # fmt: skip

    @cached_property
    def poles(self):
        """What a reaction to the text may say that it comes from: (value, pole, pair)…"""
        if self.round is None or self.round.kind != RoundKind.REACTIONS or not self.round.proposal:
            return []
        return choices(living(self.meeting.circle_id))
