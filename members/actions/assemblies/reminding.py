"""The clock reminds: those who did not answer, a week before; those who come, two days before."""

from contextlib import contextmanager
from datetime import timedelta

from coopstudio.db import locked
from coopstudio.refusals import Refused
from members import emails
from members.actions.assemblies.voices import settle
from members.states import Reply

UNANSWERED, NEAR = timedelta(days=7), timedelta(days=2)
FRESH = timedelta(days=3)
"""Who was told less than three days ago is not reminded yet."""
AT_ONCE = 200


class NotDue(Refused):
    message = "Il est trop tôt pour ce rappel."


def remind_silent(assembly, *, at):
    """A week before: who has not answered is asked once more. Returns how many letters."""
    with _due(assembly, at, UNANSWERED) as assembly:
        silent = assembly.convocations.current().silent()
        return _remind(assembly, silent, emails.assembly_reminder, at=at, since=UNANSWERED)


def remind_coming(assembly, *, at):
    """Two days before: who comes is told the hour and the place. Returns how many letters."""
    with _due(assembly, at, NEAR) as assembly:
        coming = assembly.convocations.current().saying(Reply.COMING)
        return _remind(assembly, coming, emails.assembly_near, at=at, since=NEAR)


@contextmanager
def _due(assembly, at, ahead):
    with locked(assembly) as assembly:
        if not assembly.is_convened or not at < assembly.at <= at + ahead:
            raise NotDue
        yield assembly


def _remind(assembly, found, letter, *, at, since):
    due = found.to_remind(since=assembly.at - since, told_before=at - FRESH)
    concerned = settle(assembly, at=at)
    rows = list(due.order_by("pk")[:AT_ONCE])
    told = [convocation for convocation in rows if convocation.person_id in concerned]
    for convocation in told:
        convocation.assembly = assembly
        letter(convocation)
    keys = [convocation.pk for convocation in rows]
    assembly.convocations.filter(pk__in=keys).update(reminded_at=at)
    return len(told)
