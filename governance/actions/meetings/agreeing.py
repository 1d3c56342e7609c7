"""What a meeting asks of those who are there: its agenda, ten minutes more, one more subject.

Each says « je consens » or « j'ai une objection », on a telephone or aloud; the round goes to its
end, and what was asked is done at once when everybody consents.
"""

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions import rounds
from governance.actions.meetings import entrusting
from governance.actions.meetings.living import living
from governance.actions.meetings.putting_back import put_back
from governance.events import Event
from governance.meetings.gathering import NobodyIsThere, check_leads, check_voice, gathered
from governance.models import Item, Round
from governance.states import ItemState, MeetingState, PositionKind, RoundKind


class AskedAlready(Refused):
    message = "C’est déjà demandé au cercle : laissez ce tour aller à son terme."


class NothingToAsk(Refused):
    message = "Il n’y a rien à demander au cercle : le point n’est pas en cours, ou déjà consenti."


class NoAgendaYet(Refused):
    message = "Mettez au moins un point à l’ordre du jour avant d’y consentir."


def ask_agenda(meeting, *, by, at):
    """Put the agenda to consent, with who facilitates and who writes today."""
    with living(meeting) as meeting:
        check_leads(by, meeting, at=at)
        if meeting.state != MeetingState.OPEN:
            raise NothingToAsk
        if not meeting.items.exists():
            raise NoAgendaYet
        return _ask(meeting, RoundKind.AGENDA, "L’ordre du jour de cette réunion", by=by, at=at)


def ask_minutes(item, *, by, at, minutes, using=None):
    """« J'utilise dix minutes du point suivant » : running over is decided by those who are there.

    ``using``: the subject whose minutes it would take.
    """
    with living(item.meeting) as meeting:
        check_voice(by, meeting.circle, at=at)
        item = meeting.items.get(pk=item.pk)
        if item.state != ItemState.CURRENT or item.asked_minutes:
            raise AskedAlready if item.asked_minutes else NothingToAsk
        item.asked_minutes, item.asked_from = minutes, using
        item.save(update_fields=["asked_minutes", "asked_from"])
        taken = f", prises sur « {using.subject} »" if using else ""
        subject = f"{minutes} min de plus pour « {item.subject} »{taken}"
        return _ask(meeting, RoundKind.ASSENT, subject, by=by, at=at, item=item)


def ask_item(item, *, by, at):
    """Put to consent a subject that was added in session."""
    with living(item.meeting) as meeting:
        check_leads(by, meeting, at=at)
        item = meeting.items.get(pk=item.pk)
        if item.agreed_at or item.state != ItemState.WAITING or not meeting.agreed_at:
            raise NothingToAsk
        subject = f"Ajouter aujourd’hui : {item.subject}, {item.minutes} min"
        return _ask(meeting, RoundKind.ASSENT, subject, by=by, at=at, item=item)


def ask_to_put_off(item, *, by, at):
    """« Ce point attendra » : what the circle put on its agenda together leaves it together."""
    with living(item.meeting) as meeting:
        check_voice(by, meeting.circle, at=at)
        item = meeting.items.select_related("proposal").get(pk=item.pk)
        if item.agreed_at is None or not item.can_move_to(ItemState.PUT_OFF) or item.is_decided:
            raise NothingToAsk
        subject = f"Reporter au panier : {item.subject}"
        return _ask(meeting, RoundKind.ASSENT, subject, by=by, at=at, item=item)


def agree(seat, *, by, at, kind, words="", is_aloud=False):
    """Say « je consens » or « j'ai une objection » to what is asked; the last voice ends the round.

    ``words``: what makes one object. Returns the round.
    """
    with living(seat.round.meeting) as meeting:
        if words:
            rounds.say(seat, by=by, at=at, words=words, is_aloud=is_aloud)
        rounds.take_position(seat, by=by, at=at, kind=kind, is_aloud=is_aloud)
        opened = Round.objects.get(pk=seat.round_id)
        if not opened.seats.silent().exists():
            opened = rounds.close(opened, by=by, at=at)
            _conclude(opened, by=by, at=at)
            meeting.refresh_from_db()
    return opened


def ask_again(opened, *, by, at):
    """Somebody left, or the question changed: the same is asked of those who are there now."""
    with living(opened.meeting) as meeting:
        check_leads(by, meeting, at=at)
        rounds.check_open(opened)
        rounds.void(opened, by=by, at=at)
        _ask(meeting, opened.kind, opened.subject, by=by, at=at, item=opened.item)
    return opened


def drop_question(opened, *, by, at):
    """What was asked is taken back: the agenda is written again, the minutes are not needed."""
    with living(opened.meeting) as meeting:
        check_leads(by, meeting, at=at)
        rounds.void(opened, by=by, at=at)
        entrusting.forget(opened)
    return opened


def _ask(meeting, kind, subject, *, by, at, item=None):
    pending = meeting.rounds.open().filter(kind__in=entrusting.PENDING)
    if pending.of_the_meeting().exists():
        raise AskedAlready
    sittings = gathered(meeting, at=at)
    if not sittings:
        raise NobodyIsThere
    return rounds.open_round(
        meeting.circle, kind, by=by, at=at, sittings=sittings, meeting=meeting, item=item,
        subject=subject[:300],
    )  # fmt: skip


def _conclude(opened, *, by, at):
    """Do what everybody consented to; with an objection, nothing of it is done."""
    agreed = not opened.seats.with_position().exclude(said=PositionKind.CONSENT).exists()
    if opened.kind == RoundKind.AGENDA:
        _agenda(opened.meeting, agreed, by=by, at=at)
    elif opened.kind == RoundKind.ENTRUSTING:
        entrusting.conclude(opened.meeting, agreed, by=by, at=at)
    else:
        _item(opened, agreed, by=by, at=at)


def _agenda(meeting, agreed, *, by, at):
    if not agreed:
        return
    meeting.move_to(MeetingState.AGREED)
    meeting.agreed_at = at
    meeting.save(update_fields=["state", "agreed_at"])
    meeting.items.filter(agreed_at=None).update(agreed_at=at)
    record(Event.AGENDA_AGREED, meeting, by=by)


def _item(opened, agreed, *, by, at):
    """It has more minutes, taken where they were; or it comes in; or it leaves for another day."""
    item = Item.objects.select_related("asked_from", "proposal").get(pk=opened.item_id)
    if agreed:
        _do(item, by=by, at=at)
        record(Event.ASKED_AND_AGREED, opened.meeting, by=by, item=item.pk, round=opened.pk)
    opened.item = item
    entrusting.forget(opened)


def _do(item, *, by, at):
    if item.asked_minutes:
        item.more_minutes += item.asked_minutes
        if used := item.asked_from:
            used.minutes = max(0, used.minutes - item.asked_minutes)
            used.save(update_fields=["minutes"])
    elif item.agreed_at is None:
        item.agreed_at = at
    else:
        put_back(item, by=by, at=at)
    item.save(update_fields=["more_minutes", "agreed_at"])
