"""The life of an apport in five stages, as its page tells it."""

from dataclasses import dataclass

from django.utils import timezone

from contributions.apports.movements import BROUGHT, TAKEN
from contributions.states import ContractState
from coopstudio.french import dates
from coopstudio.french.money import euros


@dataclass(frozen=True)
class Stage:
    """A word, what it says in bold, what it adds, and whether it is behind us."""

    title: str
    fact: str
    note: str = ""
    is_done: bool = True


def stages(apport):
    """From the promise to the end, or to what comes next."""
    return [*_beginning(apport), _payments(apport), _repayments(apport), _next(apport)]


def _beginning(apport):
    contract = apport.contract
    if contract.follows_id:
        before = contract.follows
        yield Stage("Transmission", f"droit venu de l’apport {before}", f"de {before.person}")
        yield Stage("Rang", f"{apport.rank}", "inchangé : celui du premier contrat")
        return
    pledge = getattr(contract, "pledge", None)
    if pledge:
        words = f"« {pledge.words[:80]}{'…' if len(pledge.words) > 80 else ''} »"
        said = dates.short_day(timezone.localdate(pledge.declared_at))
        yield Stage("Promesse", said, words if pledge.words else "")
    if contract.in_force_on:
        rank = f"signé des deux côtés : rang {apport.rank}"
        yield Stage("Contrat", f"en vigueur le {dates.short_day(contract.in_force_on)}", rank)
    else:
        yield Stage("Contrat", contract.get_state_display(), "rien ne se verse avant", False)


def _payments(apport):
    word = "Bien apporté" if apport.is_thing else "Versements"
    came = _standing(apport, BROUGHT)
    if not came:
        return Stage(word, "rien encore", _awaited(apport), False)
    many = f"{len(came)} reçu{'s' if len(came) > 1 else ''}, {euros(apport.life.brought)}"
    fact = dates.short_day(came[-1].on) if len(came) == 1 else f"le dernier {_the(came[-1].on)}"
    return Stage(word, fact, _awaited(apport) or many, not apport.missing)


def _repayments(apport):
    taken = _standing(apport, TAKEN)
    if not taken:
        return Stage("Reprises", "pas encore", "elles dépendent des résultats", False)
    return Stage("Reprises", dates.short_day(taken[-1].on), f"{euros(apport.life.taken)} en tout")


def _next(apport):
    contract = apport.contract
    if contract.ended_at:
        ended = _the(timezone.localdate(contract.ended_at))
        return Stage("Terme", f"{contract.get_state_display()} {ended}")
    if contract.state != ContractState.IN_FORCE:
        return Stage("La suite", "les deux signatures", "", False)
    return Stage("Prochain tour", "si les comptes le permettent", "jamais promis d’avance", False)


def _standing(apport, column):
    """What was not put right since."""
    undone = {one.undoes for one in apport.life.movements if one.undoes}
    return [
        one
        for one in apport.life.movements
        if one.column == column and one.cents > 0 and one.key not in undone
    ]


def _awaited(apport):
    return f"encore {euros(apport.missing)} à venir" if apport.missing else ""


def _the(day):
    return f"le {dates.short_day(day)}"
