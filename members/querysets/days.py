"""What is open on a day."""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

own = Q(person=OuterRef("pk"))


def open_on(day):
    return Q(started_on__lte=day) & (Q(ended_on__isnull=True) | Q(ended_on__gte=day))


def memberships_of(day):
    """The membership, open that day, of the person of the query around."""
    return apps.get_model("members", "Membership").objects.active(on=day).filter(own)


def belongs(path, day):
    """The person at ``path`` of the query around is, that day, a member who lives."""
    members = apps.get_model("members", "Membership").objects.active(on=day)
    return Exists(members.filter(person=OuterRef(path)).exclude(person__deceased_on__lte=day))
