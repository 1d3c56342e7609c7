"""What is said of fees: how they are asked, how they arrive, what is left of them."""

from django.db.models import TextChoices


class YearManner(TextChoices):
    """Whose year it is that a fee covers."""

    COMMON = "common", "de date à date, la même pour tout le monde"
    MOVING = "moving", "douze mois à partir du jour d’adhésion de chaque personne"


class TariffKind(TextChoices):
    """How an amount is asked."""

    FIXED = "fixed", "montant fixe"
    FREE = "free", "libre à partir d’un minimum"
    REDUCED = "reduced", "réduit, sur simple déclaration"
    EXEMPT = "exempt", "dispensé par décision"


class Arrival(TextChoices):
    """What somebody pays who joins in the middle of the year."""

    WHOLE = "whole", "la cotisation entière"
    MONTHLY = "monthly", "les mois qui restent, celui de l’arrivée compris"


class TermKind(TextChoices):
    """Why a call asks what it asks, from a moment on."""

    CALLED = "called", "appelée"
    CHOSEN = "chosen", "montant choisi par la personne"
    DECLARED = "declared", "tarif réduit, sur déclaration"
    WAIVED = "waived", "dispense décidée"
    CORRECTED = "corrected", "montant corrigé"


class Means(TextChoices):
    """How money arrived."""

    TRANSFER = "transfer", "virement"
    CHEQUE = "cheque", "chèque"
    CASH = "cash", "espèces"
    CARD = "card", "carte, sur un autre site"
    CREDIT = "credit", "avance reportée"


class Fate(TextChoices):
    """What becomes of the part of a payment that was not owed."""

    GIFT = "gift", "gardé en don, avec l’accord de la personne"
    ADVANCE = "advance", "gardé pour sa prochaine cotisation"
    REFUND = "refund", "à lui rendre"


class FeeLabel(TextChoices):
    """What one may say of a call on a day. Computed, never stored."""

    SETTLED = "settled", "réglée"
    WAIVED = "waived", "dispensée"
    WAITING = "waiting", "attendue"
    LATE = "late", "en retard"
    BARRED = "barred", "prescrite"
