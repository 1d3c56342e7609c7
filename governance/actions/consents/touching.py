"""What a text touches in other circles: looked at when its round of consent opens, and again before
its adoption, for a second link may have been let go meanwhile (I9, D8)."""

from django.utils import timezone

from coopstudio.french.search import matching
from coopstudio.refusals import Refused
from governance import emails
from governance.circles import overlaps
from governance.circles.health import vacant_seconds
from governance.college import college
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


class NotHeardYet(Refused):
    def __init__(self, circles):
        names = " et ".join(one.name for one in circles)
        super().__init__(
            f"On attend encore d’entendre : {names}. Une personne de ce cercle écrit ce qu’il en "
            "pense, sur la page du texte ; il est adopté aussitôt."
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
    for child, domain in _voiceless(proposal, version, on=on):
        raise ChildIsNotHeard(child, domain)


def ask_to_be_heard(proposal, version, *, at):
    """Since the round opened, an inner circle may have lost its voice here: it is told of the text,
    which waits for what it says."""
    on = timezone.localdate(at)
    found = dict(_voiceless(proposal, version, on=on))
    for child, domain in found.items():
        why = f"Ce texte touche « {domain.words} », et son second lien est vacant."
        proposal.concerns.create(circle=child, must_consent=False, why=why[:200])
    if found:
        emails.circles_asked(proposal, on=on)


def check_heard(proposal):
    """Refuse while a circle that is to be heard has said nothing."""
    silent = proposal.concerns.filter(must_consent=False, heard_at=None).select_related("circle")
    if silent:
        raise NotHeardYet([one.circle for one in silent])


def _voiceless(proposal, version, *, on):
    """(inner circle, domain)… that the text speaks of, where nobody brings this circle's voice and
    nothing asks for it yet; a circle in which nobody is left has nobody to hear."""
    asked = set(proposal.concerns.values_list("circle", flat=True))
    text = Version.objects.filter(pk=version.pk)
    for pair in vacant_seconds(proposal.circle, on=on, days=LONG):
        if pair.child.pk in asked or not college(pair.child, on=on):
            continue
        for domain in overlaps.deciding(on=on).filter(circle=pair.child):
            if matching(text, domain.words).exists():
                yield pair.child, domain
