"""What may be said at a step, for whoever wishes to read it."""

from django import template
from django.db.models import BigIntegerField

from coopstudio.prepared import Given, prepared
from governance.learning import said_at
from governance.models import LearningMode

register = template.Library()


@register.inclusion_tag("governance/panels/learning.html", takes_context=True)
def learning(context, *steps, back):
    """The help of the first of these steps that has one, or the gesture that shows it; ``back``:
    the page to come back to."""
    person = context["request"].user
    told = next((said for said in map(said_at, steps) if said), None)
    return {
        "told": told,
        "is_on": told is not None and bool(_modes(person=person.pk)),
        "csrf_token": context.get("csrf_token"),
        "back": back,
    }


@prepared
def _modes():
    return LearningMode.objects.filter(person=Given("person", BigIntegerField()))
