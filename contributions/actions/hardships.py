"""Somebody in difficulty asks to be served first: two people of trust read why, and nobody else."""

from contextlib import contextmanager

from contributions import emails
from contributions.actions.opt_outs import check_open, is_open
from contributions.discretion import closed, place_of
from contributions.events import Event
from contributions.models import Discernment, Hardship
from contributions.permissions import discerns_hardship
from contributions.states import HardshipState
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused

READERS = 2


class TwoReaders(Refused):
    message = "Choisissez deux personnes de confiance, autres que vous."


class AlreadyAsked(Refused):
    message = "Vous avez déjà demandé pour ce tour."


class MoreThanLeft(Refused):
    message = "On ne demande pas plus que ce qui reste à reprendre de cet apport."


class NotOneOfTheTwo(Refused):
    message = "Cette demande est confiée à deux autres personnes."


class AlreadySaid(Refused):
    message = "Vous avez déjà répondu à cette demande."


class NoLonger(Refused):
    message = "Ce tour est devant le cercle : cette demande ne se lit plus pour lui."


def ask(tour, contract, *, by, at, cents, words, readers):
    """Ask to be served first, for so many cents; ``readers`` are the two whom one trusts."""
    with locked(tour) as tour:
        check_open(tour, contract, by)
        _check_readers(readers, by)
        if cents > contract.balance.outstanding:
            raise MoreThanLeft
        if Hardship.objects.filter(round=tour, contract=contract).exists():
            raise AlreadyAsked
        made = Hardship.objects.create(
            round=tour, contract=contract, cents=cents, asked_at=at,
            reason=closed(words, place=place_of(tour.pk, contract.pk)),
        )  # fmt: skip
        Discernment.objects.bulk_create(
            [Discernment(hardship=made, by=one, at=at) for one in readers]
        )
        record(Event.HARDSHIP_ASKED, made, by=None)
        for one in readers:
            emails.round_word(tour, one, key=f"{made.pk}:{one.pk}")
    return made


def discern(discernment, *, by, at, agrees):
    """One of the two says what they think; both must agree."""
    with _both(discernment.hardship) as (tour, hardship):
        mine = hardship.discernments.filter(by=by).first()
        if mine is None:
            raise NotOneOfTheTwo
        if mine.agrees is not None or hardship.state != HardshipState.ASKED:
            raise AlreadySaid
        if not is_open(tour):
            raise NoLonger
        mine.agrees, mine.at = agrees, at
        mine.save(update_fields=["agrees", "at"])
        record(Event.HARDSHIP_DISCERNED, hardship, by=None)
        if not agrees:
            _end(hardship, at=at)
        elif not hardship.discernments.exclude(agrees=True).exists():
            _agree(hardship, at=at)
    return mine


def withdraw(hardship, *, by, at):
    """Whoever asked takes their words back: they are effaced."""
    with _both(hardship) as (tour, hardship):
        check_open(tour, hardship.contract, by)
        hardship.move_to(HardshipState.WITHDRAWN)
        hardship.ended_at, hardship.reason = at, b""
        hardship.save(update_fields=["state", "ended_at", "reason"])
        record(Event.HARDSHIP_WITHDRAWN, hardship, by=None)
    return hardship


def _agree(hardship, *, at):
    hardship.move_to(HardshipState.APPROVED)
    hardship.ended_at = at
    hardship.save(update_fields=["state", "ended_at"])
    _tell(hardship)


def _end(hardship, *, at):
    """Not retained: their words go at once."""
    hardship.move_to(HardshipState.REFUSED)
    hardship.ended_at, hardship.reason = at, b""
    hardship.save(update_fields=["state", "ended_at", "reason"])
    _tell(hardship)


def _tell(hardship):
    emails.round_word(hardship.round, hardship.contract.person, key=f"{hardship.pk}:said")


@contextmanager
def _both(hardship):
    """The round first, then the request: two people of trust who answer at once wait."""
    with locked(hardship.round) as tour, locked(hardship) as hardship:
        yield tour, hardship


def _check_readers(readers, by):
    apart = {one.pk for one in readers} - {by.pk}
    if len(apart) != READERS or not all(discerns_hardship(one) for one in readers):
        raise TwoReaders
