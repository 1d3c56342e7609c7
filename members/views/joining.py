"""Into the association, seen by the person: the bulletin, then the wait, then the welcome."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from coopstudio.documents.api import documents_of
from coopstudio.refusals import Refused
from members.actions import guardians, memberships
from members.forms.ages import AgreementForm
from members.forms.joining import BulletinForm
from members.models import Category, Statutes
from members.rules import said_on
from members.views.life.mine import mine


@never_cache
def joining(request):
    """Where one stands on the way in: invited, waiting, member, or not on it yet."""
    person, today = request.user, timezone.localdate()
    if _belongs(person, today):
        return mine(request)
    invitation = person.invitations.open(on=today).select_related("by").first()
    statutes = Statutes.objects.in_force(on=today)
    waiting = person.requests.open().select_related("statutes", "guardian_paper").first()
    if person.is_member or waiting or not (invitation and statutes):
        return _stand(request, waiting, is_ready=statutes is not None)
    return bulletin(request, invitation, statutes)


def bulletin(request, invitation, statutes):
    """The form of somebody invited; filled once."""
    today = timezone.localdate()
    open_now, rules = list(Category.objects.open(on=today)), said_on(today, statutes)
    form = BulletinForm(
        request.POST or None, statutes=statutes, person=request.user, categories=open_now,
        rules=rules,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            memberships.request_membership(
                invitation, by=request.user, at=timezone.now(),
                statutes=_read(request, statutes, rules), **form.answers,
            )  # fmt: skip
            return redirect("members:joining")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "invitation": invitation, "statutes": statutes, "rules": rules}
    status = 422 if form.errors else 200
    return render(request, "members/joining/bulletin.html", context, status=status)


@require_POST
def agreement(request):
    """Join the agreement of who represents me."""
    waiting = get_object_or_404(request.user.requests.open())
    join_agreement(request, waiting)
    return redirect("members:joining")


@require_POST
def withdrawal(request):
    """Take one's request back; no reason to give."""
    waiting = get_object_or_404(request.user.requests.open())
    try:
        memberships.take_back(waiting, by=request.user)
        messages.success(request, "C’est fait : votre demande est retirée.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("members:joining")


def join_agreement(request, asked):
    """Bind, and keep the paper; or say why not."""
    form = AgreementForm(request.POST, request.FILES)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(errors))
        return
    try:
        guardians.join_agreement(
            asked, by=request.user, at=timezone.now(), agreed_on=form.cleaned_data["agreed_on"],
            upload=form.cleaned_data["agreement"],
        )  # fmt: skip
        messages.success(request, "L’accord écrit est joint.")
    except Refused as refusal:
        messages.error(request, str(refusal))


def _belongs(person, today):
    """Is, was or will be a member, and neither asks to come back nor is invited to."""
    comes_back = person.requests.open().exists() or person.invitations.open(on=today).exists()
    return person.memberships.exists() and (person.is_member or not comes_back)


def _stand(request, waiting, *, is_ready):
    """No form here: what waits, what was answered, or how one gets invited."""
    latest = waiting or request.user.requests.select_related("statutes").last_asked()
    context = {
        "waiting": waiting,
        "latest": latest,
        "membership": request.user.memberships.active(on=timezone.localdate()).first(),
        "document": documents_of(latest).first() if latest else None,
        "is_ready": is_ready,
        "agreeing": AgreementForm() if waiting and waiting.needs_agreement else None,
    }
    return render(request, "members/joining/standing.html", context)


def _read(request, statutes, rules):
    """The version that the page showed when the person accepted it, with its règlement."""
    shown, ruled = request.POST.get("statutes", ""), request.POST.get("rules", rules)
    return statutes if (shown, ruled) == (str(statutes.pk), rules) else None
