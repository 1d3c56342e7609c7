"""An application is erased for good: of it one may count, and of its person say nothing."""

import uuid
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.utils import timezone

from applications import calendars, emails, keeping, sweeping
from applications.actions import applications
from applications.actions.keeping import fiches, forgetting
from applications.events import Event
from applications.models import Application, Conversation, Proof, Skeleton
from applications.states import UNDER_WAY, Ending, Outcome, State
from coopstudio.db import locked
from coopstudio.durations.api import Kind, read
from coopstudio.journal.api import record
from coopstudio.mail import erasing as post
from coopstudio.refusals import Refused
from members.actions.erasing import anonymise, belongs
from members.models import Person
from members.rights import addresses, erasures

LONGEST = 32_767  # days: what a small column holds


class IsHeld(Refused):
    message = (
        "Ce dossier est retenu : un différend est ouvert, et la loi permet de garder ce qui sert à "
        "l’instruire. Rien ne s’efface avant la levée de cette retenue."
    )


class StillADraft(Refused):
    message = "Un brouillon ne s’efface pas ainsi : il se supprime, sans laisser de trace."


def erase(application, *, by, at, tells=True):
    """Erase one application, with all that hangs on it; its person too if nothing else is left.

    ``tells``: a last letter says so (never after a restoration: it was said once). The address
    lives until that letter has left: see ``forget_addresses``.
    """
    with locked(application) as application:
        person = _refuse_if_kept(application)
        is_awaited = _is_awaited(application, by)
        meeting = application.meetings.open().filter(at__isnull=False).first()
        if application.is_open:
            applications.take_back(application, by=by, at=at)
        elif application.state == State.INVITED:
            applications.close_invitation(person, by=by, on=timezone.localdate(at))
        if is_awaited and tells:
            _tell_founders(application, at)
        erasures.note(application, born=application.started_at, at=at)
        _count(application, at)
        _prove(application)
        known, is_last = _addresses(person, application), not _has_more(person, application)
        _forget_letters(application, person, known, stop=is_last)
        if tells:
            emails.erased(application, is_last=is_last, calendar=_cancelled(meeting, is_last, at))
        papers = _empty(application, at)
        record(Event.ERASED, application, by=by, papers=papers)
        if is_last:
            _forget_at(person, known, by=by, at=at)
    return application


@transaction.atomic
def erase_person(person, *, by, at, tells=True):
    """Erase all that somebody gave and all that was written of them, drafts and questions too."""
    applications.lock_with_applications([person.pk])
    if person.applications.filter(holds__in=_holds()).exists():
        raise IsHeld
    drafts = person.applications.filter(state=State.DRAFT)
    talks = person.conversations.filter(application=None)
    gone, had_talks = [*drafts, *talks], talks.exists()
    for one in gone:
        born = one.started_at if isinstance(one, Application) else one.begun_at
        erasures.note(one, born=born, at=at)
    sweeping.take_away(Application, drafts)
    sweeping.take_away(Conversation, talks)
    post.forget_words(addresses.those_of(person), about=gone, kinds="applications.", stop=False)
    goes = _fiche_goes(person, by=by, at=at)
    if goes:
        fiches.stop_letters(person)
    sent = list(person.applications.exclude(state=State.ERASED).order_by("number"))
    for application in sent:
        erase(application, by=by, at=at, tells=tells)
    if not sent and not belongs(person):
        forget_person(person, by=by, at=at, tells=tells and had_talks)
    elif belongs(person):
        person.consents.all().delete()
        if goes:
            fiches.erase(person, by=by, at=at, tells=tells, stops=False)


def _fiche_goes(person, *, by, at):
    """Whether somebody who left erases their fiche too, with their own hand."""
    is_theirs = by is not None and by.pk == person.pk and belongs(person)
    return is_theirs and fiches.is_free(person, on=timezone.localdate(at))


@transaction.atomic
def forget_person(person, *, by, at, tells=False):
    """Somebody who only asked a question, only began a draft, or of whom nothing is left here."""
    known = addresses.those_of(person)
    post.forget_words(known, about=[person, *person.joined.all()], stop=True)
    if tells:
        emails.erased_person(person)
    _forget_at(person, known, by=by, at=at)


def erase_cv(application, *, at):
    """The CV of somebody who has been a member for long enough goes; the rest stays."""
    with locked(application) as application:
        _refuse_if_kept(application)
        cv, application.cv = application.cv, None
        application.save(update_fields=["cv"])
        if cv:
            sweeping.erase_file(cv)
            record(Event.CV_ERASED, application)
    return application


def erase_talk(conversation, *, at):
    """A question closed long ago by somebody whom the register knows: the thread goes, and its
    letters' words; the person stays."""
    with locked(conversation) as conversation:
        erasures.note(conversation, born=conversation.begun_at, at=at)
        post.forget_words([], about=[conversation], stop=False)
        record(Event.TALK_ERASED, conversation)
        sweeping.take_away(Conversation, Conversation.objects.filter(pk=conversation.pk))


def drop_proof(proof):
    """Its years are over: the minimal proof leaves the archive."""
    with locked(proof) as proof:
        record(Event.PROOF_DROPPED, proof.application)
        proof.delete()


