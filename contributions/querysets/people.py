from django.apps import apps
from django.db.models import Q

from members.states import Role


def answer_for_books(*, on):
    """Who keeps the books that day, and the founders who answer for them; one never twice."""
    people = apps.get_model("members", "Person").objects
    offices = apps.get_model("members", "Office").objects.held_on(on)
    held = offices.filter(Q(role=Role.TREASURER) | Q(role=Role.FOUNDER))
    return people.living(on=on).filter(pk__in=held.values("person")).order_by("pk")
