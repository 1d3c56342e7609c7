"""What an entry of the books is, and on which side a line stands."""

from django.db.models import TextChoices


class Nature(TextChoices):
    """Why an entry exists: an account 1034 moves only by those that are made for it (I8)."""

    RECEIPT = "receipt", "versement d’un apport"
    IN_KIND = "in_kind", "apport en nature"
    REPAYMENT_DECIDED = "repayment_decided", "reprise décidée"
    REPAYMENT_PAID = "repayment_paid", "reprise payée"
    TRANSFER_RETURNED = "transfer_returned", "virement revenu"
    RETURN_IN_KIND = "return_in_kind", "reprise en nature"
    WAIVER = "waiver", "renonciation"
    TRANSMISSION = "transmission", "transmission"
    DIVIDEND = "dividend", "produit de participation"
    DEPRECIATION = "depreciation", "amortissement"
    OPENING = "opening", "à-nouveaux"
    MISC = "misc", "opération diverse"
    REVERSAL = "reversal", "contre-passation"


class Side(TextChoices):
    """The two sides of an account."""

    DEBIT = "D", "débit"
    CREDIT = "C", "crédit"
