"""A mise en demeure: proposed by the treasurer, signed by another, then paid or followed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coopstudio.documents.api import documents_of
from coopstudio.doors import requires
from coopstudio.refusals import Refused
from members.actions.life import noticing, proving
from members.forms.life import ProofForm, RemovalForm, SignatureForm
from members.models import FormalNotice, Person
from members.permissions import (
    keeps_register,
    proposes_notices,
    reads_lives,
    signs_notices,
)
from members.signers import signers
from members.views.finding import unless_frozen


@require_POST
@requires(proposes_notices)
def proposal(request, pk):
    """The treasurer proposes; nothing leaves yet."""
    person = get_object_or_404(Person.objects.known_to_register(), pk=pk)
    membership = person.memberships.active(on=timezone.localdate()).first()
    try:
        if membership is None:
            raise noticing.NothingOwed
        notice = noticing.propose(membership, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("members:life", pk)
    messages.success(request, "La mise en demeure est proposée : une autre personne la signe.")
    return redirect("members:notice", notice.pk)


@require_safe
@never_cache
@requires(reads_lives)
def notice(request, pk):
    """What it says, on what it rests, and what may be done now."""
    return _show(request, _found(request, pk))


@require_POST
@requires(signs_notices)
def signature(request, pk):
    """Sign it: the letter leaves."""
    form = SignatureForm(request.POST)
    return _answered(request, pk, form, "signing", noticing.sign, "Signée : la lettre part.")


@require_POST
@requires(reads_lives)
def settlement(request, pk):
    """It is paid, or it is given up."""
    verb = noticing.drop if request.POST.get("act") == "drop" else noticing.settle
    found = _found(request, pk)
    try:
        verb(found, by=request.user, at=timezone.now())
        messages.success(request, "C’est fait.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("members:notice", pk)


@require_POST
@requires(keeps_register)
def removal(request, pk):
    """The organ decided the radiation."""
    form = RemovalForm(request.POST)
    return _answered(request, pk, form, "removing", noticing.remove, "La radiation est inscrite.")


@require_POST
@requires(keeps_register)
def proof(request, pk):
    """The receipt of the registered letter is kept with the notice."""
    found, form = _found(request, pk), ProofForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            proving.prove(found, by=request.user, upload=form.cleaned_data["proof"])
            messages.success(request, "La preuve d’envoi est jointe.")
            return redirect("members:notice", pk)
        except Refused as refusal:
            form.add_error("proof", str(refusal))
    return _show(request, found, status=422, proving=form)


def _answered(request, pk, form, which, verb, done):
    found = _found(request, pk)
    if form.is_valid():
        try:
            verb(found, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, done)
            return redirect("members:notice", pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _show(request, found, status=422, **{which: form})


def _show(request, found, *, status=200, **forms):
    today, own = timezone.localdate(), found.membership.person_id == request.user.pk
    keeps = keeps_register(request.user) and not own
    able = list(signers(found, on=today)) if found.state == "drafted" else []
    context = {
        "notice": found,
        "person": found.membership.person,
        "paper": documents_of(found).first(),
        "may_sign": request.user in able,
        "signers": able,
        "may_remove": keeps and found.state == "signed" and today > found.deadline,
        "is_open": found.state in ("drafted", "signed") and not own,
        "today": today,
        "may_prove": keeps and found.sent_on is not None,
        "proving": ProofForm(),
        "signing": SignatureForm(),
        "removing": RemovalForm(initial={"organ": found.statutes.removal_organ}),
        "wrong": next(iter(forms.values()), None),
    } | forms
    return render(request, "members/life/notice.html", context, status=status)


def _found(request, pk):
    seen = FormalNotice.objects.visible_to(request.user)
    facts = "membership__person", "statutes", "proposed_by", "signed_by", "proof"
    return unless_frozen(seen.select_related(*facts), pk, person="membership__person")
