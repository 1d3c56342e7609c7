from django.db import models
from django.db.models import Q
from django.utils import timezone

from contributions.querysets.company import CompanyFactQuerySet
from contributions.states import CompanyStep
from coopstudio.files.models import PrivateFile
from members.models import Person


class CompanyFact(models.Model):
    """A fact of the sixth step, with its day and its paper: the company is registered, its first
    services are invoiced. Never changed: what was written by mistake ends, with why."""

    step = models.CharField("fait", max_length=10, choices=CompanyStep)
    on = models.DateField("le")
    reference = models.CharField("numéro", max_length=80)
    """The SIREN, or the number of the invoice; never the name of a client who is a person."""
    paper = models.ForeignKey(PrivateFile, models.PROTECT, related_name="+", verbose_name="pièce")
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField("écrit le", default=timezone.now)
    ended_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="retiré par"
    )
    ended_at = models.DateTimeField("retiré le", null=True, blank=True)
    why = models.CharField("pourquoi", max_length=200, blank=True)

    CHANGES = ("ended_by_id", "ended_at", "why")

    objects = CompanyFactQuerySet.as_manager()

    class Meta:
        verbose_name = "fait de la société"
        verbose_name_plural = "faits de la société"
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_fact_of_the_company_is_written_once",
                fields=["step"],
                condition=Q(ended_at=None),
                violation_error_message="Ce fait est déjà inscrit.",
            ),
            models.CheckConstraint(
                name="a_fact_of_the_company_has_its_number", condition=~Q(reference="")
            ),
            models.CheckConstraint(
                name="a_fact_of_the_company_ends_with_why",
                condition=Q(ended_at=None, why="") | (Q(ended_at__isnull=False) & ~Q(why="")),
            ),
        ]

    def __str__(self):
        return f"{self.get_step_display().capitalize()}, {self.on:%d/%m/%Y}"
