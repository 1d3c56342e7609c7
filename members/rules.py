"""Which règlement intérieur somebody accepted when they joined, and which one holds."""

from dataclasses import dataclass

from members.models import MembershipRequest, Rules


@dataclass(frozen=True)
class Accepted:
    """``words``: what they accepted, « du 12 mai 2026 »; empty when nobody wrote it down.
    ``now``: the Rules of today, or None; ``is_same``: it is the one they accepted."""

    words: str
    now: Rules | None

    @property
    def is_same(self):
        return bool(self.now and self.now.words == self.words)


def said_on(day, statutes):
    """The règlement of that day, in words; what the statutes name when none is written down."""
    rules = Rules.objects.in_force(on=day)
    return rules.words if rules else statutes.rules_version


def accepted_in(asked):
    """What a bulletin accepts: the règlement that was written down when it came, not one that was
    learnt of afterwards."""
    known = Rules.objects.filter(written_at__lte=asked.requested_at)
    rules = known.in_force(on=asked.asked_on)
    return rules.words if rules else asked.statutes.rules_version


def accepted_by(person, *, on):
    """What the last bulletin of an active member accepted. None when nothing is known at all."""
    asked = MembershipRequest.objects.filter(person=person, state="admitted")
    asked = asked.select_related("statutes").order_by("requested_at", "pk").last()
    words = accepted_in(asked) if asked else ""
    now = Rules.objects.in_force(on=on)
    return Accepted(words, now) if words or now else None
