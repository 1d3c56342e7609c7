"""What a founder may call each application: the name if it is unfolded to them, else its number."""

from applications.models import Application


def names_for(applications, founder):
    """{key: name or reference}, in one question."""
    keys = [one.pk for one in applications]
    known = set(
        Application.objects.known_to(founder).filter(pk__in=keys).values_list("pk", flat=True)
    )
    return {
        one.pk: one.full_name if one.pk in known and one.full_name else one.reference
        for one in applications
    }
