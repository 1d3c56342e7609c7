"""What I want to learn, what I know, what I can teach; and the time I can give."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from members.actions import people
from members.actions import skills as doing
from members.forms.skills import AvailabilityForm, SkillsForm
from members.models import Availability


@never_cache
def skills(request):
    """What I say of each craft, in one of three levels and in my own words."""
    form = SkillsForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        doing.say(request.user, form.levels, words=form.words)
        messages.success(request, "Vos savoir-faire sont à jour.")
        return redirect("members:skills")
    status = 422 if form.errors else 200
    return render(request, "members/profile/skills.html", {"form": form}, status=status)


@never_cache
def availability(request):
    """My days, my time in a month, and until when."""
    said = Availability.objects.filter(person=request.user).first()
    form = AvailabilityForm(request.POST or None, said=said)
    if request.method == "POST" and form.is_valid():
        people.say_availability(request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "Vos disponibilités sont à jour.")
        return redirect("members:availability")
    status = 422 if form.errors else 200
    context = {"form": form, "said": said}
    return render(request, "members/profile/availability.html", context, status=status)
