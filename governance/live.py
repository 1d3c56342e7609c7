"""The room of a meeting as its pages show it: the same room for everybody, and each one's own turn.

Every part asks what it needs once; a page asks for nothing that it does not show.
"""

from functools import cached_property

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from governance import college, drawing, gathering
from governance.models import (
    Deed,
    Link,
    Meeting,
    Presence,
    Report,
    Round,
    Tension,
    Turn,
    Version,
)
from governance.querysets.rounds import OF_POSITIONS
from governance.states import (
    ItemState,
    MeetingState,
    MinutesState,
    PositionKind,
    RoundKind,
)

MARKS = {PositionKind.CONSENT: "consent", PositionKind.OBJECTION: "objection"}


class Room:
    """``meeting`` with its circle, ``person`` who looks, ``now``."""

    def __init__(self, meeting, person, now):
        self.meeting, self.person, self.now = meeting, person, now
        self.day = timezone.localdate(now)

    # --- people ---

    @cached_property
    def sittings(self):
        return college.around(self.meeting.circle, on=self.meeting.day)

    @cached_property
    def presences(self):
        found = Presence.objects.filter(meeting=self.meeting).select_related("person")
        return list(found.order_by("arrived_at", "pk"))

    @cached_property
    def here(self):
        """Those who are in the room now."""
        return [one for one in self.presences if one.left_at is None]

    @cached_property
    def _here(self):
        return {one.person_id for one in self.here}

    @cached_property
    def away(self):
        """Who sits here with a voice and is not in the room."""
        return [s for s in self.sittings if s.has_a_voice and s.person.pk not in self._here]

    @cached_property
    def may_come(self):
        """Who sits here, with a voice or not, and may be noted as arriving."""
        return [s for s in self.sittings if s.person.pk not in self._here and not s.leave]

    @cached_property
    def on_leave(self):
        return [s for s in self.sittings if s.leave]

    @cached_property
    def mine(self):
        return next((s for s in self.sittings if s.person == self.person), None)

    @property
    def sits(self):
        return self.mine is not None

    @property
    def has_a_voice(self):
        return self.mine is not None and self.mine.has_a_voice

    @property
    def is_here(self):
        return self.person.pk in self._here

    @cached_property
    def my_presence(self):
        return next((one for one in self.here if one.person_id == self.person.pk), None)

    @cached_property
    def led_by(self):
        return gathering.who_leads(self.meeting, on=self.day, sittings=self.sittings)

    @cached_property
    def written_by(self):
        return gathering.who_writes(self.meeting, on=self.day, sittings=self.sittings)

    @cached_property
    def leads(self):
        return gathering.leads(self.person, self.meeting, on=self.day, sittings=self.sittings)

    @cached_property
    def writes(self):
        return gathering.writes(self.person, self.meeting, on=self.day, sittings=self.sittings)

    @cached_property
    def prepares(self):
        circle = self.meeting.circle
        return gathering.prepares(self.person, circle, on=self.day, sittings=self.sittings)

    @property
    def leader_is_away(self):
        """Whoever facilitates is not in the room: anybody may say who does."""
        return self.led_by is not None and self.led_by.pk not in self._here

    # --- the agenda ---

    @cached_property
    def items(self):
        found = self.meeting.items.select_related(
            "carrier", "proposal__carrier", "election__role", "tension", "decision"
        )
        return list(found.order_by("rank", "pk"))

    @property
    def current(self):
        return next((one for one in self.items if one.state == ItemState.CURRENT), None)

    @property
    def following(self):
        """The next subject that the circle has agreed to live."""
        return next((one for one in self.items if one.state == ItemState.WAITING and one.agreed_at),
                    None)  # fmt: skip

    @property
    def asking(self):
        """Subjects added in session that wait for the circle's accord."""
        if not self.meeting.agreed_at:
            return []
        return [one for one in self.items if one.state == ItemState.WAITING and not one.agreed_at]

    @property
    def minutes_planned(self):
        return sum(one.minutes + one.more_minutes for one in self.items)

    @property
    def place(self):
        """The number of the subject under way."""
        return self.items.index(self.current) + 1

    @property
    def total(self):
        """The minutes of the subject under way, those consented in session with them."""
        return self.current.minutes + self.current.more_minutes

    @property
    def spent(self):
        """Seconds before it was last taken up; and minutes until now."""
        return self.current.spent

    @property
    def spent_minutes(self):
        since = self.current.started_at
        running = (self.now - since).total_seconds() if since else 0
        return int(self.current.spent + max(0, running)) // 60

    @property
    def rest_minutes(self):
        return self.total - self.spent_minutes

    # --- the round under way ---

    @cached_property
    def _rounds(self):
        """Those of this meeting, and what is asked of the circle about a text or older minutes."""
        text = self.current.proposal_id if self.current else None
        election = self.current.election_id if self.current else None
        asked = Q(kind=RoundKind.ASSENT, item=None, meeting__isnull=False)
        found = Round.objects.standing().filter(
            Q(meeting=self.meeting)
            | Q(closed_at=None) & (asked | Q(proposal=text, proposal__isnull=False)
                                   | Q(election=election, election__isnull=False)),
            circle=self.meeting.circle_id, is_async=False,
        )  # fmt: skip
        return list(
            found.select_related("proposal__carrier", "version__responsible", "item", "meeting")
            .order_by("-pk")
        )  # fmt: skip

    @cached_property
    def round(self):
        """The one that is open now."""
        return next((one for one in self._rounds if one.closed_at is None), None)

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
        last = next((one for one in self._rounds if one.kind in (RoundKind.AGENDA, RoundKind.ASSENT)
                     and one.meeting_id == self.meeting.pk and one.closed_at), None)  # fmt: skip
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
        now = next((s for s in rows if not s.has_spoken and not s.is_absent), None)
        if now:
            now.is_now = True
        return rows

    @property
    def floor(self):
        """Who has the floor."""
        return next((seat for seat in self.seats if seat.is_now), None)

    @property
    def then(self):
        """Who has it afterwards."""
        waiting = [s for s in self.seats if not s.has_spoken and not s.is_absent and not s.is_now]
        return waiting[0] if waiting else None

    @property
    def at(self):
        return sum(seat.has_spoken for seat in self.seats)

    @property
    def silent(self):
        """Whom who writes may note aloud."""
        return [seat for seat in self.seats if not seat.has_spoken]

    @property
    def my_seat(self):
        return next((seat for seat in self.seats if seat.person_id == self.person.pk), None)

    @property
    def is_mine(self):
        """« C'est à vous »."""
        return bool(self.my_seat and self.my_seat.is_now)

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

    @cached_property
    def said(self):
        """What was said in the round of words under way."""
        if self.round is None or self.is_positions:
            return []
        return list(
            Turn.objects.filter(seat__round=self.round).exclude(words="")
            .select_related("seat__person").order_by("pk")
        )  # fmt: skip

    # --- what the stage shows besides ---

    @property
    def is_reports(self):
        return self.current is not None and self.current.subject == drawing.REPORTS

    @property
    def is_deeds(self):
        return self.current is not None and self.current.subject == drawing.DEEDS

    @cached_property
    def links(self):
        """Each link of this circle with what it brings, and whether one may write it."""
        circle = self.meeting.circle_id
        held = Link.objects.on(self.meeting.day).filter(Q(parent=circle) | Q(child=circle))
        held = list(held.select_related("person", "child", "parent"))
        told = {one.link_id: one for one in Report.objects.filter(meeting=self.meeting)}
        pairs = {(one.child_id, one.parent_id) for one in held if one.person_id == self.person.pk}
        for one in held:
            one.report = told.get(one.pk)
            one.goes_down = one.child_id == circle
            one.is_mine = (one.child_id, one.parent_id) in pairs
        return held

    @property
    def links_silent(self):
        """Those whose news are not written yet, and that somebody else writes."""
        return [one for one in self.links if not one.report and not one.is_mine]

    @cached_property
    def open_deeds(self):
        found = Deed.objects.filter(circle=self.meeting.circle_id, state="open")
        return list(found.select_related("person").order_by("due_on", "pk")[:30])

    @cached_property
    def item_deeds(self):
        found = Deed.objects.filter(item=self.current).select_related("person")
        return list(found.order_by("pk"))

    @cached_property
    def basket(self):
        return list(Tension.objects.filter(circle=self.meeting.circle_id).open()
                    .select_related("by")[:30])  # fmt: skip

    @cached_property
    def to_approve(self):
        """The minutes of earlier meetings that wait for those who were there."""
        found = Meeting.objects.filter(circle=self.meeting.circle_id).waiting_for_approval()
        return list(found.exclude(pk=self.meeting.pk)[:3])

    @property
    def asks_for_minutes(self):
        """The round is about minutes: this meeting's, or an earlier one's."""
        return bool(self.round and self.round.kind == RoundKind.ASSENT and not self.round.item_id
                    and not self.is_of_the_text)  # fmt: skip

    @property
    def stage(self):
        """Where the meeting is: opening, admin, item, choose, basket, closing, end."""
        if self.meeting.state == MeetingState.OPEN:
            return "admin" if self.is_opened else "opening"
        if self.current:
            return "item"
        if self.following or self.asking:
            return "choose"
        if not self.meeting.basket_at:
            return "basket"
        return "end" if self.is_ended else "closing"

    @property
    def are_minutes_draft(self):
        return self.meeting.minutes_state == MinutesState.DRAFT
