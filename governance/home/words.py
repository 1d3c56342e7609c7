"""What waits for somebody, said in one line: what to do, why, where, and until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from coopstudio.french.dates import hour, near_day, short_day
from governance.home import awaiting
from governance.querysets.deeds import NEAR as DEEDS_NEAR

NEAR = timedelta(days=30)
LAST = timedelta(days=45)
SAYS = {
    "live": (
        "Rejoindre la réunion",
        "Elle est ouverte. On vous attend peut-être déjà.",
        "calendar",
    ),
    "clarification": (
        "Lire, et demander ce qui n’est pas clair",
        "On comprend d’abord : questions seulement, pas d’avis encore.",
        "question",
    ),
    "reactions": ("Dire votre réaction", "Quelques phrases, et personne n’y répond.", "speech"),
    "consent": (
        "Vous prononcer sur le texte",
        "Tant que vous n’avez rien dit, c’est « pas encore ».",
        "consent",
    ),
    "reserved": (
        "Vous prononcer après une absence",
        "Le cercle a consenti en vous attendant : la décision n’est pas entière sans vous.",
        "consent",
    ),
    "assent": ("Dire votre accord, ou non", "Le cercle vous demande une chose précise.", "hand"),
    "agenda": ("Dire votre accord, ou non", "Le cercle vous demande une chose précise.", "hand"),
    "criteria": ("Dire vos critères", "Ce que vous cherchez, avant tout nom.", "election"),
    "nomination": (
        "Plier votre bulletin",
        "Un nom, une raison. Personne ne le lit avant l’ouverture.",
        "election",
    ),
    "confirmation": (
        "Maintenir ou changer votre nomination",
        "Après avoir entendu les autres.",
        "election",
    ),
    "invitation": (
        "Répondre à une invitation",
        "Ce cercle vous fait une place. Rien ne vous y oblige.",
        "circles",
    ),
    "heard": (
        "Dire si votre objection est bien entendue",
        "Elle a été reformulée. Vous seul ou vous seule savez.",
        "objection",
    ),
    "answered": (
        "Dire si votre objection est intégrée",
        "Une version a été écrite pour elle. Vous seul ou vous seule savez.",
        "objection",
    ),
    "to_hear": (
        "Reformuler une objection",
        "Son auteur ou son autrice dira si c’est bien cela.",
        "objection",
    ),
    "arbitration": (
        "Choisir la suite de votre proposition",
        "Les réactions sont là : maintenir, amender, reporter, retirer.",
        "edit",
    ),
    "objections": (
        "Intégrer une objection à votre proposition",
        "Elle montre ce que le texte ne voyait pas.",
        "objection",
    ),
    "question": (
        "Répondre aux questions sur votre texte",
        "On ne réagit bien qu’à ce que l’on a compris.",
        "question",
    ),
    "minutes": ("Faire approuver le compte-rendu", "Par les personnes qui étaient là.", "document"),
    "publication": (
        "Publier le compte-rendu",
        "Il est approuvé : la maison peut le lire.",
        "document",
    ),
    "deed": ("", "", "check"),
    "review": (
        "Préparer la révision d’un texte",
        "Ce qui aide, ce qui gêne, et la crainte s’est-elle vérifiée ?",
        "refresh",
    ),
    "figure": (
        "Écrire un relevé",
        "Ce texte vous demande de compter. Sans chiffre, on dit « non mesuré ».",
        "plus",
    ),
    "act": (
        "Joindre l’acte signé",
        "Le cercle a consenti ; le texte prend effet à la signature.",
        "ledger",
    ),
    "mandate": (
        "Votre mandat se termine",
        "Le cercle choisit la suite. Préparez ce que vous passerez.",
        "double-link",
    ),
    "feel": (
        "Ressentir un texte depuis une autre place",
        "Quelques phrases, de là. Vous réagirez ensuite depuis la vôtre.",
        "people",
    ),
    "across": (
        "Parler un instant depuis l’autre pôle",
        "Ce que vous défendriez de là, en quelques phrases.",
        "people",
    ),
    "echo": (
        "Dire si c’est bien ce que l’on ressent de votre place",
        "C’est ça, pas tout à fait, à côté.",
        "people",
    ),
    "self_check": (
        "Dire comment vous coopérez",
        "Huit repères, sous scellé. Le cercle lira l’ensemble.",
        "lock",
    ),
    "convocation": ("Dire si vous venez", "Une absence prévenue se prépare.", "calendar"),
}
"""For each kind of row: what to do, why, and its icon."""

PAGES = {
    "live": "/reunions/{}/seance/",
    "proposal": "/propositions/{}/",
    "election": "/elections/{}/",
    "self_check": "/cercles/{}/autoevaluation/",
    "meeting": "/reunions/{}/",
    "decision": "/decisions/{}/",
    "circle": "/cercles/{}/",
}


@dataclass(frozen=True)
class Awaited:
    """One line of « ce qui m’attend »: what, of what, why, where; when, and since when."""

    title: str
    circle: str
    why: str
    url: str
    icon: str
    when: str
    since: str
    is_late: bool
    order: tuple


@dataclass(frozen=True)
class Ahead:
    """One line of « ce qui vient »: a meeting, where, and whether one said to come."""

    circle: str
    at: datetime
    place: str
    url: str
    answer: str
    is_live: bool


def awaited_of(person, *, now):
    """What waits for this person in their circles, the most pressing first."""
    return awaited_in(read(person, now=now), now=now)


def read(person, *, now):
    """Everything that waits for this person, and the meetings that come, as rows: one question."""
    today = timezone.localdate(now)
    return awaiting.rows_of(
        person,
        now=now,
        today=today,
        soon=today + DEEDS_NEAR,
        near=today + NEAR,
        last=now + LAST,
    )


def awaited_in(rows, *, now):
    """What waits among these rows, the most pressing first."""
    told = [_told(row, now=now) for row in rows if not _is_ahead(row)]
    return sorted(told, key=lambda one: one.order)


def ahead_in(rows):
    """The meetings that come among these rows, after those that are open now."""
    rows = [row for row in rows if _is_ahead(row) or row.kind == "live"]
    told = [
        Ahead(
            circle=row.circle,
            at=row.until or row.since,
            place=row.title if _is_ahead(row) else "",
            url=_page(row),
            answer=row.kind.removeprefix(awaiting.AHEAD),
            is_live=row.kind == "live",
        )
        for row in rows
    ]
    return sorted(told, key=lambda one: (not one.is_live, one.at))


def _is_ahead(row):
    return row.kind.startswith(awaiting.AHEAD)


def _told(row, *, now):
    todo, why, icon = SAYS[row.kind]
    is_late = row.until is not None and _is_past(row, now)
    return Awaited(
        title=_title(row, todo),
        circle=row.circle,
        why=f"{row.circle}. {why}".strip() if row.circle not in _title(row, todo) else why,
        url=_page(row),
        icon=icon,
        when=_when(row, is_late),
        since=_since(row),
        is_late=is_late,
        order=(
            row.kind != "live",
            not is_late,
            row.until is None,
            row.until or row.since or now,
            row.key,
        ),
    )


def _title(row, todo):
    if row.kind == "deed":
        return row.title
    if row.kind in {"live", "convocation", "minutes", "publication", "invitation", "self_check"}:
        return f"{todo} : {row.circle}"
    return f"{todo} : {row.title}" if row.title else todo


def _page(row):
    if row.kind == "deed":
        return reverse("governance:my_deeds")
    return PAGES["live" if row.kind == "live" else row.thing].format(row.key)


def _is_past(row, now):
    """Days are days: an action or a review is late the day after its own."""
    if row.kind in BY_DAY:
        return timezone.localdate(row.until) < timezone.localdate(now)
    return row.until < now


def _when(row, is_late):
    if row.kind == "live":
        return "maintenant"
    if row.until is None:
        return ""
    if row.kind in BY_DAY:
        day = near_day(row.until)
        return f"en retard, {day}" if is_late else day
    return f"{near_day(row.until)}, {hour(row.until)}"


def _since(row):
    if row.kind in {"deed", "mandate", "review", "convocation", "live"} or row.since is None:
        return ""
    return f"depuis le {short_day(timezone.localtime(row.since))}"


BY_DAY = {"deed", "review", "mandate"}
