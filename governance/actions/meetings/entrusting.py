"""« Qui facilite, qui écrit ? » : consented with the agenda; once it is, the circle is asked.

Nobody takes the facilitation alone, not even when those who hold it have gone: whoever is there
says « je consens » or « j'ai une objection », and the last voice names them.
"""

from django.utils import timezone

from coopstudio.refusals import Refused
from governance.actions import rounds
from governance.actions.meetings.living import check_named, living, name
from governance.meetings import gathering
from governance.states import MeetingState, RoundKind

PENDING = (RoundKind.AGENDA, RoundKind.ASSENT, RoundKind.ENTRUSTING)
"""What a meeting asks of those who are there: one question at a time."""


class NotYoursToName(Refused):
    message = (
        "La facilitation et le secrétariat se confient par qui les tient, avec l’accord du "
        "cercle : demandez-le à voix haute."
    )


class NobodyIsNamed(Refused):
    message = "Dites qui faciliterait, ou qui écrirait."


def designate(meeting, *, by, at, facilitator=None, secretary=None):
    """Propose who facilitates or writes; returns the meeting.

    Before the agenda is consented, they are part of what it puts to consent. Afterwards those who
    are there are asked; naming somebody else asks again, of those who are there then.
    """
    with living(meeting) as meeting:
        _check_may_name(by, meeting, at=at)
        if not (facilitator or secretary):
            raise NobodyIsNamed
        check_named(meeting, facilitator, secretary, at=at)
        for opened in meeting.rounds.open().of_the_meeting().filter(kind__in=PENDING):
            rounds.void(opened, by=by, at=at)
            forget(opened)
        if meeting.state == MeetingState.OPEN:
            name(meeting, facilitator, secretary, by=by, at=at)
        else:
            _ask(meeting, facilitator, secretary, by=by, at=at)
    return meeting


def conclude(meeting, agreed, *, by, at):
    """Those who are there have answered: whom they consent to begins, if they are still there."""
    asked = meeting.asked_facilitator, meeting.asked_secretary
    _keep_asked(meeting, None, None)
    if agreed:
        name(meeting, *asked, by=by, at=at)


def forget(opened):
    """What was asked in this round is asked no more, of a subject or of the meeting."""
    if opened.kind == RoundKind.ENTRUSTING:
        _keep_asked(opened.meeting, None, None)
    if opened.item:
        opened.item.asked_minutes, opened.item.asked_from = 0, None
        opened.item.save(update_fields=["asked_minutes", "asked_from"])


def _ask(meeting, facilitator, secretary, *, by, at):
    _keep_asked(meeting, facilitator, secretary)
    said = [
        f"{who} {does}" for who, does in ((facilitator, "facilite"), (secretary, "écrit")) if who
    ]
    rounds.open_round(
        meeting.circle, RoundKind.ENTRUSTING, by=by, at=at, meeting=meeting,
        sittings=gathering.gathered(meeting, at=at),
        subject=f"À partir de maintenant, {' et '.join(said)}"[:300],
    )  # fmt: skip


def _keep_asked(meeting, facilitator, secretary):
    meeting.asked_facilitator, meeting.asked_secretary = facilitator, secretary
    meeting.save(update_fields=["asked_facilitator", "asked_secretary"])


def _check_may_name(by, meeting, *, at):
    """Who facilitates or writes hands it over; when neither is there, any voice of the circle."""
    gathering.check_voice(by, meeting.circle, at=at)
    on = timezone.localdate(at)
    named = {gathering.who_leads(meeting, on=on), gathering.who_writes(meeting, on=on)} - {None}
    if by not in named and {one.pk for one in named} & gathering.there(meeting):
        raise NotYoursToName
