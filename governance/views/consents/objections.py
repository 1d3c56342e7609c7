"""An objection is heard, explored, integrated: by who helps, and lifted by its author alone."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from governance.actions import consents
from governance.consents.seals import is_sealed
from governance.models import Objection
from governance.permissions import sees_governance
from governance.views.consents.finding import done, found

GESTURES = {
    "reconnue": consents.confirm_heard,
    "exploration": consents.explore,
    "integree": consents.integrate,
    "pas-encore": consents.not_integrated,
    "retrait": consents.withdraw_objection,
    "reaction": consents.reclassify,
    "sans-auteur": consents.orphan,
    "a-mon-compte": consents.take_over,
}
WORDED = {
    "reformulation": lambda objection, words, **about: consents.hear(
        objection, heard_as=words, **about
    ),
    "cloture": lambda objection, words, **about: consents.ask_to_close(
        objection, note=words, **about
    ),
}


@require_POST
@requires(sees_governance)
def objection(request, pk, gesture):
    """One gesture on one objection."""
    if gesture not in GESTURES | WORDED:
        raise Http404
    objections = Objection.objects.select_related("round__proposal", "round__circle", "author")
    one = get_object_or_404(objections, pk=pk)
    if is_sealed(one.round, at=timezone.now()) and one.author != request.user:
        raise Http404
    proposal = found(request, one.round.proposal_id)
    about = {"by": request.user, "at": timezone.now()}
    if gesture in GESTURES:
        return done(request, proposal, lambda: GESTURES[gesture](one, **about), said="C’est noté.")
    words = request.POST.get("mots", "").strip()[:2000]
    return done(
        request,
        proposal,
        lambda: WORDED[gesture](one, words=words, **about),
        said="C’est noté.",
        typed={"field": f"{gesture}-{pk}", "words": words},
    )
