"""What the clock triggers about applications. Each round asks what is due and not done."""

from django.utils import timezone

from applications.actions import conversations, decisions, drafts, pauses, readings
from applications.actions.keeping import erasing, promises, recalls, rounds
from applications.actions.meeting import guides, reminders
from applications.models import Application, Conversation, Farewell, Meeting
from applications.states import State
from coopstudio import clock
from coopstudio.celery import app
from coopstudio.tending import alone


@app.task
def tend_meetings():
    """Send what is due about meetings: the person's part of the trame, the two reminders; then the
    hours that nobody answered, recalled once, given back after that."""
    now = clock.now()
    near = Meeting.objects.fixed().filter(at__gt=now, at__lte=now + reminders.AHEAD)
    silent = Meeting.objects.unanswered().filter(
        released_at=None, proposed_at__lte=now - reminders.AT_LEAST
    )
    for due, acts in [
        (near, [guides.tell_guide, reminders.remind_ahead, reminders.remind_soon]),
        (silent, [reminders.nudge, reminders.release]),
    ]:
        for meeting in due.select_related("application"):
            for act in acts:
                with alone(meeting):
                    act(meeting, at=now)


@app.task
def tend_drafts():
    """Tell the authors of drafts left alone; erase the drafts whose time has come."""
    now = clock.now()
    for draft in drafts.to_warn(at=now):
        with alone(draft):
            drafts.warn(draft, at=now)
    for draft in drafts.forsaken(at=now):
        with alone(draft):
            drafts.expire(draft, at=now)


@app.task
def wake_the_paused():
    """Wake the applications whose day has come."""
    now = clock.now()
    for application in Application.objects.to_wake(timezone.localdate(now)):
        with alone(application):
            pauses.wake(application, by=None, at=now)


@app.task
def go_on():
    """Cross the readings, and hold for decided what was consented to, where nobody is waited for
    any more: a founder left office, or the last word came while it slept."""
    now = clock.now()
    for act, states in [
        (readings.read_on, [State.READING]),
        (decisions.decide_if_all_consent, [State.CROSSED, State.MET]),
    ]:
        for application in Application.objects.filter(state__in=states):
            with alone(application):
                act(application, at=now)


@app.task
def tend_conversations():
    """Forget questions never confirmed; warn of a long silence, then close what stayed silent."""
    now, silence = clock.now(), conversations.SILENCE
    for act, due in [
        (
            conversations.forget,
            Conversation.objects.never_confirmed(now - conversations.UNCONFIRMED_KEPT),
        ),
        (conversations.lapse, Conversation.objects.silent(now - silence).exclude(warned_at=None)),
        (
            conversations.warn_of_silence,
            Conversation.objects.silent(now - silence + conversations.WARNED).filter(
                warned_at=None
            ),
        ),
    ]:
        for conversation in due:
            with alone(conversation):
                act(conversation, at=now)


@app.task
def tend_kept():
    """Tell and erase what is due among closed applications; the report stays."""
    rounds.tend_kept(at=clock.now())


@app.task
def forget_addresses():
    """Forget the addresses of the erased whose last letter has left."""
    for farewell in Farewell.objects.all():
        with alone(farewell):
            erasing.forget_address(farewell)


@app.task
def watch_promises():
    """Tell the founders who waits for an answer that was promised. Nobody is answered for them."""
    promises.alert(at=clock.now())


@app.task
def break_silences():
    """Remind, once, whoever has something to send us or to answer; own a promise that we broke;
    then tell the founders what did not come."""
    recalls.break_silences(at=clock.now())
