"""What everybody may read of the group, on the call and wherever somebody waits."""

from django import template

from members.cohort.table import published

register = template.Library()


@register.inclusion_tag("members/group/gauge.html")
def group_gauge():
    """The last words that a person confirmed, with their date; nothing before the first."""
    return {"gauge": published()}
