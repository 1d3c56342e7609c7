"""The way of a group, as its pages show it: where it stands, and what may be done next."""

from django.utils.functional import cached_property

from members.models import ProposalAnswer
from members.states import CohortState, PlaceState

STAGES = [
    (CohortState.FORMING, "En constitution"),
    (CohortState.SUFFICIENT, "Suffisant"),
    (CohortState.PROPOSED, "Proposé"),
    (CohortState.LAUNCHED, "Lancé"),
    (CohortState.UNDERWAY, "Au travail"),
]
BADGES = {
    PlaceState.EXPECTED: ("neutral", "ring"),
    PlaceState.ASKED: ("warning", "doing"),
    PlaceState.CONFIRMED: ("success", "done"),
    PlaceState.SEATED: ("success", "done"),
    PlaceState.LEFT: ("neutral", "ring"),
}


class Way:
    """Where ``group`` stands, seen by ``viewer``: the stages, the answers, one's own place."""

    def __init__(self, group, *, viewer):
        self.group, self.cohort, self.viewer = group, group.cohort, viewer

    @property
    def steps(self):
        """The stages for ``<c-steps>``; None once the group is over."""
        if self.cohort.is_over:
            return None
        now = [state for state, _name in STAGES].index(self.cohort.state)
        return [
            {"name": name, "done": rank < now, "current": rank == now}
            for rank, (_state, name) in enumerate(STAGES)
        ]

    @cached_property
    def proposal(self):
        """The proposal that stands; None."""
        return self.cohort.proposals.filter(ended_at=None).select_related("by").first()

    @cached_property
    def answers(self):
        """{place: its last answer} to the proposal that stands."""
        if not self.proposal:
            return {}
        found = ProposalAnswer.objects.filter(proposal=self.proposal).standing()
        return {one.place_id: one for one in found}

    @property
    def rows(self):
        """Each place with what was answered, for founders."""
        return [
            {
                "place": place,
                "tone": BADGES[place.state][0],
                "dot": BADGES[place.state][1],
                "answer": self.answers.get(place.pk),
            }
            for place in self.group.places
        ]

    @property
    def objections(self):
        return [row for row in self.rows if row["answer"] and row["answer"].is_objection]

    @property
    def silent(self):
        return [row for row in self.rows if not row["answer"]]

    @property
    def may_launch(self):
        places = self.group.places
        return (
            self.cohort.is_proposed
            and self.group.standing.is_sufficient
            and all(place.state == PlaceState.CONFIRMED for place in places)
        )

    @property
    def to_ask(self):
        """How many people are expected and were not asked yet."""
        return sum(place.state == PlaceState.EXPECTED for place in self.group.places)

    @cached_property
    def mine(self):
        """The viewer's own place; None."""
        mine = (one for one in self.group.places if one.person_id == self.viewer.pk)
        return next(mine, None)

    @property
    def my_answer(self):
        return self.answers.get(self.mine.pk) if self.mine else None

    @property
    def asks_me(self):
        """A proposal stands, and the viewer may answer it."""
        return bool(self.proposal and self.mine and self.mine.is_asked)
