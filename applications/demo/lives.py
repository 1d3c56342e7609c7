"""What else may happen in a story: precisions, waiting, a note, leaving, coming back."""

from datetime import timedelta

from django.utils import timezone

from applications.actions import applications, completions, notes, pauses, returns
from applications.models import Application
from coopstudio.demo.world import address
from members.models import Person


def _ask(*, at, told, step):
    completions.ask_completion(
        _of(told),
        by=_founder(step["by"]),
        at=at,
        questions=step["questions"],
        fields=step["fields"],
    )


def _complete(*, at, told, step):
    """Keep what is written; send it if the story says so."""
    completion = _of(told).completions.get(closed_at=None)
    completion = completions.save_completion(completion, at=at, **step["words"])
    if step.get("sends", True):
        completions.send_completion(completion, by=_person(told), at=at)


def _read_on(*, at, told, step):
    completions.resume_reading(_of(told), by=_founder(step["by"]), at=at)


def _wait(*, at, told, step):
    """``days``: how long from that day."""
    words = {"until": _in(step["days"], at), "reason": step["reason"], "agrees": True}
    pauses.ask_pause(_of(told), by=_person(told), at=at, **words)


def _propose_to_wait(*, at, told, step):
    until = _in(step["days"], at)
    by = _founder(step["by"])
    pauses.propose_pause(_of(told), by=by, at=at, until=until, reason=step["reason"])


def _agree_to_wait(*, at, told, step):
    pause = _of(told).pauses.get(ended_at=None)
    pauses.agree_to_pause(pause, by=_person(told), at=at, agrees=True)


def _withdraw(*, at, told, step):
    who = {"by": _person(told), "at": at}
    applications.withdraw(_of(told), reason=step.get("reason", ""), **who)


def _come_back(*, at, told, step):
    mine = _of(told)
    completion = returns.prepare_return(mine, by=_person(told), at=at)
    completions.save_completion(completion, at=at, **step.get("words", {}))
    returns.take_up(mine, by=_person(told), at=at)


def _leave_a_note(*, at, told, step):
    by, words = _founder(step["by"]), step["words"].strip()
    notes.write_note(_of(told), by=by, at=at, words=words, audience=step["for"])


ACTS = {
    "asks for precisions": _ask,
    "completes": _complete,
    "reads on": _read_on,
    "asks to wait": _wait,
    "proposes to wait": _propose_to_wait,
    "agrees to wait": _agree_to_wait,
    "leaves a note": _leave_a_note,
    "withdraws": _withdraw,
    "comes back": _come_back,
}


def _of(told):
    return Application.objects.get(email=told["email"])


def _person(told):
    return Person.objects.get(email=told["email"])


def _founder(name):
    return Person.objects.get(email=address(name))


def _in(days, at):
    return timezone.localdate(at) + timedelta(days=days)
