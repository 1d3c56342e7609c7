from django.db import models
from django.db.models import Q
from django.utils import timezone

from coopstudio.files.models import PrivateFile
from coopstudio.french.typography import de
from coopstudio.states import Stateful
from members.models.life import MembershipFact
from members.models.memberships import Membership
from members.models.people import Person
from members.models.statutes import Statutes
from members.querysets import NoticeQuerySet
from members.states import NOTICE_ARROWS, NoticeState


class FormalNotice(Stateful, models.Model):
    """A mise en demeure: what is owed, until when to pay, and what follows otherwise.

    The treasurer proposes it, another person signs it. It rests on the clause of the statutes or,
    where they are silent, on a registered letter. ``owed`` in cents.
    """

    ARROWS = NOTICE_ARROWS

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="notices")
    statutes = models.ForeignKey(Statutes, models.PROTECT, related_name="+")
    owed = models.PositiveIntegerField("somme due (centimes)")
    state = models.CharField("état", max_length=8, choices=NoticeState, default=NoticeState.DRAFTED)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("proposée le", default=timezone.now)
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    sent_on = models.DateField("envoyée le", null=True, blank=True)
    deadline = models.DateField("payer jusqu’au", null=True, blank=True)
    letter_number = models.CharField("recommandé n°", max_length=40, blank=True)
    removal_number = models.CharField("second recommandé n°", max_length=40, blank=True)
    fact = models.OneToOneField(MembershipFact, models.PROTECT, null=True, related_name="notice")
    proof = models.ForeignKey(
        PrivateFile, models.PROTECT, null=True, related_name="+", verbose_name="preuve d’envoi"
    )
    """The receipt of the registered letter, scanned."""

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "mise en demeure"
        verbose_name_plural = "mises en demeure"
        constraints = [
            models.UniqueConstraint(
                name="one_open_notice_per_membership",
                fields=["membership"],
                condition=Q(state__in=(NoticeState.DRAFTED, NoticeState.SIGNED)),
                violation_error_message="Une mise en demeure est déjà en cours.",
            ),
            models.CheckConstraint(
                name="a_signed_notice_was_sent_with_a_deadline",
                condition=Q(state__in=(NoticeState.DRAFTED, NoticeState.GIVEN_UP))
                | Q(signed_by__isnull=False, sent_on__isnull=False, deadline__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Mise en demeure {de(self.membership.person)}"

    @property
    def clause(self):
        """What the statutes say of unpaid fees, word for word; empty when they are silent."""
        return self.statutes.removal_clause
