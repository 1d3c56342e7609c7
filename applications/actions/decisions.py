"""Founders consent to the same outcome; then one of them sends the letter that tells it."""

import hashlib

from django.utils import timezone

from applications import emails, letters
from applications.actions import notes, reserves
from applications.actions.meeting import meetings
from applications.actions.stopping import end_proposal
from applications.events import Event
from applications.models import Decision, LetterDraft, Parting, Position, Reserve
from applications.states import TOGETHER, Outcome, Stance, State
from coopstudio.db import locked
from coopstudio.french.dates import short_moment
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.actions.memberships import invite

DECIDABLE = {
    Outcome.INVITE: {State.MET},
    Outcome.DECLINE: {State.CROSSED, State.MET},
}


class NotYet(Refused):
    message = (
        "Il est trop tôt : on ne décide qu’après les lectures, et on n’invite qu’après s’être vus."
    )


class MeetingAhead(Refused):
    message = (
        "Une rencontre est proposée ou fixée : vivez-la, ou annulez-la, avant de donner votre "
        "position."
    )


class TooLate(Refused):
    message = "La décision est déjà prise : les positions ne changent plus."


class AlreadySaid(Refused):
    message = "C’est déjà votre position : elle est notée."


class ObjectionWithoutWords(Refused):
    message = "Une objection se dit : écrivez-la en quelques mots."


class NothingLearnt(Refused):
    message = "Dites en quelques mots ce que la rencontre vous a appris."


class StillObjecting(Refused):
    message = "Votre objection est ouverte : retirez-la, ou consentez au texte qui l’intègre."


class NoReason(Refused):
    message = "Ne pas donner suite se propose avec sa raison."


class SaidMeanwhile(Refused):
    message = "Une autre raison a été proposée entre-temps : relisez-la avant d’y consentir."


class NothingDecided(Refused):
    message = (
        "La décision n’est pas prise : chaque membre de la fondation donne d’abord sa position."
    )


class NoWordYet(Refused):
    message = "Il manque le consentement de la personne : l’invitation attend sa parole."


class AlreadyTold(Refused):
    """Somebody sent the letter meanwhile; the message says who and when."""


class EmptyLetter(Refused):
    message = "La lettre est vide."


class Reworded(Refused):
    message = "Cette lettre a été reprise entre-temps : relisez-la avant de l’envoyer."


class NoCause(Refused):
    message = "Dites pourquoi la décision est rouverte."


def take_position(application, *, by, at, outcome, stance, words="", parting=None, warned=False):
    """Say one's position on an outcome. When all founders consent to it, it is decided.

    ``parting``: the key of the proposal not to go on that was read; another one has come since
    when it is not the last. ``warned``: its words were shown as sensitive, and confirmed.
    """
    _refuse_without_words(outcome, stance, words)
    with locked(application) as application:
        _refuse_if_not_the_moment(application, outcome)
        proposed = _proposed(application, parting) if outcome == Outcome.DECLINE else None
        said = {"outcome": outcome, "stance": stance, "words": words, "parting": proposed}
        _refuse_if_said(application, by, said)
        if outcome == Outcome.INVITE:
            _hold_back_or_not(application, by, at, stance, words)
        if warned:
            notes.confirm_note(application, by=by)
        return _say(application, by, at, said)


def propose_parting(application, *, by, at, kind, words, warned=False, **sharing):
    """Propose not to go on, with the reason that the person will read, or why they will not.
    ``sharing``: is_shared (yes unless said otherwise), unshared_because."""
    _refuse_without_reason(words, **sharing)
    with locked(application) as application:
        _refuse_if_not_the_moment(application, Outcome.DECLINE)
        parting = Parting.objects.create(
            application=application, cycle=application.cycle, by=by, at=at, kind=kind,
            words=words, **sharing,
        )  # fmt: skip
        record(Event.PARTING_PROPOSED, application, by=by, parting=parting.pk)
        if warned:
            notes.confirm_note(application, by=by)
        for founder in meetings.founders_of(application, at).exclude(pk=by.pk):
            emails.parting_proposed(parting, founder)
        said = {"outcome": Outcome.DECLINE, "stance": Stance.CONSENT, "parting": parting}
        _say(application, by, at, said)
    return parting


