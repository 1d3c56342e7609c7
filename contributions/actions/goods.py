"""A thing to bring: described with its photo, valued with its proof, found right by two others."""

import re

from contributions import emails
from contributions.events import Event
from contributions.models import Appraisal, Good, Valuation
from contributions.permissions import reads_books
from contributions.querysets.pledges import UNDER_WAY
from contributions.states import Form
from coopstudio.db import locked
from coopstudio.files import api as files
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class NotAThing(Refused):
    message = "Cette promesse n’est pas celle d’un bien : il n’y a rien à décrire."


class NeedsANotary(Refused):
    """Land and buildings pass by a deed (specification, F6)."""

    message = (
        "Un terrain ou un bâtiment s’apporte chez un notaire : la maison ne le prend pas. "
        "Parlez-en à la trésorerie."
    )


class FrozenByContract(Refused):
    message = (
        "Cette promesse est devenue un contrat, ou n’est plus : le bien et sa valeur sont figés."
    )


class NotYourGood(Refused):
    message = "Seule la personne qui apporte ce bien, ou la trésorerie avec elle, le décrit."


class OwnGood(Refused):
    message = "C’est votre bien : deux autres personnes disent si sa valeur est juste."


class OwnValuation(Refused):
    message = "Vous avez proposé cette valeur : deux autres personnes disent si elle est juste."


class NotForYou(Refused):
    message = "Cet avis se donne par la trésorerie ou par la fondation, qui répondent des comptes."


class SaidAlready(Refused):
    message = (
        "Vous avez déjà dit ce que vous en pensez. Une nouvelle valeur appelle un nouvel avis."
    )


class NotTheLast(Refused):
    message = "Une autre valeur a été proposée depuis : c’est elle que l’on regarde."


class WithoutWhy(Refused):
    message = "Dites pourquoi la valeur ne vous paraît pas juste : c’est de là que l’on repart."


class WithoutProof(Refused):
    message = "Joignez la facture : cette méthode s’appuie sur elle."


class NothingAbove(Refused):
    message = "Une valeur est d’au moins un centime."


BUILDINGS = re.compile(
    r"(?:une? |le |la |l[’'])?"
    r"(?:terrain|parcelle|appartement|immeuble|maison|villa|bâtiment|logement)s?\b"
    r"(?! (?:de poupées?|d[’']oiseaux?|miniatures?)\b)",
    re.IGNORECASE,
)
"""How one names what only a notary passes on; a doll’s house goes by hand."""


def describe(pledge, *, by, at, photo=None, **facts):
    """What it is, how it is. ``facts``: name, words, serial, condition, account, in_service_on,
    months. ``photo``: an upload."""
    with locked(pledge) as pledge:
        if pledge.form != Form.IN_KIND:
            raise NotAThing
        _refuse_frozen(pledge)
        _refuse_other(pledge, by)
        _refuse_buildings(facts["name"])
        picture = files.take_in_picture(photo) if photo else None
        good = Good.objects.create(pledge=pledge, written_at=at, photo=picture, **facts)
        record(Event.GOOD_DESCRIBED, good, by=by, pledge=pledge.pk)
    return good


def correct(good, *, by, photo=None, **facts):
    """Say it better, or give its photo. The photo before is erased."""
    with locked(good.pledge) as pledge:
        _refuse_frozen(pledge)
        _refuse_other(pledge, by)
        _refuse_buildings(facts.get("name", ""))
        before = good.photo if photo else None
        if photo:
            facts["photo"] = files.take_in_picture(photo)
        for name, value in facts.items():
            setattr(good, name, value)
        good.save(update_fields=list(facts))
        if before:
            files.erase(before)
        record(Event.GOOD_CORRECTED, good, by=by)
    return good


def value(good, *, by, at, method, cents, words, proof=None):
    """Say what it is worth, how that was found, on what paper. The last one counts."""
    with locked(good.pledge) as pledge:
        _refuse_frozen(pledge)
        if by.pk != pledge.person_id and not reads_books(by):
            raise NotYourGood
        if cents <= 0:
            raise NothingAbove
        if method == "invoice" and not proof:
            raise WithoutProof
        paper = files.take_in(proof) if proof else None
        valuation = Valuation.objects.create(
            good=good, method=method, cents=cents, words=words, proof=paper, by=by, at=at
        )
        record(Event.GOOD_VALUED, good, by=by, cents=cents, method=f"{method}")
    return valuation


def appraise(valuation, *, by, at, agrees, words=""):
    """Somebody other than the owner says that a value is right, or not and why.

    Two who agree fix it; one who does not calls for another valuation.
    """
    with locked(valuation.good.pledge) as pledge:
        _refuse_frozen(pledge)
        _refuse_judge(valuation, pledge, by)
        if not agrees and not words.strip():
            raise WithoutWhy
        said = Appraisal.objects.create(
            valuation=valuation, by=by, agrees=agrees, words=words, at=at
        )
        record(Event.GOOD_APPRAISED, valuation.good, by=by, agrees=agrees)
        _tell(Valuation.objects.get(pk=valuation.pk), said)
    return said


def _tell(valuation, said):
    """The owner hears of a disagreement at once, and of a value once it is fixed."""
    if not said.agrees:
        emails.good_contested(valuation, said)
    elif valuation.is_agreed:
        emails.good_valued(valuation)


def _refuse_judge(valuation, pledge, by):
    if by.pk == pledge.person_id:
        raise OwnGood
    if not reads_books(by):
        raise NotForYou
    if by.pk == valuation.by_id:
        raise OwnValuation
    if valuation.good.valuations.order_by("at", "pk").last() != valuation:
        raise NotTheLast
    if valuation.appraisals.filter(by=by).exists():
        raise SaidAlready


def _refuse_buildings(name):
    if BUILDINGS.match(name.strip()):
        raise NeedsANotary


def _refuse_frozen(pledge):
    if pledge.state not in UNDER_WAY:
        raise FrozenByContract


def _refuse_other(pledge, by):
    if by.pk != pledge.person_id and not reads_books(by):
        raise NotYourGood
