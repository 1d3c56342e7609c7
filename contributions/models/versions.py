from django.db import models
from django.db.models import Q
from django.utils import timezone

from contributions.models.contracts import Contract
from contributions.querysets.versions import ENOUGH, SignatoryQuerySet
from contributions.states import Party, SignatureWay
from coopstudio.files.models import PrivateFile
from members.models import Person


class Version(models.Model):
    """What a contract says: its articles and its facts, frozen as data, and their fingerprint.

    ``clauses``: [{code, version, title, text}]; ``facts``: the variables, amounts in cents. A
    change is a next version, signed anew; the amount never changes: more money is another contract.
    """

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("version")
    clauses = models.JSONField("articles")
    facts = models.JSONField("faits")
    digest = models.CharField("empreinte", max_length=64)
    """SHA-256 of the canonical JSON of articles and facts."""
    why = models.CharField("pourquoi", max_length=300, blank=True)
    issued_at = models.DateTimeField("émise le", default=timezone.now)
    issued_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    FINAL = True

    class Meta:
        verbose_name = "version d’un contrat"
        verbose_name_plural = "versions d’un contrat"
        ordering = ["contract", "number"]
        constraints = [
            models.UniqueConstraint(name="contract_versions", fields=["contract", "number"]),
            models.CheckConstraint(
                name="a_version_has_its_digest", condition=Q(digest__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(name="versions_count_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self):
        return f"{self.contract}, version {self.number}"

    def signatory_of(self, party):
        """Who signs on that side; reads what was prefetched."""
        return next(one for one in self.signatories.all() if one.party == party)


class Signatory(models.Model):
    """Who signs a version, on which side, in what quality, by which decision."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="signatories")
    party = models.CharField("partie", max_length=11, choices=Party)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    quality = models.CharField("qualité", max_length=120, blank=True)
    mandate = models.CharField("décision qui autorise", max_length=160, blank=True)

    FINAL = True

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        verbose_name = "signataire"
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="nobody_signs_both_sides",
                fields=["version", "person"],
                violation_error_message="Une même personne ne signe pas des deux côtés.",
            ),
            models.UniqueConstraint(name="one_signatory_a_side", fields=["version", "party"]),
            models.CheckConstraint(
                name="who_signs_for_the_association_says_why",
                condition=Q(party=Party.CONTRIBUTOR) | (~Q(quality="") & ~Q(mandate="")),
            ),
        ]

    def __str__(self):
        return f"{self.person} ({self.get_party_display()})"

    @property
    def has_signed(self):
        """Their signature counts already."""
        return hasattr(self, "signature") and self.signature.counts


class SigningCode(models.Model):
    """A code of six figures sent to whom is about to sign: ten minutes, five tries."""

    signatory = models.ForeignKey(Signatory, models.CASCADE, related_name="codes")
    digest = models.CharField("empreinte du code", max_length=64)
    sent_at = models.DateTimeField("envoyé le", default=timezone.now)
    tries = models.PositiveSmallIntegerField("essais", default=0)
    used_at = models.DateTimeField("utilisé le", null=True, blank=True)

    class Meta:
        verbose_name = "code de signature"
        verbose_name_plural = "codes de signature"
        ordering = ["sent_at", "pk"]

    def __str__(self):
        return f"Code du {self.sent_at:%d/%m/%Y}"


class Signature(models.Model):
    """A signature and what proves it. ``evidence``: hours, address, browser, words typed, digest of
    the PDF that was shown (8.4). A scan alone is a copy: two people certify it."""

    signatory = models.OneToOneField(Signatory, models.PROTECT, related_name="signature")
    way = models.CharField("manière", max_length=6, choices=SignatureWay)
    evidence = models.JSONField("preuve", default=dict)
    digest = models.CharField("empreinte de la preuve", max_length=64)
    scan = models.ForeignKey(PrivateFile, models.PROTECT, null=True, blank=True, related_name="+")
    original_at = models.CharField("où est l’original", max_length=160, blank=True)
    signed_at = models.DateTimeField("signé le", default=timezone.now)

    FINAL = True

    class Meta:
        verbose_name = "signature"
        ordering = ["signed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_paper_has_its_scan_and_its_place",
                condition=Q(way=SignatureWay.ONLINE) | (Q(scan__isnull=False) & ~Q(original_at="")),
                violation_error_message="Joignez le papier scanné et dites où est l’original.",
            )
        ]

    def __str__(self):
        return f"Signature du {self.signed_at:%d/%m/%Y}"

    @property
    def counts(self):
        """Online, or on a paper whose copy two people certified."""
        return self.way == SignatureWay.ONLINE or len(self.certifications.all()) >= ENOUGH


class Certification(models.Model):
    """Somebody says that the scan is the paper they have seen. Two of them are needed."""

    signature = models.ForeignKey(Signature, models.PROTECT, related_name="certifications")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("le", default=timezone.now)

    FINAL = True

    class Meta:
        verbose_name = "certification d’une copie"
        verbose_name_plural = "certifications d’une copie"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(name="one_certification_each", fields=["signature", "by"])
        ]

    def __str__(self):
        return f"Copie certifiée le {self.at:%d/%m/%Y}"
