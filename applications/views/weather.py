"""A person's weather: note it, change who sees it, take it away. Theirs alone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from applications.actions import weather as actions
from applications.forms.weather import WeatherForm
from applications.models import Application, Weather
from coopstudio.refusals import Refused


@never_cache
def weather(request, number):
    """Two clicks, and all that was noted before."""
    application = _mine(request, number)
    form = WeatherForm(request.POST or None, readers=application.version.signature)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note(application, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "C’est noté.")
            return redirect("applications:weather", number)
    context = {"application": application, "form": form, "past": application.weathers.all()}
    status = 422 if form.errors else 200
    return render(request, "applications/weather/mine.html", context, status=status)


@require_POST
def one_weather(request, number, pk):
    """Show it to the founders, keep it to oneself again, or erase it."""
    noted = get_object_or_404(Weather, application=_mine(request, number), pk=pk)
    act = request.POST.get("act")
    if act in Weather.Audience:
        actions.show_to(noted, act)
        messages.success(request, "C’est changé.")
    elif act == "remove":
        actions.take_away(noted)
        messages.success(request, "Cette météo est effacée.")
    return redirect("applications:weather", number)


def _mine(request, number):
    """The application that the person signed in has sent; a founder's own only, here."""
    received = Application.objects.received().belonging_to(request.user)
    return get_object_or_404(received.select_related("version"), number=number)
