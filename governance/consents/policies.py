"""What a circle allows itself by a text that it adopted: consent at a distance, passive consent."""

from governance.models import Decision

ASYNC, PASSIVE = "async", "passive"


def policy(circle, allows, *, on):
    """The decision in force that day by which this circle allows it, or None."""
    found = Decision.objects.told_on(on).standing().filter(kept_by=circle, version__allows=allows)
    return found.select_related("version").first()


def allows_distance(circle, *, on):
    """Did this circle consent to decide at a distance?"""
    return policy(circle, ASYNC, on=on) is not None
