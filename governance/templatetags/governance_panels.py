"""What this app shows on the home page: what awaits in one's circles, and what comes."""

from django import template
from django.utils import timezone

from governance.guests import is_awaited, sits_somewhere
from governance.home import words
from governance.permissions import sees_governance

register = template.Library()
SHOWN = 7


@register.inclusion_tag("governance/panels/awaiting.html")
def circles_panel(person):
    """Ce qui m'attend dans mes cercles; nothing at all when nothing does."""
    now, rows = _read(person)
    found = words.awaited_in(rows, now=now)
    return {
        "tasks": found[:SHOWN],
        "more": found[SHOWN:],
        "has_deeds": bool(found) and _sits(person),
    }


@register.inclusion_tag("governance/panels/coming.html")
def meetings_panel(person):
    """Ce qui vient: the meetings of my circles, and those to which I am asked."""
    _now, rows = _read(person)
    return {"meetings": words.ahead_in(rows)}


def _read(person):
    """(now, rows): the panels of one page read the same, and it is asked once."""
    if not hasattr(person, "read_in_circles"):
        now = timezone.now()
        rows = words.read(person, now=now) if _may_read(person) else []
        person.read_in_circles = now, rows
    return person.read_in_circles


def _may_read(person):
    return _sits(person) or is_awaited(person)


def _sits(person):
    return sees_governance(person) or sits_somewhere(person)