def forget_address(farewell):
    """Once the last letter has left, or will never leave, the address it went to is forgotten.

    Returns whether it is."""
    with locked(farewell) as farewell:
        letter, address = farewell.letter, farewell.address
        is_forgotten = post.forget_address(address, upto=letter)
        if is_forgotten:
            farewell.delete()
    return is_forgotten


def _refuse_if_kept(application):
    if application.state == State.DRAFT:
        raise StillADraft
    if application.holds.filter(lifted_at=None).exists():
        raise IsHeld
    return Person.objects.select_for_update(no_key=True).get(pk=application.person_id)


def _cancelled(meeting, is_last, at):
    """What takes the meeting out of their diary: the last letter carries it, no other leaves."""
    if meeting is None or not is_last:
        return ""
    meeting.refresh_from_db()
    return calendars.cancel(meeting, meeting.application, at=at)


def _holds():
    return Application._meta.get_field("holds").related_model.objects.filter(lifted_at=None)


def _is_awaited(application, by):
    """Whether founders still expect something: an answer, a day, a bulletin. The clock only erases
    an invited one long after its invitation."""
    if application.state == State.INVITED:
        return by is not None and not belongs(application.person)
    return application.state in UNDER_WAY


def _tell_founders(application, at):
    """They wait for nobody any more: they are told which number went, without a name."""
    founders = Person.objects.of_foundation(on=timezone.localdate(at))
    for founder in founders.exclude(pk=application.person_id):
        emails.erasure(application, founder)


def _count(application, at):
    told = application.decisions.filter(told_at__isnull=False).order_by("told_at").first()
    submitted = application.submitted_at
    Skeleton.objects.create(
        month=timezone.localdate(submitted).replace(day=1),
        version=application.version,
        trades=application.trades,
        department=department(application.postcode),
        ending=_ending(application),
        days_to_answer=_days(told.told_at - submitted) if told else None,
        days_in_all=_days(at - submitted),
    )


def _ending(application):
    if application.state == State.INVITED:
        return Ending.JOINED if application.person.memberships.exists() else Ending.INVITED
    return Ending.DECLINED if application.state == State.DECLINED else Ending.WITHDRAWN


def _prove(application):
    """Only an answer that somebody could dispute leaves a proof."""
    told = application.decisions.filter(outcome=Outcome.DECLINE, told_at__isnull=False)
    decision = told.order_by("told_at").last()
    if decision is None:
        return
    told_on = timezone.localdate(decision.told_at)
    Proof.objects.create(
        application=application,
        first_name=application.first_name,
        last_name=application.last_name,
        email=application.email,
        outcome=decision.outcome,
        reason=decision.parting.kind if decision.parting else "",
        submitted_on=timezone.localdate(application.submitted_at),
        told_on=told_on,
        drop_on=keeping.add_months(told_on, 12 * read().on(Kind.PROOF, told_on)),
    )


def _has_more(person, application):
    """Whether the house still has a reason to know this person."""
    others = person.applications.exclude(pk=application.pk).exclude(state=State.ERASED)
    talks = person.conversations.exclude(application=application)
    return belongs(person) or others.exists() or talks.exists()


def _addresses(person, application):
    """All those of the person, and the one that this application was given."""
    return {application.email.lower(), *addresses.those_of(person)}


def _forget_letters(application, person, known, *, stop):
    """Those about it and its thread; with the last one, those about its person too."""
    about = [application, *Conversation.objects.filter(application=application)]
    about += [person, *person.joined.all()] if stop else []
    post.forget_words(known, about=about, kinds="applications.", stop=stop)


def _empty(application, at):
    """Everything that somebody wrote, or that could say who it was. Returns the papers erased."""
    cv = application.cv
    sweeping.take_away(Conversation, Conversation.objects.filter(application=application))
    papers = sweeping.sweep(Application, [application.pk])
    application.move_to(State.ERASED)
    for field in Application._meta.concrete_fields:
        if field.name not in {"state"} and not field.generated:
            setattr(application, field.attname, _blank(field, getattr(application, field.attname)))
    month = timezone.localtime(application.submitted_at).replace(
        day=1, hour=12, minute=0, second=0, microsecond=0
    )
    application.submitted_at = application.started_at = application.touched_at = month
    application.answer_by = month.date()
    application.person = application.cv = application.crossed_at = application.confirmed_at = None
    application.paused_until, application.link_key = None, uuid.uuid4()
    application.erased_at = at
    application.save()
    if cv:
        sweeping.erase_file(cv)
    return papers


def _blank(field, value):
    """Words become empty, whatever table of words is added tomorrow; numbers and days stay."""
    if isinstance(field, ArrayField):
        return []
    if isinstance(field, models.BooleanField):
        return field.get_default()
    return "" if isinstance(field, models.CharField | models.TextField) else value


def _forget_at(person, known, *, by, at):
    anonymise(person, by=by, at=at)
    for address in known:
        forgetting.forget_address(address)


def department(postcode):
    """« 71 » of 71000, « 974 » of 97400; nothing for what is not a French postcode."""
    if len(postcode) != 5 or not postcode.isdigit():
        return ""
    return postcode[: 3 if postcode[:2] in {"97", "98"} else 2]


def _days(length):
    return min(max(length // timedelta(days=1), 0), LONGEST)
