"""An election as somebody sees it today: where it stands, whose turn it is, what they may do.

Ballots that are folded are never read here: only that a seat has one. What a page does not load it
cannot show (E1).
"""

from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Subquery

from governance.actions.elections.agreeing import CRITERIA, ROLE, SECRECY
from governance.actions.elections.proposing import ENDED, letter_of, usual_end
from governance.actions.elections.recalling import last_holder
from governance.circles.naming import question, the
from governance.college import around, facilitator
from governance.elections import electing
from governance.elections.nominating import Asked, Names, Voice
from governance.models import Ballot, Position, Round, Seat, Turn, Version
from governance.states import (
    ElectionState,
    OfficeKind,
    RoundKind,
)

E = ElectionState
STEPS = [
    (E.ROLE, "Rôle et durée"),
    (E.CRITERIA, "Critères consentis"),
    (E.BALLOTS, "Bulletins"),
    (E.NOMINATIONS, "Nominations"),
    (E.CONFIRMATIONS, "Confirmation"),
    (E.PROPOSAL, "Proposition"),
    (E.CONSENT, "Consentement"),
    (E.WAITING_PARENT, "Lien accueilli"),
]
LARGE = 15
"""Voices above which a round of reasons is begun in groups (3.2)."""
ORDER = [E.PREPARATION, *[state for state, _word in STEPS], E.DONE]


