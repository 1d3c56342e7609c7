"""What everybody may read of the group, on the call and wherever somebody waits."""

from django import template

from members.cohort.table import published

register = template.Library()


@register.inclusion_tag("members/group/gauge.html")
def group_gauge(is_open=True):
    """The last words that a person confirmed, with their date; nothing before the first.
    ``is_open``: whether one may come forward today."""
    return {"gauge": published(), "is_open": is_open}
