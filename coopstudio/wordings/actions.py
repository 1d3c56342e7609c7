"""Founders give a letter their own words, or take up earlier ones."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from coopstudio.wordings import emails
from coopstudio.wordings.events import Event
from coopstudio.wordings.house import house_of
from coopstudio.wordings.models import Wording
from coopstudio.wordings.words import fill, fits, why_fixed


class Fixed(Refused):
    message = "Les mots de cette lettre ne se changent pas ici."


class DoesNotFit(Refused):
    message = (
        "Ce texte ne convient plus : il lui manque un repère, ou il en nomme un qui n’est plus."
    )


class WrittenMeanwhile(Refused):
    message = (
        "Quelqu’un a gardé d’autres mots pendant que vous écriviez. Rien n’est perdu : "
        "les deux textes sont sur cette page, gardez celui que vous voulez."
    )


def reword(text, *, subject, body, seen, by, at, note=""):
    """I give this letter my words. ``seen``: the number of the last wording I read, or 0."""
    words = Wording(text=text.name, subject=subject, body=body, note=note)
    if not fits(text, words):
        raise DoesNotFit
    with _kept(text, words, seen=seen, by=by, at=at):
        record(Event.REWORDED, words, by=by, text=text.name, number=words.number)
    return words


def restore(text, earlier, *, seen, by, at):
    """I take up an earlier wording, or the house's own words when ``earlier`` is None."""
    words = Wording(text=text.name, note="Retour au texte de la maison")
    if earlier and not earlier.is_house:
        words.subject, words.body = earlier.subject, earlier.body
        words.note = f"Retour à la rédaction {earlier.number}"
        if not fits(text, words):
            raise DoesNotFit
    with _kept(text, words, seen=seen, by=by, at=at):
        record(Event.RESTORED, words, by=by, text=text.name, number=words.number)
    return words


def try_out(text, subject, body, *, by, at):
    """I send myself this letter as it would leave, filled with sample data. Returns the letter."""
    subject, body = fill(text, subject, body, text.sample())
    return emails.trial(by, subject=subject or text.title, body=body, at=at)


@contextmanager
def _kept(text, words, *, seen, by, at):
    """Write it after the one that was seen, and no other: the numbers say who came first."""
    if why_fixed(text):
        raise Fixed
    words.number, words.house = seen + 1, house_of(text).text
    words.written_by, words.written_at = by, at
    if Wording.objects.last_numbers([text.name]).get(text.name, 0) != seen:
        raise WrittenMeanwhile
    try:
        with transaction.atomic():
            words.save(force_insert=True)
            yield
    except IntegrityError as late:
        raise WrittenMeanwhile from late
