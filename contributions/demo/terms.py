"""The rules of the demonstration: decided in the spring, two answers already there."""

from contributions.actions.plan import terms
from contributions.demo.people import person
from contributions.states import OpenPoint, Rule

RULES = {
    "statutes_article": "article 9",
    "statutes_words": "Les membres peuvent apporter des sommes ou des biens avec droit de reprise. "
    "La reprise ne dépasse jamais ce qui a été apporté ; elle se décide chaque année, quand les "
    "moyens de l’association le permettent.",
    "accepting_organ": "conseil d’administration",
    "envelope_organ": "assemblée générale",
    "rule": Rule.PRO_RATA,
    "minimum": 500,
    "dividend_percent": 50,
    "hardship_percent": 30,
    "treasury_floor": 600_000,
    "fortune_words": "Il y a retour à meilleure fortune quand, les comptes de l’année approuvés, "
    "la trésorerie dépasse le plancher après le paiement de toutes les dettes.",
    "validated_by": "Maître Solange Arnoult, avocate, et l’assemblée générale du printemps",
}
ANSWERS = [
    (OpenPoint.OWED_ACCOUNT, "Ludivine Sauvage, expert-comptable",
     "Le 4688, avec un auxiliaire par personne, convient à nos logiciels."),
    (OpenPoint.LOAN, "Maître Solange Arnoult, avocate",
     "Pas d’échéancier ferme ni de rendement : la reprise au retour à meilleure fortune écarte la "
     "lecture en crédit. À relire si une date certaine apparaissait."),
]  # fmt: skip


def plan(world):
    world.plan(world.moment("-70 11:00"), _write, on=world.day(-75))
    for rank, (point, name, words) in enumerate(ANSWERS):
        at = world.moment(f"{-60 + 9 * rank} 15:20")
        world.plan(at, _answer, point=point, name=name, words=words, on=at.date())


def _write(*, at, on):
    terms.write(by=person("helene"), at=at, from_on=on, **RULES)


def _answer(*, at, point, name, words, on):
    terms.note_opinion(
        by=person("helene"), at=at, point=point, words=words, given_by=name, given_on=on
    )
