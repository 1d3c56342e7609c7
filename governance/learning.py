"""What may be said at each step, in the method's own words, with sentences that one may borrow.

A step is named by its round, or by the state of the text or of the election: one word finds it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """What a step is for, and how sentences may begin there."""

    name: str
    may: str
    frames: tuple


STEPS = {
    "opening": Said(
        "Le tour d’ouverture",
        "Chaque personne dit comment elle arrive. On écoute, on ne répond pas.",
        ("J’arrive avec…", "Ce qui m’aiderait à être là, c’est…"),
    ),
    "agenda": Said(
        "Le consentement à l’ordre du jour",
        "On consent aux sujets, à leur durée et à ce qu’on en attend. Un sujet manque, un temps ne "
        "va pas : c’est le moment.",
        (
            "Je consens à cet ordre du jour.",
            "J’ai une objection : sans le point sur…, nous ne pourrions pas…",
        ),
    ),
    "presentation": Said(
        "La présentation",
        "La personne qui porte la proposition dit le besoin, puis lit le texte en entier. Les "
        "autres écoutent.",
        ("Le besoin d’où je pars, c’est…", "Je propose que…, jusqu’au…"),
    ),
    "clarification": Said(
        "Le tour de clarification",
        "Des questions pour comprendre, à la personne qui porte le texte. Ce que l’on en pense "
        "vient juste après.",
        ("Quand tu écris…, veux-tu dire… ?", "Que se passe-t-il si… ?", "Pas de question."),
    ),
    "reactions": Said(
        "Le tour de réactions rapides",
        "Ce que le texte vous fait, en quelques phrases. Personne ne répond.",
        ("En l’entendant, je me sens…", "Ce qui me plaît, c’est…", "Il m’y manque…"),
    ),
    "arbitration": Said(
        "L’arbitrage",
        "La personne qui porte le texte a entendu. Elle maintient, amende, reporte ou retire.",
        (
            "J’ai entendu…, et je maintiens le texte.",
            "J’ai entendu…, et je change…",
            "Je préfère y revenir le…",
        ),
    ),
    "consent": Said(
        "Le tour de consentement",
        "Deux paroles possibles. Consentir, ce n’est pas préférer : c’est pouvoir vivre avec ce "
        "texte jusqu’à sa révision. Une objection dite est valable d’emblée.",
        (
            "Je consens : c’est assez bon pour maintenant.",
            "J’ai une objection : ce texte empêcherait notre but, parce que…",
        ),
    ),
    "objections": Said(
        "L’intégration des objections",
        "Une à la fois : comprendre, explorer, faire la synthèse. On modifie le texte, on "
        "raccourcit sa durée, ou l’on mesure la crainte.",
        (
            "Si je te comprends, tu crains que… Est-ce cela ?",
            "Et si l’on essayait jusqu’au… ?",
            "Que pourrions-nous compter pour le savoir ?",
            "Mon objection est levée.",
        ),
    ),
    "assent": Said(
        "L’accord du cercle",
        "Il faut l’accord de chaque personne. Sinon, tout continue comme prévu.",
        ("Je suis d’accord.", "J’ai besoin que nous gardions…"),
    ),
    "entrusting": Said(
        "Qui facilite, qui écrit",
        "Chaque personne dit si elle consent à ce que l’on confie, pour cette réunion.",
        ("Je consens à ce que… facilite aujourd’hui.", "J’ai une objection, parce que…"),
    ),
    "adopted": Said(
        "La célébration",
        "On se dit ce qui a fait grandir le texte, et qui l’a aidé.",
        ("Je remercie… d’avoir dit…", "Ce que nous avons su faire ensemble, c’est…"),
    ),
    "role": Said(
        "Le rappel du rôle",
        "Qui tient le rôle le raconte en trois phrases ; le cercle consent à sa description.",
        ("Ce que ce rôle m’a demandé, c’est…", "La prochaine fois, je garderais…"),
    ),
    "criteria": Said(
        "Les critères de choix",
        "Ce que le rôle demande, avant de penser à qui que ce soit.",
        ("Pour ce rôle, il faut savoir…", "Il compte pour moi que…"),
    ),
    "ballots": Said(
        "Les bulletins",
        "Un nom, une raison liée aux critères. On peut s’y nommer. Personne ne le lit avant "
        "l’ouverture.",
        ("Je nomme…, parce que je l’ai vu ou vue…",),
    ),
    "nomination": Said(
        "Le tour de nomination",
        "Chaque personne dit qui elle nomme, et pourquoi. On dit le bien que l’on a vu, et l’on "
        "ne compare personne.",
        ("Je nomme…, parce que le jour où…", "C’est le critère… qui m’a guidé ou guidée."),
    ),
    "confirmation": Said(
        "Le tour de confirmation",
        "Les raisons des autres éclairent : on redit son nom, ou l’on en change, et pourquoi.",
        ("Je redis…, parce que…", "J’ai entendu…, et je nomme maintenant…"),
    ),
    "proposal": Said(
        "La proposition d’un nom",
        "Qui facilite propose un nom, pour une durée, d’après la force des raisons et les "
        "critères : le nombre ne décide pas.",
        ("Je propose que… tienne ce rôle jusqu’au…, parce que…",),
    ),
    "closing": Said(
        "Le tour de clôture",
        "Chaque personne dit comment elle a vécu la réunion : le contenu, la façon de faire.",
        ("Je repars avec…", "La prochaine fois, j’aimerais que nous…"),
    ),
}  # fmt: skip
ALSO = {
    "nominations": "nomination",
    "confirmations": "confirmation",
    "admin": "agenda",
}
"""Other names of the same steps: an election's states, the moments of a meeting."""


def said_at(step):
    """What may be said at this step, or None where nothing is said."""
    return STEPS.get(ALSO.get(step, step))
