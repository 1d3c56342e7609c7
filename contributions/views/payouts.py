"""Where one is repaid: proved anew by its owner, confirmed by another, never shown whole."""

from datetime import UTC, datetime

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributions.actions import payouts
from contributions.bank.doubts import doubts_of, is_theirs
from contributions.forms.payouts import HeardForm, PayoutForm
from contributions.models import PayoutAccount
from contributions.permissions import confirms_money, contributes
from contributions.views.answers import attempted, did, typed
from coopstudio.doors import requires


@never_cache
@require_http_methods(["GET", "POST"])
@requires(contributes)
def mine(request):
    """One's own account: read it, give another."""
    proved = proved_at(request)
    is_fresh = proved is not None and timezone.now() - proved <= payouts.FRESH
    if not is_fresh and request.method == "POST":
        if get_reauthentication_flows(request.user):
            raise ReauthenticationRequired
        return redirect("contributions:payout")
    form = PayoutForm(request.POST or None, initial={"holder": request.user.civil_name})
    if request.method == "POST" and form.is_valid():
        facts = {"by": request.user, "at": timezone.now(), "proved_at": proved}
        if attempted(form, lambda: payouts.ask(request.user, **facts, **form.cleaned_data)):
            messages.success(request, _noted(form.cleaned_data["holder"], request.user))
            return redirect("contributions:payout")
    known = request.user.payout_accounts.filter(ended_at=None).select_related("confirmed_by")
    return typed(
        request, "contributions/payouts/mine.html", form, accounts=known, is_fresh=is_fresh,
        has_flows=bool(get_reauthentication_flows(request.user)), now=timezone.now(),
    )  # fmt: skip


@never_cache
@require_safe
@requires(contributes)
def proving(request):
    """Prove anew that it is oneself, with one's password or one's second factor."""
    if get_reauthentication_flows(request.user) and not _is_fresh(request):
        raise ReauthenticationRequired
    return redirect("contributions:payout")


@require_POST
@requires(contributes)
def withdrawal(request, pk):
    """Stop using one's own account."""
    payout = get_object_or_404(request.user.payout_accounts, pk=pk)
    return did(
        request, lambda: payouts.end(payout, by=request.user, at=timezone.now()),
        "Ce compte ne sert plus.", "contributions:payout",
    )  # fmt: skip


@never_cache
@require_safe
@requires(confirms_money)
def waiting(request):
    """The accounts that wait for a second person: nothing of their number is shown."""
    return _waiting(request)


@require_POST
@requires(confirms_money)
def confirmation(request, pk):
    """Confirm somebody else's account by what one heard, or doubt it."""
    payout = get_object_or_404(PayoutAccount.objects.select_related("person"), pk=pk)
    facts = {"by": request.user, "at": timezone.now()}
    if "retirer" in request.POST:
        return did(
            request, lambda: payouts.end(payout, **facts),
            "Ce compte est écarté : sa personne en reçoit une lettre.", "contributions:payouts",
        )  # fmt: skip
    form = HeardForm(request.POST, auto_id=f"compte-{pk}-%s")
    if form.is_valid() and attempted(
        form, lambda: payouts.confirm(payout, **facts, **form.cleaned_data)
    ):
        messages.success(request, "Confirmé : il servira dans deux jours.")
        return redirect("contributions:payouts")
    return _waiting(request, wrong=(pk, form))


def _noted(holder, person):
    if is_theirs(holder, person):
        return "Votre compte est noté : une autre personne va le confirmer."
    return (
        "Ce compte est noté. Son titulaire ne porte pas votre nom : qui le confirme vous demandera "
        "pourquoi."
    )


def _waiting(request, *, wrong=(0, None)):
    known = PayoutAccount.objects.filter(ended_at=None).select_related("person", "confirmed_by")
    waiting = list(known.filter(confirmed_at=None).order_by("asked_at"))
    doubts = doubts_of(waiting)
    for one in waiting:
        one.doubts = doubts[one.pk]
        one.form = wrong[1] if one.pk == wrong[0] else HeardForm(auto_id=f"compte-{one.pk}-%s")
    context = {
        "waiting": waiting,
        "confirmed": known.exclude(confirmed_at=None).order_by("-confirmed_at")[:50],
        "now": timezone.now(),
        "wrong": wrong[1],
    }
    status = 422 if wrong[1] else 200
    return render(request, "contributions/payouts/waiting.html", context, status=status)


def proved_at(request):
    """When the person last proved who they are, by whatever they sign in with; or None."""
    records = get_authentication_records(request, request.user)
    if get_reauthentication_flows(request.user):
        records = [one for one in records if one.get("reauthenticated")]
    if not records:
        return None
    return min(datetime.fromtimestamp(records[-1]["at"], tz=UTC), timezone.now())


def _is_fresh(request):
    proved = proved_at(request)
    return proved is not None and timezone.now() - proved <= payouts.FRESH
