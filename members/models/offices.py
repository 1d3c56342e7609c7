"""What is asked about offices, and waits for a second person."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from members.models.people import Person
from members.querysets import OfficeChangeQuerySet
from members.states import Role


def answered_by_another():
    """No answer yet; or one that is whole, and a « yes » comes from neither who proposed nor whom
    it is about. Each column is said not to be NULL: a CHECK lets pass what it does not know."""
    whole = {f"{one}__isnull": False for one in ("answered_by", "answered_at", "is_confirmed")}
    others = ~Q(answered_by=F("proposed_by")), ~Q(answered_by=F("person"))
    return (
        Q(answered_by=None, answered_at=None, is_confirmed=None)
        | Q(**whole, is_confirmed=False)
        | Q(*others, **whole, is_confirmed=True)
    )


class OfficeChange(models.Model):
    """One person proposes to entrust an office, or to end it; another one confirms, or not.

    Neither of them is the person whom it is about.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="office_changes")
    role = models.CharField("fonction", max_length=16, choices=Role)
    is_end = models.BooleanField("fin de fonction", default=False)
    on = models.DateField("à partir du, ou dernier jour")
    why = models.CharField("où la décision est écrite", max_length=200)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("proposée le", default=timezone.now)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField("réponse le", null=True, blank=True)
    is_confirmed = models.BooleanField("confirmée", null=True, blank=True)

    objects = OfficeChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "changement de fonction"
        verbose_name_plural = "changements de fonction"
        constraints = [
            models.CheckConstraint(
                name="nobody_proposes_an_office_for_themselves",
                condition=~Q(proposed_by=F("person")),
                violation_error_message="On ne se confie pas une fonction à soi-même.",
            ),
            models.CheckConstraint(
                name="two_people_change_an_office",
                condition=answered_by_another(),
                violation_error_message="Une autre personne confirme ce qui est proposé.",
            ),
            models.UniqueConstraint(
                name="one_open_change_per_office_and_person",
                fields=["person", "role"],
                condition=Q(answered_by=None),
                violation_error_message="Un changement de cette fonction attend déjà.",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.get_role_display()}"
