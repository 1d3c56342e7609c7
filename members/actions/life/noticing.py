"""An unpaid fee, formally: proposed by the treasurer, signed by another, then paid or removed."""

from datetime import timedelta

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from coopstudio.tending import alone
from members import documents, emails, fees
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
from members.models import FormalNotice
from members.signers import signers
from members.states import FactKind, NoticeState


class NothingOwed(Refused):
    message = "Cette personne est à jour de sa cotisation : il n’y a rien à lui demander."


class StillInGrace(Refused):
    message = "Le délai de grâce que laissent les statuts court encore."


class AlreadyOpen(Refused):
    message = "Une mise en demeure est déjà en cours pour cette personne."


class SignedByItsAuthor(Refused):
    message = "Une autre personne signe : celle qui propose ne signe pas seule."


class PresidentSigns(Refused):
    message = "La présidence est confiée à quelqu’un : c’est elle qui signe les mises en demeure."


class NeedsRegisteredLetter(Refused):
    message = (
        "Les statuts ne disent rien de la radiation : la lettre part en recommandé. "
        "Indiquez son numéro."
    )


class DeadlineRuns(Refused):
    message = "Le délai laissé pour payer court encore : l’organe décide après."


class StillOwed(Refused):
    message = "La cotisation n’est pas encore payée : enregistrez d’abord le paiement."


class PaidMeanwhile(Refused):
    message = "La cotisation a été payée entre-temps : levez la mise en demeure."


def propose(membership, *, by, at):
    """The treasurer proposes a formal notice; nothing leaves before somebody else signs it."""
    today = timezone.localdate(at)
    with locked(membership) as membership:
        refuse_own_case(membership, by)
        refuse_if_frozen(membership.person)
        refuse_unless_member(membership, on=today)
        if membership.notices.open().exists():
            raise AlreadyOpen
        statutes, owed = statutes_of(today), _refuse_unless_late(membership, today)
        notice = FormalNotice.objects.create(
            membership=membership, statutes=statutes, owed=owed, proposed_by=by, proposed_at=at
        )
        record(Event.NOTICE_PROPOSED, membership, by=by, notice=notice.pk, owed=owed)
        for signer in signers(notice, on=today):
            emails.notice_proposed(notice, signer)
    return notice


def sign(notice, *, by, at, letter_number=""):
    """Sign and send it: the letter leaves with its PDF, and the deadline begins to run."""
    today = timezone.localdate(at)
    with locked(notice) as notice, locked(notice.membership) as membership:
        refuse_own_case(membership, by)
        refuse_if_frozen(membership.person)
        refuse_if_over(membership, on=today)
        _refuse_unless_signable(notice, by, letter_number, on=today)
        notice.owed = _refuse_unless_late(membership, today)
        notice.move_to(NoticeState.SIGNED)
        notice.signed_by, notice.sent_on, notice.letter_number = by, today, letter_number
        notice.deadline = today + timedelta(days=notice.statutes.removal_notice_days)
        notice.fact = add(
            membership, FactKind.NOTICE, by=by, at=at, since=today, until=notice.deadline
        )
        notice.save()
        record(Event.NOTICE_SIGNED, membership, by=by, notice=notice.pk, owed=notice.owed)
        emails.notice(notice, documents.formal_notice(notice))
    return notice


def drop(notice, *, by, at):
    """A proposal is given up, or a notice was sent by mistake: it is lifted."""
    with locked(notice) as notice, locked(notice.membership) as membership:
        refuse_own_case(membership, by)
        was_sent = notice.state == NoticeState.SIGNED
        notice.move_to(NoticeState.GIVEN_UP)
        notice.save(update_fields=["state"])
        record(Event.NOTICE_DROPPED, membership, by=by, notice=notice.pk)
        if was_sent:
            _close(notice, membership, by=by, at=at, is_paid=False)
    return notice


def settle(notice, *, by, at):
    """What was owed is paid or forgiven: the notice is lifted, and the person is told."""
    with locked(notice) as notice, locked(notice.membership) as membership:
        if not fees.is_up_to_date(membership.person, on=timezone.localdate(at)):
            raise StillOwed
        notice.move_to(NoticeState.ANSWERED)
        notice.save(update_fields=["state"])
        record(Event.NOTICE_SETTLED, membership, by=by, notice=notice.pk)
        _close(notice, membership, by=by, at=at, is_paid=True)
    return notice


def settle_paid(*, at, person=None):
    """Every notice whose person has paid since; the others wait. ``person``: only theirs."""
    sent = FormalNotice.objects.sent().select_related("membership__person")
    for notice in sent.filter(membership__person=person) if person else sent:
        with alone(notice):
            settle(notice, by=None, at=at)


def remove(notice, *, by, at, organ, decided_on, reference, letter_number=""):
    """The organ decided the radiation after the deadline; the letter says what is possible."""
    with locked(notice) as notice, locked(notice.membership) as membership:
        refuse_own_case(membership, by)
        refuse_if_over(membership, on=decided_on)
        _refuse_unless_removable(notice, decided_on, letter_number, on=timezone.localdate(at))
        notice.move_to(NoticeState.CARRIED)
        notice.removal_number = letter_number
        notice.save(update_fields=["state", "removal_number"])
        fact = add(
            membership, FactKind.REMOVED, by=by, at=at, since=decided_on, until=decided_on,
            organ=organ, decided_on=decided_on, reference=reference, answers=notice.fact,
        )  # fmt: skip
        record(Event.REMOVED, membership, by=by, notice=notice.pk, decided_on=f"{decided_on}")
        owed = min(notice.owed, fees.due_by(membership.person, on=decided_on))
        emails.removed(fact, documents.removal(notice, fact, owed=owed))
    return fact


def _close(notice, membership, *, by, at, is_paid):
    today = timezone.localdate(at)
    fact = add(membership, FactKind.SETTLED, by=by, at=at, since=today, answers=notice.fact)
    owed = fees.owed_by(membership.person, on=today)
    emails.notice_settled(fact, is_paid=is_paid, owed=owed)


def _refuse_unless_late(membership, today):
    """What is due that day, in cents, once the days of grace are over for some of it."""
    owed = fees.due_by(membership.person, on=today)
    if not owed:
        raise NothingOwed
    if fees.is_up_to_date(membership.person, on=today):
        raise StillInGrace
    return owed


def _refuse_unless_signable(notice, by, letter_number, *, on):
    if by.pk == notice.proposed_by_id:
        raise SignedByItsAuthor
    if by not in signers(notice, on=on):
        raise PresidentSigns
    if not (notice.clause or letter_number):
        raise NeedsRegisteredLetter


def _refuse_unless_removable(notice, decided_on, letter_number, *, on):
    if decided_on > on:
        raise InTheFuture
    if notice.deadline:
        until = end_of_delay(notice, "members.notice", until=notice.deadline)
        if decided_on <= until:
            raise DeadlineRuns
    if not (notice.clause or letter_number):
        raise NeedsRegisteredLetter
    if fees.is_up_to_date(notice.membership.person, on=on):
        raise PaidMeanwhile
