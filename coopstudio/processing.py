"""The register of processing (RGPD, article 30), drawn from what the code declares, one by one.

A treatment names its kinds of data, whose words stand in ``personal_data``, and its tables, found
among the models: a kind or a table that belongs to no treatment, or to two, is refused by a test.
"""

from dataclasses import dataclass, replace

from django.apps import apps
from django.conf import settings

from coopstudio import personal_data
from coopstudio.personal_data import AGREEMENT, CONTRACT, INTEREST, LAW, REQUEST

ALWAYS = ("voir", "corriger", "geler le temps d’une vérification")
RIGHTS = {
    REQUEST: (*ALWAYS, "effacer", "emporter une copie"),
    CONTRACT: (*ALWAYS, "effacer, une fois l’adhésion finie", "emporter une copie"),
    AGREEMENT: (*ALWAYS, "reprendre son accord", "effacer", "emporter une copie"),
    INTEREST: (*ALWAYS, "s’opposer", "effacer"),
    LAW: ALWAYS,
}
"""What one may ask, by ground: no portability of what an interest keeps, no erasure of what the law
asks to keep (CNIL, developers’ guide, sheet 15)."""

NOBODYS = {"auth", "contenttypes"}
"""Apps of Django whose tables say nothing of anybody."""


@dataclass(frozen=True)
class Treatment:
    """One line of the register. ``labels``: apps and models, « members » or « members.FeeCall »."""

    key: str
    title: str
    purpose: str
    people: str
    keys: tuple
    labels: tuple
    measures: tuple
    known: tuple = ()
    """The catalogue, as it was read for a page."""

    @property
    def kinds(self):
        known = {kind.key: kind for kind in self.known or personal_data.catalogue()}
        return [known[key] for key in self.keys]

    @property
    def grounds(self):
        return list(dict.fromkeys(kind.ground for kind in self.kinds))

    @property
    def rights(self):
        """What one may ask, on each of its grounds: [(ground, rights)]."""
        return [(ground, RIGHTS[ground]) for ground in self.grounds]

    @property
    def tables(self):
        """Its models: those that it names, and those of its apps that no other names."""
        named = {label for one in TREATMENTS for label in one.labels if "." in label}
        return [
            model
            for model in apps.get_models()
            if model._meta.label in self.labels
            or (model._meta.app_label in self.labels and model._meta.label not in named)
        ]

    @property
    def words_of_tables(self):
        return sorted({f"{model._meta.verbose_name_plural}" for model in self.tables})


DOORS = "une adresse fermée répond comme si la chose n’existait pas"
ALONE = "second facteur exigé de qui lit des dossiers ou tient de l’argent ; sessions courtes"
FILES = "fichiers réécrits à l’arrivée, rangés sous un nom tiré au sort, ouvertures inscrites"
CHAINED = "écritures enchaînées, que PostgreSQL refuse de changer ; empreinte confiée au dehors"
SEALED = "sauvegardes chiffrées ; ce qui fut effacé l’est de nouveau après une restauration"

TREATMENTS = [
    Treatment(
        "candidatures", "Candidatures", "répondre à qui répond à l’appel, et se rencontrer",
        "qui répond à l’appel ou pose une question",
        ("draft", "identity", "answers", "cv", "talk", "question", "weather", "readings",
         "agreements", "proof", "count"),
        ("applications",), (DOORS, "nom et CV repliés jusqu’à la première lecture écrite", FILES),
    ),
    Treatment(
        "membres", "Membres et cotisations", "tenir le registre, l’annuaire et les cotisations",
        "membres, anciens et anciennes membres, personnes invitées",
        ("request", "guardian", "member", "photo", "skills", "testimonies", "availability",
         "learning", "group", "encounters", "sheets", "life", "fees"),
        ("members",), (DOORS, ALONE, "chaque personne choisit ce qu’elle montre"),
    ),
    Treatment(
        "gouvernance", "Gouvernance", "décider ensemble et en garder la preuve",
        "membres des cercles, personnes invitées à une réunion", ("circles", "decisions"),
        ("governance",), (DOORS, "bulletins chiffrés jusqu’à leur ouverture commune"),
    ),
    Treatment(
        "apports", "Apports et remboursements", "recevoir, tenir et rendre les apports",
        "membres qui apportent", ("apports", "payouts", "hardship"), ("contributions",),
        (DOORS, ALONE, CHAINED, "deux personnes pour l’argent qui part"),
    ),
    Treatment(
        "comptes", "Comptes et sécurité", "laisser entrer chaque personne, et elle seule",
        "toutes les personnes qui ont un compte", ("account",),
        ("account", "mfa", "usersessions", "sessions"),
        (ALONE, "mots de passe jamais gardés en clair", "essais comptés et freinés"),
    ),
    Treatment(
        "courriels", "Courriels", "écrire à chaque personne ce qui la concerne, une fois",
        "toutes les personnes à qui la maison écrit", ("letters", "mail", "silences"),
        ("mail", "members.Quiet"), (DOORS, "textes effacés après 90 jours"),
    ),
    Treatment(
        "journaux", "Journaux, papiers et sauvegardes", "savoir ce qui s’est passé, le retrouver",
        "toutes les personnes qui font un geste ou dont un dossier s’ouvre",
        ("openings", "journal", "backups"),
        ("journal", "documents", "files", "wordings", "durations", "applications.DossierOpening",
         "applications.ArchiveOpening"),
        ("journal sans un mot de personne, que PostgreSQL refuse de changer", FILES, SEALED),
    ),
    Treatment(
        "demandes", "Demandes sur les données", "répondre à chaque demande dans le mois",
        "toutes les personnes", ("asked",), ("members.DataRequest", "members.DoNotRestore"),
        (DOORS, "un rappel à vingt jours", "aucune copie d’identité gardée"),
    ),
]  # fmt: skip


def treatments():
    """The treatments, with the durations of to-day, read once."""
    known = tuple(personal_data.catalogue())
    return [replace(one, known=known) for one in TREATMENTS]


def processors():
    """Who works for the association with these data, as the settings name them: [(what, who)]."""
    line, box = settings.MAILERS["default"].get("OPTIONS", {}).get("host", ""), settings.INBOX
    named = [
        ("Hébergement et sauvegardes", settings.HOSTED_BY or "à nommer (COOP_HOSTED_BY)"),
        ("Envoi du courrier", line or "à nommer (COOP_SMTP_HOST)"),
    ]
    return [*named, *([("Réception du courrier", box["host"])] if box["host"] else [])]


HEAD = ["Traitement", "Finalité", "Personnes", "Donnée", "Pourquoi", "Base", "Destinataires",
        "Durée", "Droits", "Mesures", "Sous-traitants"]  # fmt: skip


def rows():
    """The register for a spreadsheet: a line for each kind of data."""
    outside = " ; ".join(f"{what} : {who}" for what, who in processors())
    return [
        [one.title, one.purpose, one.people, kind.what, kind.why, kind.ground, kind.readers,
         kind.until, ", ".join(RIGHTS[kind.ground]), " ; ".join(one.measures), outside]
        for one in treatments()
        for kind in one.kinds
    ]  # fmt: skip


def keeps_register(person):
    """Reads and hands over the register: who answers for the association, who runs its machines."""
    return bool({"founder", "secretary", "administrator"} & set(person.roles))
