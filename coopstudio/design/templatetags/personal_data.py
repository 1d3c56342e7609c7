"""« Qui le lit, jusqu’à quand », under a question and in tables: the catalogue, in its words."""

from django import template

from coopstudio import personal_data

register = template.Library()


@register.inclusion_tag("pages/kept.html")
def kept(key):
    """The short line under a question, for the kind of data of that key."""
    return {"kind": personal_data.of(key)}


@register.simple_tag
def kinds_of_data():
    """The whole catalogue, for tables."""
    return personal_data.catalogue()


@register.simple_tag
def kept_for(what):
    """A duration in words: ``closed``, ``agreed`` or ``proof``."""
    return getattr(personal_data, what)()
