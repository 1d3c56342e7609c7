"""A circle as a page names it, and whether its own page opens for who reads: a link that would be
refused is not shown."""

from django import template

from governance.circles.naming import of_the
from governance.guests import reads
from governance.permissions import sees_governance

register = template.Library()


@register.filter
def opened_by(circle, person):
    """Does this circle's page open for this person? Who is asked to one meeting reads no more."""
    return sees_governance(person) or reads(person, circle)


register.filter("of_the", of_the)
"""« du cercle Accueil », « du Cercle Général »."""
