"""The round of the retention: what is due and not done, one row at a time, then a report.

No round ever refuses anybody: nothing here leads to « sans suite », and a test watches over it.
"""

from collections import Counter
from contextlib import suppress

from django.db.models import ObjectDoesNotExist
from django.utils import timezone

from applications import keeping, resting
from applications.actions.keeping import erasing, retention
from applications.keeping import Step
from applications.models import Conversation, Hold, Proof
from coopstudio.refusals import Refused
from members.actions.erasing import anonymise
from members.models import DataRequest, Person

ACTS = {
    Step.FIRST: ("warned", retention.tell_expiry),
    Step.LAST: ("warned", retention.tell_expiry),
    Step.ERASE: ("erased", lambda one, *, at: erasing.erase(one, by=None, at=at)),
    Step.ERASE_CV: ("cvs", erasing.erase_cv),
}


def tend_kept(*, at):
    """Tell those whose day comes, erase those whose day has come. Returns the RetentionRound."""
    today, done = timezone.localdate(at), Counter()
    for application, plan in resting.plans(today=today):
        done["held"] += plan.is_held
        if plan.step:
            name, act = ACTS[plan.step]
            done[name] += _did(act, application, at=at)
    for talk in quiet_talks(today=today):
        done["erased"] += _did(erasing.erase_person, talk.person, by=None, at=at)
    for asked in asked_to_erase():
        done["erased"] += _did(keep_word, asked, at=at)
    for person in resting.forgotten_people(Person.objects.all(), before=_long_ago(at)):
        _did(anonymise, person, by=None, at=at)
    for proof in Proof.objects.filter(drop_on__lte=today):
        done["proofs"] += _did(erasing.drop_proof, proof)
    retention.drop_requests(before=keeping.add_months(today, -12 * retention.REQUEST_YEARS))
    return retention.report(at=at, **{name: done[name] for name in retention.COUNTED})


def quiet_talks(*, today):
    """Questions, closed for three months, of people of whom nothing else is known."""
    before = keeping.add_months(today, -retention.CLOSED_MONTHS)
    closed = Conversation.objects.filter(application=None, closed_at__date__lte=before)
    alone = closed.filter(person__applications=None, person__memberships=None, person__offices=None)
    return alone.exclude(person__conversations__closed_at=None).select_related("person")


def asked_to_erase():
    """Those who asked to be erased while a hold forbade it, and whom nothing holds any more."""
    asked = DataRequest.objects.open().filter(kind=DataRequest.Kind.ERASURE)
    held = Hold.objects.filter(lifted_at=None).values("application__person")
    return asked.exclude(person__in=held).select_related("person")


def keep_word(asked, *, at):
    """What was promised while it was held is done; the last letter is the answer."""
    erasing.erase_person(asked.person, by=asked.person, at=at)
    asked.delete()


def _long_ago(at):
    return at - timezone.timedelta(days=31 * retention.CLOSED_MONTHS)


def _did(act, thing, **words):
    """Whether it was done; what was not due any more, or has gone meanwhile, is left alone."""
    with suppress(Refused, ObjectDoesNotExist):
        act(thing, **words)
        return 1
    return 0
