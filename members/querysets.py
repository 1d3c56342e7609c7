from django.apps import apps
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q


def _open_on(day):
    return Q(started_on__lte=day) & (Q(ended_on__isnull=True) | Q(ended_on__gte=day))


class OfficeQuerySet(models.QuerySet):
    def held_on(self, day):
        return self.filter(_open_on(day))


class MembershipQuerySet(models.QuerySet):
    def active(self, *, on):
        return self.filter(_open_on(on))


class RequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state="requested")

    def visible_to(self, person):
        """Founders and the secretary see every request, each person their own."""
        if person.roles & {"founder", "secretary"}:
            return self
        return self.filter(person=person)


class PersonQuerySet(models.QuerySet):
    def signed_in(self, *, on):
        """With what every page asks of the person who is signed in, in the same query."""
        offices = apps.get_model("members", "Office").objects.held_on(on)
        memberships = apps.get_model("members", "Membership").objects.active(on=on)
        keys = apps.get_model("mfa", "Authenticator").objects.exclude(type="recovery_codes")
        return self.annotate(
            held_roles=ArraySubquery(offices.filter(person=OuterRef("pk")).values("role")),
            is_active_member=Exists(memberships.filter(person=OuterRef("pk"))),
            has_authenticator=Exists(keys.filter(user=OuterRef("pk"))),
        )

    def holding(self, role, *, on):
        """Those who hold ``role`` on that day."""
        return self.filter(
            Q(offices__role=role, offices__started_on__lte=on)
            & (Q(offices__ended_on__isnull=True) | Q(offices__ended_on__gte=on))
        ).distinct()

    def members(self, *, on):
        """Active members on that day."""
        return self.filter(
            Q(memberships__started_on__lte=on)
            & (Q(memberships__ended_on__isnull=True) | Q(memberships__ended_on__gte=on))
        ).distinct()


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)
