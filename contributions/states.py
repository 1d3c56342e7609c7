"""What an apport, an entry of the books and a round of repayments go through."""

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


class Form(TextChoices):
    """What is brought (F6). Only the first two may ever be taken back."""

    MONEY = "money", "en argent"
    IN_KIND = "in_kind", "en nature, en pleine propriété"
    USE = "use", "en jouissance : un bien prêté"
    WORK = "work", "en industrie : du temps, un savoir-faire"


TAKEN_BACK = frozenset({Form.MONEY, Form.IN_KIND})


class PledgeState(TextChoices):
    """A promise binds nobody: it is said, confirmed, then becomes a contract."""

    DECLARED = "declared", "dite"
    CONFIRMED = "confirmed", "confirmée"
    CONTRACTED = "contracted", "devenue un contrat"
    WITHDRAWN = "withdrawn", "retirée"
    EXPIRED = "expired", "échue"


PLEDGE_ARROWS = {
    PledgeState.DECLARED: {PledgeState.CONFIRMED, PledgeState.WITHDRAWN, PledgeState.EXPIRED},
    PledgeState.CONFIRMED: {
        PledgeState.CONTRACTED,
        PledgeState.WITHDRAWN,
        PledgeState.EXPIRED,
    },
    PledgeState.CONTRACTED: {PledgeState.CONFIRMED},
}


class ContractState(TextChoices):
    """From the paper that is issued to the last cent that is taken back."""

    ISSUED = "issued", "à signer"
    SIGNED = "signed", "signé par l’apporteur·euse"
    IN_FORCE = "in_force", "en vigueur"
    SETTLED = "settled", "soldé"
    WAIVED = "waived", "éteint par renonciation"
    PASSED_ON = "passed_on", "transmis"
    RESOLVED = "resolved", "résolu"
    LAPSED = "lapsed", "sans suite"


CONTRACT_ARROWS = {
    ContractState.ISSUED: {ContractState.SIGNED, ContractState.LAPSED},
    ContractState.SIGNED: {ContractState.IN_FORCE, ContractState.LAPSED},
    ContractState.IN_FORCE: {
        ContractState.SETTLED,
        ContractState.WAIVED,
        ContractState.PASSED_ON,
        ContractState.RESOLVED,
    },
    ContractState.SETTLED: {ContractState.IN_FORCE},
    ContractState.PASSED_ON: {ContractState.IN_FORCE},
    ContractState.WAIVED: {ContractState.IN_FORCE},
}
"""What came to its end lives again when a transfer comes back, or what ended it was a mistake."""
ALIVE = frozenset({ContractState.IN_FORCE})
BEFORE = (ContractState.ISSUED, ContractState.SIGNED, ContractState.LAPSED)
"""Nothing was ever received under these."""


class CompanyStep(TextChoices):
    """What makes the sixth step true: the company exists, then it works for somebody."""

    REGISTERED = "registered", "immatriculation de la société"
    INVOICED = "invoiced", "première prestation facturée"


class Party(TextChoices):
    """The two sides of a contract: nobody signs both (I16)."""

    CONTRIBUTOR = "contributor", "apport"
    ASSOCIATION = "association", "association"


class SignatureWay(TextChoices):
    ONLINE = "online", "signature électronique simple"
    PAPER = "paper", "signature sur papier"


class Method(TextChoices):
    """How the value of a thing was found."""

    INVOICE = "invoice", "facture"
    MARKET = "market", "prix du marché"
    EXPERT = "expert", "avis d’expert"


class Rule(TextChoices):
    """How an envelope is shared (6.1)."""

    PRO_RATA = "pro_rata", "au prorata"
    OLDEST = "oldest", "plus anciens d’abord"
    EQUAL = "equal", "égal par personne"
    HARDSHIP = "hardship", "priorité difficulté"


