"""What a text touches in other circles, looked at when its round of consent opens (I9, D8)."""

from coopstudio.french.search import matching
from coopstudio.refusals import Refused
from governance.circles import overlaps
from governance.circles.health import vacant_seconds
from governance.consents import stakeholders
from governance.models import Concern, Version

LONG = 30
"""Days after which a circle without its second link is heard before what touches its domain."""


class DomainHasMoved(Refused):
    def __init__(self, domain):
        super().__init__(
            f"Le domaine « {domain.words} » n’est plus tenu par {domain.circle.name} : relisez les "
            "cercles que le texte touche, puis ouvrez le tour."
        )


class ChildIsNotHeard(Refused):
    def __init__(self, child, domain):
        super().__init__(
            f"Ce texte touche « {domain.words} », que tient {child.name}, dont le second lien est "
            "vacant : ce cercle est d’abord entendu. Ajoutez-le aux cercles à entendre."
        )


def ask_both(proposal, version):
    """Ask the circles that hold what the text touches, those too that were founded since it was
    written: PostgreSQL adopts nothing without them."""
    asked = set(proposal.concerns.filter(must_consent=True).values_list("circle", flat=True))
    for circle, why, touch in stakeholders.asked_by(proposal.circle, version.touches):
        if circle.pk not in asked:
            facts = {"must_consent": True, "why": why, "touch": touch}
            Concern.objects.update_or_create(proposal=proposal, circle=circle, defaults=facts)


def check(proposal, version, *, on):
    """Refuse when a domain it touches has changed hands, or an inner circle has no voice here."""
    for concern in proposal.concerns.exclude(domain=None).select_related("domain__circle"):
        if concern.domain.until and concern.domain.until <= on:
            raise DomainHasMoved(concern.domain)
    asked = set(proposal.concerns.values_list("circle", flat=True))
    for pair in vacant_seconds(proposal.circle, on=on, days=LONG):
        if pair.child.pk not in asked:
            _check_heard(pair.child, version, on=on)


def _check_heard(child, version, *, on):
    """Nobody brings this circle's voice: does the text speak of what it decides?"""
    text = Version.objects.filter(pk=version.pk)
    for domain in overlaps.deciding(on=on).filter(circle=child):
        if matching(text, domain.words).exists():
            raise ChildIsNotHeard(child, domain)
