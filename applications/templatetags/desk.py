"""What the founders' desk says on a dossier: somebody else may be the same person."""

from django import template

from applications.desk import duplicates

register = template.Library()


@register.filter
def said_in(text, dossier):
    """The person's words as this dossier may tell them."""
    return dossier.said(text) if dossier else text


@register.inclusion_tag("applications/desk/twins.html")
def twins_of(dossier):
    """Nothing while the name is folded: a likeness would tell it."""
    person = dossier.application.person
    if dossier.is_folded or person is None:
        return {"twins": []}
    return {"person": person, "twins": duplicates.twins_of(person, dossier.founder)}