class RoundState(TextChoices):
    """A round of repayments, from its preparation to the money."""

    DRAFT = "draft", "en préparation"
    COMPUTED = "computed", "calculé"
    CONSENTED = "consented", "consenti"
    POSTED = "posted", "comptabilisé"
    SENT = "sent", "remis à la banque"
    PAID = "paid", "payé"
    CANCELLED = "cancelled", "annulé"


ROUND_ARROWS = {
    RoundState.DRAFT: {RoundState.COMPUTED, RoundState.CANCELLED},
    RoundState.COMPUTED: {RoundState.DRAFT, RoundState.CONSENTED, RoundState.CANCELLED},
    RoundState.CONSENTED: {RoundState.DRAFT, RoundState.POSTED, RoundState.CANCELLED},
    RoundState.POSTED: {RoundState.SENT, RoundState.CANCELLED},
    RoundState.SENT: {RoundState.PAID},
    RoundState.PAID: {RoundState.SENT},
}
GIVEN = (RoundState.POSTED, RoundState.SENT, RoundState.PAID)
"""A round that gave something to somebody."""


class SourceKind(TextChoices):
    """Where the money of a round comes from."""

    DIVIDEND = "dividend", "dividende net encaissé"
    ADVANCE = "advance", "avance rendue par la société"
    OTHER = "other", "autre ressource"


class HardshipState(TextChoices):
    """What becomes of a request for hardship, read by two people only."""

    ASKED = "asked", "demandée"
    APPROVED = "approved", "accordée"
    REFUSED = "refused", "non retenue"
    WITHDRAWN = "withdrawn", "retirée"


HARDSHIP_ARROWS = {
    HardshipState.ASKED: {HardshipState.APPROVED, HardshipState.REFUSED, HardshipState.WITHDRAWN},
}


class TransferState(TextChoices):
    READY = "ready", "dans le lot"
    PAID = "paid", "payé"
    RETURNED = "returned", "revenu"


TRANSFER_ARROWS = {
    TransferState.READY: {TransferState.PAID, TransferState.RETURNED},
    TransferState.PAID: {TransferState.RETURNED, TransferState.READY},
    TransferState.RETURNED: {TransferState.PAID, TransferState.READY},
}
"""What was told by mistake is told anew: it was not paid, or had not come back."""


class OperationState(TextChoices):
    """A line of the bank waits until somebody says what it is; it is never dropped."""

    WAITING = "waiting", "à rapprocher"
    MATCHED = "matched", "rapprochée"
    ASIDE = "aside", "mise de côté"


OPERATION_ARROWS = {
    OperationState.WAITING: {OperationState.MATCHED, OperationState.ASIDE},
    OperationState.ASIDE: {OperationState.WAITING, OperationState.MATCHED},
    OperationState.MATCHED: {OperationState.WAITING},
}


class ResourceKind(TextChoices):
    """What finances the needs, besides apports."""

    GRANT = "grant", "subvention"
    OWN = "own", "fonds propres"
    OTHER = "other", "autre ressource"


class Priority(TextChoices):
    VITAL = "vital", "indispensable"
    IMPORTANT = "important", "important"
    WISHED = "wished", "souhaité"


class OpenPoint(TextChoices):
    """What the house asks of somebody whose trade it is, before it is sure (section 12)."""

    LOAN = "loan", "un apport lu comme un crédit"
    FORTUNE = "fortune", "le retour à meilleure fortune"
    REGISTRATION = "registration", "les droits d’enregistrement"
    COOLING_OFF = "cooling_off", "le délai de réflexion"
    AGREEMENTS = "agreements", "les conventions réglementées"
    OWED_ACCOUNT = "owed_account", "le compte des reprises à payer"
    ABANDONMENT = "abandonment", "l’abandon d’une créance"
    THINGS_BACK = "things_back", "le gain d’une reprise en nature"
    DIVIDEND_TAX = "dividend_tax", "l’impôt sur les dividendes reçus"
    ENTRIES_FILE = "entries_file", "le fichier des écritures est-il dû ?"
    TRANSFER_FORM = "transfer_form", "la forme des virements"
