"""Ballots: one name and a reason each, folded, enciphered, opened all together (E1, E3).

Folding writes no line in the journal: a line has an hour, and a ballot has none.
"""

from datetime import timedelta
from random import SystemRandom

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions import rounds
from governance.actions.elections.agreeing import CRITERIA, is_agreed
from governance.actions.elections.steps import (
    check_leads,
    check_nothing_open,
    check_step,
    conducting,
    keep,
    open_round_of,
)
from governance.circles.goings import when_somebody_goes
from governance.college import college
from governance.elections import sealing
from governance.elections.eligibility import may_be_named
from governance.emails import elections as emails
from governance.events import Event
from governance.models import Ballot, Election, Nomination
from governance.states import ElectionState, NominationKind, RoundKind

DAYS = 3
"""How long ballots are waited for at a distance, when nothing else is said."""


class CriteriaNotAgreed(Refused):
    message = "Le cercle consent d’abord aux critères : on les choisit avant de nommer quelqu’un."


class MayNotBeNamed(Refused):
    message = "Cette personne ne peut pas être nommée pour ce rôle : choisissez-en une autre."


class NoReason(Refused):
    message = "Dites pourquoi vous nommez cette personne : c’est la raison que le cercle entendra."


class NotYourBallot(Refused):
    message = "Chaque personne du cercle plie son propre bulletin, et personne d’autre."


class NotNamedYet(Refused):
    message = "Le cercle a choisi de ne changer que pour un nom déjà dit."


class BallotsAreClosed(Refused):
    message = (
        "L’heure des bulletins est passée : la facilitation les ouvre, en nommant les absences."
    )


class OthersAreMissing(Refused):
    message = "Les bulletins attendus ont changé entre-temps : relisez les noms avant d’ouvrir."


class NobodyIsMissing(Refused):
    message = "Aucun bulletin n’est attendu : il n’y a personne à qui le rappeler."


def send_out_ballots(election, *, by, at, closes_at=None):
    """The criteria are consented to: each person of the circle receives one ballot."""
    with conducting(election) as election:
        check_leads(election, by=by, on=timezone.localdate(at))
        check_nothing_open(election)
        if election.state == ElectionState.CRITERIA and not is_agreed(election, CRITERIA):
            raise CriteriaNotAgreed
        election.move_to(ElectionState.BALLOTS)
        opened = hand_ballots_out(election, by=by, at=at, closes_at=closes_at)
        keep(election, at=at)
        record(Event.BALLOTS_SENT_OUT, election, by=by, round=opened.pk)
    return election


def hand_ballots_out(election, *, by, at, closes_at=None):
    """Open a round of ballots; at a distance each person receives a letter."""
    if election.is_async and closes_at is None:
        closes_at = at + timedelta(days=DAYS)
    opened = rounds.open_round(
        election.circle,
        RoundKind.NOMINATION,
        by=by,
        at=at,
        election=election,
        closes_at=closes_at,
    )
    if election.is_async:
        for seat in opened.seats.select_related("person").exclude(person=by):
            emails.ballots_open(election, seat)
    return opened


def fold(seat, *, by, at, person, reason):
    """Write one name and why, fold it; one may fold another until they are opened.

    The last ballot that was awaited opens them all.
    """
    if not reason.strip():
        raise NoReason
    on = timezone.localdate(at)
    with conducting(seat.round.election) as election, locked(seat.round) as opened:
        _check_may_fold(seat, election, opened, by=by, on=on)
        if opened.closes_at and at > opened.ends_at:
            raise BallotsAreClosed
        _check_name(person, election, on=on)
        sealed = sealing.seal(seat.pk, person=person.pk, reason=reason)
        Ballot.objects.update_or_create(seat=seat, defaults={"sealed": sealed})
        if not awaited(opened, on=on):
            _open(election, opened, by=None, at=at)
        keep(election)
    return seat


def _check_may_fold(seat, election, opened, *, by, on):
    rounds.check_open(opened)
    if by != seat.person or opened.kind != RoundKind.NOMINATION:
        raise NotYourBallot
    if not any(one.person == by for one in college(election.circle, on=on)):
        raise NotYourBallot


