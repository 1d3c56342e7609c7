"""The round of the retention: what is due and not done, one row at a time, then a report.

No round ever refuses anybody: nothing here leads to « sans suite », and a test watches over it.
"""

from collections import Counter

from django.utils import timezone

from applications import keeping, records, resting
from applications.actions.keeping import erasing, fiches, retention
from applications.keeping import Step
from applications.models import Hold, Proof
from coopstudio.db import locked
from coopstudio.durations.api import Kind, read
from coopstudio.tending import alone
from members.actions.life import forgetting
from members.models import DataRequest, Person

COUNTS = {Step.FIRST: "warned", Step.LAST: "warned", Step.ERASE: "erased", Step.ERASE_CV: "cvs"}
"""Under which name of the report each step is counted."""

FICHE_COUNTS = {Step.FIRST: "warned", Step.LAST: "warned", Step.ERASE: "fiches"}


def tend_kept(*, at):
    """Tell those whose day comes, erase those whose day has come. Returns the RetentionRound."""
    today, done, durations = timezone.localdate(at), Counter(), read()
    for asked in asked_to_erase():
        with alone(asked, done):
            keep_word(asked, at=at)
            done["erased"] += 1
    _tend_applications(done, durations, at=at)
    for person in resting.quiet_people(today=today):
        with alone(person, done):
            _forget_questions(person, at=at)
            done["erased"] += 1
    for talk in resting.quiet_talks(today=today):
        with alone(talk, done):
            _forget_talk(talk, at=at)
            done["talks"] += 1
    _tend_fiches(done, at=at)
    long_ago = _long_ago(at)
    for person in resting.forgotten_people(Person.objects.all(), before=long_ago):
        with alone(person, done):
            _forget(person, at=at)
    for proof in Proof.objects.filter(drop_on__lte=today):
        with alone(proof, done):
            erasing.drop_proof(proof)
            done["proofs"] += 1
    _forget_lives(done, at=at)
    retention.drop_requests(
        before=keeping.add_months(today, -12 * durations.on(Kind.REQUEST, today))
    )
    return retention.report(at=at, **{name: done[name] for name in retention.COUNTED})


def _tend_applications(done, durations, *, at):
    today = timezone.localdate(at)
    for application in resting.resting().order_by("number"):
        with alone(application, done):
            plan = keeping.plan(application, today=today, durations=durations)
            if plan:
                done["held"] += bool(plan.stay)
                _step(application, plan.step, at=at)
                done[COUNTS.get(plan.step)] += 1


def _tend_fiches(done, *, at):
    """Once their candidature and their questions went, so that one night is enough for all."""
    for person, plan in records.plans(today=timezone.localdate(at)):
        with alone(person, done):
            _step_of_fiche(person, plan.step, at=at)
            done[FICHE_COUNTS.get(plan.step)] += 1


def asked_to_erase():
    """Those who asked to be erased while a hold forbade it, and whom nothing holds any more."""
    asked = DataRequest.objects.open().filter(kind=DataRequest.Kind.ERASURE)
    held = Hold.objects.filter(lifted_at=None).values("application__person")
    return asked.exclude(person__in=held).select_related("person")


def keep_word(asked, *, at):
    """What was promised while it was held is done; the last letter is the answer."""
    with locked(asked) as asked:
        if asked.answered_at:
            raise retention.NotDue
        erasing.erase_person(asked.person, by=asked.person, at=at)
        asked.delete()


def _step(application, step, *, at):
    """What is due, asked again under the lock: the person may have chosen a minute ago."""
    if step in {Step.FIRST, Step.LAST}:
        retention.tell_expiry(application, at=at)
    elif step:
        with locked(application) as application:
            _refuse_unless_due(application, step, at)
            if step == Step.ERASE:
                erasing.erase(application, by=None, at=at)
            else:
                erasing.erase_cv(application, at=at)


def _step_of_fiche(person, step, *, at):
    if step in {Step.FIRST, Step.LAST}:
        fiches.tell(person, at=at)
    elif step:
        fiches.erase_due(person, at=at)


def _refuse_unless_due(application, step, at):
    plan = resting.plan_of(application, today=timezone.localdate(at))
    if plan is None or plan.step != step:
        raise retention.NotDue


def _forget_questions(person, *, at):
    with locked(person) as person:
        if not resting.quiet_people(today=timezone.localdate(at)).filter(pk=person.pk).exists():
            raise retention.NotDue
        erasing.erase_person(person, by=None, at=at)


def _forget_talk(talk, *, at):
    with locked(talk) as talk:
        if not resting.quiet_talks(today=timezone.localdate(at)).filter(pk=talk.pk).exists():
            raise retention.NotDue
        erasing.erase_talk(talk, at=at)


def _forget(person, *, at):
    with locked(person) as person:
        themselves = Person.objects.filter(pk=person.pk)
        if not resting.forgotten_people(themselves, before=_long_ago(at)).exists():
            raise retention.NotDue
        erasing.forget_person(person, by=None, at=at)


def _forget_lives(done, *, at):
    for membership in resting.unheld(forgetting.due(on=timezone.localdate(at))):
        with alone(membership, done):
            forgetting.forget_words(membership, at=at)


def _long_ago(at):
    months = read().on(Kind.CLOSED, timezone.localdate(at))
    return at - timezone.timedelta(days=31 * months)
