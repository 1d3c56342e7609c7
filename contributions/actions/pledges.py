"""A promise: said from a phone, confirmed once one slept on it, withdrawn whenever one wants."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from contributions import emails
from contributions.events import Event
from contributions.models import Part, Pledge, Valuation
from contributions.permissions import keeps_books
from contributions.querysets.pledges import STEPS, TO_HEAR
from contributions.states import Form, PledgeState
from coopstudio.db import locked, one_at_a_time
from coopstudio.files import api as files
from coopstudio.french import dates
from coopstudio.french.money import euros
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from coopstudio.tending import alone
from members import ages
from members.models import Person
from members.states import Role

LASTS = timedelta(days=90)
"""How long a promise that was only said stays, unless its author says otherwise."""

STAYS = timedelta(days=365)
"""How long it stays once confirmed: the time to write a contract."""

FORGETS = timedelta(days=365)
"""After so long, who made a promise that led nowhere and what they wrote of it go (F17)."""

FORGOTTEN = "Ces mots se sont effacés."

A_WHILE = timedelta(hours=1)
"""Within which the same promise, word for word, is a page sent twice."""


class NotAMember(Refused):
    message = (
        "Un apport se promet entre membres : demandez d’abord à adhérer, la promesse viendra après."
    )


class NotOfAge(Refused):
    def __init__(self, day):
        super().__init__(
            f"Un apport engage des biens : il se promet à partir de la majorité, le "
            f"{dates.day(day)}. Si ce jour, écrit sur le bulletin d’adhésion, est une erreur, "
            "dites-le au secrétariat."
        )


class NoSuchThing(Refused):
    message = "Dites ce que vous apportez : un bien, un usage, du temps."


class ClosedNeed(Refused):
    message = "Ce besoin vient d’être fermé : choisissez-en un autre, ou le projet entier."


class PartsDoNotAddUp(Refused):
    def __init__(self, parts, cents):
        super().__init__(
            f"Vos versements font {euros(parts)}, et votre promesse {euros(cents)} : ajustez l’un "
            "ou l’autre."
        )


class OnlyMoneyComesInParts(Refused):
    message = "Seul un apport en argent se verse en plusieurs fois."


class SaidJustNow(Refused):
    message = (
        "Cette promesse est déjà notée, à l’instant et mot pour mot : vous la retrouvez dans « Mes "
        "apports ». Si c’en est une autre, changez-en le montant ou ce que vous en dites."
    )


class NotYours(Refused):
    message = (
        "C’est la parole d’une autre personne : elle seule, ou la trésorerie qui l’a entendue."
    )


class NotOverYet(Refused):
    message = "Cette promesse court encore."


class TooLate(Refused):
    message = "Une promesse se prolonge tant qu’elle court, vers un jour plus lointain."


@transaction.atomic
def declare(person, *, by, at, form, cents, parts=(), **facts):
    """Somebody says what they would bring. It binds nobody (F2: members only).

    ``parts``: [(day, cents)], for money that comes in several times. ``facts``: words, conditions,
    need, is_shown, expires_on.
    """
    today = timezone.localdate(at)
    _refuse_stranger(person, by, on=today)
    _refuse_unsaid(form, cents, facts, on=today)
    _refuse_parts(form, cents, parts)
    _refuse_echo(person, at, form=form, cents=cents, **facts)
    facts["expires_on"] = facts.get("expires_on") or today + LASTS
    pledge = Pledge.objects.create(person=person, form=form, cents=cents, declared_at=at, **facts)
    Part.objects.bulk_create(Part(pledge=pledge, due_on=day, cents=some) for day, some in parts)
    record(Event.PLEDGE_DECLARED, pledge, by=by, form=f"{form}", cents=cents)
    emails.pledge_declared(pledge)
    return pledge


def confirm(pledge, *, by, at):
    """« Oui, je le pense vraiment. » By its author, or by the treasurer who heard them say so."""
    with locked(pledge) as pledge:
        _refuse_other(pledge, by)
        pledge.move_to(PledgeState.CONFIRMED)
        pledge.confirmed_at = at
        pledge.expires_on = max(pledge.expires_on, timezone.localdate(at) + STAYS)
        pledge.save(update_fields=["state", "confirmed_at", "expires_on"])
        record(Event.PLEDGE_CONFIRMED, pledge, by=by)
        emails.pledge_confirmed(pledge, by=by)
    return pledge


def withdraw(pledge, *, by, at):
    """It is taken back, without a reason to give."""
    with locked(pledge) as pledge:
        _refuse_other(pledge, by)
        pledge.move_to(PledgeState.WITHDRAWN)
        pledge.ended_at = at
        pledge.save(update_fields=["state", "ended_at"])
        record(Event.PLEDGE_WITHDRAWN, pledge, by=by)
        emails.pledge_withdrawn(pledge, by=by)
    return pledge


def expire(pledge, *, by=None, at):
    """Its day has passed: it counts no more, and its author may say it again."""
    with locked(pledge) as pledge:
        if pledge.expires_on is None or pledge.expires_on >= timezone.localdate(at):
            raise NotOverYet
        pledge.move_to(PledgeState.EXPIRED)
        pledge.ended_at = at
        pledge.save(update_fields=["state", "ended_at"])
        record(Event.PLEDGE_EXPIRED, pledge, by=by)
        emails.pledge_expired(pledge)
    return pledge


def forget(pledge, *, at):
    """A year after it led nowhere, its author goes, their words and their papers; amounts stay."""
    with locked(pledge) as pledge:
        if not Pledge.objects.to_forget(at - FORGETS).filter(pk=pledge.pk).exists():
            raise NotOverYet
        pledge.person, pledge.words, pledge.conditions = None, FORGOTTEN, ""
        pledge.save(update_fields=["person", "words", "conditions"])
        papers = {one.proof for one in Valuation.objects.filter(good__pledge=pledge)}
        for good in pledge.goods.select_related("photo"):
            papers.add(good.photo)
            good.photo, good.words, good.serial = None, "", ""
            good.save(update_fields=["photo", "words", "serial"])
        for paper in papers - {None}:
            files.erase(paper)
        record(Event.PLEDGE_FORGOTTEN, pledge, by=None)
    return pledge


def prolong(pledge, *, by, until):
    """It stays open longer."""
    with locked(pledge) as pledge:
        _refuse_other(pledge, by)
        if pledge.ended_at or until <= pledge.expires_on:
            raise TooLate
        pledge.expires_on = until
        pledge.save(update_fields=["expires_on"])
        record(Event.PLEDGE_PROLONGED, pledge, by=by, until=f"{until}")
    return pledge


def show(pledge, *, by, shown):
    """Its author lets members read it, or not any more."""
    with locked(pledge) as pledge:
        if by != pledge.person:
            raise NotYours
        pledge.is_shown = shown
        pledge.save(update_fields=["is_shown"])
        record(Event.PLEDGE_SHOWN, pledge, by=by, shown=shown)
    return pledge


def contracted(pledge, contract):
    """A contract was written from it. Called by who issues the contract, in its transaction."""
    with locked(pledge) as pledge:
        pledge.move_to(PledgeState.CONTRACTED)
        pledge.contract = contract
        pledge.save(update_fields=["state", "contract"])
        record(Event.PLEDGE_CONTRACTED, pledge, contract=contract.pk)
    return pledge


def free(pledge):
    """Its contract lapsed: it is a confirmed promise again. Called by who lets it lapse."""
    with locked(pledge) as pledge:
        pledge.move_to(PledgeState.CONFIRMED)
        pledge.contract = None
        pledge.save(update_fields=["state", "contract"])
        record(Event.PLEDGE_FREED, pledge)
    return pledge


def tend(*, at):
    """Recall what was not confirmed, then hand it to somebody who calls; let go of what is over."""
    for pledge in Pledge.objects.over(timezone.localdate(at)):
        with alone(pledge):
            expire(pledge, at=at)
    for pledge in Pledge.objects.to_forget(at - FORGETS):
        with alone(pledge):
            forget(pledge, at=at)
    for step in STEPS:
        for pledge in Pledge.objects.to_remind(at, step).select_related("person", "need"):
            with alone(pledge):
                _remind(pledge, step, at=at)
    for pledge in Pledge.objects.to_hear(at).select_related("person"):
        with alone(pledge):
            _hand_over(pledge, at=at)


def _remind(pledge, step, *, at):
    """Once each step; what a late clock missed is not said after the next one."""
    if step == STEPS[0] and at - pledge.declared_at >= timedelta(days=STEPS[1]):
        return
    emails.pledge_reminder(pledge, step, days=TO_HEAR.days)


def _hand_over(pledge, *, at):
    """Letters are over: who keeps the books is asked to call."""
    for keeper in Person.objects.holding(Role.TREASURER, on=timezone.localdate(at)):
        emails.pledge_to_hear(pledge, keeper)


def _refuse_stranger(person, by, *, on):
    if by != person and not keeps_books(by):
        raise NotYours
    if not person.memberships.active(on=on).exists():
        raise NotAMember
    if of_age_on := ages.of_age_on(person, on=on):
        raise NotOfAge(of_age_on)


def _refuse_unsaid(form, cents, facts, *, on):
    if form != Form.MONEY and not facts.get("words", "").strip():
        raise NoSuchThing
    if form in (Form.MONEY, Form.IN_KIND) and cents <= 0:
        raise Refused("Dites un montant : au moins un centime.")
    need = facts.get("need")
    if need and need.closed_on and need.closed_on <= on:
        raise ClosedNeed


def _refuse_parts(form, cents, parts):
    if parts and form != Form.MONEY:
        raise OnlyMoneyComesInParts
    if parts and (total := sum(some for _day, some in parts)) != cents:
        raise PartsDoNotAddUp(total, cents)


def _refuse_echo(person, at, *, form, cents, need=None, words="", **_others):
    one_at_a_time("pledge", person.pk)
    said = Pledge.objects.filter(person=person, form=form, cents=cents, need=need, words=words)
    if said.under_way().filter(declared_at__gt=at - A_WHILE).exists():
        raise SaidJustNow


def _refuse_other(pledge, by):
    if by is None or (by.pk != pledge.person_id and not keeps_books(by)):
        raise NotYours
