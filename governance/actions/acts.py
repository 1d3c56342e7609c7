"""The paper that the law asks: drafted from the decision, signed, attached once, numbered (4.7)."""

from django.db import transaction
from django.utils import timezone

from coopstudio.db import locked, one_at_a_time
from coopstudio.files.api import take_in
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance import documents
from governance.actions import decisions, tensions
from governance.events import Event
from governance.models import LegalAct
from governance.register.keeping import keeps_papers
from governance.states import ActKind, Wish


class NoActAwaited(Refused):
    message = "Aucun acte n’est attendu pour cette décision."


class AlreadySigned(Refused):
    message = "L’acte signé est déjà joint : il ne change plus."


class OnlyPapers(Refused):
    message = "La personne qui tient le secrétariat du cercle, ou son leader, joint l’acte."


class SignedLater(Refused):
    message = "La date de signature est dans le futur : l’acte se joint une fois signé."


class SignedBefore(Refused):
    message = (
        "Cet acte a été signé avant que le cercle ne consente : inscrivez-le comme un acte signé "
        "sans décision, le cercle en sera saisi."
    )


def prepare(decision, *, by, at):
    """Ask for the draft of the act, filled in from the decision: its number, version, college."""
    with locked(decision) as decision:
        _check(decision, by=by, at=at)
        draft = documents.act_draft(decision)
        record(Event.ACT_PREPARED, decision, by=by)
    return draft


def attach(decision, *, by, at, upload, signed_on, signed_by):
    """Attach the signed act, once: from its signature the decision is in force."""
    with locked(decision) as decision:
        _check(decision, by=by, at=at)
        _check_day(signed_on, at=at)
        if signed_on < timezone.localdate(decision.adopted_at):
            raise SignedBefore
        act = _write(
            decision.act_kind, by=by, at=at, upload=upload, signed_on=signed_on,
            signed_by=signed_by, decision=decision, title=decision.title,
            draft=documents.drafts_of(decision).first(),
        )  # fmt: skip
        record(Event.ACT_ATTACHED, decision, by=by, act=act.pk)
        decisions.proceed(decision, at=at)
    return act


def enter_unbacked(circle, *, by, at, kind, title, upload, signed_on, signed_by):
    """Write down an act that was signed without a decision of a circle: the register tells what is,
    and the circle is told by a tension."""
    if not keeps_papers(by, circle, on=timezone.localdate(at)):
        raise OnlyPapers
    _check_day(signed_on, at=at)
    with transaction.atomic():
        act = _write(
            kind, by=by, at=at, upload=upload, signed_on=signed_on, signed_by=signed_by,
            title=title,
        )  # fmt: skip
        record(Event.ACT_UNBACKED, act, by=by, circle=circle.pk)
        tensions.drop(
            circle, by=None, at=at, wish=Wish.DECIDE, key=f"acte:{act.pk}",
            subject="Un acte a été signé sans décision consentie",
            words=f"« {title} », signé par {signed_by} le {signed_on:%d/%m/%Y} : aucun cercle n’y "
            "a consenti.",
        )  # fmt: skip
    return act


def take_register(written, *, by, at):
    """Take the register of the sole associate on paper, as it stands that day."""
    with transaction.atomic():
        paper = documents.act_register(written, on=timezone.localdate(at))
        record(Event.ACT_REGISTER_TAKEN, written[-1], by=by, lines=len(written))
    return paper


def _write(kind, *, upload, **facts):
    number = None
    if kind == ActKind.SOLE_ASSOCIATE:
        one_at_a_time("governance.sole_associate_register")
        last = LegalAct.objects.of_the_sole_associate().last()
        number = last.register_number + 1 if last else 1
    signed = take_in(upload)
    return LegalAct.objects.create(kind=kind, signed=signed, register_number=number, **facts)


def _check(decision, *, by, at):
    if not decision.act_kind:
        raise NoActAwaited
    if LegalAct.objects.filter(decision=decision).exists():
        raise AlreadySigned
    if not keeps_papers(by, decision.kept_by, on=timezone.localdate(at)):
        raise OnlyPapers


def _check_day(signed_on, *, at):
    if signed_on > timezone.localdate(at):
        raise SignedLater
