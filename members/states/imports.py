"""Where an import of members stands, and what becomes of each of its lines."""

from django.db.models import TextChoices


class ImportState(TextChoices):
    """From a file that was given to a register that holds it."""

    READING = "reading", "lecture en cours"
    UNREAD = "unread", "ne se lit pas"
    RECEIVED = "received", "colonnes à dire"
    CHECKING = "checking", "essai en cours"
    CHECKED = "checked", "essai fait, rien n’est écrit"
    IMPORTING = "importing", "inscription en cours"
    DONE = "done", "inscrit au registre"
    DROPPED = "dropped", "abandonné"


IMPORT_ARROWS = {
    ImportState.READING: {ImportState.RECEIVED, ImportState.UNREAD, ImportState.DROPPED},
    ImportState.RECEIVED: {ImportState.CHECKING, ImportState.DROPPED},
    ImportState.CHECKING: {ImportState.CHECKED},
    ImportState.CHECKED: {ImportState.CHECKING, ImportState.IMPORTING, ImportState.DROPPED},
    ImportState.IMPORTING: {ImportState.DONE},
    ImportState.DONE: {ImportState.IMPORTING},
}
"""A finished import takes up again the lines about which somebody was asked."""


class Verdict(TextChoices):
    """What becomes, or became, of one line."""

    CREATED = "created", "créée"
    CHANGED = "changed", "modifiée"
    SAME = "same", "inchangée"
    TWIN = "twin", "doublon probable"
    ERROR = "error", "erreur"
    LEFT = "left", "laissée de côté"


class Answer(TextChoices):
    """What a person says of a line that resembles somebody."""

    WAITS = "", "pas encore dit"
    SAME = "same", "c’est la même personne"
    OTHER = "other", "c’est quelqu’un d’autre"
    LEFT = "left", "laisser cette ligne de côté"


class Priority(TextChoices):
    """Whose word counts when the house and the sheet do not say the same of somebody."""

    HOUSE = "house", "ce que la maison sait déjà"
    SHEET = "sheet", "ce que dit la feuille"
