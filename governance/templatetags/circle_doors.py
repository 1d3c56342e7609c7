"""Whether a page of a circle opens for who reads: a link that would be refused is not shown."""

from django import template

from governance.guests import reads
from governance.permissions import sees_governance

register = template.Library()


@register.filter
def opened_by(circle, person):
    """Does this circle's page open for this person? Who is asked to one meeting reads no more."""
    return sees_governance(person) or reads(person, circle)
