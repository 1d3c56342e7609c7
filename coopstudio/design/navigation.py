"""Where each person may go. Words are decided here, once; a page that is not built is not shown."""

from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from django.conf import settings
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Place:
    """A page of the menu. ``key`` is what a template says in its ``here`` block."""

    key: str
    word: str
    icon: str
    page: str
    who: frozenset | None = None  # None: everybody
    short: str = ""
    says: str = ""  # on the home page
    url: str = ""
    group: str = ""  # the word above it in the rail

    @property
    def brief(self):
        return self.short or self.word


def _only(*roles):
    return frozenset(roles)


MEMBER, CANDIDATE = "member", "candidate"
STANDS_IN = "stands_in"  # while the foundation lacks a founder
CIRCLES, MEMBERS = "Les cercles", "Les membres"
MONEY, OFFICE = "Les apports", "Le bureau"
WORK = [
    Place("accueil", "Accueil", "home", "home"),
    Place(
        "ma-candidature", "Ma candidature", "sprout", "applications:status", _only(CANDIDATE),
        short="Candidature",
    ),
    Place(
        "mes-questions", "Mes questions", "speech", "applications:my_questions", _only(CANDIDATE),
        short="Questions",
    ),
    Place(
        "candidatures", "Candidatures", "sprout", "applications:dossiers",
        _only("founder", STANDS_IN),
        short="Dossiers", says="qui attend, depuis quand, et de qui",
    ),
    Place(
        "conversations", "Conversations", "speech", "applications:conversations",
        _only("founder", STANDS_IN),
        short="Questions", says="les questions qui attendent un mot",
    ),
    Place(
        "cercles", "Cercles", "circles", "governance:map", _only(MEMBER, "founder"),
        says="qui tient quoi, avec qui, jusqu’à quand",
        group=CIRCLES,
    ),
    Place(
        "reunions", "Réunions", "calendar", "governance:meetings", _only(MEMBER, "founder"),
        says="celles qui viennent, et ce qui s’y est dit",
        group=CIRCLES,
    ),
    Place(
        "decisions", "Décisions", "decision", "governance:decisions", _only(MEMBER, "founder"),
        says="ce à quoi un cercle a consenti, et jusqu’à quand",
        group=CIRCLES,
    ),
    Place(
        "qui-decide", "Qui décide ?", "question", "governance:who_decides",
        _only(MEMBER, "founder"), says="un sujet, un cercle, et comment y peser",
        group=CIRCLES,
    ),
    Place(
        "mes-actions", "Mes actions", "check", "governance:my_deeds", _only(MEMBER, "founder"),
        says="ce que vos cercles attendent de vous, et votre agenda",
        group=CIRCLES,
    ),
    Place(
        "membres", "Membres", "people", "members:directory",
        _only(MEMBER, "founder", "secretary", "treasurer"), says="qui sait faire quoi, et où",
        group=MEMBERS,
    ),
    Place(
        "groupe", "Le groupe", "circle", "members:group", _only(MEMBER, "founder"),
        short="Groupe", says="qui est là, ce qui tient, ce qui manque",
        group=MEMBERS,
    ),
    Place(
        "apprendre", "Apprendre", "leaf", "members:learning", _only(MEMBER, "founder", "secretary"),
        says="ce que l’on cherche, ce que l’on offre",
        group=MEMBERS,
    ),
    Place(
        "assemblees", "Assemblées", "bell", "members:assemblies",
        _only(MEMBER, "founder", "secretary", "board"), says="les convocations, et votre réponse",
        group=MEMBERS,
    ),
    Place(
        "rencontres", "Rencontres", "compare", "members:encounters", _only(MEMBER, "founder"),
        says="les coopératives que nous avons visitées",
        group=MEMBERS,
    ),
    Place(
        "apports", "Apports", "coin", "contributions:mine", _only(MEMBER),
        says="ce que vous avez promis, apporté, repris", group=MONEY,
    ),
    Place(
        "plan", "Plan de financement", "ledger", "contributions:plan",
        _only(MEMBER, "founder", "treasurer"), short="Plan",
        says="les besoins, ce qui les couvre, ce qui manque", group=MONEY,
    ),
    Place(
        "tresorerie", "Trésorerie", "coin", "contributions:treasury",
        _only("treasurer", "founder"),
        says="à rapprocher, à signer, à recevoir, à rendre", group=MONEY,
    ),
    Place(
        "comptes", "Comptes", "archive", "contributions:books", _only("treasurer", "founder"),
        says="les écritures, la balance, le grand livre, les exercices", group=MONEY,
    ),
    Place(
        "association", "Association", "archive", "members:association",
        _only("founder", "president", "secretary", "treasurer"),
        says="ce qui attend le bureau, depuis quand",
        group=OFFICE,
    ),
    Place(
        "registre", "Registre", "ledger", "members:register",
        _only("president", "secretary", "treasurer"),
        says="qui est membre, n’importe quel jour",
        group=OFFICE,
    ),
    Place(
        "cotisations", "Cotisations", "coin", "members:fees", _only("treasurer"),
        says="les appels, les règlements, les reçus",
        group=OFFICE,
    ),
    Place(
        "demandes", "Demandes d’adhésion", "hand", "members:requests",
        _only("founder", "secretary"), short="Demandes", says="à présenter, puis à inscrire",
        group=OFFICE,
    ),
]  # fmt: skip
HOUSE = [
    Place(
        "recherche", "Rechercher", "search", "search:search", _only("founder"),
        says="un mot, partout où vous pouvez lire",
    ),
    Place("appel", "L’appel", "document", "applications:call", says="tel que tout le monde le lit"),
    Place(
        "carte", "Carte de l’appel", "heart", "applications:heat", _only("founder"),
        short="Carte", says="ce qu’il fait à qui le lit, et ce que nous y changeons",
    ),
    Place(
        "courrier", "Courrier", "letter", "mail:outbox", _only("founder", "administrator"),
        says="chaque lettre partie, en route ou arrêtée",
    ),
    Place(
        "journal", "Journal", "ledger", "journal:journal",
        _only("founder", "secretary", "treasurer", "administrator"),
        says="qui a fait quoi au nom de la maison, et quand",
    ),
    Place(
        "fonctions", "Fonctions", "key", "members:offices", _only("administrator"),
        says="qui tient quoi, et ce qui attend une seconde personne",
    ),
    Place(
        "galerie", "Galerie", "leaf", "gallery", _only("administrator"),
        says="les pièces dont les pages sont faites",
    ),
]  # fmt: skip
SELF = [
    Place("etapes", "Les six étapes", "sprout", "steps", short="Étapes"),
    Place(
        "mon-adhesion",
        "Mon adhésion",
        "hand",
        "members:joining",
        _only(MEMBER),
        short="Adhésion",
    ),
    Place(
        "ma-cotisation",
        "Ma cotisation",
        "coin",
        "members:my_fees",
        _only(MEMBER),
        short="Cotisation",
    ),
    Place(
        "attestation",
        "Mon attestation",
        "document",
        "members:my_certificate",
        _only(MEMBER),
        short="Attestation",
    ),
    Place("profil", "Mon profil", "person", "members:profile", short="Profil"),
    Place("mes-donnees", "Mes données", "eye", "applications:my_data", short="Données"),
    Place("securite", "Sécurité", "key", "mfa_index"),
    Place("aide", "Aide", "question", "help"),
]
TABS = 4  # under the thumb, beside the menu


