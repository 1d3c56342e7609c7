"""Batches of transfers: made, handed to the bank by another, answered by the bank."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from contributions.actions import batches
from contributions.forms.batches import BatchForm, PaidForm, ReturnedForm
from contributions.models import Batch, RepaymentRound, Transfer
from contributions.permissions import confirms_money, keeps_books
from contributions.states import RoundState, TransferState
from contributions.views.answers import attempted, did
from coopstudio.doors import requires
from coopstudio.refusals import Refused


@require_POST
@requires(confirms_money)
def making(request, pk):
    """Write the file of what is due and may be paid."""
    tour, form = get_object_or_404(RepaymentRound, pk=pk), BatchForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["on"]))
        return redirect("contributions:round", pk)
    facts = {"by": request.user, "at": timezone.now()} | form.cleaned_data
    made = attempted(form, lambda: batches.make(tour, **facts))
    if made:
        return redirect("contributions:batch", made.pk)
    messages.error(request, " ".join(form.non_field_errors()))
    return redirect("contributions:round", pk)


@never_cache
@require_safe
@requires(confirms_money)
def batch(request, pk):
    return _page(request, _batch(pk))


@never_cache
@require_safe
@requires(confirms_money)
def file(request, pk):
    """The same bytes, whenever they are asked for; never of a round that was given up."""
    found = get_object_or_404(Batch.objects.exclude(round__state=RoundState.CANCELLED), pk=pk)
    try:
        content = batches.file_of(found)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("contributions:batch", pk)
    answer = HttpResponse(content, content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="{found.key}.xml"'
    return answer


@require_POST
@requires(confirms_money)
def sending(request, pk):
    """A second person says that the bank has it."""
    found, now = _batch(pk), timezone.now()
    return did(
        request, lambda: batches.send(found, by=request.user, at=now),
        "Remis à la banque : chaque personne l’apprend.", "contributions:batch", pk,
    )  # fmt: skip


@require_POST
@requires(confirms_money)
def withdrawal(request, pk):
    """Take it back before it leaves."""
    found = _batch(pk)
    return did(
        request, lambda: batches.drop(found, by=request.user, why="lot retiré avant l’envoi"),
        "Le lot est retiré : ce qu’il portait attend le suivant.", "contributions:batch", pk,
    )  # fmt: skip


@require_POST
@requires(keeps_books)
def payment(request, pk):
    """The bank paid the whole batch."""
    found, form = _batch(pk), PaidForm(request.POST)
    facts = {"by": request.user, "at": timezone.now(), "source_key": f"batch:{pk}"}
    if form.is_valid() and attempted(
        form, lambda: batches.batch_paid(found, **facts, **form.cleaned_data)
    ):
        messages.success(request, "C’est payé : les dettes de ce lot sont éteintes.")
        return redirect("contributions:batch", pk)
    return _page(request, found, paid_form=form, status=422)


@require_POST
@requires(keeps_books)
def comeback(request, pk):
    """The bank sent one of them back; or that was said by mistake."""
    found = get_object_or_404(Transfer.objects.select_related("batch"), pk=pk)
    if "erreur" in request.POST:
        return did(
            request, lambda: batches.awaited(found, by=request.user, at=timezone.now()),
            "C’est défait : la réponse de la banque est attendue.", "contributions:batch",
            found.batch_id,
        )  # fmt: skip
    form = ReturnedForm(request.POST, auto_id=f"retour-{pk}-%s")
    facts = {"by": request.user, "at": timezone.now(), "source_key": f"returned:{pk}"}
    if form.is_valid() and attempted(
        form, lambda: batches.returned(found, **facts, **form.cleaned_data)
    ):
        messages.success(request, "C’est noté : cette somme reste due, pour le prochain lot.")
        return redirect("contributions:batch", found.batch_id)
    return _page(request, _batch(found.batch_id), returned_form=(found.pk, form), status=422)


def _batch(pk):
    return get_object_or_404(Batch.objects.select_related("round", "made_by", "sent_by"), pk=pk)


def _page(request, found, *, status=200, paid_form=None, returned_form=(0, None)):
    today = timezone.localdate()
    transfers = list(found.transfers.select_related("share__contract__person", "payout"))
    for one in transfers:
        one.form = returned_form[1] if one.pk == returned_form[0] else ReturnedForm(
            initial={"on": today}, auto_id=f"retour-{one.pk}-%s"
        )  # fmt: skip
    context = {
        "batch": found, "tour": found.round, "transfers": transfers, "digest": found.digest,
        "is_ready": any(one.state == TransferState.READY for one in transfers),
        "is_late": found.on < today, "keeps": keeps_books(request.user),
        "wrong": paid_form or returned_form[1],
        "paid_form": paid_form or PaidForm(initial={"on": today}),
    }  # fmt: skip
    return render(request, "contributions/batches/batch.html", context, status=status)
