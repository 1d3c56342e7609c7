"""The map of the circles and the ring, drawn from data: equal in size, whatever they hold."""

from django import template

from governance.circles.layout import Drawing
from governance.circles.ring import Ring

register = template.Library()

WIDE = {"width": 910, "head": 66}
NARROW = {"width": 358, "head": 46, "scale": 71 / 185}


@register.inclusion_tag("governance/circles/drawing/wide.html")
def map_wide(atlas):
    """With names and faces; persons in it are hidden from readers, the list says everything."""
    return {"drawing": Drawing(atlas, **WIDE)}


@register.inclusion_tag("governance/circles/drawing/narrow.html")
def map_narrow(atlas):
    """With numbers instead of names: the list below carries them."""
    return {"drawing": Drawing(atlas, **NARROW), "atlas": atlas}


@register.inclusion_tag("governance/circles/drawing/ring.html")
def ring_wide(atlas):
    return {"ring": Ring(atlas, width=900, height=650, radius=262, aside=34), "is_wide": True}


@register.inclusion_tag("governance/circles/drawing/ring.html")
def ring_narrow(atlas):
    return {"ring": Ring(atlas, width=358, height=358, radius=158), "is_wide": False}