def _check_name(person, election, *, on):
    if not may_be_named(person, election, on=on):
        raise MayNotBeNamed
    if election.state == ElectionState.CONFIRMATIONS and election.only_named:
        check_already_named(person, election)


def check_already_named(person, election):
    """Where the circle chose so, one changes only to somebody whom a ballot named."""
    if not Nomination.objects.of(election).filter(person=person).exists():
        raise NotNamedYet


def awaited(opened, *, on):
    """The seats whose ballot is not in; whoever left the circle is not waited for (n − 1)."""
    voices = {one.person.pk for one in college(opened.circle, on=on)}
    silent = opened.seats.filter(ballot=None).select_related("person")
    return [seat for seat in silent if seat.person_id in voices]


def open_the_ballots(election, *, by, at, missing):
    """The facilitator opens before all are in, after naming the people whose ballot is missing.

    ``missing``: these people, as the facilitator read them.
    """
    on = timezone.localdate(at)
    with conducting(election) as election:
        check_leads(election, by=by, on=on)
        check_step(election, ElectionState.BALLOTS, ElectionState.CONFIRMATIONS)
        opened = open_round_of(election, RoundKind.NOMINATION)
        if opened is None or {one.person_id for one in awaited(opened, on=on)} != {
            person.pk for person in missing
        }:
            raise OthersAreMissing
        _open(election, opened, by=by, at=at)
        keep(election)
    return election


def _open(election, opened, *, by, at):
    """Every ballot is unfolded in the same second, in the order of the seats."""
    on = timezone.localdate(at)
    _remove_those_of_who_left(opened, on=on)
    seats = list(opened.seats.exclude(ballot=None).select_related("ballot").order_by("place"))
    said = [(seat, *sealing.unseal(seat.pk, seat.ballot.sealed)) for seat in seats]
    if election.is_secret:
        Ballot.objects.filter(seat__round=opened).delete()
        SystemRandom().shuffle(said)
    rounds.close(opened, by=by, at=at, even_silent=True)
    is_first = election.state == ElectionState.BALLOTS
    Nomination.objects.bulk_create(
        Nomination(
            round=opened,
            seat=None if election.is_secret else seat,
            kind=NominationKind.BALLOT if is_first else NominationKind.CONFIRMED,
            person_id=person,
            reason=reason,
        )
        for seat, person, reason in said
    )
    if is_first:
        election.move_to(ElectionState.NOMINATIONS)
        election.moved_at = at
        election.save(update_fields=["state", "moved_at"])
    record(Event.BALLOTS_OPENED, election, by=by, round=opened.pk, ballots=len(said))


def _remove_those_of_who_left(opened, *, on):
    voices = {one.person.pk for one in college(opened.circle, on=on)}
    Ballot.objects.filter(seat__round=opened).exclude(seat__person__in=voices).delete()


@when_somebody_goes
def take_back_ballots_of(person, circle, *, by, at):
    """Somebody left the circle: their folded ballot leaves with them, unread (n − 1).

    If it was the last one that was awaited, the others open.
    """
    on = timezone.localdate(at)
    waiting = Election.objects.filter(circle=circle).with_folded_ballots()
    for election in waiting:
        with conducting(election) as election:
            opened = open_round_of(election, RoundKind.NOMINATION)
            if opened is None:
                continue
            Ballot.objects.filter(seat__round=opened, seat__person=person).delete()
            is_complete = not awaited(opened, on=on)
            if is_complete and opened.seats.exclude(ballot=None).exists():
                _open(election, opened, by=None, at=at)
            keep(election)


def remind(election, *, by, at):
    """A word to those whose ballot is missing, and to nobody else.

    Once a day at most; once, the day before, when it is the clock that thinks of it (``by=None``).
    """
    on = timezone.localdate(at)
    with conducting(election) as election:
        if by is not None:
            check_leads(election, by=by, on=on)
        opened = open_round_of(election, RoundKind.NOMINATION)
        missing = awaited(opened, on=on) if opened else []
        if not missing and by is not None:
            raise NobodyIsMissing
        for seat in missing:
            emails.ballot_awaited(election, seat, once=f"{on}" if by else "la veille")
        if by is not None:
            record(Event.BALLOTS_AWAITED, election, by=by, people=len(missing))
    return election
