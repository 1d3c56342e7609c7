from django.db import models
from django.db.models import Q
from django.utils import timezone

from contributions.models.needs import Need
from contributions.querysets.pledges import GoodQuerySet, PledgeQuerySet
from contributions.states import PLEDGE_ARROWS, Form, Method, PledgeState
from coopstudio.files.models import PrivateFile
from coopstudio.states import Stateful
from members.models import Person

TWO = 2
"""How many people other than its owner find the value of a thing right."""


class Pledge(Stateful, models.Model):
    """A promise of apport: what somebody would bring, when, to which need. It binds nobody.

    ``cents``: of money, or what its author thinks a thing is worth. It is also what a contract is
    written from: its parts, its goods.
    """

    ARROWS = PLEDGE_ARROWS

    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="pledges"
    )
    """Nobody any more, a year after it led nowhere (F17)."""
    form = models.CharField("forme", max_length=8, choices=Form, default=Form.MONEY)
    cents = models.BigIntegerField("montant (centimes)")
    words = models.TextField("ce que vous apportez", max_length=2000, blank=True)
    conditions = models.TextField("à quelles conditions", max_length=1000, blank=True)
    need = models.ForeignKey(Need, models.PROTECT, null=True, blank=True, related_name="pledges")
    is_shown = models.BooleanField("les membres peuvent lire ma promesse", default=False)
    state = models.CharField(
        "état", max_length=10, choices=PledgeState, default=PledgeState.DECLARED
    )
    declared_at = models.DateTimeField("dite le", default=timezone.now)
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True)
    expires_on = models.DateField("valable jusqu’au", null=True, blank=True)
    ended_at = models.DateTimeField("finie le", null=True, blank=True)
    contract = models.OneToOneField(
        "contributions.Contract", models.PROTECT, null=True, blank=True, related_name="pledge"
    )

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = "promesse d’apport"
        verbose_name_plural = "promesses d’apport"
        ordering = ["declared_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_pledge_has_an_amount",
                condition=Q(cents__gt=0) | Q(form__in=[Form.USE, Form.WORK], cents=0),
                violation_error_message="Dites un montant : au moins un centime.",
            ),
            models.CheckConstraint(
                name="a_promise_is_forgotten_once_it_led_nowhere",
                condition=Q(person__isnull=False)
                | Q(state__in=[PledgeState.WITHDRAWN, PledgeState.EXPIRED]),
            ),
            models.CheckConstraint(
                name="a_contracted_pledge_has_its_contract",
                condition=Q(state=PledgeState.CONTRACTED, contract__isnull=False)
                | (~Q(state=PledgeState.CONTRACTED) & Q(contract=None)),
            ),
        ]

    def __str__(self):
        return f"Promesse du {self.declared_at:%d/%m/%Y}"


class Part(models.Model):
    """One payment of a promise in money: when, how much. The contract will expect it. In cents."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="parts")
    due_on = models.DateField("le")
    cents = models.BigIntegerField("montant (centimes)")

    class Meta:
        verbose_name = "versement prévu"
        verbose_name_plural = "versements prévus"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(name="a_part_has_an_amount", condition=Q(cents__gt=0))
        ]

    def __str__(self):
        return f"{self.due_on:%d/%m/%Y}"


class Good(models.Model):
    """A thing that is brought: what it is, how it is, where it stands in the accounts."""

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="goods")
    name = models.CharField("bien", max_length=120)
    words = models.TextField("description", max_length=2000, blank=True)
    serial = models.CharField("numéro de série", max_length=80, blank=True)
    condition = models.CharField("état", max_length=160)
    photo = models.ForeignKey(PrivateFile, models.PROTECT, null=True, blank=True, related_name="+")
    account = models.CharField("compte", max_length=8, default="21830000")
    in_service_on = models.DateField("mis en service le", null=True, blank=True)
    months = models.PositiveSmallIntegerField("durée d’amortissement (mois)", default=36)
    entry = models.OneToOneField(
        "contributions.Entry", models.PROTECT, null=True, blank=True, related_name="good"
    )
    """The entry by which it came in."""
    returned_entry = models.OneToOneField(
        "contributions.Entry", models.PROTECT, null=True, blank=True, related_name="returned_good"
    )
    """The entry by which it went back to whom brought it."""
    written_at = models.DateTimeField("décrit le", default=timezone.now)

    objects = GoodQuerySet.as_manager()

    class Meta:
        verbose_name = "bien apporté"
        verbose_name_plural = "biens apportés"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="a_good_wears_out_over_months", condition=Q(months__gt=0)),
            models.CheckConstraint(
                name="a_good_came_before_it_goes",
                condition=Q(returned_entry=None) | Q(entry__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def last_valuation(self):
        """The one that counts; None before the first."""
        found = list(self.valuations.all())
        return found[-1] if found else None

    @property
    def value(self):
        """In cents, once two others found the last valuation right and nobody wrong; else None."""
        last = self.last_valuation
        return last.cents if last and last.is_agreed else None


class Valuation(models.Model):
    """What a thing is worth, how it was found, on what paper. Two people other than its owner say
    whether it is right; the last one counts. In cents."""

    good = models.ForeignKey(Good, models.PROTECT, related_name="valuations")
    method = models.CharField("méthode", max_length=7, choices=Method)
    cents = models.BigIntegerField("valeur (centimes)")
    words = models.TextField("comment", max_length=1000)
    proof = models.ForeignKey(PrivateFile, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("le", default=timezone.now)

    FINAL = True

    class Meta:
        verbose_name = "évaluation"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_valuation_has_an_amount",
                condition=Q(cents__gt=0),
                violation_error_message="Une valeur est d’au moins un centime.",
            )
        ]

    def __str__(self):
        return f"{self.good} : {self.get_method_display()}"

    @property
    def is_contested(self):
        """Somebody said that it is not right: another one has to be written."""
        return any(not one.agrees for one in self.appraisals.all())

    @property
    def is_agreed(self):
        return not self.is_contested and len(self.appraisals.all()) >= TWO


class Appraisal(models.Model):
    """What somebody other than the owner says of a value: right, or not, and why."""

    valuation = models.ForeignKey(Valuation, models.PROTECT, related_name="appraisals")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    agrees = models.BooleanField("la valeur est juste")
    words = models.TextField("pourquoi", max_length=1000, blank=True)
    at = models.DateTimeField("le", default=timezone.now)

    FINAL = True

    class Meta:
        verbose_name = "avis sur une valeur"
        verbose_name_plural = "avis sur une valeur"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(name="one_appraisal_each", fields=["valuation", "by"]),
            models.CheckConstraint(
                name="who_disagrees_says_why",
                condition=Q(agrees=True) | ~Q(words=""),
                violation_error_message="Dites pourquoi la valeur ne vous paraît pas juste.",
            ),
        ]

    def __str__(self):
        return "juste" if self.agrees else "à revoir"
