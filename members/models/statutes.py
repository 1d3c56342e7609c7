from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from members.querysets import CategoryQuerySet, StatutesQuerySet
from members.states import Quorum


class Category(models.Model):
    """A category of members that the statutes name (a collège): how it is called, whether it votes.

    Members of the past keep theirs: a category is closed on a day, never deleted.
    """

    code = models.SlugField("code", max_length=40, unique=True)
    name = models.CharField("nom du collège", max_length=80)
    masculine = models.CharField("au masculin", max_length=80)
    feminine = models.CharField("au féminin", max_length=80)
    votes = models.BooleanField("vote en assemblée générale", default=True)
    opened_on = models.DateField("depuis le")
    closed_on = models.DateField("jusqu’au", null=True, blank=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = "collège"
        ordering = ["opened_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="category_closes_after_it_opens",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                violation_error_message="Un collège ne ferme pas avant d’avoir ouvert.",
            )
        ]

    def __str__(self):
        return self.name

    def said_of(self, person):
        """« membre active », as this person wishes to be written."""
        both = f"{self.masculine} ou {self.feminine}"
        return {"f": self.feminine, "m": self.masculine}.get(person.agreement, both)


class Statutes(models.Model):
    """One dated version of the statutes: what they say about joining, belonging and leaving.

    Never changed: what was done under a version stays done under it. A slip of the pen is answered
    by a row that ``corrects`` it. Amounts in cents, durations in days.
    """

    FINAL = True

    adopted_on = models.DateField("adoptés le")
    validated_by = models.CharField("validés par", max_length=120)
    readable_at = models.URLField("où les lire", blank=True)
    rules_version = models.CharField("règlement intérieur", max_length=80, blank=True)
    admission_organ = models.CharField("organe d’admission", max_length=120)
    removal_organ = models.CharField(
        "organe de radiation", max_length=120, default="conseil d’administration"
    )
    exclusion_organ = models.CharField(
        "organe d’exclusion", max_length=120, default="conseil d’administration"
    )
    refusal_needs_reason = models.BooleanField("un refus se motive", default=False)
    active_needs_fee = models.BooleanField("l’adhésion commence une fois payée", default=False)
    fee_minimum = models.PositiveIntegerField("cotisation minimale (centimes)")
    fee_usual = models.PositiveIntegerField("cotisation habituelle (centimes)")
    fee_grace_days = models.PositiveSmallIntegerField("délai de grâce (jours)", default=30)
    removal_clause = models.TextField("clause de radiation", max_length=2000, blank=True)
    """Word for word; empty: the statutes are silent, a notice goes by registered post."""
    removal_notice_days = models.PositiveSmallIntegerField(
        "délai d’une mise en demeure (jours)", default=30
    )
    appeal_route = models.TextField("voie de recours", max_length=1000, blank=True)
    """What somebody removed or excluded may still do, as the statutes say it."""
    resignation_notice_days = models.PositiveSmallIntegerField(
        "préavis de démission (jours)", default=0
    )
    defence_days = models.PositiveSmallIntegerField("délai de la défense (jours)", default=15)
    suspended_may_vote = models.BooleanField("une personne suspendue vote", default=False)
    assembly_notice_days = models.PositiveSmallIntegerField(
        "convocation de l’assemblée (jours)", default=15
    )
    board_notice_days = models.PositiveSmallIntegerField(
        "convocation du conseil (jours)", default=8
    )
    assembly_quorum = models.CharField(
        "quorum de l’assemblée générale", max_length=4, choices=Quorum, blank=True
    )
    board_quorum = models.CharField("quorum du conseil", max_length=4, choices=Quorum, blank=True)
    proxies_most = models.PositiveSmallIntegerField("pouvoirs par personne, au plus", default=2)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    written_at = models.DateTimeField("inscrits le", default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = StatutesQuerySet.as_manager()

    class Meta:
        verbose_name = "version des statuts"
        verbose_name_plural = "versions des statuts"
        get_latest_by = ["adopted_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_version_of_the_statutes_per_day",
                fields=["adopted_on"],
                condition=Q(corrects__isnull=True),
                violation_error_message="Une version adoptée ce jour-là est déjà inscrite.",
            ),
            models.CheckConstraint(
                name="usual_fee_is_not_below_the_minimum",
                condition=Q(fee_usual__gte=F("fee_minimum")),
                violation_error_message="La cotisation habituelle est sous le minimum.",
            ),
        ]

    def __str__(self):
        return f"Statuts du {self.adopted_on:%d/%m/%Y}"
