"""One's own profile."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from members.actions import people
from members.forms.profile import ProfileForm


@never_cache
def profile(request):
    """Who I am, and what of it the others see."""
    form = ProfileForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        people.change_profile(request.user, **form.cleaned_data)
        messages.success(request, "Votre profil est à jour.")
        return redirect("members:profile")
    status = 422 if form.errors else 200
    return render(request, "members/profile.html", {"form": form}, status=status)
