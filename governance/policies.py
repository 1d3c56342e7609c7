"""What a circle allows itself by a text that it adopted: consent at a distance, passive consent."""

from django.db.models import Q

from governance.models import Decision
from governance.states import TermKind

ASYNC, PASSIVE = "async", "passive"


def policy(circle, allows, *, on):
    """The decision in force that day by which this circle allows it, or None."""
    lapsed = Q(term_kind=TermKind.TRIAL, term_on__lte=on)
    replaced = Q(replaced_by__effect_on__lte=on) | Q(repealed_by__effect_on__lte=on)
    found = Decision.objects.filter(kept_by=circle, version__allows=allows, effect_on__lte=on)
    return found.exclude(lapsed).exclude(replaced).select_related("version").first()


def allows_distance(circle, *, on):
    """Did this circle consent to decide at a distance?"""
    return policy(circle, ASYNC, on=on) is not None
