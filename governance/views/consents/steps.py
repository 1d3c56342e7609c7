"""From one step to the next: one gesture each, by who may make it."""

from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from governance.actions import consents
from governance.models import Concern
from governance.permissions import sees_governance
from governance.views.consents.finding import done, found, number

GESTURES = {
    "panier": (consents.put_in_basket, "Elle est au panier : le cercle peut la lire."),
    "a-distance": (consents.wish_async, "C’est demandé à la personne qui facilite."),
    "ouverture": (consents.open_async, "Le premier temps est ouvert, chacun et chacune le sait."),
    "presentation": (consents.present, ""),
    "suite": (consents.next_step, ""),
    "absences": (
        consents.end_round,
        "Les personnes absentes reçoivent le texte, et on les attend.",
    ),
    "sans-etapes": (consents.ask_to_skip, "Le cercle est interrogé : il faut l’accord de tous."),
    "sans-entendre": (
        consents.ask_to_decide_unheard,
        "Le cercle est interrogé : il faut l’accord de chaque personne.",
    ),
    "reprise": (consents.resume, ""),
}


@require_POST
@requires(sees_governance)
def step(request, pk, step):
    """Into the basket, at a distance, on to the next step."""
    if step not in GESTURES:
        raise Http404
    proposal = found(request, pk)
    act, said = GESTURES[step]
    return done(
        request, proposal, lambda: act(proposal, by=request.user, at=timezone.now()), said=said
    )


@require_POST
@requires(sees_governance)
def consent_round(request, pk):
    """Open the round of consent, here or in a circle that must consent to the same version."""
    proposal = found(request, pk)
    asked = Concern.objects.filter(proposal=proposal, must_consent=True)
    wanted = asked.filter(circle=number(request.POST.get("cercle")) or 0).first()
    circle = wanted.circle if wanted else None
    return done(
        request,
        proposal,
        lambda: consents.open_consent(proposal, by=request.user, at=timezone.now(), circle=circle),
    )


@require_POST
@requires(sees_governance)
def meeting(request, pk):
    """« Traiter en réunion »: the distance ends at once."""
    proposal, words = found(request, pk), request.POST.get("mots", "").strip()[:2000]
    return done(
        request,
        proposal,
        lambda: consents.to_meeting(proposal, by=request.user, at=timezone.now(), reason=words),
        said="Le tour à distance s’est arrêté. La prochaine réunion s’en saisit.",
    )


@require_POST
@requires(sees_governance)
def celebration(request, pk):
    """The circle celebrates what it has just decided."""
    proposal, words = found(request, pk), request.POST.get("mots", "").strip()[:2000]
    return done(
        request,
        proposal,
        lambda: consents.celebrate(proposal, by=request.user, at=timezone.now(), thanks=words),
        said="C’est dit, et gardé avec la décision.",
        typed={"field": "mercis", "words": words},
    )


@require_POST
@requires(sees_governance)
def hearing(request, pk, concern):
    """What a circle that must be heard says of the text."""
    proposal = found(request, pk)
    asked = proposal.concerns.filter(pk=concern, must_consent=False).first()
    if asked is None:
        raise Http404
    words = request.POST.get("mots", "").strip()[:2000]
    return done(
        request,
        proposal,
        lambda: consents.hear_circle(asked, by=request.user, at=timezone.now(), words=words),
        said="C’est entendu, et écrit avec la proposition.",
        typed={"field": f"entendu-{concern}", "words": words},
    )
