"""Testimonies: those I asked for, and those I am asked for."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from members.actions.profile import testimonies as doing
from members.forms.skills import InvitationForm, TestimonyForm
from members.models import Testimony
from members.permissions import is_member


@never_cache
@requires(is_member)
def testimonies(request):
    """Invite somebody; see who answered, and who is waiting for my words."""
    today = timezone.localdate()
    asked = request.GET.get("qui", "")
    form = InvitationForm(request.POST or None, person=request.user, on=today, asked=asked)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            doing.ask(request.user, told["craft"], told["witness"], at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{told['witness']} a reçu votre invitation à témoigner.")
            return redirect("members:testimonies")
    mine = request.user.testimonies.open().select_related("witness").order_by("craft", "pk")
    theirs = request.user.testimonies_given.open().select_related("person")
    context = {
        "form": form, "mine": mine, "theirs": theirs.order_by("answered_at", "-asked_at"),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "members/profile/testimonies.html", context, status=status)


@never_cache
@requires(is_member)
def testimony(request, pk):
    """Tell what I saw of somebody who asked me."""
    asked = get_object_or_404(_mine(request).asked_of(request.user), pk=pk)
    form = TestimonyForm(request.POST or None, initial={"words": asked.words})
    if request.method == "POST" and form.is_valid():
        try:
            doing.testify(asked, words=form.cleaned_data["words"], at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Merci. Vos mots sont arrivés.")
            return redirect("members:testimonies")
    status = 422 if form.errors else 200
    context = {"form": form, "asked": asked}
    return render(request, "members/profile/testimony.html", context, status=status)


@require_POST
@requires(is_member)
def testimony_closing(request, pk):
    """Decline, or take back; either of the two may."""
    asked = get_object_or_404(_mine(request), pk=pk)
    try:
        doing.close(asked, by=request.user, at=timezone.now())
        messages.success(request, "C’est refermé : ces mots ne se lisent plus nulle part.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("members:testimonies")


def _mine(request):
    """Those that are about me, or asked of me."""
    return Testimony.objects.open().of(request.user).select_related("person", "witness")
