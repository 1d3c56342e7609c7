"""« Qui le lit, jusqu’à quand », under a question and in tables: the catalogue, in its words."""

from django import template

from coopstudio import personal_data
from coopstudio.durations.api import read

register = template.Library()


@register.inclusion_tag("pages/kept.html", takes_context=True)
def kept(context, key):
    """The short line under a question, for the kind of data of that key."""
    return {"kind": personal_data.of(key, _durations(context))}


@register.simple_tag(takes_context=True)
def kinds_of_data(context):
    """The whole catalogue, for tables."""
    return personal_data.catalogue(_durations(context))


@register.simple_tag(takes_context=True)
def kept_for(context, what):
    """A duration in words: ``closed``, ``agreed`` or ``proof``."""
    return personal_data.kept_for(what, _durations(context))


@register.simple_tag(takes_context=True)
def coming_durations(context):
    """[(of what, the day, how long)]: what will hold from a day to come."""
    return personal_data.coming(_durations(context))


def _durations(context):
    """Read once for a page."""
    request = context.get("request")
    if request is None:
        return read()
    if not hasattr(request, "durations"):
        request.durations = read()
    return request.durations
