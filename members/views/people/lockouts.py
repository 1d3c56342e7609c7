"""Accounts that are closed for a time; two people do it, one is enough to open again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from members.actions import lockouts as acts
from members.forms.lockouts import LockoutForm
from members.models import Lockout
from members.permissions import closes_accounts, confirms_lockouts
from members.voices import awaited

SHOWN = 25


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(closes_accounts)
def lockouts(request):
    """Those of now, what waits for a second person with the voices that are awaited, a form."""
    now = timezone.now()
    is_sent = request.method == "POST"
    form = LockoutForm(request.POST if is_sent else None, today=timezone.localdate(now))
    if is_sent and form.is_valid():
        said = form.cleaned_data
        try:
            acts.propose(by=request.user, at=now, **said)
            messages.success(
                request, "C’est proposé : rien ne change avant qu’une autre personne confirme."
            )
            return redirect("members:lockouts")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    every = Lockout.objects.select_related("person", "proposed_by", "answered_by", "reopened_by")
    context = {
        "form": form,
        "waiting": [
            (one, awaited(one.person, at=now), _may_answer(request.user, one))
            for one in every.open().order_by("pk")[:SHOWN]
        ],
        "lasting": every.lasting().order_by("until", "pk")[:SHOWN],
        "before": every.exclude(reopened_at=None).order_by("-reopened_at", "-pk")[:SHOWN],
    }
    return render(
        request, "members/lockouts/page.html", context, status=422 if form.errors else 200
    )


@require_POST
@requires(closes_accounts)
def lockout_answer(request, pk):
    """Confirm what another proposed, or leave it."""
    lockout, now, by = get_object_or_404(Lockout, pk=pk), timezone.now(), request.user
    if not request.POST.get("confirm"):
        return _done(request, lambda: acts.decline(lockout, by=by, at=now), "C’est laissé là.")
    if not confirms_lockouts(by):
        return _done(request, _refuse, "")
    return _done(
        request,
        lambda: acts.confirm(lockout, by=by, at=now),
        "C’est fermé. La personne l’apprend par une lettre, et les cercles qui attendent sa voix.",
    )


@require_POST
@requires(closes_accounts)
def lockout_end(request, pk):
    """Open again, before its last day."""
    lockout = get_object_or_404(Lockout, pk=pk)
    return _done(
        request,
        lambda: acts.reopen(lockout, by=request.user, at=timezone.now()),
        "Ce compte est ouvert de nouveau, et sa personne l’apprend par une lettre.",
    )


def _refuse():
    raise acts.NotTheSecond


def _may_answer(person, lockout):
    is_other = person.pk not in {lockout.proposed_by_id, lockout.person_id}
    return {
        "confirm": is_other and confirms_lockouts(person),
        "leave": person.pk != lockout.person_id,
    }


def _done(request, act, said):
    try:
        act()
        messages.success(request, said)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("members:lockouts")
