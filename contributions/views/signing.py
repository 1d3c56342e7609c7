"""One signs on the screen, or a paper is handed over and certified by two people."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core import signing as signed_values
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from contributions.actions.retracting import days_offered
from contributions.actions.signing import certify, send_code, sign, sign_on_paper
from contributions.actions.signing.online import CONSENT
from contributions.documents import paper_to_sign
from contributions.forms.signing import PaperForm, SignatureForm
from contributions.models import Signatory
from contributions.permissions import certifies_copies, keeps_books, opens_contracts
from contributions.states import Party
from contributions.views.answers import attempted, did
from contributions.views.contracts import visible
from coopstudio.doors import requires
from coopstudio.refusals import Refused

SALT = "contributions.signing.page"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(opens_contracts)
def signature(request, pk):
    """Read, name, mention, code: « je signe »."""
    signatory = _mine(request, pk)
    form = SignatureForm(request.POST or None, initial=_fresh(signatory))
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("name", "mention", "code", "shown")}
        told |= {"by": request.user, "at": timezone.now(), "proof": _proof(request, form)}
        if attempted(form, lambda: sign(signatory, **told)):
            messages.success(request, "C’est signé. Merci.")
            return redirect("contributions:contract", signatory.version.contract_id)
    return _page(request, signatory, form)


@never_cache
@require_POST
@requires(opens_contracts)
def code(request, pk):
    """Six figures, to the address of whom is about to sign; what was typed stays."""
    signatory = _mine(request, pk)
    typed = {name: request.POST.get(name, "") for name in ("name", "mention", "consents")}
    opened = {"opened": request.POST["opened"]} if request.POST.get("opened") else {}
    form = SignatureForm(initial=_fresh(signatory) | typed | opened)
    try:
        send_code(signatory, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        at = signatory.person.email
        messages.success(request, f"Le code est parti à {at}. Il vaut dix minutes.")
    return _page(request, signatory, form)


def _page(request, signatory, form):
    version = signatory.version
    context = {
        "form": form, "signatory": signatory, "contract": version.contract, "version": version,
        "paper": paper_to_sign(version), "consent": CONSENT,
        "mention": version.facts["mentions"][signatory.party],
        "has_code": signatory.codes.exists(),
        "days": days_offered(version) if signatory.party == Party.CONTRIBUTOR else 0,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "contributions/contracts/signature.html", context, status=status)


def _fresh(signatory):
    """What the page carries: which paper it shows, and when it was opened."""
    shown = paper_to_sign(signatory.version)
    opened = signed_values.dumps(timezone.now().isoformat(), salt=SALT)
    return {"shown": shown.sha256 if shown else "", "opened": opened}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(keeps_books)
def paper(request, pk):
    """The scan of what was signed with a pen."""
    contract = visible(request, pk)
    version = contract.versions.order_by("number").last()
    known = {"on": timezone.localdate(), "both": True}
    form = PaperForm(request.POST or None, request.FILES or None, initial=known)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data | {"by": request.user, "at": timezone.now()}
        if attempted(form, lambda: sign_on_paper(version, **told)):
            messages.success(request, "La copie est là. Deux personnes la certifient maintenant.")
            return redirect("contributions:contract", pk)
    context = {"form": form, "contract": contract, "version": version}
    status = 422 if form.errors else 200
    return render(request, "contributions/contracts/paper.html", context, status=status)


@require_POST
@requires(certifies_copies)
def certification(request, pk):
    """« J’ai vu l’original, la copie est la même. »"""
    version = visible(request, pk).versions.order_by("number").last()
    act = lambda: certify(version, by=request.user, at=timezone.now())  # noqa: E731
    return did(request, act, "C’est certifié. Merci.", "contributions:contract", pk)


def _mine(request, pk):
    """One's own signature, or the page does not exist."""
    found = Signatory.objects.select_related("person", "version__contract__person")
    signatory = get_object_or_404(found, pk=pk, person=request.user)
    if not signatory.version.facts:
        raise Http404
    return signatory


def _proof(request, form):
    """What this request knows of the moment (8.4), hours in UTC."""
    try:
        opened_at = signed_values.loads(form.cleaned_data["opened"], salt=SALT)
    except signed_values.BadSignature:
        opened_at = ""
    return {
        "ip": get_adapter().whole_address(request),
        "user_agent": request.META.get("HTTP_USER_AGENT", "")[:300],
        "second_factor": bool(request.user.has_second_factor),
        "opened_at": opened_at,
    }
