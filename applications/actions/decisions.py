"""Both founders consent to the same outcome; then one of them sends the letter that tells it."""

import hashlib

from django.utils import timezone

from applications import emails, letters
from applications.events import Event
from applications.models import Decision, Position
from applications.states import Outcome, Stance, State
from coopstudio.db import locked
from coopstudio.french.dates import short_moment
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.actions.memberships import invite
from members.models import Person
from members.states import Role

DECIDABLE = {
    Outcome.INVITE: {State.MET},
    Outcome.DECLINE: {State.CROSSED, State.MET},
}


class NotYet(Refused):
    message = (
        "Il est trop tôt : on ne décide qu’après les lectures, et on n’invite qu’après s’être vus."
    )


class TooLate(Refused):
    message = "La décision est déjà prise : les positions ne changent plus."


class AlreadySaid(Refused):
    message = "C’est déjà votre position : elle est notée."


class ObjectionWithoutWords(Refused):
    message = "Une objection se dit : écrivez-la en quelques mots."


class NothingDecided(Refused):
    message = (
        "La décision n’est pas prise : chaque membre de la fondation donne d’abord sa position."
    )


class AlreadyTold(Refused):
    """Somebody sent the letter meanwhile; the message says who and when."""


class EmptyLetter(Refused):
    message = "La lettre est vide."


class Reworded(Refused):
    message = "Cette lettre a été reprise entre-temps : relisez-la avant de l’envoyer."


def take_position(application, *, by, at, outcome, stance, words=""):
    """Say one's position on an outcome. When all founders consent to it, it is decided."""
    if stance == Stance.OBJECTION and not words:
        raise ObjectionWithoutWords
    with locked(application) as application:
        _refuse_if_said(application, by, (outcome, stance, words))
        if Decision.objects.of(application).exists():
            raise TooLate
        if application.state not in DECIDABLE[outcome]:
            raise NotYet
        position = Position.objects.create(
            application=application,
            cycle=application.cycle,
            founder=by,
            outcome=outcome,
            stance=stance,
            words=words,
            at=at,
        )
        record(Event.POSITION_TAKEN, application, by=by, outcome=outcome, stance=stance)
        if _all_consent(application, outcome, on=timezone.localdate(at)):
            _decide(application, outcome, at)
    return position


def draft_letter(decision, *, by, body):
    """Change the words of the letter before it leaves."""
    with locked(decision.application), locked(decision) as decision:
        _refuse_if_told(decision)
        decision.body, decision.drafted_by = body, by
        decision.save(update_fields=["body", "drafted_by"])
        record(Event.LETTER_DRAFTED, decision.application, by=by)
    return decision


def send_answer(application, *, by, at, seen=None):
    """Send the letter: the person now knows. Once, by one founder. ``seen``: the mark (``stamp``)
    of the words that were read before sending; others are not sent."""
    with locked(application) as application:
        decision = Decision.objects.select_for_update().of(application).first()
        if decision is None:
            raise NothingDecided
        _refuse_if_told(decision)
        if not decision.body.strip():
            raise EmptyLetter
        if seen is not None and seen != stamp(decision):
            raise Reworded
        if decision.outcome == Outcome.INVITE:
            application.move_to(State.INVITED)
            invite(application.person, by=by, on=timezone.localdate(at))
            record(Event.INVITED, application, by=by)
        else:
            application.move_to(State.DECLINED)
            record(Event.DECLINED, application, by=by)
        application.save(update_fields=["state"])
        decision.letter = emails.answer(decision)
        decision.told_by, decision.told_at = by, at
        decision.save(update_fields=["letter", "told_by", "told_at"])
    return decision


def stamp(decision):
    """What tells these words of a letter from any others."""
    return hashlib.sha256(decision.body.encode()).hexdigest()


def possible(application):
    """The outcomes on which one may take position where the application stands."""
    return [outcome for outcome, states in DECIDABLE.items() if application.state in states]


def latest_positions(application):
    """The latest position of each founder in this cycle, by founder's key."""
    here = application.positions.filter(cycle=application.cycle)
    latest = here.order_by("founder_id", "-at", "-pk").distinct("founder_id")
    return {one.founder_id: one for one in latest.select_related("founder")}


def _all_consent(application, outcome, *, on):
    latest = latest_positions(application)
    founders = Person.objects.holding(Role.FOUNDER, on=on).exclude(pk=application.person_id)
    return all(
        pk in latest and latest[pk].outcome == outcome and latest[pk].stance == Stance.CONSENT
        for pk in founders.values_list("pk", flat=True)
    )


def _refuse_if_said(application, by, said):
    """A second click says nothing new."""
    last = latest_positions(application).get(by.pk)
    if last and (last.outcome, last.stance, last.words) == said:
        raise AlreadySaid


def _decide(application, outcome, at):
    application.move_to(State.DECIDED)
    application.save(update_fields=["state"])
    Decision.objects.create(
        application=application,
        cycle=application.cycle,
        outcome=outcome,
        decided_at=at,
        body=letters.first_draft(application, outcome),
    )
    record(Event.DECIDED, application, outcome=outcome)


def _refuse_if_told(decision):
    if decision.told_at:
        raise AlreadyTold(
            f"{decision.told_by} a déjà envoyé cette lettre le {short_moment(decision.told_at)}."
        )
