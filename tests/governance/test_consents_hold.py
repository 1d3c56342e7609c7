"""Whatever people try, in whatever order, what the method promises holds (I1 to I15)."""

from contextlib import suppress
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from coopstudio.journal.api import lines_about
from coopstudio.journal.models import Entry
from coopstudio.refusals import Refused
from governance.actions import consents
from governance.models import Decision, Objection, Position, Round, Version
from governance.states import ObjectionState, PositionKind, ProposalState, RoundKind
from tests.governance.factories import AT, circle, people_of
from tests.governance.test_consents import drafted, in_consent
from tests.members.factories import member

ACTS = (
    "consent", "consent", "consent", "object", "amend", "open", "reopen", "hear", "confirm",
    "explore", "integrate", "withdraw_objection", "end", "adopt", "postpone", "suspend", "resume",
    "leave", "arrive", "next", "react", "orphan",
)  # fmt: skip
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 4), st.integers(0, 4)), min_size=4, max_size=22
)
ALL_CONSENT = [("consent", 0, 0), ("consent", 1, 1), ("consent", 2, 2)]
OBJECTS = ("object", 1, 1)
TO_ITS_END = [("end", 0, 0), ("adopt", 0, 0)]


class World:
    """A circle of three with a text in its round of consent, and somebody from outside."""

    def __init__(self):
        self.circle = circle()
        self.proposal = in_consent(drafted(self.circle))
        self.people = [*people_of(self.circle), member("Lou", "Petit"), member("Zoé", "Roux")]
        self.at = AT
        self.adopted = None

    def does(self, act, who, which):
        self.at += timedelta(minutes=7)
        self.proposal.refresh_from_db()
        before = list(Version.objects.values_list("pk", "text", "term_on"))
        told, state = len(lines_about(self.proposal)), self.proposal.state
        with suppress(Refused):
            getattr(self, f"_{act}")(self.people[who], which)
        self._each_step_is_told(told, state, by=self.people[who])
        assert before == list(Version.objects.values_list("pk", "text", "term_on"))[: len(before)]

    def _each_step_is_told(self, told, state, *, by):
        """I12: whatever moves stands in the journal, with who moved it and when."""
        self.proposal.refresh_from_db()
        since = Entry.objects.filter(
            subject_kind="governance.proposal", subject_id=self.proposal.pk
        ).order_by("pk")[told:]
        assert self.proposal.state == state or since
        assert all(one.actor == by and one.at for one in since)

    def seat(self, which):
        seats = [
            one
            for opened in self.proposal.rounds.filter(kind=RoundKind.CONSENT).order_by("-pk")[:1]
            for one in opened.seats.all()
        ]
        return seats[which % len(seats)]

    def objection(self, which):
        found = list(Objection.objects.filter(round__proposal=self.proposal).order_by("pk"))
        if not found:
            raise Refused
        return found[which % len(found)]

    def _consent(self, by, which):
        consents.consent(self.seat(which), by=by, at=self.at)

    def _object(self, by, which):
        consents.object(self.seat(which), by=by, at=self.at, words="Non pas ainsi.", touches="But.")

    def _amend(self, by, which):
        answered = [(one, "amend") for one in Objection.objects.filter(ended_at=None)]
        consents.amend(
            self.proposal, by=by, at=self.at, why="Mieux dit.", text=f"Texte à {self.at}.",
            integrates=answered if which else [],
        )  # fmt: skip

    def _open(self, by, which):
        consents.open_consent(self.proposal, by=by, at=self.at)

    def _reopen(self, by, which):
        consents.put_in_basket(self.proposal, by=by, at=self.at)
        consents.open_consent(self.proposal, by=by, at=self.at)

    def _hear(self, by, which):
        consents.hear(self.objection(which), by=by, at=self.at, heard_as="Tu crains ceci.")

    def _confirm(self, by, which):
        consents.confirm_heard(self.objection(which), by=by, at=self.at)

    def _explore(self, by, which):
        consents.explore(self.objection(which), by=by, at=self.at)

    def _integrate(self, by, which):
        consents.integrate(self.objection(which), by=by, at=self.at)

    def _withdraw_objection(self, by, which):
        consents.withdraw_objection(self.objection(which), by=by, at=self.at)

    def _orphan(self, by, which):
        consents.orphan(self.objection(which), by=by, at=self.at)

    def _end(self, by, which):
        consents.end_round(self.proposal, by=by, at=self.at)

    def _adopt(self, by, which):
        consents.adopt(self.proposal, by=by, at=self.at)

    def _postpone(self, by, which):
        consents.postpone(self.proposal, by=by, at=self.at, to=date(2027, 1, 4))

    def _suspend(self, by, which):
        consents.suspend(self.proposal, by=by, at=self.at)

    def _resume(self, by, which):
        consents.resume(self.proposal, by=by, at=self.at)

    def _next(self, by, which):
        consents.next_step(self.proposal, by=by, at=self.at)

    def _react(self, by, which):
        opened = self.proposal.rounds.open().filter(kind=RoundKind.REACTIONS).last()
        if opened:
            seats = list(opened.seats.all())
            consents.react(seats[which % len(seats)], by=by, at=self.at, words="J’y pense.")

    def _leave(self, by, which):
        self.circle.members.filter(person=by, until=None).update(until=self.at.date())

    def _arrive(self, by, which):
        self.circle.members.filter(person=by, until=self.at.date()).update(until=None)

    # --- what holds after each of them ---

    def holds(self):
        self.proposal.refresh_from_db()
        self._a_decision_has_every_consent()
        self._only_persons_speak()
        self._nothing_is_lifted_by_another()
        self._no_third_choice()

    def _a_decision_has_every_consent(self):
        decision = Decision.objects.filter(proposal=self.proposal).first()
        is_adopted = self.proposal.state == ProposalState.ADOPTED
        assert (decision is not None) == is_adopted
        if decision is None:
            assert self.adopted is None
            return
        assert Decision.objects.count() == 1
        assert self.adopted in (None, (decision.pk, decision.version_id, decision.version.text))
        self.adopted = (decision.pk, decision.version_id, decision.version.text)
        assert decision.version == self.proposal.versions.current()
        assert decision.review_on is not None
        standing = Round.objects.standing().filter(kind=RoundKind.CONSENT, version=decision.version)
        said = [seat.said for one in standing for seat in one.seats.with_position()]
        assert said
        assert set(said) == {PositionKind.CONSENT}

    def _only_persons_speak(self):
        for one in Position.objects.select_related("seat"):
            assert one.by_id == one.seat.person_id

    def _nothing_is_lifted_by_another(self):
        """An objection that is not lifted is in no adopted text, and stops any new round."""
        open_ones = Objection.objects.filter(round__proposal=self.proposal, ended_at=None)
        if self.proposal.state == ProposalState.ADOPTED:
            assert not open_ones.exists()
        for one in open_ones:
            assert one.state not in (ObjectionState.INTEGRATED, ObjectionState.WITHDRAWN)

    def _no_third_choice(self):
        """I5."""
        kinds = set(Position.objects.values_list("kind", flat=True))
        assert kinds <= {PositionKind.CONSENT, PositionKind.OBJECTION}


class TestWhateverPeopleTry(TestCase):
    @settings(
        max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(STEPS)
    def test_the_invariants_hold(self, steps):
        world = World()
        for act, who, which in steps:
            world.does(act, who, which)
            world.holds()

    def test_the_walk_reaches_a_decision_when_everybody_means_it(self):
        """Negative control: what is looked at after each act does happen in this world."""
        world = World()

        for act, who, which in [*ALL_CONSENT, *TO_ITS_END]:
            world.does(act, who, which)
            world.holds()

        assert world.proposal.state == ProposalState.ADOPTED

    def test_the_walk_reaches_an_objection_that_stops_it(self):
        world = World()

        for act, who, which in [OBJECTS, *ALL_CONSENT[::2], *TO_ITS_END]:
            world.does(act, who, which)
            world.holds()

        assert world.proposal.state != ProposalState.ADOPTED
        assert Objection.objects.filter(ended_at=None).count() == 1
