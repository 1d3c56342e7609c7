from django.contrib.auth.models import AbstractBaseUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Concat, Lower
from django.utils import timezone
from django.utils.functional import cached_property

from coopstudio.files.models import PrivateFile
from coopstudio.french import agreement
from coopstudio.french.names import NAME_LENGTH
from coopstudio.french.search import joined
from coopstudio.mail import paper
from members.querysets import OfficeQuerySet, PersonManager
from members.states import MINORS, PRIVILEGED, Age, Facet, Role

MEMBRE_ACTIF = {"f": "membre active", "m": "membre actif", "both": "membre actif ou active"}
MOST_LINKS = 5
MOST_TRIES = 4
"""How often one may say who one is, before the secretary is asked."""
NOBODY = "@coopstudio.invalid"
"""How the address of somebody ends of whom none is kept: letters to it reach nobody."""
UNUSABLE = "!"  # how Django marks that there is no password


def known(email):
    """An address as the house knows it; nothing once the person was erased."""
    return "" if email.endswith(NOBODY) else email


def _if_shown(field):
    """The words of a field whose facet of the same name is shown; nothing otherwise."""
    return Case(When(shown__contains=[field], then=F(field)), default=Value(""))


class Person(AbstractBaseUser):
    """Somebody whom the house knows: a candidate, a member, a founder. Signs in by e-mail.

    Some have none: they never sign in, and what is written to them waits to be printed and posted.

    A candidate is a person without a membership. Rights come from offices, never from here. One
    is called by one's first and last name of every day; the civil ones stand apart, for the papers
    that the law asks for. What is found by words is what everybody may read: names, and what the
    person shows.
    """

    class Agreement(models.TextChoices):
        FEMININE = "f", "au féminin"
        MASCULINE = "m", "au masculin"
        BOTH = "both", "les deux formes"

    email = models.EmailField("adresse e-mail", max_length=254, blank=True)
    first_name = models.CharField("prénom", max_length=NAME_LENGTH, blank=True)
    last_name = models.CharField("nom", max_length=NAME_LENGTH, blank=True)
    civil_first_name = models.CharField("prénom à l’état civil", max_length=NAME_LENGTH, blank=True)
    civil_last_name = models.CharField("nom à l’état civil", max_length=NAME_LENGTH, blank=True)
    agreement = models.CharField(
        "accord souhaité", max_length=4, choices=Agreement, default=Agreement.BOTH
    )
    age = models.CharField("âge dit", max_length=5, choices=Age, blank=True)
    """Of those whom no bulletin asked: enrolled, or come with a sheet. Empty: not said."""
    of_age_on = models.DateField("majorité le", null=True, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    street = models.CharField("rue et numéro", max_length=120, blank=True)
    """Of those to whom one writes by post; a bulletin filled online keeps its own."""
    postcode = models.CharField("code postal", max_length=12, blank=True)
    town = models.CharField("commune", max_length=80, blank=True)
    headline = models.CharField("ce que vous faites, en une ligne", max_length=120, blank=True)
    about = models.TextField("en quelques mots", max_length=2000, blank=True)
    limits = models.TextField("ses limites", max_length=600, blank=True)
    links = ArrayField(
        models.URLField(max_length=200), verbose_name="liens", default=list, blank=True,
        size=MOST_LINKS,
    )  # fmt: skip
    photo = models.ForeignKey(
        PrivateFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="photo"
    )
    photo_words = models.CharField("ce que montre la photo", max_length=160, blank=True)
    shown = ArrayField(
        models.CharField(max_length=12, choices=Facet), verbose_name="montre aux membres",
        default=list, blank=True, editable=False,
    )  # fmt: skip
    """What of it the members see; each is a Showing that stands, with its words and its date.
    Nothing while their data are frozen."""
    is_active = models.BooleanField("compte ouvert", default=True)
    erased_at = models.DateTimeField("effacée le", null=True, blank=True)
    deceased_on = models.DateField("décédée le", null=True, blank=True, editable=False)
    """From then on nothing is ever written to them by itself."""
    known_since = models.DateTimeField("dans la maison depuis", default=timezone.now)
    joined_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="joined", editable=False
    )
    """The person that this one turned out to be: from then on nobody enters here."""
    frozen_since = models.DateTimeField(
        "données gelées depuis", null=True, blank=True, editable=False
    )
    """They asked that their data rest while something is checked (RGPD, article 18): kept, and
    neither shown, nor read, nor changed by others until it is lifted."""
    unproved_since = models.DateTimeField(
        "adresse à prouver depuis", null=True, blank=True, editable=False
    )
    """Somebody else wrote their address (a paper, a sheet): until its holder has said who they
    are, it opens nothing."""
    proof_tries = models.PositiveSmallIntegerField(
        "essais pour la prouver", default=0, editable=False
    )
    search = models.GeneratedField(
        expression=Func(
            Concat(
                F("first_name"),
                Value(" "),
                F("last_name"),
                Value(" "),
                joined("first_name"),
                Value(" "),
                joined("last_name"),
                Value(" "),
                _if_shown("town"),
                Value(" "),
                _if_shown("headline"),
            ),
            function="fr_vector",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = PersonManager()

    class Meta:
        verbose_name = "personne"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_person_per_address",
                condition=~Q(email=""),
                violation_error_message="Une personne est déjà connue à cette adresse.",
            ),
            models.CheckConstraint(
                name="person_without_address_has_a_name",
                condition=~Q(email="", first_name="", last_name=""),
                violation_error_message="Sans adresse e-mail, une personne a au moins un nom.",
            ),
            models.CheckConstraint(
                name="nobody_enters_without_address",
                condition=~Q(email="") | (Q(last_login=None) & Q(password__startswith=UNUSABLE)),
            ),
            models.CheckConstraint(
                name="no_address_is_a_paper_box",
                condition=~Q(email__iendswith=f"@{paper.DOMAIN}"),
            ),
            models.CheckConstraint(
                name="few_tries_prove_an_address",
                condition=Q(proof_tries=0)
                | Q(unproved_since__isnull=False, proof_tries__lte=MOST_TRIES),
            ),
            models.CheckConstraint(
                name="only_a_minor_comes_of_age",
                condition=Q(of_age_on=None) | Q(age__in=MINORS),
            ),
            models.CheckConstraint(
                name="joined_person_enters_no_more",
                condition=Q(joined_to__isnull=True) | Q(is_active=False),
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="people_by_words"),
            models.Index(Lower("email"), name="people_by_address"),
            models.Index(fields=["phone"], name="people_by_phone", condition=~Q(phone="")),
            GinIndex(fields=["shown"], name="people_by_what_they_show"),
            models.Index(
                fields=["frozen_since"],
                name="people_frozen",
                condition=Q(frozen_since__isnull=False),
            ),
            models.Index(
                Func(F("last_name"), function="fr_order"),
                Func(F("first_name"), function="fr_order"),
                name="people_in_order",
            ),
        ]

    def __str__(self):
        return "Personne effacée" if self.erased_at else self.full_name or self.email

    @property
    def known_email(self):
        """Their address; nothing once it was erased, with the fiche of a former member."""
        return known(self.email)

    @property
    def full_name(self):
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def letterbox(self):
        """Where the house writes to them: their e-mail, or what waits to be printed and posted."""
        return self.email or self.paper_box

    @property
    def paper_box(self):
        return paper.box_of(self.pk)

    @property
    def is_proving(self):
        """May still say who they are, with what the house knows of them."""
        return self.proof_tries < MOST_TRIES and bool(self.postcode or self.phone)

    @property
    def postal_lines(self):
        """What stands on an envelope, under the name."""
        return [line for line in (self.street, f"{self.postcode} {self.town}".strip()) if line]

    @property
    def civil_name(self):
        """The name of the civil register, for the papers that the law asks for, and no page."""
        first = self.civil_first_name or self.first_name
        return f"{first} {self.civil_last_name or self.last_name}".strip()

    def agreed(self, feminine, masculine, both=""):
        """A word about this person, as they wish to be written of."""
        return agreement.agreed(self.agreement, feminine, masculine, both)

    def shows(self, facet):
        return facet in self.shown

    @property
    def membre_actif(self):
        """The words of the statutes, as this person wishes to be written."""
        return MEMBRE_ACTIF[self.agreement]

    @property
    def initials(self):
        return f"{self.first_name[:1]}{self.last_name[:1]}".upper() or "?"

    @cached_property
    def roles(self):
        """The roles held today, as a set. They come with the person who is signed in."""
        if hasattr(self, "held_roles"):
            return frozenset(self.held_roles)
        held = self.offices.held_on(timezone.localdate()).values_list("role", flat=True)
        return frozenset(held)

    @property
    def is_founder(self):
        return Role.FOUNDER in self.roles

    @cached_property
    def stands_in(self):
        """Whether they complete the foundation today: entrusted with it, and it lacks a founder."""
        if self.is_founder or Role.STAND_IN not in self.roles:
            return False
        today = timezone.localdate()
        return Person.objects.of_foundation(on=today).filter(pk=self.pk).exists()

    @property
    def acts_for_foundation(self):
        """Reads candidatures today, and answers them with the others."""
        return self.is_founder or self.stands_in

    @property
    def is_treasurer(self):
        return Role.TREASURER in self.roles

    @property
    def is_administrator(self):
        return Role.ADMINISTRATOR in self.roles

    def has_usable_password(self):
        """False for most: one enters with a code. An empty password is no password."""
        return bool(self.password) and super().has_usable_password()

    @property
    def is_privileged(self):
        """Sees candidatures, money or the machines: shorter sessions, and a second factor."""
        return bool(self.roles & PRIVILEGED)

    @cached_property
    def has_second_factor(self):
        """A key or an application protects the account; recovery codes alone do not count."""
        if hasattr(self, "has_authenticator"):
            return self.has_authenticator
        return self.authenticator_set.exclude(type="recovery_codes").exists()

    @cached_property
    def is_member(self):
        """Active member today. It comes with the person who is signed in."""
        if hasattr(self, "is_active_member"):
            return self.is_active_member
        return self.memberships.active(on=timezone.localdate()).exists()

    @cached_property
    def membership(self):
        """The membership that is open today, or None: a page that says it twice asks once."""
        return self.memberships.active(on=timezone.localdate()).first()


class Office(models.Model):
    """A role entrusted to a person, from one day to another."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="offices")
    role = models.CharField("fonction", max_length=16, choices=Role)
    started_on = models.DateField("depuis le")
    ended_on = models.DateField("jusqu’au", null=True, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "fonction"
        constraints = [
            models.CheckConstraint(
                name="office_ends_after_it_starts",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                violation_error_message="Une fonction ne finit pas avant d’avoir commencé.",
            ),
            models.UniqueConstraint(
                name="one_open_office_per_role_and_person",
                fields=["person", "role"],
                condition=Q(ended_on__isnull=True),
                violation_error_message="Cette personne tient déjà cette fonction.",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.get_role_display()}"


class FormerAddress(models.Model):
    """An address that was somebody's: letters to it are still theirs, and go when they do."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="former_addresses")
    email = models.EmailField("adresse", max_length=254)
    left_at = models.DateTimeField("quittée le", default=timezone.now)

    class Meta:
        verbose_name = "ancienne adresse"
        verbose_name_plural = "anciennes adresses"
        constraints = [
            models.UniqueConstraint("person", Lower("email"), name="one_former_address_per_person")
        ]
        indexes = [models.Index(Lower("email"), name="former_addresses_by_words")]

    def __str__(self):
        return self.email
