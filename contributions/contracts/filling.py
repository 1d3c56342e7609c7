"""An article names its ``{variables}``: they are filled in from the facts, all of them or none."""

import re

from contributions.states import Rule
from coopstudio.french import dates, money
from coopstudio.french.typography import de, que
from coopstudio.refusals import Refused

VARIABLE = re.compile(r"\{([a-z_.]+)\}")
AFTER_A_WORD = re.compile(r"(?:\b(de|que) )?\{([a-z_.]+)\}")
ELIDED = {"de": de, "que": que}
TABLES = {"echeancier", "besoins", "biens"}
"""Alone on its line, each becomes a table of the facts; its mark stays in the frozen text."""
RULES = {
    Rule.PRO_RATA: "au prorata de ce qui reste à reprendre de chaque apport",
    Rule.OLDEST: "en commençant par les sommes versées les premières, et au prorata entre celles "
    "d’un même jour",
    Rule.EQUAL: "à parts égales entre les personnes, sans dépasser ce qui reste à reprendre à "
    "chacune",
    Rule.HARDSHIP: "en servant d’abord, dans la limite de {percent} %, les demandes accordées pour "
    "difficulté, puis au prorata de ce qui reste à reprendre de chaque apport",
}


class AnEmptyVariable(Refused):
    """An article would have a blank."""

    def __init__(self, name):
        what = WORDS.get(name, name)
        super().__init__(f"Il manque de quoi écrire le contrat : {what}. Rien n’est parti.")
        self.name = name


class AnUnknownVariable(Refused):
    """An article names something that no fact gives."""

    def __init__(self, name):
        super().__init__(f"« {{{name}}} » n’existe pas : choisissez dans la liste des variables.")


WORDS = {
    "asso.nom": "le nom de l’association",
    "asso.rna": "le numéro RNA de l’association",
    "asso.siren": "« SIREN » et son numéro, ou qu’elle n’en a pas encore",
    "asso.siege": "l’adresse du siège",
    "asso.representant": "qui signe pour l’association",
    "asso.qualite": "la qualité de qui signe pour l’association",
    "asso.decision": "la décision qui autorise à signer",
    "asso.iban": "l’IBAN de l’association",
    "apporteur": "le nom de la personne qui apporte",
    "apporteur.ne": "« née » ou « né »",
    "apporteur.naissance": "le jour de naissance de la personne qui apporte",
    "apporteur.lieu": "son lieu de naissance",
    "apporteur.adresse": "son adresse",
    "apporteur.qualite": "« membre actif » ou « membre active »",
    "apporteur.membre_depuis": "le jour de son adhésion",
    "projet": "le nom du projet",
    "ref": "la référence du contrat",
    "montant": "le montant en chiffres",
    "montant_lettres": "le montant en toutes lettres",
    "nature": "ce qui est mis à disposition",
    "statuts.article": "l’article des statuts qui permet la reprise",
    "regle": "la règle de partage d’un tour",
    "minimum": "la reprise minimale",
    "part_dividendes": "la part des dividendes",
    "plancher": "le plancher de trésorerie",
    "fortune": "ce que veut dire « meilleure fortune », dans le cadre des apports",
    "organe_accepte": "l’organe qui accepte les apports",
    "organe_tour": "l’organe qui décide d’un tour",
    "jours": "le délai de réflexion, en jours",
    "echeancier": "les dates des versements",
    "besoins": "le besoin auquel l’apport est affecté",
    "biens": "les biens apportés",
}
"""Every variable that an article may name, and what it is."""


def variables_in(text):
    """The names between braces, in order. Raises AnUnknownVariable."""
    for name in VARIABLE.findall(text):
        if name not in WORDS:
            raise AnUnknownVariable(name)
        yield name


def filled(text, values):
    """The text with its variables filled in: « d’Odile », « que Lan ». Raises AnEmptyVariable or
    AnUnknownVariable."""
    for name in variables_in(text):
        if not values.get(name):
            raise AnEmptyVariable(name)

    def said(found):
        word, name = found.groups()
        if name in TABLES:
            return found[0]
        return ELIDED[word](values[name]) if word else values[name]

    return AFTER_A_WORD.sub(said, text)


def values_of(facts):
    """{variable: words} of these facts."""
    ours, them, terms = facts["association"], facts["contributor"], facts["terms"]
    return {
        "asso.nom": ours["name"],
        "asso.rna": ours["rna"],
        "asso.siren": _siren(ours.get("siren", "")),
        "asso.siege": ours["seat"],
        "asso.representant": ours["representative"],
        "asso.qualite": ours["quality"],
        "asso.decision": ours["decision"],
        "asso.iban": ours["iban"],
        "apporteur": them["name"],
        "apporteur.ne": them["born"],
        "apporteur.naissance": _day(them["born_on"]),
        "apporteur.lieu": them["born_in"],
        "apporteur.adresse": them["address"],
        "apporteur.qualite": them["quality"],
        "apporteur.membre_depuis": _day(them["member_since"]),
        "projet": facts["project"],
        "ref": facts["reference"],
        "montant": money.euros(facts["cents"]),
        "montant_lettres": facts["words"],
        "nature": facts["nature"],
        "jours": f"{facts['cooling_off_days'] or ''}",
        "echeancier": facts["instalments"],
        "besoins": facts["needs"],
        "biens": facts["goods"],
    } | _said_of(terms)


def _said_of(terms):
    """What the rules of the house say, in the words of the contract."""
    low = terms["minimum"]
    return {
        "statuts.article": terms["statutes_article"],
        "regle": RULES[terms["rule"]].format(percent=terms["hardship_percent"]),
        "minimum": f"Une part de moins de {money.short_euros(low)} n’est pas versée, sauf si elle "
        "solde l’apport ; elle attend le tour suivant."
        if low
        else "Il n’y a pas de montant minimal : chaque part est versée, si petite soit-elle.",
        "part_dividendes": f"{terms['dividend_percent']} %",
        "plancher": money.short_euros(terms["treasury_floor"]),
        "fortune": terms["fortune"].strip().rstrip("."),
        "organe_accepte": terms["accepting_organ"],
        "organe_tour": terms["envelope_organ"],
    }


def _siren(number):
    """« SIREN 123 456 782 »; an association that has none yet says so."""
    if not number:
        return "sans numéro SIREN à ce jour"
    return f"SIREN {number[:3]} {number[3:6]} {number[6:]}"


def _day(iso):
    return dates.short_day(dates.as_day(iso)) if iso else ""
