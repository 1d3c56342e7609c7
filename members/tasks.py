"""What the clock triggers about people. Each round asks what is due and not done."""

import logging
from contextlib import suppress

from django.utils import timezone

from coopstudio import clock
from coopstudio.celery import app
from coopstudio.tending import alone
from members.actions import circulars, groups, imports, lockouts, papers, rules
from members.actions.assemblies import convening, reminding
from members.actions.data import freezing, rights
from members.actions.fees import calls, reminders
from members.actions.learning import exchanges, reviews, seats, tutoring
from members.actions.life import beginning, ending, noticing
from members.actions.profile import details
from members.models import (
    Assembly,
    Circular,
    Exchange,
    FeeYear,
    Import,
    LearningSession,
    Lockout,
    Place,
    Review,
    Rules,
    Seat,
    Tutorship,
)
from members.models.lockouts import PATIENCE

log = logging.getLogger(__name__)


@app.task
def remind_of_requests():
    """Remind the founders of requests about data whose month ends in ten days."""
    rights.remind(at=clock.now())


@app.task
def thaw_the_frozen():
    """Lift the freezes of data whose end was told and has come."""
    freezing.thaw(at=clock.now())


@app.task
def reopen_accounts():
    """Open again the accounts whose last day closed has passed; let fall what nobody answered."""
    now = clock.now()
    for found in Lockout.objects.proposed_before(now - PATIENCE).order_by("pk"):
        with alone(found):
            lockouts.lapse(found, at=now)
    for found in Lockout.objects.over(on=timezone.localdate(now)).order_by("pk"):
        with alone(found):
            lockouts.reopen(found, by=None, at=now)


@app.task(priority=9)
def carry_import(pk):
    """Read the sheet of one import if it waits; then its lines to their end, a hundred at once."""
    for found in Import.objects.filter(pk=pk):
        imports.read_in(found, at=clock.now())
        while imports.carry(found, at=clock.now()):
            pass


@app.task(priority=9)
def carry_imports():
    """Go on with those whose bell was not heard, or whose worker died on the way."""
    for pk in Import.objects.running().values_list("pk", flat=True):
        try:
            carry_import(pk)  # one transaction for each hundred lines: not ``alone``
        except Exception:
            log.exception("A round left the import %s aside.", pk)


@app.task
def forget_imports():
    """The lines of a sheet bear names: they go some weeks after the last gesture."""
    now = clock.now()
    for found in imports.to_forget(at=now):
        imports.forget(found, at=now)


@app.task
def call_fees():
    """Call, in the years that the treasurer called, whoever was not called yet, lot by lot."""
    for year in FeeYear.objects.calling(on=clock.today()):
        while calls.call_those_due(year, at=clock.now()):
            pass


@app.task
def remind_of_fees():
    """Recall the fees that wait, on their day, thirty and sixty days after."""
    reminders.remind(at=clock.now())


@app.task
def write_convocations(pk):
    """Write the letters of an assembly that just changed, lot by lot."""
    for assembly in Assembly.objects.filter(pk=pk):
        while convening.write_letters(assembly, at=clock.now()):
            pass


@app.task
def write_circulars():
    """Write to each member, lot by lot, what the office entrusted."""
    for found in Circular.objects.order_by("pk"):
        with suppress(Circular.DoesNotExist):  # another worker wrote the last of them
            while circulars.carry(found):
                pass


@app.task
def tell_rules():
    """Write to each member, lot by lot, that a new règlement intérieur was adopted."""
    for found in Rules.objects.to_tell():
        while rules.tell(found, at=clock.now()):
            pass


@app.task
def tend_assemblies():
    """Write the convocations that were left behind; remind those who have not answered, then those
    who come; take away the extracts of the register that are a month old."""
    now = clock.now()
    for assembly in Assembly.objects.to_write():
        with alone(assembly):
            convening.write_letters(assembly, at=now)
    for act in (reminding.remind_silent, reminding.remind_coming):
        for assembly in Assembly.objects.nearing(now, reminding.UNANSWERED):
            with alone(assembly):
                act(assembly, at=now)
    papers.sweep_extracts(at=now)


@app.task
def tend_learning():
    """Let go of what somebody held who is no longer a member; announce new sessions and recall
    those that are near; close the proposals that nobody answered; ask for the reviews of
    tutorships, and recall each of them once."""
    now = clock.now()
    today = timezone.localdate(now)
    coming, nearly = LearningSession.objects.to_come(now), today + reviews.BEFORE
    for due, act in [
        (Exchange.objects.forsaken(on=today), exchanges.let_go),
        (Tutorship.objects.forsaken(on=today), tutoring.let_go),
        (Seat.objects.forsaken(now, on=today), seats.let_go),
        (coming.to_announce(now - seats.SECOND_THOUGHTS), seats.announce),
        (coming.filter(at__lte=now + seats.AHEAD), seats.remind),
        (Exchange.objects.offered_before(now - exchanges.PATIENCE), exchanges.lapse),
        (Review.objects.due(nearly).filter(asked_at=None), reviews.ask),
        (Review.objects.due(today).silent().filter(reminded_at=None), reviews.remind),
    ]:
        for row in due:
            with alone(row):
                act(row, at=now)


@app.task
def keep_memberships():
    """Begin what begins today, lift the notices that were paid, say goodbye to who has left, and
    free the places of the group that they held."""
    now = clock.now()
    beginning.begin_due(at=now)
    details.forget_what_serves_no_more(on=timezone.localdate(now))
    noticing.settle_paid(at=now)
    ending.part_due(at=now)
    for place in Place.objects.forsaken(on=timezone.localdate(now)):
        with alone(place):
            groups.leave_place(place, by=None, at=now)
