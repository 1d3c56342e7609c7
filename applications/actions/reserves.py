"""Mutual consent, on both sides: the person says what they need to know, consents, or says what
holds them back; a reserve is integrated in a text to which all consent, or withdrawn."""

from contextlib import contextmanager

from applications import emails
from applications.actions import notes
from applications.actions.meeting.meetings import founders_of
from applications.events import Event
from applications.models import Acceptance, Amendment, Assent, Need, Reserve, Settlement
from applications.states import State
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused

SPEAKING = frozenset(
    {State.CROSSED, State.MEETING_PROPOSED, State.MEETING_SET, State.MET, State.DECIDED}
)
"""While both sides still weigh: from the crossed readings on, until the letter leaves."""


class NotTheMoment(Refused):
    message = "Cette page s’ouvre quand les lectures sont croisées, jusqu’à la réponse."


class NothingSaid(Refused):
    message = "Écrivez quelques mots avant d’envoyer."


class NotMetYet(Refused):
    message = "Votre consentement se dit après notre rencontre ; une réserve, dès maintenant."


class AlreadyConsented(Refused):
    message = "Votre consentement est déjà noté."


class StillHeld(Refused):
    message = "Une réserve ou une objection est ouverte : elle se lève d’abord."


class AlreadySettled(Refused):
    message = "Cette réserve est déjà levée."


class NotYours(Refused):
    message = "Seule la personne qui l’a dite peut la retirer."


class AlreadyAccepted(Refused):
    message = "Vous avez déjà consenti à ce texte."


class OlderText(Refused):
    message = "Un autre texte a été proposé depuis : relisez la page."


def say_need(application, *, by, at, words="", asks_portraits=False):
    """« Voici ce que j’ai besoin de savoir. » Founders are told."""
    if not (words or asks_portraits):
        raise NothingSaid
    with _weighing(application) as application:
        need = Need.objects.create(
            application=application,
            cycle=application.cycle,
            words=words,
            asks_portraits=asks_portraits,
            at=at,
        )
        record(Event.NEED_SAID, application, by=by)
        for founder in founders_of(application, at):
            emails.need_said(need, founder)
    return need


def assent(application, *, by, at, words=""):
    """« Je consens à poursuivre avec vous. » Once, after a meeting; not while one's own reserve is
    open."""
    with _weighing(application) as application:
        if not may_assent(application):
            raise NotMetYet
        if _of_the_person(application).open().exists():
            raise StillHeld
        if has_assented(application):
            raise AlreadyConsented
        said = Assent.objects.create(
            application=application, cycle=application.cycle, words=words, at=at
        )
        record(Event.ASSENTED, application, by=by)
        for founder in founders_of(application, at):
            emails.assented(said, founder)
    return said


def raise_reserve(application, *, by, at, kind, words):
    """« Voici ce qui me retient. » Nothing goes on to an invitation until it is settled."""
    with _weighing(application) as application:
        reserve = hold_back(application, by=by, at=at, kind=kind, words=words)
        for founder in founders_of(application, at):
            emails.reserve_raised(reserve, founder)
    return reserve


def hold_back(application, *, by, at, kind, words):
    """Write down what holds somebody back. The caller holds the application's lock."""
    if not words:
        raise NothingSaid
    reserve = Reserve.objects.create(
        application=application,
        by=by,
        cycle=application.cycle,
        kind=kind,
        words=words,
        raised_at=at,
    )
    record(Event.RESERVE_RAISED, application, by=by, reserve=reserve.pk)
    return reserve


def amend(reserve, *, by, at, words, warned=False):
    """Propose a text that integrates the reserve. Who writes it consents to it. ``warned``:
    sensitive words were shown, and confirmed."""
    if not words:
        raise NothingSaid
    with _unsettled(reserve) as (application, reserve):
        amendment = Amendment.objects.create(reserve=reserve, by=by, words=words, written_at=at)
        record(Event.AMENDED, application, by=by, reserve=reserve.pk)
        if warned:
            notes.confirm_note(application, by=by)
        for other in concerned(reserve, at):
            if other != by:
                emails.amended(amendment, other)
        _integrate_if_all_consent(application, amendment, by=by, at=at)
    return amendment


def accept(amendment, *, by, at):
    """Consent to an amended text. The last of those concerned makes it integrate the reserve."""
    with _unsettled(amendment.reserve) as (application, reserve):
        if reserve.amendments.last() != amendment:
            raise OlderText
        if by.pk in accepted_by(amendment):
            raise AlreadyAccepted
        Acceptance.objects.create(amendment=amendment, by=by, at=at)
        record(Event.AMENDMENT_ACCEPTED, application, by=by, reserve=reserve.pk)
        _integrate_if_all_consent(application, amendment, by=by, at=at)
    return amendment


def withdraw_reserve(reserve, *, by, at, words=""):
    """Take one's own reserve or objection back; it stays written."""
    with _unsettled(reserve) as (application, reserve):
        if reserve.by_id != by.pk:
            raise NotYours
        record(Event.RESERVE_WITHDRAWN, application, by=by, reserve=reserve.pk)
        how = Settlement.How.WITHDRAWN
        return _settle(reserve, how=how, by=by, at=at, words=words)


def may_assent(application):
    """Each speaks after they have met, whatever founders have decided meanwhile."""
    return application.told_state == State.MET or application.has_met


def has_assented(application):
    return Assent.objects.filter(application=application, cycle=application.cycle).exists()


def accepted_by(amendment):
    """The keys of those who consent to a text; its author first."""
    return {amendment.by_id, *amendment.acceptances.values_list("by_id", flat=True)}


def concerned(reserve, at):
    """Whose consent integrates a reserve: the founders of that day, and the person for their own.
    A founder's objection stays among founders."""
    founders = list(founders_of(reserve.application, at))
    person = reserve.application.person
    return [*founders, person] if reserve.by_id == person.pk else founders


def _integrate_if_all_consent(application, amendment, *, by, at):
    reserve = amendment.reserve
    if {one.pk for one in concerned(reserve, at)} <= accepted_by(amendment):
        record(Event.INTEGRATED, application, reserve=reserve.pk)
        _settle(reserve, how=Settlement.How.INTEGRATED, amendment=amendment, by=by, at=at)


def _settle(reserve, *, by, at, **how):
    settlement = Settlement.objects.create(reserve=reserve, by=by, at=at, **how)
    for other in concerned(reserve, at):
        if other != by:
            emails.settled(settlement, other)
    return settlement


def _of_the_person(application):
    return Reserve.objects.of_the_person(application)


@contextmanager
def _weighing(application):
    with locked(application) as application:
        if application.state not in SPEAKING:
            raise NotTheMoment
        yield application


@contextmanager
def _unsettled(reserve):
    """The application locked, and the reserve while it is open."""
    with _weighing(reserve.application) as application:
        reserve = Reserve.objects.select_related("by").get(pk=reserve.pk)
        if Settlement.objects.filter(reserve=reserve).exists():
            raise AlreadySettled
        reserve.application = application
        yield application, reserve
