"""What happens to the money beside apports, and how the books say it (specification, 1.3).

Pure: a kind of event, its words for whoever writes it, and its two accounts. Apports never pass
here: an account 1034 moves by its own papers only.
"""

from dataclasses import dataclass

from contributions.chart import (
    ADVANCES,
    BANK,
    CASH,
    DEBTORS,
    DIVIDENDS,
    GIFTS,
    RESULT_GAIN,
    RESULT_LOSS,
    SHARES,
)
from contributions.states import Nature

MONEY = (BANK[:3], CASH[:2])
WHERE_RESULTS_GO = ("1068", "110", "119")
"""Reserves, or what is carried forward: an assembly says which."""
NEVER = ("1034", "4688")
"""Accounts that somebody's hand never writes: contracts and rounds do."""


@dataclass(frozen=True)
class Dealing:
    """An event of the trade. ``debit`` and ``credit``: an account's number, or « * » for the one
    that is chosen among those that begin with ``choice``; « $ » is the account of money."""

    key: str
    word: str
    tells: str
    debit: str
    credit: str
    nature: str = Nature.MISC
    choice: tuple = ()
    asks: str = ""


DEALINGS = {
    one.key: one
    for one in [
        Dealing(
            "capital", "Capital versé à la société",
            "L’association prend ou complète sa part : c’est à cela que servent les apports.",
            SHARES, "$",
        ),
        Dealing(
            "avance", "Avance faite à la société",
            "Une somme confiée en compte courant à la filiale, qui reviendra.",
            ADVANCES, "$",
        ),
        Dealing(
            "avance-rendue", "Avance rendue par la société",
            "De l’argent qui revient, et qui n’est pas un profit : un tour la compte à part.",
            "$", ADVANCES,
        ),
        Dealing(
            "dividende", "Dividende décidé",
            "La société a décidé de verser : il est dû, pas encore arrivé.",
            DEBTORS, DIVIDENDS, Nature.DIVIDEND,
        ),
        Dealing(
            "dividende-encaisse", "Dividende encaissé",
            "Le dividende décidé est arrivé sur le compte : les deux lignes se lettrent.",
            "$", DEBTORS, Nature.DIVIDEND,
        ),
        Dealing(
            "depense", "Dépense payée",
            "Une facture réglée le jour même : assurance, banque, achat, déplacement.",
            "*", "$", choice=("6", "2"), asks="Ce que c’est",
        ),
        Dealing(
            "facture", "Facture à payer",
            "Elle est arrivée, elle sera payée plus tard : le fournisseur attend.",
            "*", "40100000", choice=("6", "2"), asks="Ce que c’est",
        ),
        Dealing(
            "facture-payee", "Facture payée",
            "Ce qui était dû à un fournisseur est parti : les deux lignes se lettrent.",
            "40100000", "$",
        ),
        Dealing(
            "don", "Don manuel reçu",
            "Donné sans droit de reprise : ce n’est pas un apport, et rien ne sera rendu.",
            "$", GIFTS,
        ),
        Dealing(
            "recette", "Autre recette",
            "Cotisations encaissées, subvention, produit divers.",
            "$", "*", choice=("74", "75"), asks="D’où cela vient",
        ),
        Dealing(
            "excedent-affecte", "Excédent affecté",
            "L’assemblée a dit où va l’excédent de l’exercice clos : réserve, ou report à nouveau.",
            RESULT_GAIN, "*", choice=WHERE_RESULTS_GO, asks="Où il va",
        ),
        Dealing(
            "deficit-affecte", "Déficit affecté",
            "L’assemblée a dit sur quoi s’impute le déficit de l’exercice clos.",
            "*", RESULT_LOSS, choice=WHERE_RESULTS_GO, asks="Sur quoi il s’impute",
        ),
    ]
}  # fmt: skip


def legs_of(dealing, *, money, chosen):
    """(account debited, account credited)."""
    known = {"$": money, "*": chosen}
    return known.get(dealing.debit, dealing.debit), known.get(dealing.credit, dealing.credit)


def book_of(accounts):
    """The book in which an entry on these accounts stands: bank, cash, or the others."""
    if any(account.startswith(MONEY[0]) for account in accounts):
        return "BQ"
    return "CA" if any(account.startswith(MONEY[1]) for account in accounts) else "OD"
