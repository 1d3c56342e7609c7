"""Which articles go into a contract, and whether it may leave: nothing missing, nothing empty."""

from datetime import date

from contributions.contracts import library
from contributions.contracts.filling import filled, values_of
from contributions.models import Clause
from contributions.states import Form
from coopstudio.french import dates, money
from coopstudio.refusals import Refused
from members.ages import majority_of


class AMandatoryClauseIsMissing(Refused):
    def __init__(self, codes):
        which = ", ".join(f"« {code} »" for code in sorted(codes))
        super().__init__(
            f"Il manque au contrat un article obligatoire : {which}. Écrivez-en une version dans "
            "la bibliothèque des clauses."
        )


class WordsAreNotTheAmount(Refused):
    def __init__(self, words, cents):
        super().__init__(
            f"Les lettres et les chiffres ne disent pas la même somme : « {words} » pour "
            f"{money.euros(cents)}. En lettres, c’est « {money.in_words(cents)} »."
        )


class PartsAreNotTheAmount(Refused):
    def __init__(self, what, cents, total):
        super().__init__(
            f"{what} font {money.euros(total)}, et l’apport {money.euros(cents)} : ajustez l’un ou "
            "l’autre."
        )


class NotOfAge(Refused):
    def __init__(self, day):
        super().__init__(
            f"Un contrat d’apport engage des biens : il attend la majorité, le {dates.day(day)}. "
            "La promesse reste écrite jusque-là. Si le jour de naissance est une erreur, "
            "corrigez-le."
        )


def in_force(form, on):
    """The articles in force that day for this form of apport, the last version of each, in order.

    Raises AMandatoryClauseIsMissing.
    """
    found = {
        clause.code: clause
        for clause in Clause.objects.on(on).order_by("code", "version")
        if library.suits(clause, form)
    }
    missing = library.required(form) - set(found)
    if missing:
        raise AMandatoryClauseIsMissing(missing)
    return sorted(found.values(), key=lambda one: (one.rank, one.code))


def composed(facts, *, on, left_out=frozenset()):
    """The articles filled in, as they are frozen: [{code, version, title, text}].

    Raises AMandatoryClauseIsMissing, AnEmptyVariable, WordsAreNotTheAmount, PartsAreNotTheAmount,
    NotOfAge.
    """
    check_amounts(facts)
    check_age(facts["contributor"]["born_on"], on)
    values = values_of(facts)
    return [
        {
            "code": one.code,
            "version": one.version,
            "title": filled(one.title, values),
            "text": filled(one.text, values),
        }
        for one in in_force(facts["form"], on)
        if one.is_mandatory or one.code not in left_out
    ]


def check_age(born_on, on):
    """Whoever brings something is of age on the day of the contract. ``born_on``: an ISO day."""
    of_age_on = born_on and majority_of(date.fromisoformat(born_on))
    if of_age_on and of_age_on > on:
        raise NotOfAge(of_age_on)


def check_amounts(facts):
    """Figures, words, payments, needs and things say the same amount."""
    cents = facts["cents"]
    if _plain(facts["words"]) != _plain(money.in_words(cents)):
        raise WordsAreNotTheAmount(facts["words"], cents)
    sums = {"Les besoins": facts["needs"]}
    if facts["form"] == Form.MONEY:
        sums["Les versements"] = facts["instalments"]
    for what, parts in sums.items():
        total = sum(one["cents"] for one in parts)
        if parts and total != cents:
            raise PartsAreNotTheAmount(what, cents, total)


def _plain(words):
    return " ".join(words.casefold().replace("'", "’").replace("-", " ").split())
