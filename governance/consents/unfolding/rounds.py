"""The rounds of consent as the circle may see them: a sealed position is not on the page at all."""

from dataclasses import dataclass, field

from governance.consents.seals import seal_is_open
from governance.models import Seat
from governance.states import PositionKind, RoundKind
from members.models import Person

WORDS = {
    PositionKind.CONSENT: "consent",
    PositionKind.OBJECTION: "objection",
    PositionKind.DEEMED: "réputé consentant",
}

DEEMED = ("réputée consentante", "réputé consentant", "réputé·e consentant·e")


@dataclass(frozen=True)
class Face:
    """Somebody around the text: « pas encore », « scellée », or what they said once it is open."""

    person: Person
    state: str
    word: str
    label: str = ""
    is_me: bool = False
    seat: int = 0


@dataclass
class Held:
    """One round of consent, on one version, in one circle."""

    round: object
    number: int
    faces: list = field(default_factory=list)
    is_sealed: bool = False

    @property
    def missing(self):
        return [one for one in self.faces if one.state == "missing"]

    @property
    def spoken(self):
        return len(self.faces) - len(self.missing)

    @property
    def objecting(self):
        return sum(one.state == PositionKind.OBJECTION for one in self.faces)

    @property
    def is_complete(self):
        return not self.missing


def held(rounds, numbers, seats, *, viewer, at):
    """The rounds of consent, the latest first. ``numbers``: version by key; ``seats``: by round."""
    found = []
    for opened in sorted(rounds, key=lambda one: -one.pk):
        if opened.kind == RoundKind.CONSENT:
            here = seats.get(opened.pk, [])
            sealed = not seal_is_open(opened, sum(one.said is None for one in here), at=at)
            faces = [_face(one, sealed, viewer) for one in here]
            found.append(Held(opened, numbers[opened.version_id], faces, sealed))
    return found


def seats_of(proposal):
    """{round: its seats, in their order}, with the last word of each, of every round of it."""
    found = {}
    seats = Seat.objects.filter(round__proposal=proposal).with_position().select_related("person")
    for seat in seats.order_by("round", "speaks_last", "place"):
        found.setdefault(seat.round_id, []).append(seat)
    return found


def _face(seat, sealed, viewer):
    mine = seat.person == viewer
    facts = {"label": seat.label, "is_me": mine, "seat": seat.pk}
    if seat.said is None:
        word = "pas encore" if seat.person.is_active else "compte fermé pour un temps"
        return Face(seat.person, "missing", "à vous" if mine else word, **facts)
    if sealed:
        return Face(seat.person, "sealed", "scellée", **facts)
    word = WORDS[seat.said]
    if seat.said == PositionKind.DEEMED:
        word = seat.person.agreed(*DEEMED)
    return Face(seat.person, seat.said, word, **facts)
