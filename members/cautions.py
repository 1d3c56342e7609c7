"""What is worth reading twice in a version of the statutes, or in a date.

Pure; nothing here refuses anything.

The house writes down what was adopted, even what it would not advise: it only says so.
"""

import re
from math import ceil

from coopstudio.french.dates import as_day, short_day
from coopstudio.french.typography import plural

NUMBERS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "douze": 12, "quinze": 15, "vingt": 20, "trente": 30,
    "quarante-cinq": 45, "soixante": 60, "quatre-vingt-dix": 90,
}  # fmt: skip
SPANS = {"jour": (1, 1), "semaine": (7, 7), "mois": (28, 31), "an": (365, 366), "année": (365, 366)}
SAID = re.compile(
    rf"\b([0-9]{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})\s+(?:\([^)]*\)\s+)?"
    r"(?:jours?\s+(?:francs?|ouvrés|ouvrables)\b|(?:jour|semaine|année|an)s?\b|mois\b)"
    r"(?P<half>\s+et\s+demie?\b)?",
    re.IGNORECASE,
)
"""« deux mois », « un mois et demi », « trente (30) jours », « 15 jours francs »."""

LIMITS = (
    ("resignation_notice_days", 0, 92, "Préavis de démission",
     "au-delà de trois mois, il serait abusif : la démission est libre"),
    ("removal_notice_days", 8, 183, "Délai d’une mise en demeure",
     "le plus souvent, de quinze jours à deux mois"),
    ("defence_days", 8, 92, "Délai de la défense",
     "le plus souvent, de quinze jours à un mois ; trop court, un juge annulerait l’exclusion"),
    ("fee_grace_days", 0, 183, "Délai de grâce", "le plus souvent, trois mois au plus"),
    ("assembly_notice_days", 8, 60, "Convocation de l’assemblée générale",
     "le plus souvent, quinze jours"),
    ("board_notice_days", 2, 30, "Convocation du conseil", "le plus souvent, une semaine"),
)  # fmt: skip
"""(field, least, most in days, its words, what custom says)."""
MOST_PROXIES = 5
LEAST_BEFORE_HEARING = 8


def cautions(statutes):
    """Sentences about what is out of custom, or contradicts itself."""
    found = []
    for name, least, most, words, custom in LIMITS:
        days = getattr(statutes, name)
        if not least <= days <= most:
            found.append(f"{words}, {days} jour{plural(days)} : {custom}.")
    if statutes.proxies_most > MOST_PROXIES:
        found.append(
            f"Pouvoirs qu’une personne peut porter, {statutes.proxies_most} : le plus souvent, "
            "d’un à trois ; au-delà, une seule voix peut emporter l’assemblée."
        )
    if (said := _other_than(statutes.removal_notice_days, statutes.removal_clause)) is not None:
        days = statutes.removal_notice_days
        found.append(
            f"La clause de radiation dit « {said} », et le délai d’une mise en demeure inscrit ici "
            f"est de {days} jour{plural(days)} : c’est lui que les lettres disent."
        )
    return found


def caution_of_hearing(at, *, on):
    """What to read twice when somebody is told on that day of a hearing at that instant; or ""."""
    days = (as_day(at) - on).days if at else LEAST_BEFORE_HEARING
    if days >= LEAST_BEFORE_HEARING:
        return ""
    when = f"dans {days} jour{plural(days)}" if days else "aujourd’hui même"
    return (
        f"L’audition est {when} : le plus souvent, on laisse au moins {LEAST_BEFORE_HEARING} jours "
        "pour s’y préparer et choisir qui accompagne ; trop court, un juge annulerait l’exclusion. "
        "Vous pouvez encore fixer une autre date."
    )


def caution_of_decision(decided_on, *, meeting_on):
    """What to read twice when the organ is said to have decided before the meeting that was told
    to the person; or ""."""
    if not meeting_on or decided_on >= meeting_on:
        return ""
    return (
        f"La demande était à l’ordre du jour du {short_day(meeting_on)}, et la décision est "
        f"inscrite au {short_day(decided_on)} : relisez le procès-verbal."
    )


def _other_than(days, clause):
    """The first duration of a clause, if none of those it says is that of so many days."""
    spans = [(hit[0], *_days(hit)) for hit in SAID.finditer(clause)]
    if not spans or any(least <= days <= most for _said, least, most in spans):
        return None
    return spans[0][0]


def _days(hit):
    count = NUMBERS.get(hit[1].lower()) or int(hit[1])
    unit = next(word for word in SPANS if f" {word}" in " ".join(hit[0].lower().split()))
    least, most = SPANS[unit]
    count += 0.5 if hit["half"] else 0
    return int(count * least), ceil(count * most)
