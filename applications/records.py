"""The fiche of a former member: until when it is kept, and what holds it still.

The membership ended: three months later, after two notices, what the person had given goes with
their account; the line of the register, the accounts and the decisions stay. Nothing goes while
somebody still needs to reach the person: a fee to settle, an advance to give back, a procedure, an
office, a request, a candidature that is kept. To the dead nothing is written: their fiche goes on
its day. Source: specification 2.3 and 5.2; CNIL, fichiers de membres des associations.
"""

from datetime import UTC, datetime

from django.db.models import Case, CharField, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from applications import keeping
from applications.keeping import Plan, Stay, Step, Why
from applications.models import Application, Conversation, FicheKeeping, Hold
from applications.states import State
from coopstudio.durations.api import Kind, read
from coopstudio.mail.models import Letter
from members.models import (
    DataRequest,
    Exclusion,
    FeeCall,
    FeePayment,
    FormalNotice,
    Membership,
    MembershipRequest,
    Office,
    Person,
)
from members.querysets.days import open_on
from members.states import FeeLabel

mine = Q(person=OuterRef("pk"))


def former(people=None, *, today):
    """Those whose every membership ended, and whose fiche was not erased since; with ``left_on``,
    what holds it (``stay``), and what they were told."""
    theirs = Membership.objects.filter(mine)
    found = Person.objects.all() if people is None else people
    kept = FicheKeeping.objects.filter(mine)
    asked = MembershipRequest.objects.filter(mine).order_by("-requested_at")
    found = found.filter(Exists(theirs), erased_at=None, joined_to=None).exclude(
        Exists(theirs.filter(Q(ended_on=None) | Q(ended_on__gte=today)))
    )
    return (
        found.annotate(
            left_on=Subquery(theirs.order_by("-ended_on").values("ended_on")[:1]),
            first_notice_at=Subquery(kept.values("first_notice_at")[:1]),
            last_notice_at=Subquery(kept.values("last_notice_at")[:1]),
            told_on=Subquery(kept.values("told_on")[:1]),
            told_rule_on=Subquery(kept.values("rule_on")[:1]),
            posted_at=Subquery(_notices().posted().values("sent_at")[:1]),
            asked_at=Subquery(asked.values("requested_at")[:1]),
        )
        .exclude(
            Exists(kept.filter(erased_at__date__gt=OuterRef("left_on"))),
            ~Exists(kept.filter(erased_at__lt=OuterRef("asked_at"))),
        )
        .annotate(stay=_stay(today))
    )


def plans(*, today):
    """(person, Plan) of every former member whose fiche is still there, the soonest first."""
    durations = read()
    found = [(one, plan(one, today=today, durations=durations)) for one in former(today=today)]
    return sorted(found, key=lambda pair: (pair[1].erase_on, pair[0].pk))


def plan_of(person, *, today):
    """The Plan of one person's fiche; None for who is a member, never was, or left none."""
    facts = former(Person.objects.filter(pk=person.pk), today=today).first()
    return plan(facts, today=today, durations=read()) if facts else None


def plan(facts, *, today, durations):
    """The Plan of one fiche. ``facts``: a Person as ``former`` gives it."""
    stay = Stay(facts.stay)
    if stay == Stay.POST and facts.deceased_on:
        stay = Stay.NOTHING
    began = _counts_from(facts)
    months = durations.promised(Kind.FORMER, since=began, today=today)
    rule_on = keeping.add_months(began, months)
    if facts.deceased_on:
        erase_on, step = rule_on, Step.ERASE if today >= rule_on else Step.NOTHING
    else:
        _count_from_post(facts)
        erase_on, step = keeping.steps(facts, rule_on, keeping.SHORT, today)
    why = Why.DECEASED if facts.deceased_on else Why.FICHE
    return Plan(why, rule_on, erase_on, Step.NOTHING if stay else step, keeping.SHORT, stay)


def _counts_from(facts):
    """The day from which it counts: they left, or asked later to return, in vain."""
    asked_on = timezone.localdate(facts.asked_at) if facts.asked_at else facts.left_on
    return max(facts.left_on, asked_on)


def _count_from_post(facts):
    """A notice on paper tells from the day that somebody posts it."""
    if facts.told_on and facts.posted_at:
        least = keeping.AT_LEAST if facts.last_notice_at else keeping.SHORT[1]
        facts.told_on = max(facts.told_on, timezone.localdate(facts.posted_at) + least)


def born(membership):
    """The instant by which the list « ne pas restaurer » knows a membership: it never changes."""
    return datetime.combine(membership.decided_on, datetime.min.time(), UTC)


def _notices():
    """The notices of this fiche that go by post."""
    name = Concat(Value("members.person:"), Cast(OuterRef("pk"), CharField()))
    return Letter.objects.by_post().filter(kind="applications.fiche_expiry", about=name)


def _stay(today):
    """What holds the fiche still, the gravest first; nothing otherwise."""
    held = Hold.objects.filter(application__person=OuterRef("pk"), lifted_at=None)
    owed = FeeCall.objects.standing(on=today).filter(mine)
    case = Q(membership__person=OuterRef("pk"))
    causes = [
        (Stay.HELD, held),
        (Stay.PROCEDURE, Exclusion.objects.open().filter(case)),
        (Stay.PROCEDURE, FormalNotice.objects.open().filter(case)),
        (Stay.OWES, owed.filter(label__in=[FeeLabel.WAITING, FeeLabel.LATE])),
        (
            Stay.GIVE_BACK,
            FeePayment.objects.to_give_back(on=today).filter(call__person=OuterRef("pk")),
        ),
        (Stay.OFFICE, Office.objects.filter(open_on(today), mine)),
        (Stay.RETURNS, MembershipRequest.objects.open().filter(mine)),
        (Stay.FROZEN, Person.objects.filter(pk=OuterRef("pk")).exclude(frozen_since=None)),
        (Stay.ASKED, DataRequest.objects.open().filter(mine)),
        (Stay.DOSSIER, Application.objects.filter(mine).exclude(state=State.ERASED)),
        (Stay.DOSSIER, Conversation.objects.filter(mine)),
        (Stay.POST, _notices().filter(state=Letter.State.PAPER)),
    ]
    return Case(
        *[When(Exists(rows), then=Value(f"{stay.value}")) for stay, rows in causes],
        default=Value(""),
    )
