"""What this app shows on the home page: what awaits in one's circles, and what comes."""

from datetime import timedelta

from django import template
from django.utils import timezone

from governance.home import coming, words
from governance.permissions import sees_governance

register = template.Library()
SHOWN = 7
AHEAD = timedelta(days=45)


@register.inclusion_tag("governance/panels/awaiting.html")
def circles_panel(person):
    """Ce qui m'attend dans mes cercles; nothing at all when nothing does."""
    found = words.awaited_of(person, now=timezone.now()) if sees_governance(person) else []
    return {"tasks": found[:SHOWN], "more": found[SHOWN:]}


@register.inclusion_tag("governance/panels/coming.html")
def meetings_panel(person):
    """Ce qui vient: the meetings of my circles."""
    if not sees_governance(person):
        return {"meetings": []}
    now = timezone.now()
    return {"meetings": coming.meetings_of(person, now=now, until=now + AHEAD), "now": now}
