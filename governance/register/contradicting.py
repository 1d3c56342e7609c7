"""The texts beside which another one must hold: those of the circle around, and of those inside."""

from django.db.models import Q

from governance.models import Decision
from governance.querysets.decisions import TEXTS


def beside(decision, *, on):
    """In force that day, kept by its circle's parent or by a circle that stands in it."""
    here = decision.kept_by
    near = Q(kept_by__parent=here) | Q(kept_by=here.parent_id or 0)
    found = Decision.objects.filter(near, proposal__kind__in=TEXTS, kept_by__closed_at=None)
    return found.told_on(on).standing().select_related("kept_by", "circle").order_by("-pk")