def reopen(application, *, by, at, because):
    """Come back on a decision before its letter leaves. Positions start afresh."""
    if not because:
        raise NoCause
    with locked(application) as application:
        decision = _standing(application)
        _refuse_if_told(decision)
        decision.reopened_at, decision.reopened_by = at, by
        decision.reopened_because = because
        decision.save(update_fields=["reopened_at", "reopened_by", "reopened_because"])
        application.move_to(application.told_state)
        application.save(update_fields=["state"])
        record(Event.REOPENED, application, by=by)
    return decision


def draft_letter(decision, *, by, body, at, seen=None):
    """Change the words of the letter before it leaves. ``seen``: the mark (``stamp``) of what the
    window showed; what somebody wrote since is not covered."""
    with locked(decision.application), locked(decision) as decision:
        _refuse_if_told(decision)
        if seen is not None and seen != stamp(decision):
            raise Reworded
        decision.body, decision.drafted_by = body, by
        decision.save(update_fields=["body", "drafted_by"])
        LetterDraft.objects.create(decision=decision, by=by, body=body, at=at)
        record(Event.LETTER_DRAFTED, decision.application, by=by)
    return decision


def send_answer(application, *, by, at, seen=None):
    """Send the letter: the person now knows. Once, by one founder. ``seen``: the mark (``stamp``)
    of the words that were read before sending; others are not sent."""
    with locked(application) as application:
        decision = _standing(application)
        _refuse_if_not_ready(decision, seen)
        if decision.outcome == Outcome.INVITE:
            application.move_to(State.INVITED)
            invite(application.person, by=by, on=timezone.localdate(at))
            record(Event.INVITED, application, by=by)
        else:
            application.move_to(State.DECLINED)
            record(Event.DECLINED, application, by=by)
        application.save(update_fields=["state"])
        end_proposal(application, at=at)
        decision.letter = emails.answer(decision)
        decision.told_by, decision.told_at = by, at
        decision.save(update_fields=["letter", "told_by", "told_at"])
    return decision


def decide_if_all_consent(application, *, at):
    """Who must consent is computed of the day: somebody who left office is not waited for."""
    with locked(application) as application:
        if application.state in DECIDABLE[Outcome.DECLINE] and not _decided(application):
            for outcome in Outcome:
                if application.state in DECIDABLE[outcome]:
                    _decide_if_all_consent(application, outcome, at)
    return application


def refusal_to_send(decision):
    """Why this letter would not leave now; None if it would."""
    try:
        _refuse_if_not_ready(decision, None)
    except Refused as refusal:
        return refusal
    return None


def stamp(decision):
    """What tells the letter as it would leave now from any other."""
    leaves = repr((decision.body, letters.reason_of(decision), letters.kept_of(decision)))
    return hashlib.sha256(leaves.encode()).hexdigest()


def possible(application):
    """The outcomes on which one may take position where the application stands."""
    return [outcome for outcome, states in DECIDABLE.items() if application.state in states]


def latest_positions(application):
    """The latest position of each founder since the decision was last reopened and the last
    meeting held, by their key: all speak after it."""
    here = application.positions.filter(cycle=application.cycle, attempt=_attempt(application))
    if last := application.last_met_at:
        here = here.filter(at__gte=last)
    latest = here.order_by("founder_id", "-at", "-pk").distinct("founder_id")
    return {one.founder_id: one for one in latest.select_related("founder", "parting")}


def latest_parting(application):
    """The last proposal not to go on; it replaces those before it."""
    here = application.partings.filter(cycle=application.cycle)
    return here.select_related("by").order_by("pk").last()


def _say(application, by, at, said):
    position = Position.objects.create(
        application=application,
        cycle=application.cycle,
        attempt=_attempt(application),
        founder=by,
        at=at,
        **said,
    )
    outcome, stance = said["outcome"], said["stance"]
    record(Event.POSITION_TAKEN, application, by=by, outcome=outcome, stance=stance)
    _decide_if_all_consent(application, outcome, at)
    return position


