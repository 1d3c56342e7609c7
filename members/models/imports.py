from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from coopstudio.french.names import FULL_NAME_LENGTH
from coopstudio.states import Stateful
from members.models.people import Person
from members.models.statutes import Category
from members.querysets import ImportLineQuerySet, ImportQuerySet
from members.states import IMPORT_ARROWS, Answer, ImportState, Priority, Verdict


class Import(Stateful, models.Model):
    """A sheet of members that somebody gave: its columns, what was tried, what was written.

    A worker reads its lines in batches; ``reached`` is the number of the last line of this pass, so
    that a pass that was interrupted goes on where it was. The lines bear names: they go after a
    month, the counts stay.
    """

    ARROWS = IMPORT_ARROWS

    name = models.CharField("fichier", max_length=150)
    sheet = models.CharField("feuille", max_length=120, blank=True)
    """The one that was asked for, then the one that is read."""
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    head = ArrayField(
        models.CharField(max_length=100), verbose_name="titres des colonnes", default=list
    )
    columns = ArrayField(
        models.CharField(max_length=40, blank=True), verbose_name="colonnes", default=list
    )
    """For each column, the code of what it says; empty: it is not read."""
    priority = models.CharField(
        "en cas de différence", max_length=5, choices=Priority, default=Priority.HOUSE
    )
    organ = models.CharField("admission par", max_length=120, blank=True)
    reference = models.CharField("référence", max_length=120, blank=True)
    since = models.DateField("membres depuis", null=True, blank=True)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="collège"
    )
    state = models.CharField("état", max_length=9, choices=ImportState, default=ImportState.READING)
    refusal = models.CharField("pourquoi elle ne se lit pas", max_length=500, blank=True)
    length = models.PositiveIntegerField("lignes", default=0)
    reached = models.PositiveIntegerField("dernière ligne lue", default=0)
    looked_at = models.PositiveIntegerField("lignes lues", default=0)
    tally = models.JSONField("comptes", default=dict, blank=True)
    received_at = models.DateTimeField("reçu le", default=timezone.now)
    touched_at = models.DateTimeField("dernier geste le", default=timezone.now)
    confirmed_at = models.DateTimeField("confirmé le", null=True, blank=True)
    done_at = models.DateTimeField("terminé le", null=True, blank=True)
    forgotten_at = models.DateTimeField("lignes effacées le", null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = "import de membres"
        verbose_name_plural = "imports de membres"
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="import_never_reads_more_than_it_has",
                condition=Q(looked_at__lte=F("length")),
            ),
            models.CheckConstraint(
                name="finished_import_was_confirmed",
                condition=~Q(state__in=["importing", "done"]) | Q(confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="unread_sheet_says_why",
                condition=~Q(state="unread") | ~Q(refusal=""),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_running(self):
        return self.state in {ImportState.READING, ImportState.CHECKING, ImportState.IMPORTING}

    @property
    def is_open(self):
        """Whether its columns and its doubts may still be said."""
        return self.state in {ImportState.RECEIVED, ImportState.CHECKED}


class ImportFile(models.Model):
    """The file of a sheet, as it was given, until a worker has read it: not a minute longer."""

    import_of = models.OneToOneField(
        Import, models.CASCADE, primary_key=True, related_name="file", verbose_name="import"
    )
    content = models.BinaryField("octets")

    class Meta:
        verbose_name = "fichier d’import"
        verbose_name_plural = "fichiers d’import"

    def __str__(self):
        return f"fichier de {self.import_of}"


class ImportLine(models.Model):
    """One line of the sheet, as it was given, and what becomes of it. It goes after a month.

    ``causes``: pairs of what is wrong and the way out. ``changes``: (word, before, after).
    ``keys``: the address, the name and the telephone that it says, to find the same elsewhere.
    """

    import_of = models.ForeignKey(Import, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField("ligne")
    cells = models.JSONField("cases")
    keys = ArrayField(
        models.CharField(max_length=300), verbose_name="clés", default=list, blank=True
    )
    called = models.CharField("nom lu", max_length=FULL_NAME_LENGTH, blank=True)
    verdict = models.CharField("verdict", max_length=7, choices=Verdict, blank=True)
    causes = models.JSONField("causes", default=list, blank=True)
    changes = models.JSONField("ce qui change", default=list, blank=True)
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="import_lines"
    )
    answer = models.CharField(
        "réponse", max_length=5, choices=Answer, default=Answer.WAITS, blank=True
    )
    done_at = models.DateTimeField("écrite le", null=True, blank=True)

    objects = ImportLineQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne d’import"
        verbose_name_plural = "lignes d’import"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["import_of", "number"], name="one_line_per_number")
        ]
        indexes = [
            models.Index(fields=["import_of", "verdict", "number"], name="import_lines_by_verdict")
        ]

    def __str__(self):
        return f"ligne {self.number}"
