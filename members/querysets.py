from django.apps import apps
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from coopstudio.french.order import in_order

_own = Q(person=OuterRef("pk"))


def _plain(value):
    """As ``in_order`` reads a field."""
    return Func(value, function="fr_order", output_field=models.TextField())


def _open_on(day):
    return Q(started_on__lte=day) & (Q(ended_on__isnull=True) | Q(ended_on__gte=day))


def _memberships(day):
    """The membership, open that day, of the person of the query around."""
    return apps.get_model("members", "Membership").objects.active(on=day).filter(_own)


class OfficeQuerySet(models.QuerySet):
    def held_on(self, day):
        return self.filter(_open_on(day))


class MembershipQuerySet(models.QuerySet):
    def active(self, *, on):
        return self.filter(_open_on(on))


class StatutesQuerySet(models.QuerySet):
    def in_force(self, *, on):
        """The version that holds on that day; None before the first."""
        return self.filter(adopted_on__lte=on).order_by("adopted_on").last()


class InvitationQuerySet(models.QuerySet):
    def open(self, *, on):
        """Those that may still be used on that day."""
        return self.filter(used_at__isnull=True, expires_on__gte=on)


class ConsentQuerySet(models.QuerySet):
    def standing(self):
        """Given, and not taken back."""
        return self.filter(withdrawn_at=None)


class PlaceQuerySet(models.QuerySet):
    def taken(self, *, on):
        """The places held on that day."""
        return self.filter(
            Q(left_on__isnull=True) | Q(left_on__gte=on), joined_on__lte=on
        ).select_related("person")


class DataRequestQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody answered yet."""
        return self.filter(answered_at=None)

    def to_remind(self, day):
        """Open, due on ``day`` or before, and the founders were not reminded."""
        return self.open().filter(due_on__lte=day, reminded_at=None)

    def visible_to(self, person):
        """Founders see every request, each person their own."""
        return self.all() if "founder" in person.roles else self.filter(person=person)


class RequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state="requested")

    def closed(self):
        return self.exclude(state="requested")

    def last_asked(self):
        return self.order_by("requested_at", "pk").last()

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
        return self.filter(Exists(_memberships(on)))

    def visible_to(self, person, *, on):
        """Members see the members of that day; anybody else only themselves."""
        return self.members(on=on) if person.is_member else self.filter(pk=person.pk)

    def resembling(self, person):
        """Others who have the same name, or the same telephone; accents and capitals aside."""
        has_name = person.first_name and person.last_name
        alike = Q(last=_plain(Value(person.last_name)), first=_plain(Value(person.first_name)))
        alike = alike if has_name else Q(pk=None)
        if person.phone:
            alike |= Q(phone=person.phone)
        found = self.alias(last=in_order("last_name"), first=in_order("first_name")).filter(alike)
        return found.filter(is_active=True).exclude(pk=person.pk)

    def with_twin(self, among):
        """With ``twin``: the key of somebody of ``among``, known longer, who has the same name or
        the same telephone; those who have none are left out."""
        older = among.filter(is_active=True, pk__lt=OuterRef("pk")).order_by("-pk")
        named = older.alias(last=in_order("last_name"), first=in_order("first_name"))
        named = named.filter(
            last=_plain(OuterRef("last_name")), first=_plain(OuterRef("first_name"))
        )
        named = named.exclude(last_name="").exclude(first_name="").values("pk")
        called = older.filter(phone=OuterRef("phone")).exclude(phone="").values("pk")
        twin = Coalesce(Subquery(named[:1]), Subquery(called[:1]))
        return self.filter(is_active=True).annotate(twin=twin).exclude(twin=None)

    def as_cards(self, *, on):
        """What a card of the directory says, ready: roles held and since when, in one query."""
        offices = apps.get_model("members", "Office").objects.held_on(on).filter(_own)
        return self.annotate(
            roles_held=ArraySubquery(offices.order_by("started_on", "pk").values("role")),
            since=Subquery(_memberships(on).values("started_on")[:1]),
        )

    def in_order(self):
        """As in a dictionary, by last name; a single name stands at its own letter."""
        return self.order_by(in_order("last_name"), in_order("first_name"), "pk")

    def after(self, pk):
        """Those who come later in that order than the person known under ``pk``."""
        known = self.model.objects.filter(pk=pk)
        bound = Subquery(known.values(last=in_order("last_name"))[:1])
        first = Subquery(known.values(first=in_order("first_name"))[:1])
        return self.alias(last=in_order("last_name"), first=in_order("first_name")).filter(
            Q(last__gt=bound) | Q(first__gt=first) | Q(first=first, pk__gt=pk), last__gte=bound
        )

    def living_in(self, department, *, known):
        """By the two first figures of the postcode; elsewhere begins by none of ``known``."""
        if department in known:
            return self.filter(postcode__startswith=department)
        return self.exclude(postcode__regex=rf"^({'|'.join(known)})")

    def beginning(self, letter):
        """Those whose last name begins at this letter or later."""
        return self.alias(last=in_order("last_name")).filter(last__gte=letter.lower())


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)
