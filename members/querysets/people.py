"""What may be asked of people and of their offices."""

from django.apps import apps
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, Trim

from coopstudio.french.order import in_order
from members.querysets.days import memberships_of, open_on, own
from members.states import Role


def _plain(value):
    """As ``in_order`` reads a field."""
    return Func(value, function="fr_order", output_field=models.TextField())


def _shown(facet):
    """The field of that name for who shows it, nothing for others."""
    return Case(When(shown__contains=[facet], then=F(facet)), default=Value(""))


_clean_photo = Q(shown__contains=["photo"], photo__state="clean")


class OfficeQuerySet(models.QuerySet):
    def held_on(self, day):
        return self.filter(open_on(day))


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

    def holding(self, *roles, on):
        """Those who hold one of these ``roles`` on that day."""
        return self.filter(
            Q(offices__role__in=roles, offices__started_on__lte=on)
            & (Q(offices__ended_on__isnull=True) | Q(offices__ended_on__gte=on))
        ).distinct()

    def of_foundation(self, *, on):
        """Who reads candidatures and answers them that day, two people at least: the founders and,
        while fewer than two are in office, those whom the association asked to stand in."""
        held = apps.get_model("members", "Office").objects.held_on(on)
        founders = held.filter(role=Role.FOUNDER)
        two_founders = Exists(founders.order_by("person").values("person").distinct()[1:2])
        chosen = held.filter(Q(role=Role.FOUNDER) | (Q(role=Role.STAND_IN) & ~two_founders))
        return self.filter(pk__in=chosen.values("person")).order_by("pk")

    def members(self, *, on):
        """Active members on that day."""
        return self.filter(Exists(memberships_of(on)))

    def visible_to(self, person, *, on):
        """Members see the living members of that day, but for those whose data are frozen;
        anybody else only themselves."""
        if not person.is_member:
            return self.filter(pk=person.pk)
        return self.listed(on=on, mine=Q(pk=person.pk))

    def listed(self, *, on, mine):
        """Those whom a member sees that day; ``mine``: the condition that it is themselves."""
        return self.members(on=on).living(on=on).filter(Q(frozen_since=None) | mine)

    def living(self, *, on):
        """Without those whose death is known, from its very day: a membership lasts until then."""
        return self.filter(Q(deceased_on=None) | Q(deceased_on__gt=on))

    def present(self, *, on):
        """The members of that day whom one may ask or propose something: the dead left out."""
        return self.members(on=on).living(on=on)

    def resembling(self, person, *, first, last, phone):
        """Others who have this name, or this telephone; accents and capitals aside. NULL is like
        nobody's. ``person``: a key."""
        found = self.alias(last=in_order("last_name"), first=in_order("first_name"))
        alike = Q(last=_plain(last), first=_plain(first)) | (Q(phone=phone) & ~Q(phone=""))
        return found.filter(alike, is_active=True).exclude(pk=person)

    def known_to_register(self):
        """Those whom the keepers may know: a membership, an office or a request, even ended; who
        candidates is nobody here."""
        here = {"person": OuterRef("pk")}
        rows = [
            apps.get_model("members", name).objects.filter(**here)
            for name in ("Membership", "Office", "MembershipRequest")
        ]
        known = Exists(rows[0]) | Exists(rows[1]) | Exists(rows[2])
        return self.filter(known, erased_at=None, joined_to=None)

    def alike(self, *, first_name, last_name, phone="", street="", postcode="", email=""):
        """Those who may be the person of a paper: the same name, telephone, e-mail or house."""
        found = self.alias(last=in_order("last_name"), first=in_order("first_name"))
        alike = Q(last=_plain(Value(last_name)), first=_plain(Value(first_name)))
        if phone:
            alike |= Q(phone=phone)
        if email:
            alike |= Q(email__iexact=email)
        if street:
            alike |= Q(street__iexact=street, postcode=postcode)
        return found.filter(alike).order_by("pk")

    def named(self, name):
        """Those who are called so, accents and capitals aside."""
        called = Concat("first_name", Value(" "), "last_name")
        return self.alias(called=Trim(_plain(called))).filter(called=_plain(Value(name)))

    def reached_by_mail(self):
        """Those who have an e-mail address: nobody else signs in."""
        return self.exclude(email="")

    def without_mail(self):
        """Those to whom one writes by post: somebody may say what the house knows of them."""
        return self.filter(email="", erased_at=None)

    def unproved(self):
        """Those whom no e-mail has reached for sure: without any, or with one that somebody else
        wrote, whose holder has not said who they are."""
        return self.filter(Q(email="") | Q(unproved_since__isnull=False), erased_at=None)

    def who_say(self, *, last_name, postcode, phone):
        """Those who are called so (accents and capitals aside), and live or answer there."""
        said = Q(last=_plain(Value(last_name))) | Q(civil=_plain(Value(last_name)))
        alone = Q(last_name="", first=_plain(Value(last_name)))
        found = self.alias(
            last=in_order("last_name"),
            first=in_order("first_name"),
            civil=in_order("civil_last_name"),
        )
        there = Q(postcode=postcode) & ~Q(postcode="")
        answers = Q(postcode="", phone=phone) & ~Q(phone="")
        return found.filter(said | alone, there | answers)

    def showing(self, facet):
        """Those who show the other members this."""
        return self.filter(shown__contains=[facet])

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
        """What a card of the directory says, ready, in one query. What a person does not show is
        empty here: it does not leave the database."""
        skills = apps.get_model("members", "Skill").objects.filter(own).shown()
        said = Concat("level", Value(":"), "craft", output_field=models.CharField())
        return self.annotate(
            since=Subquery(memberships_of(on).values("started_on")[:1]),
            category=Subquery(memberships_of(on).values("category__name")[:1]),
            seen_headline=_shown("headline"),
            seen_town=_shown("town"),
            seen_photo=Case(When(_clean_photo, then=F("photo__sha256")), default=Value("")),
            seen_skills=ArraySubquery(skills.order_by("pk").values_list(said)),
        )

    def of_category(self, code, *, on):
        """Those whose membership, that day, is of this category."""
        return self.filter(Exists(memberships_of(on).filter(category__code=code)))

    def able(self, craft, levels):
        """Those who show that they say this craft at one of these levels."""
        skills = apps.get_model("members", "Skill").objects.shown()
        said = skills.filter(own, craft=craft) if craft else skills.filter(own)
        return self.filter(Exists(said.filter(level__in=levels)))

    def free_on(self, weekday, *, on):
        """Those who show that they can, that day of the week, and for whom it still holds."""
        said = apps.get_model("members", "Availability").objects.filter(own)
        holding = said.filter(Q(until=None) | Q(until__gte=on), days__contains=[weekday])
        return self.showing("availability").filter(Exists(holding))

    def in_order(self):
        """As in a dictionary, by last name; a single name stands at its own letter."""
        return self.order_by(in_order("last_name"), in_order("first_name"), "pk")

    def after(self, pk, *, seen):
        """Those who come later in that order than the person known under ``pk``, one of ``seen``:
        the key of anybody else would tell where their name stands."""
        known = seen.filter(pk=pk)
        bound = Subquery(known.values(last=in_order("last_name"))[:1])
        first = Subquery(known.values(first=in_order("first_name"))[:1])
        return self.alias(last=in_order("last_name"), first=in_order("first_name")).filter(
            Q(last__gt=bound) | Q(first__gt=first) | Q(first=first, pk__gt=pk), last__gte=bound
        )

    def living_in(self, department, *, known):
        """By the two first figures of the postcode; elsewhere begins by none of ``known``. Only
        those who show their town are found by it."""
        if department in known:
            return self.showing("town").filter(postcode__startswith=department)
        return self.showing("town").exclude(postcode__regex=rf"^({'|'.join(known)})")

    def beginning(self, letter):
        """Those whose last name begins at this letter or later."""
        return self.alias(last=in_order("last_name")).filter(last__gte=letter.lower())


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    def get_by_natural_key(self, email):
        return self.reached_by_mail().get(email__iexact=email)
