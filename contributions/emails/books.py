"""The books: the digest told outside at each closing, and what does not hold any more."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from coopstudio.journal.seals import head
from coopstudio.mail.api import address, letter

FIXED = "Elle porte une preuve, ou une alerte : ses mots ne se changent pas."
MOST = 12
"""How many faults a letter tells; the page tells them all."""


def _anchored():
    return {
        "first_name": "Noémie",
        "why": "Clôture de l’exercice 2027",
        "rank": 214,
        "digest": "7c1e90ab44d2" + "0f" * 26,
        "journal": "3b90c2e1f7a4" + "0d" * 26,
        "at": datetime(2028, 2, 2, 18, 5, tzinfo=ZoneInfo("Europe/Paris")),
        "link": address("/comptes/verification/"),
    }


def _wrong():
    return {
        "first_name": "Noémie",
        "wrong": ["Avant l’écriture BQ 14 de 2027, un maillon de la chaîne manque ou fut changé."],
        "more": 0,
        "link": address("/comptes/verification/"),
    }


@letter(
    "contributions.anchored",
    occasion="À chaque clôture, à qui répond des comptes : l’empreinte du registre, à garder.",
    sample=_anchored,
    fixed=FIXED,
)
def anchored(anchor, person, *, write):
    write(
        to=person.letterbox,
        key=f"{anchor.pk}:{person.pk}",
        first_name=person.first_name,
        why=anchor.why,
        rank=anchor.rank,
        digest=anchor.digest,
        journal=head(),
        at=anchor.at,
        link=address(reverse("contributions:verification")),
    )


@letter(
    "contributions.ledger_wrong",
    occasion="Quand la relecture de la nuit trouve que le registre des apports ne tient pas.",
    sample=_wrong,
    fixed=FIXED,
)
def ledger_wrong(verification, person, *, write):
    write(
        to=person.letterbox,
        key=f"{verification.pk}:{person.pk}",
        first_name=person.first_name,
        wrong=verification.wrong[:MOST],
        more=max(len(verification.wrong) - MOST, 0),
        link=address(reverse("contributions:verification")),
    )