class Room(Names):
    """``viewer`` looks at ``election`` at ``now``; asks PostgreSQL only for what is shown."""

    def __init__(self, election, *, viewer, on):
        self.election, self.viewer, self.on = election, viewer, on

    @property
    def question(self):
        return question(self.election)

    @property
    def state(self):
        return self.election.state

    @property
    def here(self):
        return the(self.election.circle)

    @property
    def there(self):
        """The other circle of a link: « le Cercle Général »."""
        return the(self.election.other_circle) if self.election.is_of_a_link else ""

    # --- who ---

    @cached_property
    def sittings(self):
        return around(self.election.circle, on=self.on)

    @cached_property
    def voices(self):
        return [one.person for one in self.sittings if one.has_a_voice]

    @property
    def is_large(self):
        """Too many for one round of reasons: groups first, then their names (the fishbowl)."""
        return len(self.voices) > LARGE

    @cached_property
    def facilitator(self):
        return electing.leads(self.election, on=self.on, sittings=self.sittings)

    @property
    def is_provisional(self):
        """Nobody holds the facilitation of the circle: whoever opened does it for now."""
        held = [one for one in self.sittings if self._facilitates(one)]
        return not held and self.facilitator is not None

    def _facilitates(self, sitting):
        return any(one.kind == OfficeKind.FACILITATOR for one in sitting.mandates)

    @property
    def leads(self):
        return self.facilitator is not None and self.viewer == self.facilitator

    @property
    def has_a_voice(self):
        return self.viewer in self.voices

    @property
    def may_act(self):
        """A voice of the circle; who tells the role; who facilitates the other circle."""
        if self.has_a_voice or (self.may_tell and self.held is not None):
            return True
        waits = self.state == E.WAITING_PARENT
        return waits and facilitator(self.election.other_circle, on=self.on) == self.viewer

    @property
    def may_hand_over(self):
        """The facilitator; whoever keeps the papers or leads, when nobody facilitates any more."""
        if self.election.is_over:
            return False
        return self.leads or (self.facilitator is None and self.has_a_voice)

    @property
    def others(self):
        """To whom the facilitation or the wording may be given."""
        return [one for one in self.voices if one != self.facilitator]

    @property
    def words_it(self):
        return self.election.asked or self.facilitator

    @property
    def i_word_it(self):
        return self.viewer == self.words_it

    @property
    def may_begin_anew(self):
        """Whoever carries the name takes it back; once it is, who words the next one."""
        if self.state != E.CONSENT:
            return False
        if self.is_standing:
            return self.viewer == self.proposal.carrier
        return self.viewer in (self.words_it, self.facilitator)

    # --- what is under way ---

    @cached_property
    def rounds(self):
        return list(self.election.rounds.standing().annotate(asked=Count("seats")))

    @cached_property
    def opened(self):
        """The round that is open, or None."""
        return next((one for one in reversed(self.rounds) if one.is_open), None)

    def _asked(self, subject):
        found = [one for one in self.rounds if one.subject == subject]
        return found[-1] if found else None

    @cached_property
    def seats(self):
        """The seats of the round that is open: who spoke, never what was said."""
        return self._seats_of(self.opened) if self.opened else []

    def _seats_of(self, asked):
        found = asked.seats.select_related("person").order_by("place")
        if asked.kind == RoundKind.NOMINATION:
            is_in = Exists(Ballot.objects.filter(seat=OuterRef("pk")))
            return list(found.annotate(has_spoken=is_in))
        if asked.kind in (RoundKind.ASSENT, RoundKind.CONSENT):
            spoke = Exists(Position.objects.filter(seat=OuterRef("pk")))
            return list(found.with_position().annotate(has_spoken=spoke))
        spoke = Exists(Turn.objects.filter(seat=OuterRef("pk")))
        return list(found.annotate(has_spoken=spoke))

    @property
    def mine(self):
        """My seat in the round that is open, or None."""
        return next((one for one in self.seats if one.person_id == self.viewer.pk), None)

    @property
    def spoken(self):
        return [one for one in self.present if one.has_spoken]

    @property
    def missing(self):
        """Who is awaited; whoever left the circle since is not."""
        return [one for one in self.present if not one.has_spoken]

    @property
    def present(self):
        here = {one.pk for one in self.voices}
        return [one for one in self.seats if one.person_id in here]

    @property
    def gone(self):
        here = {one.pk for one in self.voices}
        return [one for one in self.seats if one.person_id not in here]

    # --- role, criteria ---

    @property
    def secrecy(self):
        return SECRECY

    @property
    def role_subject(self):
        return ROLE

    @property
    def my_ballot(self):
        return f"Votre bulletin, {self.viewer.first_name}"

    @cached_property
    def held(self):
        """The last mandate of this role, or None."""
        return last_holder(self.election.role, on=self.on)

    @property
    def may_tell(self):
        """Three sentences: whoever holds or held the role; the facilitator when nobody did."""
        if self.state not in (E.PREPARATION, E.ROLE):
            return False
        return self.leads or (self.held is not None and self.held.person == self.viewer)

    @cached_property
    def criteria(self):
        return list(self.election.criteria.select_related("by").order_by("pk"))

    @property
    def kept(self):
        """(letter, criterion) of those that are put to consent, or were consented to."""
        still = [one for one in self.criteria if one.dropped_at is None]
        return [(letter_of(place), one) for place, one in enumerate(still)]

    @property
    def criteria_agreed_at(self):
        """When the whole circle consented to the list; None until then."""
        hours = {one.kept_at for _letter, one in self.kept}
        return None if None in hours or not hours else max(hours)

    @cached_property
    def role_asked(self):
        return self._told(ROLE)

    @cached_property
    def criteria_asked(self):
        return self._told(CRITERIA)

    @cached_property
    def secrecy_asked(self):
        return self._told(SECRECY)

    def _told(self, subject):
        """(its round, what each seat answered, is it agreed): None if it was never asked."""
        asked = self._asked(subject)
        if asked is None:
            return None
        return Asked(asked, self.seats if asked == self.opened else self._seats_of(asked))

    # --- proposal ---

    @cached_property
    def versions(self):
        """Every text of every proposal of this election, the last of each at its end."""
        found = Version.objects.filter(proposal__election=self.election).select_related(
            "proposal__about_person", "proposal__carrier", "proposal__circle"
        )
        return list(found.order_by("proposal", "number"))

    @property
    def proposals(self):
        return list({one.proposal_id: one.proposal for one in self.versions}.values())

    @property
    def proposal(self):
        """The last one in the circle that elects, or None."""
        here = [one for one in self.proposals if one.circle_id == self.election.circle_id]
        return here[-1] if here else None

    @property
    def version(self):
        """What it says now."""
        texts = [one for one in self.versions if one.proposal_id == self.proposal.pk]
        return texts[-1]

    @property
    def is_standing(self):
        return self.proposal is not None and self.proposal.state not in ENDED

    @property
    def asked_there(self):
        """The proposal that waits in the other circle, or None."""
        there = [one for one in self.proposals if one.circle_id != self.election.circle_id]
        return there[-1] if there else None

    @cached_property
    def consenting(self):
        """The seats of the last round of consent here, in speaking order."""
        if self.proposal is None:
            return []
        asked = Round.objects.standing().filter(
            kind=RoundKind.CONSENT, proposal=self.proposal, circle=self.election.circle
        )
        spoke = Exists(Position.objects.filter(seat=OuterRef("pk")))
        seats = Seat.objects.filter(round=Subquery(asked.order_by("-pk").values("pk")[:1]))
        found = seats.with_position().annotate(has_spoken=spoke).select_related("person", "round")
        return [Voice(one) for one in found.order_by("speaks_last", "place")]

    @property
    def consented(self):
        return [one for one in self.consenting if one.has_spoken]

    @property
    def next_voice(self):
        """Whose turn it is to speak, in the order; nobody's at a distance, where all may."""
        silent = [one for one in self.consenting if not one.has_spoken]
        return silent[0] if silent and not silent[0].is_sealed else None

    @property
    def my_voice(self):
        return next((one for one in self.consenting if one.person == self.viewer), None)

    @cached_property
    def mandate(self):
        """The one that came out of this election."""
        found = self.election.mandates.select_related("person", "decision__circle")
        return found.order_by("-pk").first()

    @property
    def until(self):
        return usual_end(self.on, self.election.months)

    @property
    def steps(self):
        """Each step of the rite, with its mark: done, now, or to come."""
        reached = E.PREPARATION if self.state in (E.NO_RESULT, E.POSTPONED) else self.state
        at = ORDER.index(reached)
        shown = STEPS if self.election.is_of_a_link else STEPS[:-1]
        return [
            {"word": word, "is_done": ORDER.index(one) < at, "is_now": one == reached}
            for one, word in shown
        ]
