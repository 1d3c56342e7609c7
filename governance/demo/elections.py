"""An election without candidates on its way: the role, the criteria, then folded ballots."""

from datetime import timedelta

from governance.actions.elections import agreeing, ballots, criteria, opening, recalling
from governance.college import facilitator, holder
from governance.demo.circles import circle, person
from governance.models import Election
from governance.states import OfficeKind, PositionKind, RoundKind


def plan(world, told):
    """The steps at their hours; ballots are folded one by one, and nobody reads them."""
    world.plan(world.moment(told["opened"]), _open, told=told)
    world.plan(world.moment(told["described"]), _describe, told=told)
    world.plan(world.moment(told["looked_for"]), _look_for, told=told)
    world.plan(world.moment(told["sent_out"]), _send_out, told=told)
    for name, named, reason, moment in told["ballots"]:
        world.plan(world.moment(moment), _fold, told=told, who=name, named=named, reason=reason)


def _open(*, at, told):
    found = circle(told["circle"])
    role = found.roles.get(kind=told["kind"])
    by = holder(found, OfficeKind.SECRETARY, on=at.date())
    opening.open_election(role, by=by, at=at, months=told["months"], is_async=True)


def _describe(*, at, told):
    election = _of(told)
    leader = facilitator(election.circle, on=at.date(), sitting_in=election)
    recalling.recall(election, by=leader, at=at)
    recalling.frame(
        election,
        by=leader,
        at=at,
        description=told["description"].strip(),
        months=told["months"],
        is_async=True,
    )
    _all_agree(agreeing.ask(election, by=leader, at=at, subject=agreeing.ROLE), at)


def _look_for(*, at, told):
    election = _of(told)
    leader = facilitator(election.circle, on=at.date(), sitting_in=election)
    criteria.collect(election, by=leader, at=at)
    said = told["criteria"]
    opened = election.rounds.open().get(kind=RoundKind.CRITERIA)
    for seat in opened.seats.select_related("person", "round"):
        words = said.get(seat.person.email.partition("@")[0])
        if words:
            criteria.suggest(seat, by=seat.person, at=at, criteria=words)
        else:
            criteria.pass_turn(seat, by=seat.person, at=at)
    _all_agree(agreeing.ask(election, by=leader, at=at, subject=agreeing.CRITERIA), at)


def _send_out(*, at, told):
    election = _of(told)
    leader = facilitator(election.circle, on=at.date(), sitting_in=election)
    ballots.send_out_ballots(election, by=leader, at=at, closes_at=at + timedelta(days=7))


def _fold(*, at, told, who, named, reason):
    opened = _of(told).rounds.open().get(kind=RoundKind.NOMINATION)
    seat = opened.seats.select_related("person", "round").get(person=person(who))
    ballots.fold(seat, by=seat.person, at=at, person=person(named), reason=reason)


def _all_agree(opened, at):
    for seat in opened.seats.select_related("person", "round"):
        agreeing.answer(seat, by=seat.person, at=at, kind=PositionKind.CONSENT)


def _of(told):
    return Election.objects.get(circle__prefix=told["circle"], role__kind=told["kind"])
