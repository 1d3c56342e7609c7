"""Who consented to a decision: circle by circle, aloud, later, or by a policy of the circle.

An expressed consent, a consent that a policy puts in the place of silence, and nothing said are
three different things, everywhere they are told.
"""

from dataclasses import dataclass

from django.utils import timezone

from coopstudio.french.dates import short_day
from coopstudio.prepared import Among, prepared
from governance.models import Position, Seat
from governance.states import PositionKind, RoundKind

SAID = {
    PositionKind.CONSENT: "consent",
    PositionKind.DEEMED: "réputé consentant",
    PositionKind.OBJECTION: "a une objection",
    None: "non exprimé",
}


@dataclass
class Voice:
    """One seat of a round, and what it said last."""

    seat: Seat
    position: Position | None
    opened_on: object
    is_elsewhere: bool = False

    @property
    def person(self):
        return self.seat.person

    @property
    def kind(self):
        return self.position.kind if self.position else None

    @property
    def said(self):
        return SAID[self.kind]

    @property
    def is_deemed(self):
        return self.kind == PositionKind.DEEMED

    @property
    def is_later(self):
        """Who was absent read the text, and consented on another day."""
        return bool(self.position) and timezone.localdate(self.position.at) > self.opened_on

    @property
    def notes(self):
        """What is told beside the name, in words."""
        found = [self.seat.label] if self.seat.label else []
        if self.is_deemed:
            policy = self.position.policy
            found.append(f"réputé consentant par {policy.code}, {_reminded(self.position)}")
        elif self.position and self.position.is_aloud:
            found.append(f"dit à voix haute, noté par {self.position.by}")
        if self.is_later and not self.is_deemed:
            found.append(f"a consenti le {short_day(self.position.at)}")
        if self.is_elsewhere:
            found.append("consent aussi ici")
        return found


@dataclass
class College:
    """The seats of one circle on the version that was adopted."""

    circle: object
    voices: list

    @property
    def last_at(self):
        said = [one.position.at for one in self.voices if one.position]
        return max(said) if said else None

    @property
    def first_at(self):
        said = [one.position.at for one in self.voices if one.position]
        return min(said) if said else None

    @property
    def names(self):
        """« Fleur Mathet », « Karim Haddad (réputé consentant) »: as papers and sheets say it."""
        return [
            f"{one.person}" + (f" ({one.said})" if one.kind != PositionKind.CONSENT else "")
            for one in self.voices
        ]

    def of(self, kind):
        return [f"{one.person}" for one in self.voices if one.kind == kind]


def colleges_of(decision):
    """[College] of a decision, its own circle first."""
    return colleges_of_all([decision]).get(decision.version_id, [])


def colleges_of_all(decisions):
    """{version: [College]} of many decisions at once, in two questions."""
    versions = [one.version_id for one in decisions]
    seats = _seats(versions=versions)
    last = {one.seat_id: one for one in _positions(seats=[one.pk for one in seats])}
    found = {}
    for seat in seats:
        opened_on = timezone.localdate(seat.round.opened_at)
        circles = found.setdefault(seat.round.version_id, {})
        circle = seat.round.circle
        college = circles.setdefault(circle.pk, College(circle, []))
        elsewhere = any(
            seat.person_id == voice.person.pk
            for key, other in circles.items()
            for voice in other.voices
            if key != circle.pk
        )
        college.voices.append(Voice(seat, last.get(seat.pk), opened_on, elsewhere))
    return {version: list(circles.values()) for version, circles in found.items()}


@prepared
def _seats():
    found = Seat.objects.filter(Among("round__version", "versions"), round__voided_at=None)
    found = found.filter(round__kind=RoundKind.CONSENT).select_related("person", "round__circle")
    found = found.defer("person__search")
    return found.order_by("round__opened_at", "round_id", "speaks_last", "place")


@prepared
def _positions():
    found = Position.objects.filter(Among("seat", "seats"))
    return found.select_related("by", "policy__circle").defer("by__search").order_by("pk")


def _reminded(position):
    count = position.reminders
    return f"{count} rappel{'s' if count > 1 else ''}" if count else "sans rappel"
