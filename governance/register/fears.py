"""The objections that a decision carries, and what nobody counted: what its review begins with."""

from django.db.models import Exists, OuterRef

from governance.models import Objection, Reading
from governance.states import ObjectionState

KEPT = (ObjectionState.INTEGRATED, ObjectionState.MEASURED)


def fears_of(decision):
    """The objections that its text integrated, and those of the texts that it renews: they live on
    as long as the text does."""
    proposals = [decision.proposal_id]
    while decision.renews_id:
        decision = decision.renews
        proposals.append(decision.proposal_id)
    found = Objection.objects.filter(integrated_in__proposal__in=proposals, state__in=KEPT)
    return list(found.select_related("author", "integrated_in", "heard_by").order_by("at", "pk"))


def unmeasured(decision):
    """The measures of the text of which nobody wrote a figure: « non mesuré »."""
    read = Reading.objects.filter(measure=OuterRef("pk"))
    return list(decision.version.measures.filter(~Exists(read)))
