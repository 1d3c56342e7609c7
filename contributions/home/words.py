"""What waits for somebody among apports, said in one line: what to do, why, where, until when."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from contributions.home import awaiting
from coopstudio.french.dates import near_day, short_day
from coopstudio.french.money import euros
from coopstudio.french.typography import de

SAYS = {
    # kind: (what to do, why, icon, page)
    "sign": ("Lire et signer votre contrat d’apport", "Une nuit dessus ne fait pas de mal.",
             "edit", "contract_signature"),
    "countersign": ("Contresigner le contrat {of}",
                    "Votre signature le fait entrer en vigueur et lui donne son rang.",
                    "edit", "contract_signature"),
    "confirm": ("Confirmer votre promesse, ou la retirer", "Un oui n’engage pas encore.",
                "hand", "promise"),
    "pay": ("Verser ce que vous avez prévu", "L’IBAN et le libellé sont sur la page de l’apport.",
            "coin", "apport"),
    "account": ("Dire où l’argent vous revient", "Une reprise vous est due, et attend un compte.",
                "refresh", "payout"),
    "certify": ("Certifier la copie signée par {who}",
                "Deux personnes regardent l’original et disent que la copie est la même.",
                "eye", "contract"),
    "appraise": ("Regarder une valeur : {who}", "Deux personnes la trouvent juste, ou non.",
                 "eye", "good"),
    "payout": ("Confirmer le compte {of}", "De vive voix, jamais par écrit.",
               "check", "payouts"),
    "hear": ("Appeler {who}", "Deux lettres sont restées sans réponse à sa promesse.",
             "speech", "promise"),
    "write": ("Écrire le contrat {of}", "Sa promesse est confirmée.",
              "document", "contract_preparation"),
    "waive": ("Inscrire la renonciation {of}", "Rien n’est encore écrit dans les comptes.",
              "leaf", "waiver_entry"),
    "give_back": ("Rendre ce qui était venu {of}",
                  "Dans les quatorze jours d’un changement d’avis, puis l’inscrire.",
                  "refresh", "contract"),
    "post": ("Comptabiliser le tour de reprises {who}", "Le cercle y consent.", "check", "round"),
    "second": ("Relire et confirmer le tour de reprises {who}",
               "Une autre personne l’a signé ; deux l’écrivent.", "check", "round"),
    "send": ("Remettre à la banque le lot {who}", "Une autre personne l’a préparé.",
             "coin", "batch"),
}  # fmt: skip
WITHOUT_KEY = {"account", "payouts", "payout"}


@dataclass(frozen=True)
class Line:
    """One line: what, why, where; until when, or since when."""

    title: str
    why: str
    url: str
    icon: str
    when: str
    since: str
    is_late: bool
    order: tuple


def awaited_of(person, *, now):
    """What waits for this person, the most pressing first: one question."""
    told = [_told(row, now) for row in awaiting.rows_of(person, now=now)]
    return sorted(told, key=lambda one: one.order)


def _told(row, now):
    todo, why, icon, page = SAYS[row.kind]
    is_late = row.until is not None and timezone.localdate(row.until) < timezone.localdate(now)
    rank = list(SAYS).index(row.kind)
    return Line(
        title=todo.format(who=row.who, of=de(row.who)),
        why=f"{euros(row.cents)}. {why}" if row.cents else why,
        url=reverse(f"contributions:{page}", args=[] if page in WITHOUT_KEY else [row.key]),
        icon=icon,
        when=_until(row, is_late),
        since=f"depuis le {short_day(timezone.localtime(row.since))}" if row.since else "",
        is_late=is_late,
        order=(rank, row.until is None, row.until or row.since or now),
    )


def _until(row, is_late):
    if row.until is None:
        return ""
    day = near_day(timezone.localtime(row.until))
    return f"en retard, {day}" if is_late else day
