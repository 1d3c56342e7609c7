"""Everything that the page of a proposal tells, read in a dozen questions."""

from datetime import timedelta
from functools import cached_property

from django.utils import timezone

from governance.actions import rounds
from governance.actions.consents.assents import SKIP
from governance.college import around
from governance.consents.facilitating import room_of
from governance.consents.policies import PLACES, allows_distance, facilitation_chooses, policy
from governance.consents.titles import is_titled
from governance.consents.unfolding.balance import Balance
from governance.consents.unfolding.rounds import held, seats_of
from governance.consents.unfolding.text import Compared
from governance.models import Hesitation, Objection, Proposal, Turn
from governance.states import (
    LIVE,
    ObjectionState,
    OfficeKind,
    PositionKind,
    ProposalKind,
    ProposalState,
    RoundKind,
)

S = ProposalState
ENDED = (S.ADOPTED, S.WITHDRAWN, S.ABANDONED)
BEFORE = (S.DRAFT, S.BASKET, S.SCHEDULED, S.POSTPONED, S.REFERRED)
EARLY = (S.PRESENTATION, S.CLARIFICATION, S.REACTIONS, S.ARBITRATION)
CATCHING_UP = timedelta(days=7)
"""In how long a circle hopes for the voices that were absent; their last reminder."""


