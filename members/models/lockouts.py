"""An account that two people close for a time: nobody enters as this person, who loses nothing."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from members.models.offices import answered_by_another
from members.models.people import Person
from members.querysets import LockoutQuerySet

MOST_DAYS = 30
"""Of one closing, and of all of one account together in ``PERIOD``; PostgreSQL counts them too."""
PERIOD = timedelta(days=90)
PATIENCE = timedelta(days=7)
"""How long a proposal waits for a second person; then it falls."""


class LastDay(Func):
    """The day, in Paris, on which a closing that was confirmed ends."""

    template = "((answered_at AT TIME ZONE 'Europe/Paris')::date + days)"
    output_field = models.DateField()


class Lockout(models.Model):
    """One person proposes to close somebody's account for some days; another one confirms, or not.

    Neither of them is the person whom it is about. It ends by itself: leaving for good has its own
    ways, with their own words.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="lockouts")
    days = models.PositiveSmallIntegerField("jours")
    why = models.CharField("pourquoi, tel que la personne le lira", max_length=200)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("proposée le", default=timezone.now)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField("réponse le", null=True, blank=True)
    lapsed_at = models.DateTimeField("tombée le", null=True, blank=True)
    """Nobody answered in ``PATIENCE``."""
    is_confirmed = models.BooleanField("confirmée", null=True, blank=True)
    until = models.DateField("dernier jour", null=True, blank=True)
    reopened_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """None when its last day was over."""
    reopened_at = models.DateTimeField("rouvert le", null=True, blank=True)

    objects = LockoutQuerySet.as_manager()

    class Meta:
        verbose_name = "fermeture de compte"
        verbose_name_plural = "fermetures de compte"
        constraints = [
            models.CheckConstraint(
                name="nobody_locks_themselves_out",
                condition=~Q(proposed_by=F("person")),
                violation_error_message="On ne propose pas de fermer son propre compte.",
            ),
            models.CheckConstraint(
                name="two_people_close_an_account",
                condition=answered_by_another(),
                violation_error_message="Une autre personne confirme ce qui est proposé.",
            ),
            models.CheckConstraint(
                name="a_closed_account_opens_within_a_month",
                condition=Q(days__gte=1, days__lte=MOST_DAYS),
                violation_error_message="Un compte se ferme de 1 à 30 jours.",
            ),
            models.CheckConstraint(
                name="a_closed_account_has_its_last_day",
                condition=Q(
                    is_confirmed__isnull=False,
                    is_confirmed=True,
                    until__isnull=False,
                    until=LastDay(),
                )
                | Q(
                    Q(is_confirmed=None) | Q(is_confirmed=False),
                    until=None,
                    reopened_by=None,
                    reopened_at=None,
                ),
                violation_error_message="Un compte fermé a son dernier jour.",
            ),
            models.CheckConstraint(
                name="only_a_proposal_without_answer_lapses",
                condition=Q(lapsed_at=None) | Q(is_confirmed=None),
                violation_error_message="Seule une proposition sans réponse tombe.",
            ),
            models.CheckConstraint(
                name="an_account_is_closed_within_a_week",
                condition=~Q(is_confirmed=True) | Q(answered_at__lt=F("proposed_at") + PATIENCE),
                violation_error_message="Une proposition de fermeture tombe après sept jours.",
            ),
            models.CheckConstraint(
                name="somebody_else_opens_an_account",
                condition=~Q(reopened_by=F("person")),
                violation_error_message="Une autre personne rouvre ce compte.",
            ),
            models.UniqueConstraint(
                name="one_lockout_at_a_time",
                fields=["person"],
                condition=Q(reopened_at=None, lapsed_at=None)
                & (Q(is_confirmed=None) | Q(is_confirmed=True)),
                violation_error_message="Une fermeture de ce compte attend ou dure déjà.",
            ),
        ]

    def __str__(self):
        return f"{self.person}"

    @property
    def falls_at(self):
        return self.proposed_at + PATIENCE

    @property
    def lasted(self):
        """How long this account was closed, or will have been; for a day at the least."""
        end = timezone.localdate(self.reopened_at) if self.reopened_at else self.until
        return max(min(end, self.until) - timezone.localdate(self.answered_at), timedelta(days=1))
