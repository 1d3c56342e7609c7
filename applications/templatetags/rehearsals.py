"""What the page of a version says of its arrival: lived by whom, or by nobody yet."""

from django import template

from applications.models import Rehearsal

register = template.Library()


@register.inclusion_tag("applications/rehearsals/word.html")
def arrival_of(version):
    """By whom, and when; a gentle reminder when nobody did. It stops no publication."""
    walks = Rehearsal.objects.filter(version=version).ended().select_related("person")
    return {"version": version, "walks": list(walks)}
