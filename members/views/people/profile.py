"""One's own profile, and what of it the others see."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from coopstudio.doors import requires
from members.actions import people, preferences
from members.forms.preferences import ShowingForm
from members.forms.profile import ProfileForm
from members.permissions import is_member
from members.profiles.facets import ALWAYS, READERS
from members.rules import accepted_by


@never_cache
def profile(request):
    """Who I am."""
    form = ProfileForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        people.change_profile(request.user, **form.cleaned_data)
        messages.success(request, "Votre profil est à jour.")
        return redirect("members:profile")
    status = 422 if form.errors else 200
    today = timezone.localdate()
    told = accepted_by(request.user, on=today) if request.user.is_member else None
    context = {"form": form, "rules": told}
    return render(request, "members/profile/profile.html", context, status=status)


@never_cache
@requires(is_member)
def showing(request):
    """What I show the members, thing by thing."""
    today = timezone.localdate()
    form = ShowingForm(request.POST or None, person=request.user, today=today)
    if request.method == "POST" and form.is_valid():
        preferences.choose_shown(request.user, form.cleaned_data["shown"], at=timezone.now())
        messages.success(request, "C’est enregistré : les membres voient cela, et rien d’autre.")
        return redirect("members:showing")
    status = 422 if form.errors else 200
    context = {"form": form, "always": ALWAYS, "readers": READERS}
    return render(request, "members/profile/showing.html", context, status=status)
