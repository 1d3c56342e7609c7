"""What is kept and until when: people are told, they choose; a dispute holds everything still."""

import uuid

from django.db import transaction
from django.db.models import Func, Q, TextField, Value
from django.db.models.functions import Concat
from django.utils import timezone

from applications import choosing, emails, keeping, resting
from applications.actions import notes
from applications.events import Event
from applications.keeping import Step, Why
from applications.models import ArchiveOpening, Hold, Keeping, Proof, RetentionRound
from applications.states import State
from coopstudio.db import locked
from coopstudio.durations.api import Kind, read
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.actions import consents
from members.models import DataRequest
from members.states import Purpose

COUNTED = ("warned", "erased", "cvs", "fiches", "talks", "proofs", "held", "failed")
"""What the report of a round counts."""

MOST_SHOWN = 5
"""Proofs that one look into the archive shows."""


class NotDue(Refused):
    message = "Rien n’est à faire pour ce dossier aujourd’hui."


class NotClosed(Refused):
    message = "Ce dossier n’est pas clos : il n’est pas question de l’effacer."


class AlreadyHeld(Refused):
    message = "Ce dossier est déjà retenu."


class AlreadyReleased(Refused):
    message = "Cette retenue est déjà levée."


class WithoutReason(Refused):
    message = "Dites pourquoi, en quelques mots : la personne le lira."


class WithoutName(Refused):
    message = "Cherchez quelqu’un : un nom ou une adresse, trois lettres au moins."


def tell_expiry(application, *, at):
    """Tell the person, once and then once more, the day on which their application goes."""
    today = timezone.localdate(at)
    with locked(application) as application:
        plan = resting.plan_of(application, today=today)
        if plan is None or plan.step not in {Step.FIRST, Step.LAST}:
            raise NotDue
        kept, _ = Keeping.objects.get_or_create(application=application)
        is_last = plan.step == Step.LAST
        soonest = today + keeping.AT_LEAST if is_last else today + plan.notices[1]
        kept.told_on = max(plan.erase_on, soonest)
        kept.rule_on = plan.rule_on
        kept.first_notice_at = kept.first_notice_at if is_last else at
        kept.last_notice_at = at if is_last else None
        kept.save()
        record(Event.EXPIRY_TOLD, application, on=f"{kept.told_on}")
        path, has_left = choosing.path_to(kept), plan.why == Why.FORMER
        emails.expiry(application, on=kept.told_on, is_last=is_last, has_left=has_left, path=path)
    return kept


def keep_longer(application, *, at, text):
    """The person chooses that it be kept one year more, to be written to. ``text``: as read."""
    today = timezone.localdate(at)
    with locked(application) as application:
        if application.state not in {State.DECLINED, State.WITHDRAWN, State.INVITED}:
            raise NotClosed
        kept, _ = Keeping.objects.get_or_create(application=application)
        kept.kept_until = longer_until(today)
        kept.first_notice_at = kept.last_notice_at = kept.told_on = kept.rule_on = None
        kept.link_key = uuid.uuid4()
        kept.save()
        consents.give(application.person, Purpose.KEEP, text=text, at=at)
        record(Event.KEPT_LONGER, application, by=application.person, on=f"{kept.kept_until}")
    return kept


def longer_until(today):
    """The day until which somebody who chooses so today is kept."""
    return keeping.add_months(today, 12 * read().on(Kind.LONGER, today))


def hold(application, *, by, at, why, warned=False):
    """A dispute is open: nothing of this dossier goes until somebody lifts it. ``warned``:
    sensitive words were shown, and confirmed."""
    if not why.strip():
        raise WithoutReason
    with locked(application) as application:
        if application.state in {State.DRAFT, State.ERASED}:
            raise NotClosed
        if application.holds.filter(lifted_at=None).exists():
            raise AlreadyHeld
        held = Hold.objects.create(application=application, why=why, by=by, placed_at=at)
        record(Event.HELD, application, by=by)
        if warned:
            notes.confirm_note(application, by=by)
    return held


def release(held, *, by, at):
    """The dispute is over: the days count again."""
    with locked(held) as held:
        if held.lifted_at:
            raise AlreadyReleased
        held.lifted_at, held.lifted_by = at, by
        held.save(update_fields=["lifted_at", "lifted_by"])
        record(Event.RELEASED, held.application, by=by)
    return held


@transaction.atomic
def open_archive(words, *, by, at, why):
    """Look for somebody in the closed archive, and say why. Returns the last proofs, few at most,
    and how many more answer to that name."""
    words = " ".join(words.split())
    if len(words) < 3:
        raise WithoutName
    if not why.strip():
        raise WithoutReason
    found = _named(words).order_by("-told_on", "-pk")
    shown, more = list(found[:MOST_SHOWN]), max(found.count() - MOST_SHOWN, 0)
    ArchiveOpening.objects.create(by=by, at=at, why=why, found=len(shown))
    return shown, more


def _named(words):
    """The proofs of that whole name, accents and capitals aside, or of that address."""
    asked = _plain(Value(words))
    whole = Concat("first_name", Value(" "), "last_name", output_field=TextField())
    turned = Concat("last_name", Value(" "), "first_name", output_field=TextField())
    named = {"whole": _plain(whole), "turned": _plain(turned), "last": _plain("last_name")}
    here = Q(whole=asked) | Q(turned=asked) | Q(last=asked) | Q(email__iexact=words)
    return Proof.objects.alias(**named).filter(here)


def _plain(words):
    return Func(words, function="fr_order", output_field=TextField())


def drop_requests(*, before):
    """Requests about one's data, answered for years, go."""
    DataRequest.objects.filter(answered_at__date__lt=before).delete()


def report(*, at, **counts):
    """Write down what a round did, in numbers."""
    return RetentionRound.objects.create(at=at, **counts)
