"""What the rule of the retention must know of each closed application, in one question."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils import timezone

from applications import keeping
from applications.events import Event
from applications.models import Application, Conversation, Hold, Keeping, Message
from applications.states import State
from coopstudio.durations.api import Kind, read
from coopstudio.journal.models import Entry
from members.models import (
    Consent,
    DataRequest,
    Invitation,
    Membership,
    MembershipRequest,
    Person,
)
from members.states import WAITING_REQUESTS, Purpose

ENDS = [Event.DECLINED, Event.WITHDRAWN]
CLOSED = [State.DECLINED, State.WITHDRAWN, State.INVITED]
LAST_LEFT = F("ended_on").desc(nulls_first=True)
"""One that goes on comes before those that ended: its day is None."""


def resting(applications=None):
    """Closed applications, with ``ended_at``, the last own gesture, the accord, the notices."""
    found = Application.objects.all() if applications is None else applications
    found = found.alias(sent_on=TruncDate("submitted_at"))
    return found.filter(state__in=CLOSED, person__isnull=False).annotate(
        ended_at=Coalesce(_end(), F("touched_at")),
        spoke_at=Greatest(F("touched_at"), Coalesce(_last_words(), F("touched_at"))),
        agreed_at=Subquery(_theirs(Consent, withdrawn_at=None, purpose=Purpose.KEEP)("given_at")),
        invited_until=Subquery(_theirs(Invitation)("-expires_on", "expires_on")),
        joined_on=Subquery(_memberships().order_by("started_on").values("started_on")[:1]),
        left_on=Subquery(_memberships().order_by(LAST_LEFT).values("ended_on")[:1]),
        has_asked=Exists(MembershipRequest.objects.open().filter(person=OuterRef("person"))),
        is_held=Exists(Hold.objects.filter(application=OuterRef("pk"), lifted_at=None)),
        is_owed=Exists(DataRequest.objects.open().filter(person=OuterRef("person"))),
        frozen_since=F("person__frozen_since"),
        first_notice_at=_kept("first_notice_at"),
        last_notice_at=_kept("last_notice_at"),
        told_on=_kept("told_on"),
        told_rule_on=_kept("rule_on"),
        kept_until=_kept("kept_until"),
    )


def plans(*, today):
    """(application, Plan) of every closed application of which something will be due one day."""
    found = resting().select_related("person").defer("what", "for_whom", "where", "path", "search")
    durations = read()
    planned = (
        (one, keeping.plan(one, today=today, durations=durations))
        for one in found.order_by("number")
    )
    return [(one, plan) for one, plan in planned if plan is not None]


def unheld(memberships):
    """Of these ended memberships, those that no dispute, no question and no freeze holds."""
    held = Hold.objects.filter(lifted_at=None).values("application__person")
    asked = DataRequest.objects.open().values("person")
    found = memberships.filter(person__frozen_since=None)
    found = found.exclude(person__in=held).exclude(person__in=asked)
    return found.select_related("person").order_by("ended_on", "pk")


def plan_of(application, *, today):
    """The Plan of one application; None while it is open, or when nothing is ever due."""
    facts = resting(Application.objects.filter(pk=application.pk)).first()
    return keeping.plan(facts, today=today, durations=read()) if facts else None


def forgotten_people(people, *, before):
    """Among ``people``, those of whom nothing is left here, unseen since ``before``."""
    today = timezone.localdate(before)
    seen = Q(last_login__gte=before) | Q(known_since__gte=before)
    return _awaiting_nothing(people, today).filter(conversations=None).exclude(seen)


def quiet_talks(*, today):
    """Closed questions, beside any application, of people whom the register knows: their thread is
    no part of it, and goes as long after its end as everybody's."""
    owed = DataRequest.objects.open().filter(person=OuterRef("person"))
    held = Hold.objects.filter(application__person=OuterRef("person"), lifted_at=None)
    registered = Q(person__memberships__isnull=False) | Q(person__offices__isnull=False)
    found = Conversation.objects.filter(registered, long_closed(today), application=None)
    return found.exclude(Exists(owed)).exclude(Exists(held)).distinct()


def quiet_people(*, today):
    """People of whom only questions are known, every one of them closed for three months."""
    theirs = Conversation.objects.filter(person=OuterRef("pk"))
    found = _awaiting_nothing(Person.objects.all(), today)
    return found.filter(Exists(theirs)).exclude(Exists(theirs.exclude(long_closed(today))))


def long_closed(today):
    """Closed for as long as what was closed that day is kept."""
    closed = Q(pk__in=[])
    for start, end, months in read().spans(Kind.CLOSED, today=today):
        span = Q(closed_at__date__gte=start, closed_at__date__lt=end or date.max)
        closed |= span & Q(closed_at__date__lte=keeping.add_months(today, -months))
    return Q(closed_at__isnull=False) & closed


def _awaiting_nothing(people, today):
    """Those of whom the house has no application, who belong nowhere, are invited to nothing, and
    to whom it owes no answer about their data."""
    owed = DataRequest.objects.open().filter(person=OuterRef("pk"))
    return (
        people.filter(erased_at=None, memberships=None, offices=None)
        .exclude(applications__isnull=False)
        .exclude(invitations__expires_on__gte=today)
        .exclude(requests__state__in=WAITING_REQUESTS)
        .exclude(Exists(owed))
        .distinct()
    )


def _end():
    """When the journal says that the process ended, the last time it did."""
    entries = Entry.objects.filter(
        subject_kind=Application._meta.label_lower, subject_id=OuterRef("pk"), event__in=ENDS
    )
    return Subquery(entries.order_by("-at", "-pk").values("at")[:1])


def _last_words():
    theirs = Message.objects.filter(side="person", conversation__person=OuterRef("person"))
    return Subquery(theirs.order_by("-at").values("at")[:1])


def _memberships():
    """Those to which this application led, or that went on beside it: none had ended before."""
    theirs = Membership.objects.filter(person=OuterRef("person"))
    return theirs.exclude(ended_on__lt=OuterRef("sent_on"))


def _theirs(model, **facts):
    """Rows of the same person, as a maker of one column: ``(order, column)`` or ``(column)``."""
    rows = model.objects.filter(person=OuterRef("person"), **facts)
    return lambda *words: rows.order_by(words[0]).values(words[-1])[:1]


def _kept(field):
    return Subquery(Keeping.objects.filter(application=OuterRef("pk")).values(field)[:1])
