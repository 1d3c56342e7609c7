"""What the clock triggers in governance. Each round asks what is due and not done."""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from coopstudio import clock
from coopstudio.celery import app
from coopstudio.tending import alone
from governance.actions import (
    consents,
    decisions,
    deeds,
    digests,
    elections,
    mandates,
    meetings,
    recalling,
    recurring,
    self_checks,
)
from governance.actions.circles import charter, founding, merging, tending
from governance.circles import health
from governance.models import (
    Circle,
    CircleMember,
    Decision,
    Deed,
    Election,
    Mandate,
    Meeting,
    Proposal,
    RoleTask,
    Round,
    SelfCheck,
)
from members.learning.waiting import silent_reviews


@app.task
def tend_register():
    """Texts of a closed circle pass to its parent; what waited for a decision is done; reviews are
    recalled a month before and on their day; a circle learns that nobody answers for a text."""
    now = clock.now()
    today = timezone.localdate(now)
    texts = Decision.objects.select_related("kept_by__parent", "version__responsible")
    for circle in Circle.objects.filter(pk__in=Decision.objects.forsaken().values("kept_by")):
        with alone(circle):
            decisions.hand_over(circle, to=circle.parent, by=None, at=now)
    for found, act in [
        (texts.to_proceed(today), decisions.proceed),
        (texts.to_recall(today), recalling.recall),
        (texts.told_on(today).standing(), recalling.watch),
    ]:
        for row in found:
            with alone(row):
                act(row, at=now)


@app.task
def tend_meetings():
    """The day before, circles are told once more; minutes that nobody corrected in the delay of a
    policy stand."""
    now = clock.now()
    for meeting in Meeting.objects.to_remind(now).select_related("circle"):
        with alone(meeting):
            meetings.remind(meeting, at=now)
    over = Round.objects.open().on_minutes().filter(closes_at__lte=now)
    for opened in over.select_related("meeting__circle"):
        with alone(opened):
            meetings.let_stand(opened, at=now)


@app.task
def tend_proposals():
    """Windows at a distance end at their hour, are extended once, then go to a meeting; only those
    who are awaited are reminded."""
    now = clock.now()
    for due, act in [
        (Proposal.objects.to_tend(), consents.remind),
        (Proposal.objects.to_tend(), consents.tend),
    ]:
        for row in due.select_related("circle", "carrier"):
            with alone(row):
                act(row, at=now)


@app.task
def tend_elections():
    """The day before ballots open, those whose ballot is missing are told, and nobody else."""
    now = clock.now()
    for election in Election.objects.to_remind(now):
        with alone(election):
            elections.remind(election, by=None, at=now)


@app.task
def tend_deeds():
    """What comes back with a role is asked of who holds it; an action follows a role that changed
    hands; who is late is told once."""
    now = clock.now()
    today = timezone.localdate(now)
    recent = Deed.objects.late(on=today).filter(due_on__gte=today - timedelta(days=7))
    for due, act in [
        (RoleTask.objects.near(by=today + timedelta(days=recurring.AHEAD)), recurring.fall_due),
        (Deed.objects.open().exclude(task=None), recurring.hand_over),
        (recent, deeds.recall),
    ]:
        for row in due:
            with alone(row):
                act(row, at=now)


@app.task
def tend_digests():
    """Write to those whose letter of the week, or of the day, was not written."""
    now = clock.now()
    for person in digests.awaited_by(at=now):
        with alone(person):
            digests.send(person, at=now)


@app.task
def tend_circles():
    """Mandates end on their day, and are recalled before; who has left the association leaves its
    circles; projects that were given up go; two circles that decided it become one on its day; what
    a circle should talk of is in its basket; a self-check ends with its window."""
    now = clock.now()
    today = timezone.localdate(now)
    mandates_held = Mandate.objects.select_related("circle", "person", "role")
    near = today + timedelta(days=max(tending.RECALLED))
    for due, act in [
        (CircleMember.objects.forsaken(today).select_related("person"), tending.let_go),
        (mandates_held.over(today), mandates.expire),
        (mandates_held.near(today, by=near), tending.recall),
        (health.silent(on=today), tending.say_silent),
        (Decision.objects.departures_over(today), tending.welcome_back),
        (Circle.objects.given_up(), founding.give_up),
        (Circle.objects.to_unite(today), partial(merging.unite, by=None)),
        (Circle.objects.alone_since(today, days=tending.ALONE.days), tending.feel_alone),
        (Circle.objects.past_their_end(today), tending.remember_the_end),
        (Circle.objects.to_look_at(today), self_checks.recall),
        (SelfCheck.objects.over(now), self_checks.close),
        (Circle.objects.living(), charter.untangle),
        (silent_reviews(on=today), tending.speak_of_tutoring),
    ]:
        for row in due:
            with alone(row):
                act(row, at=now)