@dataclass(frozen=True)
class Menu:
    work: list
    house: list
    self: list

    @property
    def work_groups(self):
        """The places where one works, under the word of their group."""
        return [(word, list(places)) for word, places in groupby(self.work, lambda p: p.group)]

    @property
    def tabs(self):
        """The first places of all, for the bar of a telephone."""
        return (self.work + self.self)[:TABS]


@cache
def _built(urlconf):
    """The three groups with their addresses, without the pages that do not exist."""
    return [
        [place for place in map(_addressed, group) if place.url] for group in (WORK, HOUSE, SELF)
    ]


def _addressed(place):
    try:
        return replace(place, url=reverse(place.page))
    except NoReverseMatch:
        return place


def _belongings(person):
    """What this person is here: their roles, member, or candidate."""
    roles = person.roles | {STANDS_IN} if person.stands_in else person.roles
    if person.is_member:
        return roles | {MEMBER}
    return roles or {CANDIDATE}


def menu_for(person):
    """The menu of ``person``; None for a visitor."""
    if not person.is_authenticated:
        return None
    mine = _belongings(person)
    groups = _built(settings.ROOT_URLCONF)
    without = set() if settings.HOUSE.is_forming else {"etapes"}
    return Menu(
        *(
            [p for p in group if (p.who is None or p.who & mine) and p.key not in without]
            for group in groups
        )
    )
