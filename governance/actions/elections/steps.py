"""What every verb of an election shares: who may move it, and how what moved is kept."""

from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.refusals import Refused
from governance.actions.consents.handling import hold
from governance.college import college
from governance.elections.electing import leads
from governance.emails import elections as emails
from governance.models import Meeting, Seat
from governance.states import MeetingState


class NotTheFacilitator(Refused):
    message = "La personne qui facilite fait avancer l’élection : demandez-lui ce geste."


class NotThisStep(Refused):
    message = "L’élection est à une autre étape : il s’est passé quelque chose, relisez la page."


class ARoundIsOpen(Refused):
    message = "Un tour est encore ouvert : il se termine d’abord."


@contextmanager
def conducting(election):
    """The election, locked; its circle first, as by whoever leaves it or consents: nobody waits for
    who waits for them."""
    with transaction.atomic():
        hold([election.circle])
        with locked(election) as election:
            yield election


def check_leads(election, *, by, on):
    """Only who facilitates moves the steps; no office of the house does (I11)."""
    if leads(election, on=on) != by:
        raise NotTheFacilitator


def check_step(election, *states):
    if election.state not in states:
        raise NotThisStep


def keep(election, *fields, at=None):
    """Save what changed, and tell the screens that something did."""
    election.beat += 1
    if at is not None:
        election.moved_at = at
        fields = (*fields, "state", "moved_at")
    election.save(update_fields=[*fields, "beat"])


def open_round_of(election, kind=None, subject=""):
    """The round of this election that is open now, or None."""
    found = election.rounds.open()
    if kind:
        found = found.filter(kind=kind)
    if subject:
        found = found.filter(subject=subject)
    return found.last()


def last_round_of(election, kind, subject=""):
    """The last round of this kind that counts, open or not, or None."""
    found = election.rounds.standing().filter(kind=kind)
    return (found.filter(subject=subject) if subject else found).last()


def check_nothing_open(election):
    if election.rounds.open().exists():
        raise ARoundIsOpen


def seat_of(person, opened):
    """The seat of this person in this round, or None."""
    return Seat.objects.filter(round=opened, person=person).first() if opened else None


def asked_in(election, *, at):
    """Who is given the floor: the circle; those who are there, when it meets at this moment.

    Ballots are for the whole circle; the consent to the proposal waits for who was absent.
    """
    sittings = college(election.circle, on=timezone.localdate(at))
    meeting = meeting_of(election)
    if meeting is None:
        return sittings
    present = set(meeting.presences.filter(left_at=None).values_list("person", flat=True))
    return [one for one in sittings if one.person.pk in present] or sittings


def meeting_of(election):
    """The meeting of its circle that is open now, for an election that is lived in the room."""
    if election.is_async:
        return None
    there = [MeetingState.OPEN, MeetingState.AGREED]
    return Meeting.objects.filter(circle=election.circle, state__in=there).first()


def write_to_each(election, opened, awaited, *, but=None):
    """At a distance, a letter to each seat of a round that has just opened."""
    if not election.is_async:
        return
    for seat in opened.seats.select_related("person").exclude(person=but):
        emails.election_awaits(election, seat, awaited)
