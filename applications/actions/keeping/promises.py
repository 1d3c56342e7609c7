"""Nobody is refused by silence: when a promised answer comes due, its founders are told."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from applications import emails
from applications.events import Event
from applications.models import Application, PromiseAlert
from applications.states import OWED
from coopstudio.french.workdays import add_working_days
from coopstudio.journal.api import record
from members.models import Person

AHEAD = 2
"""Working days before the promised day."""

SOON, DUE = PromiseAlert.Step.SOON, PromiseAlert.Step.DUE


def promised(step, *, today):
    """Applications whose promise reaches this step, and of which nobody was told yet."""
    last = today if step == DUE else add_working_days(today, AHEAD)
    owed = Application.objects.filter(state__in=OWED, answer_by__lte=last)
    if step == SOON:
        owed = owed.filter(answer_by__gt=today)
    told = PromiseAlert.objects.filter(
        step=step, application=OuterRef("pk"), promised_on=OuterRef("answer_by")
    )
    return list(owed.exclude(Exists(told)).order_by("answer_by", "number"))


@transaction.atomic
def alert(*, at):
    """One letter to each founder, with the numbers of all whose answer is due; each once."""
    today = timezone.localdate(at)
    due, soon = promised(DUE, today=today), promised(SOON, today=today)
    news = [(step, one) for step, ones in ((DUE, due), (SOON, soon)) for one in ones]
    fresh = {step: [one for kind, one in news if kind == step and _note(one, step, at)]
             for step in (DUE, SOON)}  # fmt: skip
    if not any(fresh.values()):
        return []
    for founder in Person.objects.of_foundation(on=today):
        theirs = {step: _lines(ones, founder) for step, ones in fresh.items()}
        if any(theirs.values()):
            emails.promise(founder, soon=theirs[SOON], due=theirs[DUE], on=today)
    return fresh[DUE] + fresh[SOON]


def _note(application, step, at):
    """Whether this promise is told for the first time."""
    _, is_new = PromiseAlert.objects.get_or_create(
        application=application,
        promised_on=application.answer_by,
        step=step,
        defaults={"at": at},
    )
    if is_new:
        record(Event.PROMISE_NEAR, application, step=f"{step}", on=f"{application.answer_by}")
    return is_new


def _lines(applications, founder):
    """Numbers and days: a name may be folded. Nobody is told of their own."""
    return [
        {"reference": one.reference, "on": one.answer_by}
        for one in applications
        if one.person_id != founder.pk
    ]
