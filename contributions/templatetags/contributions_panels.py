"""What this app shows on the home page: what waits among apports."""

from django import template
from django.utils import timezone

from contributions.home import words

register = template.Library()
SHOWN = 6


@register.inclusion_tag("contributions/panels/awaiting.html")
def apports_panel(person):
    """Ce qui m'attend du côté des apports; nothing at all when nothing does."""
    found = words.awaited_of(person, now=timezone.now())
    return {"tasks": found[:SHOWN], "more": found[SHOWN:]}