def _decide_if_all_consent(application, outcome, at):
    if _all_consent(application, outcome, at=at):
        _decide(application, outcome, at)


def _all_consent(application, outcome, *, at):
    """Every founder of that day consents, to the last reason if it is to end; none objects. One
    voice alone decides nothing: see ``PersonQuerySet.of_foundation``."""
    latest = latest_positions(application)
    parting = latest_parting(application) if outcome == Outcome.DECLINE else None
    founders = list(meetings.founders_of(application, at).values_list("pk", flat=True))
    said = [latest.get(pk) for pk in founders]
    wanted = (outcome, Stance.CONSENT, parting)
    agree = all(one and (one.outcome, one.stance, one.parting) == wanted for one in said)
    return len(founders) >= TOGETHER and agree and not _objections(application, outcome).exists()


def _objections(application, outcome):
    """What founders still hold against inviting."""
    held = Reserve.objects.of(application).open().exclude(by=application.person_id)
    return held if outcome == Outcome.INVITE else held.none()


def _decide(application, outcome, at):
    application.move_to(State.DECIDED)
    application.save(update_fields=["state"])
    parting = latest_parting(application) if outcome == Outcome.DECLINE else None
    decision = Decision.objects.create(
        application=application,
        cycle=application.cycle,
        outcome=outcome,
        parting=parting,
        decided_at=at,
        body=letters.first_draft(application, outcome),
    )
    LetterDraft.objects.create(decision=decision, body=decision.body, at=at)
    record(Event.DECIDED, application, outcome=outcome)


def _hold_back_or_not(application, by, at, stance, words):
    """An objection to inviting lives until it is settled; one does not consent beside it."""
    if stance == Stance.OBJECTION:
        reserves.hold_back(application, by=by, at=at, kind=Reserve.Kind.OBJECTION, words=words)
    elif _objections(application, Outcome.INVITE).filter(by=by).exists():
        raise StillObjecting


def _proposed(application, seen):
    parting = latest_parting(application)
    if parting is None:
        raise NoReason
    if seen is not None and seen != parting.pk:
        raise SaidMeanwhile
    return parting


def _attempt(application):
    return Decision.objects.reopened(application).count()


def _decided(application):
    return Decision.objects.of(application).exists()


def _standing(application):
    """The decision that stands, locked."""
    decision = Decision.objects.select_for_update(of=("self",)).of(application).first()
    if decision is None:
        raise NothingDecided
    return decision


def _refuse_without_words(outcome, stance, words):
    if stance == Stance.OBJECTION and not words:
        raise ObjectionWithoutWords
    if outcome == Outcome.INVITE and not words:
        raise NothingLearnt


def _refuse_without_reason(words, *, is_shared=True, unshared_because=""):
    if is_shared and not words:
        raise NoReason("Écrivez la raison, avec les mots que la personne lira.")
    if not (is_shared or unshared_because):
        raise NoReason("Écrivez pourquoi la raison ne lui est pas dite.")


def _refuse_if_not_the_moment(application, outcome):
    if _decided(application):
        raise TooLate
    if application.state in {State.MEETING_PROPOSED, State.MEETING_SET}:
        raise MeetingAhead
    if application.state not in DECIDABLE[outcome]:
        raise NotYet


def _refuse_if_said(application, by, said):
    """A second click says nothing new."""
    last = latest_positions(application).get(by.pk)
    if last and all(getattr(last, field) == value for field, value in said.items()):
        raise AlreadySaid


def _refuse_if_told(decision):
    if decision.told_at:
        raise AlreadyTold(
            f"{decision.told_by} a déjà envoyé cette lettre le {short_moment(decision.told_at)}."
        )


def _refuse_if_not_ready(decision, seen):
    _refuse_if_told(decision)
    if not decision.body.strip():
        raise EmptyLetter
    if seen is not None and seen != stamp(decision):
        raise Reworded
    if decision.outcome == Outcome.INVITE:
        if Reserve.objects.of(decision.application).open().exists():
            raise reserves.StillHeld
        if not reserves.has_assented(decision.application):
            raise NoWordYet
