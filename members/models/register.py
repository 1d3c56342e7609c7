from django.db import models
from django.utils import timezone

from members.models.people import Person
from members.models.statutes import Category
from members.states import View


class Extract(models.Model):
    """A list of the register that somebody took away as a PDF: who, when, which lines.

    The paper bears names: it goes after a month, and can be asked for again.
    """

    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("pris le", default=timezone.now)
    view = models.CharField("liste", max_length=8, choices=View)
    on = models.DateField("au")
    since = models.DateField("depuis", null=True, blank=True)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="collège"
    )
    lines = models.PositiveIntegerField("lignes", default=0)

    class Meta:
        verbose_name = "extrait du registre"
        verbose_name_plural = "extraits du registre"
        indexes = [models.Index(fields=["at"], name="extracts_by_date")]

    def __str__(self):
        return f"{self.get_view_display()}, {self.on:%d/%m/%Y}"
