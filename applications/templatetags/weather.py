"""The weather of an application: on its person's page, and what of it founders may read."""

from django import template

from applications.forms.weather import WeatherForm
from applications.models import Weather

register = template.Library()

SHOWN = 5


@register.inclusion_tag("applications/weather/card.html", takes_context=True)
def weather_of(context, application):
    """For its person: two clicks, and the last one noted."""
    return {
        "application": application,
        "form": WeatherForm(readers=application.version.signature),
        "last": application.weathers.first(),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("applications/weather/shown.html")
def shared_weather_of(application):
    """For founders: what the person chose to show, nothing at all otherwise."""
    shown = Weather.objects.shared().filter(application=application)
    return {"application": application, "shown": shown[:SHOWN]}
