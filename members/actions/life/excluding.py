"""A procedure of exclusion, with the rights of defence. Nobody sits on their own case.

Grievances are told, so many days are left to answer them, the person is read or heard, and only
then does the organ decide: excluded, or maintained.
"""

from datetime import timedelta

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import documents, emails
from members.actions.data.freezing import refuse_if_frozen
from members.actions.life.facts import (
    InTheFuture,
    add,
    refuse_if_over,
    refuse_own_case,
    refuse_unless_member,
    statutes_of,
)
from members.actions.life.posted import end_of_delay
from members.events import Event
from members.models import Exclusion
from members.signers import keepers
from members.standing import open_on
from members.states import ExclusionState, FactKind


class AlreadyOpen(Refused):
    message = "Une procédure est déjà ouverte pour cette personne."


class DefenceRuns(Refused):
    message = "Le délai de la défense court encore : l’organe décide après."


class TooLateToDefend(Refused):
    message = "La procédure est close : il n’y a plus rien à répondre ici."


class AlreadyHeard(Refused):
    message = "La personne a déjà été entendue : il n’y a plus d’audition à fixer."


class HearingToCome(Refused):
    message = (
        "L’audition n’a pas encore eu lieu : inscrivez-la une fois passée l’heure fixée, ou fixez "
        "d’abord une autre date."
    )


class HearingMissing(Refused):
    message = "Dites le jour, l’heure et le lieu de l’audition."


class NotYours(Refused):
    message = "Seule la personne concernée écrit sa défense."


class SatOnOwnCase(Refused):
    message = "La personne concernée ne siège pas : la décision ne peut pas être inscrite ainsi."


def open_case(membership, *, by, at, grievances):
    """Write the grievances down; nothing is sent yet, and nobody else is told."""
    today = timezone.localdate(at)
    with locked(membership) as membership:
        refuse_own_case(membership, by)
        refuse_if_frozen(membership.person)
        refuse_unless_member(membership, on=today)
        if membership.exclusions.open().exists():
            raise AlreadyOpen
        case = Exclusion.objects.create(
            membership=membership, statutes=statutes_of(today), grievances=grievances,
            opened_by=by, opened_at=at,
        )  # fmt: skip
        record(Event.CASE_OPENED, case, by=by)
    return case


def send_grievances(case, *, by, at, hearing=""):
    """Tell the person what is held against them, and until when they may answer."""
    today = timezone.localdate(at)
    with locked(case) as case, locked(case.membership) as membership:
        refuse_own_case(membership, by)
        refuse_if_frozen(membership.person)
        refuse_if_over(membership, on=today)
        case.move_to(ExclusionState.GRIEVED)
        case.sent_on, case.hearing = today, hearing
        case.defence_until = today + timedelta(days=case.statutes.defence_days)
        case.save()
        add(membership, FactKind.ACCUSED, by=by, at=at, since=today, until=case.defence_until)
        record(Event.GRIEVANCES_SENT, case, by=by, defence_until=f"{case.defence_until}")
        emails.grievances(case, documents.grievances(case))
    return case


def set_hearing(case, *, by, at, hearing):
    """Another day, hour or place to be heard; a letter replaces the one that said the first."""
    with locked(case) as case:
        refuse_own_case(case.membership, by)
        refuse_if_over(case.membership, on=timezone.localdate(at))
        if case.state != ExclusionState.GRIEVED:
            raise TooLateToDefend
        if case.heard_on:
            raise AlreadyHeard
        if not hearing:
            raise HearingMissing
        case.hearing = hearing
        case.save(update_fields=["hearing"])
        record(Event.HEARING_SET, case, by=by)
        paper = documents.grievances(case, again_on=timezone.localdate(at))
        emails.hearing(case, paper)
    return case


def defend(case, *, by, at, words):
    """The person answers in writing; until the decision, they may write it better."""
    with locked(case) as case:
        if case.membership.person_id != by.pk:
            raise NotYours
        if case.state != ExclusionState.GRIEVED:
            raise TooLateToDefend
        case.defence, case.defended_at = words, at
        case.save(update_fields=["defence", "defended_at"])
        record(Event.DEFENDED, case, by=by)
        for keeper in keepers(on=timezone.localdate(at), but=by.pk):
            emails.defence_received(case, keeper)
    return case


def hear(case, *, by, at, on):
    """The person was heard, on that day."""
    with locked(case) as case:
        refuse_own_case(case.membership, by)
        if on > timezone.localdate(at):
            raise InTheFuture
        if case.state != ExclusionState.GRIEVED:
            raise TooLateToDefend
        if case.hearing_at and at < case.hearing_at:
            raise HearingToCome
        case.heard_on = on
        case.save(update_fields=["heard_on"])
        record(Event.HEARD, case, by=by, on=f"{on}")
    return case


def exclude(case, *, by, at, reasons, sat, **decision):
    """The organ decided the exclusion. ``sat``: the person concerned sat, which cannot be."""
    with locked(case) as case, locked(case.membership) as membership:
        _refuse_unless_decided(case, by, sat, decision, on=timezone.localdate(at))
        refuse_if_over(membership, on=decision["decided_on"])
        case.move_to(ExclusionState.EXPELLED)
        _decided(case, reasons, decision)
        day = decision["decided_on"]
        add(
            membership, FactKind.EXCLUDED, by=by, at=at, since=day, until=day,
            answers=_accusation(membership, day), **decision,
        )  # fmt: skip
        record(Event.EXCLUDED, case, by=by, decided_on=f"{day}")
        emails.excluded(case, documents.exclusion_decision(case))
    return case


def maintain(case, *, by, at, reasons, sat, **decision):
    """The organ decided that the person stays: nothing is held against them any more."""
    with locked(case) as case, locked(case.membership) as membership:
        _refuse_unless_decided(case, by, sat, decision, on=timezone.localdate(at))
        refuse_if_over(membership, on=decision["decided_on"])
        case.move_to(ExclusionState.MAINTAINED)
        _decided(case, reasons, decision)
        day = decision["decided_on"]
        add(
            membership, FactKind.CLEARED, by=by, at=at, since=day,
            answers=_accusation(membership, day), **decision,
        )  # fmt: skip
        record(Event.MAINTAINED, case, by=by, decided_on=f"{day}")
        emails.maintained(case, documents.exclusion_decision(case))
    return case


def shelve(case, *, by, at):
    """The procedure is given up; the person is told, if they were told of it."""
    today = timezone.localdate(at)
    with locked(case) as case, locked(case.membership) as membership:
        refuse_own_case(membership, by)
        case.move_to(ExclusionState.SHELVED)
        case.save(update_fields=["state"])
        record(Event.CASE_SHELVED, case, by=by)
        if accusation := _accusation(membership, today):
            add(membership, FactKind.CLEARED, by=by, at=at, since=today, answers=accusation)
            emails.case_shelved(case)
    return case


def _refuse_unless_decided(case, by, sat, decision, *, on):
    refuse_own_case(case.membership, by)
    if sat:
        raise SatOnOwnCase
    if decision["decided_on"] > on:
        raise InTheFuture
    if case.defence_until:
        until = end_of_delay(case, "members.grievances", until=case.defence_until)
        if decision["decided_on"] <= until:
            raise DefenceRuns


def _decided(case, reasons, decision):
    for field, value in (*decision.items(), ("reasons", reasons)):
        setattr(case, field, value)
    case.save()


def _accusation(membership, day):
    found = open_on(membership.facts.all(), {FactKind.ACCUSED}, day)
    return found[-1] if found else None
