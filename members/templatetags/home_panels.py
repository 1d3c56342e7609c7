"""The home of a member: what waits for them, and where they stand."""

from django import template
from django.utils import timezone

from members import home

register = template.Library()


@register.inclusion_tag("members/panels/waiting.html")
def waiting_panel(person, elsewhere=""):
    """What only this person can do, or that nothing waits; ``elsewhere``: what already does."""
    return {"tasks": home.tasks_of(person, timezone.now()), "elsewhere": elsewhere}


@register.inclusion_tag("members/panels/standing.html")
def standing_panel(person):
    """My fee, the next assembly, my learning, the group."""
    return {"cards": home.cards_of(person, timezone.now())}
