"""What is open on a day."""

from django.apps import apps
from django.db.models import OuterRef, Q

own = Q(person=OuterRef("pk"))


def open_on(day):
    return Q(started_on__lte=day) & (Q(ended_on__isnull=True) | Q(ended_on__gte=day))


def memberships_of(day):
    """The membership, open that day, of the person of the query around."""
    return apps.get_model("members", "Membership").objects.active(on=day).filter(own)
