"""Exchanges: say yes or no to what is proposed, then live it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from members.actions.learning import exchanges
from members.learning.lived import Lived
from members.learning.matching import read
from members.models import Exchange
from members.permissions import learns
from members.views.learning.answering import done


@require_POST
@requires(learns)
def proposals(request):
    """My yes, or my no, to what the page showed me."""
    try:
        strands = read(request.POST.get("signature", ""))
    except ValueError:
        messages.error(request, exchanges.NoLongerTrue.message)
        return redirect("members:learning")
    says_yes = request.POST.get("says") == "yes"
    act = exchanges.propose if says_yes else exchanges.decline
    try:
        exchange = act(strands, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("members:learning")
    if not says_yes:
        messages.success(request, "C’est noté : cette proposition ne reviendra pas.")
        return redirect("members:learning")
    messages.success(
        request, "C’est dit. La proposition est partie : à chaque personne d’y répondre."
    )
    return redirect("members:exchange", exchange.pk)


@require_safe
@never_cache
@requires(learns)
def exchange(request, pk):
    """Who passes what to whom, and who has said yes."""
    lived = Lived(_mine(request, pk), request.user)
    return render(request, "members/learning/exchange.html", {"lived": lived})


@require_POST
@requires(learns)
def answer(request, pk):
    """My yes, or my no."""
    agrees = request.POST.get("says") == "yes"
    said = "C’est oui." if agrees else "C’est noté, et personne ne saura de qui vient la réponse."
    return done(
        request,
        lambda: exchanges.answer(
            _mine(request, pk), by=request.user, at=timezone.now(), agrees=agrees
        ),
        said,
        "members:exchange",
        pk,
    )


@require_POST
@requires(learns)
def ending(request, pk):
    """It is done, or one stops there."""
    return done(
        request,
        lambda: exchanges.complete(_mine(request, pk), by=request.user, at=timezone.now()),
        "L’échange est clos. Merci de ce que vous avez transmis.",
        "members:exchange",
        pk,
    )


def _mine(request, pk):
    mine = Exchange.objects.visible_to(request.user).select_related("opened_by")
    return get_object_or_404(mine, pk=pk)