class Way:
    """A proposal, as one person may read it at that moment, and what they may do."""

    def __init__(self, proposal, viewer, *, now, since=None, shown=None):
        self.proposal, self.viewer, self.now = proposal, viewer, now
        self.versions = list(
            proposal.versions.order_by("number")
            .select_related("responsible")
            .prefetch_related("measures__who")
        )
        self.version = self.versions[-1]
        self.rounds = list(proposal.rounds.select_related("circle").order_by("pk"))
        self.seats = seats_of(proposal)
        self.sittings = around(proposal.circle, on=timezone.localdate(now))
        self.compared = self._compared(since, shown)

    @cached_property
    def allows_distance(self):
        """Did its circle consent to decide at a distance?"""
        return allows_distance(self.proposal.circle, on=timezone.localdate(self.now))

    @cached_property
    def perceptions(self):
        """What is felt of it from other places, and by whom one waits for it (4.4)."""
        if not self._has("is_felt"):
            return []
        found = self.proposal.perceptions.select_related("viewpoint", "person", "echoed_by")
        return list(found.order_by("pk"))

    @property
    def unfelt(self):
        return [one for one in self.perceptions if not one.words] if self.is_perceiving else []

    @property
    def my_place(self):
        """The place that waits for my words, or None."""
        return next((one for one in self.unfelt if one.person == self.viewer), None)

    @property
    def is_perceiving(self):
        return self.proposal.state in (S.PRESENTATION, S.CLARIFICATION)

    @cached_property
    def viewpoints(self):
        return list(self.proposal.circle.viewpoints.filter(until=None))

    @cached_property
    def may_give_places(self):
        """Before the reactions, in a circle that consented to it."""
        today = timezone.localdate(self.now)
        may = self.is_perceiving and self.facilitates and not self.proposal.suspended_at
        return may and policy(self.proposal.circle, PLACES, on=today) is not None

    @cached_property
    def held(self):
        numbers = {one.pk: one.number for one in self.versions}
        return held(self.rounds, numbers, self.seats, viewer=self.viewer, at=self.now)

    @cached_property
    def running(self):
        """The rounds of consent that count, on the version on the table."""
        last = self.version.number
        return [one for one in self.held if one.number == last and one.round.voided_at is None]

    @cached_property
    def _everything_objected(self):
        found = Objection.objects.filter(round__proposal=self.proposal)
        found = found.select_related(
            "author", "heard_by", "integrated_in", "round__version", "position__seat"
        )
        return list(found.prefetch_related("measures"))

    @property
    def _sealed(self):
        return {one.round.pk for one in self.held if one.is_sealed}

    @cached_property
    def objections(self):
        """What was objected, but in a round whose seal is not open."""
        return [one for one in self._everything_objected if one.round_id not in self._sealed]

    @property
    def kept_for_me(self):
        """My own objections in a round that was stopped under its seal: I alone read them."""
        closed = {one.round.pk for one in self.held if one.is_sealed and one.round.voided_at}
        mine = [one for one in self._everything_objected if one.author == self.viewer]
        return [one for one in mine if one.round_id in closed]

    @cached_property
    def standing_objections(self):
        return [one for one in self.objections if one.ended_at is None]

    @property
    def my_answered_objections(self):
        """Mine, that wait for a word of mine: a text answers them, or they were said otherwise."""
        mine = [one for one in self.standing_objections if one.author == self.viewer]
        return [one for one in mine if one.integrated_in or (one.heard_as and not one.heard_at)]

    @cached_property
    def turns(self):
        found = Turn.objects.filter(seat__round__proposal=self.proposal)
        told = ("seat__person", "seat__round", "pole_tag__pair")
        return list(found.select_related(*told).order_by("pk"))

    @cached_property
    def balance(self):
        """Its pairs of poles: what reactions say of them, and what is said from across (4.5)."""
        return Balance(self)

    @property
    def questions(self):
        """(question, its answers)…"""
        asked = [one for one in self.turns if one.kind == Turn.Kind.QUESTION]
        return [(one, [two for two in self.turns if two.answers_id == one.pk]) for one in asked]

    @property
    def passed(self):
        """How many said « pas de question »."""
        return sum(
            one.kind == Turn.Kind.PASSED and one.seat.round.kind == RoundKind.CLARIFICATION
            for one in self.turns
        )

    @property
    def reactions(self):
        return [
            one
            for one in self.turns
            if one.seat.round.kind == RoundKind.REACTIONS and one.kind != Turn.Kind.PASSED
        ]

    @property
    def reclassified(self):
        """Objections that their author made a reaction: they are read with the others."""
        marked = ObjectionState.WITHDRAWN
        return [one for one in self.objections if one.state == marked and "réaction" in one.note]

    @cached_property
    def concerns(self):
        if not self._has("is_shared"):
            return []
        return list(self.proposal.concerns.select_related("circle"))

    @cached_property
    def heard(self):
        """What those whom it touches and who sit nowhere here have said (4.3)."""
        if not self.version.groups:
            return []
        return list(self.proposal.hearings.select_related("version"))

    @property
    def unheard(self):
        said = {one.group for one in self.heard}
        return [one for one in self.version.groups if one not in said]

    @property
    def hesitations(self):
        """Only for the person to whom they were said: they are in nobody else's page."""
        if not self._has("is_confided"):
            return []
        found = Hesitation.objects.filter(round__proposal=self.proposal, to=self.viewer)
        return list(found.select_related("person").order_by("pk"))

    def _has(self, what):
        """Has it any of these? Its page knows from the start; elsewhere one looks."""
        return getattr(self.proposal, what, True)

    # --- who ---

    @cached_property
    def facilitator(self):
        """Who facilitates in its circle: the mandate, else the leader, unless an election says."""
        if self.proposal.election_id and self.proposal.election.facilitator_id:
            return self.proposal.election.facilitator
        for kind in (OfficeKind.FACILITATOR, OfficeKind.LEADER):
            for one in self.sittings:
                if any(held.kind == kind for held in one.mandates):
                    return one.person
        return None

    @property
    def facilitates(self):
        if self.facilitator is None:
            return self.sits
        return self.facilitator == self.viewer

    @property
    def hoped_for_on(self):
        """The day of the last reminder of a text that awaits absent voices (4.10), or None."""
        if self.proposal.state != S.RESERVED:
            return None
        return timezone.localdate(self.proposal.moved_at) + CATCHING_UP

    @cached_property
    def seated(self):
        """The keys of those who sit in the circle today, on leave too."""
        return {one.person.pk for one in self.sittings}

    @cached_property
    def sits(self):
        return any(one.person == self.viewer and one.has_a_voice for one in self.sittings)

    @cached_property
    def chooses(self):
        """Is it mine to choose what follows the reactions?"""
        theirs = facilitation_chooses(self.proposal, on=timezone.localdate(self.now))
        return self.facilitates if theirs else self.carries

    @property
    def chooser(self):
        """Whose turn it is once the reactions are said: who carries it, or who facilitates."""
        theirs = facilitation_chooses(self.proposal, on=timezone.localdate(self.now))
        return self.facilitator if theirs else self.proposal.carrier

    @cached_property
    def rival(self):
        """Another text of the same need, in consent already: this one will wait for it (I13)."""
        is_waiting = self.is_before or self.proposal.state in EARLY
        if not (is_waiting and self._has("has_rival")):
            return None
        return Proposal.objects.rivals_of(self.proposal).first()

    @property
    def has_lost_its_circle(self):
        """Did the circle of which it speaks close before anything was decided?"""
        about = self.proposal.about_circle if self.proposal.state not in ENDED else None
        return bool(about and about.is_closed)

    @property
    def may_rename(self):
        """Its title may be put right until the round of consent opens, by who carries it."""
        return self.carries and is_titled(self.proposal)

    @property
    def carries(self):
        return self.proposal.carrier_id == self.viewer.pk

    @property
    def away(self):
        """Those on leave: they are informed, and not asked."""
        return [one.person for one in self.sittings if one.leave]

    # --- where one is ---

    def open_round(self, kind):
        found = [one for one in self.rounds if one.kind == kind and one.is_open]
        return found[-1] if found else None

    @property
    def words_round(self):
        """The round of words that is open now."""
        kinds = {S.CLARIFICATION: RoundKind.CLARIFICATION, S.REACTIONS: RoundKind.REACTIONS}
        kind = kinds.get(self.proposal.state)
        return self.open_round(kind) if kind else None

    @property
    def assent(self):
        return self.open_round(RoundKind.ASSENT)

    def my_seat(self, opened):
        here = self.seats.get(opened.pk, []) if opened else []
        return next((one for one in here if one.person == self.viewer), None)

    @property
    def my_words_seat(self):
        return self.my_seat(self.words_round)

    @property
    def my_assent_seat(self):
        return self.my_seat(self.assent)

    @cached_property
    def mine(self):
        """My seats in the rounds of consent that are open, one for each circle in which I sit."""
        found = [(one, self.my_seat(one.round)) for one in self.running if one.round.is_open]
        return [(one, seat) for one, seat in found if seat]

    @cached_property
    def speaks_later(self):
        """I am proposed, so I speak last, and others have not spoken yet."""
        return any(rounds.waits_for_others(held.round, seat) for held, seat in self.mine)

    @property
    def awaited(self):
        """Who has not spoken in the round of words that is open."""
        said = {one.seat_id for one in self.turns}
        here = self.seats.get(self.words_round.pk, []) if self.words_round else []
        skipped = self.proposal.carrier_id if self.proposal.state == S.CLARIFICATION else None
        return [one for one in here if one.pk not in said and one.person_id != skipped]

    @property
    def have_i_spoken(self):
        seat = self.my_words_seat
        return bool(seat) and any(one.seat_id == seat.pk for one in self.turns)

    @property
    def is_in_the_room(self):
        """Is it the point under way of a meeting of its circle?"""
        return room_of(self.proposal, self.proposal.circle) is not None

    @property
    def is_before(self):
        return self.proposal.state in BEFORE

    @property
    def is_live(self):
        return self.proposal.state in LIVE

    @property
    def may_integrate(self):
        """Objections are worked on when no round is open: while a text waits for a meeting too."""
        return self.proposal.state not in (*ENDED, S.CONSENT, S.RESERVED)

    @property
    def had_its_steps(self):
        """May the round open straight away: reactions were heard, or the circle agreed to it?"""
        lived = [one for one in self.rounds if one.closed_at and one.voided_at is None]
        heard = any(one.kind == RoundKind.REACTIONS for one in lived)
        asked = [one for one in lived if one.kind == RoundKind.ASSENT]
        agreed = any(one.version_id == self.version.pk and self.is_agreed(one) for one in asked)
        return self.is_brief or heard or bool(self._everything_objected) or agreed

    def is_agreed(self, opened):
        return opened.subject == SKIP and all(
            one.said == PositionKind.CONSENT for one in self.seats.get(opened.pk, [])
        )

    @property
    def is_brief(self):
        return self.proposal.kind in (ProposalKind.ELECTION, ProposalKind.LINK)

    def _compared(self, since, shown):
        by_number = {one.number: one for one in self.versions}
        after = by_number.get(shown, self.version)
        if since == 0:
            return Compared(after)
        since = since or after.number - 1
        return Compared(after, by_number.get(since) if since < after.number else None)
