"""A text from its tension to its decision, in a meeting or at a distance, as a story tells it."""

from datetime import timedelta

from governance.actions import consents, decisions, tensions
from governance.college import facilitator
from governance.consents import poles
from governance.demo.circles import circle, person
from governance.models import Decision, Objection, Proposal
from governance.states import ProposalKind, RoundKind, Strategy

PLAIN = ("needs", "text", "feedback", "act", "allows", "hours", "term_kind", "touches", "groups")
DAYS = ("review_on", "term_on")


def draft(found, told, *, by, at, world):
    """A tension is dropped, a text is written, the circle can read it."""
    tension = tensions.drop(
        found,
        by=by,
        at=at,
        subject=told.get("about", told["title"]),
        words=told["tension"].strip(),
        wish="decide",
    )
    facts = _facts(told, world)
    if "balance" in told:
        facts["balance"] = [poles.touching(found.pole_pairs.get(), *told["balance"])]
    if "replaces" in told:
        facts["about_decision"] = Decision.objects.get(title=told["replaces"])
    if "also" in told:
        other, why = told["also"]
        facts["concerns"] = [(circle(other), True, why)]
    proposal = consents.draft(
        found, by=by, at=at, tension=tension, title=told["title"],
        kind=told.get("kind", ProposalKind.POLICY), **facts,
    )  # fmt: skip
    return consents.put_in_basket(proposal, by=by, at=at)


def _facts(told, world):
    """The facts of a text, its days counted from today."""
    facts = {name: told[name] for name in PLAIN if name in told}
    for name in DAYS:
        if name in told:
            facts[name] = world.today + timedelta(days=told[name])
    if "responsible" in told:
        facts["responsible"] = person(told["responsible"])
    if "measures" in told:
        facts["measures"] = [one | {"who": person(one["who"])} for one in told["measures"]]
    return facts


def live(proposal, told, leader, tick, *, item, world):
    """Presentation, clarification, reactions, arbitration, consent; objections are integrated."""
    room = {"meeting": item.meeting, "item": item}
    consents.present(proposal, by=leader, at=tick())
    consents.next_step(proposal, by=leader, at=tick(), **room)
    _clarify(proposal, told, tick)
    consents.next_step(proposal, by=leader, at=tick(), **room)
    _react(proposal, told, tick)
    consents.next_step(proposal, by=leader, at=tick(), **room)
    proposal.refresh_from_db()
    consents.open_consent(proposal, by=leader, at=tick(), **room)
    _consent(proposal, told, leader, tick)
    if "objection" in told:
        _integrate(proposal, told["objection"], leader, tick, world=world)
        consents.open_consent(proposal, by=leader, at=tick(), **room)
        _consent(proposal, {}, leader, tick)
    proposal.refresh_from_db()
    if proposal.state == "adopted":
        consents.celebrate(proposal, by=leader, at=tick(), thanks=told.get("thanks", ""))


def _seats(proposal, kind):
    """The open seats of this kind, of those who are in the room when there is one."""
    opened = proposal.rounds.open().filter(kind=kind).order_by("-pk").first()
    seats = opened.seats.select_related("person", "round")
    if opened.meeting_id:
        here = opened.meeting.presences.filter(left_at=None).values("person")
        seats = seats.filter(person__in=here)
    return list(seats)


def _clarify(proposal, told, tick):
    asked = dict(told.get("questions", {}))
    for seat in _seats(proposal, RoundKind.CLARIFICATION):
        name = seat.person.email.partition("@")[0]
        if seat.person_id == proposal.carrier_id:
            continue
        if name in asked:
            question, answer = asked[name]
            said = consents.ask(seat, by=seat.person, at=tick(), words=question)
            consents.answer(said, by=proposal.carrier, at=tick(), words=answer)
        else:
            consents.pass_turn(seat, by=seat.person, at=tick())


def _react(proposal, told, tick):
    """Some say from which pole of the circle they speak."""
    for seat in _seats(proposal, RoundKind.REACTIONS):
        name = seat.person.email.partition("@")[0]
        words, side = told["reactions"].get(name), told.get("poles", {}).get(name)
        pole = (proposal.circle.pole_pairs.get(), side) if side else None
        if words:
            consents.react(seat, by=seat.person, at=tick(), words=words, pole=pole)
        else:
            consents.pass_turn(seat, by=seat.person, at=tick())


def _consent(proposal, told, leader, tick):
    """Each in their turn; the round goes to its end, and waits for who is away."""
    objection = told.get("objection", {})
    for seat in _seats(proposal, RoundKind.CONSENT):
        if seat.person.email.partition("@")[0] == objection.get("by"):
            facts = {name: objection[name] for name in ("words", "touches", "way")}
            consents.object(seat, by=seat.person, at=tick(), **facts)
        else:
            consents.consent(seat, by=seat.person, at=tick())
    proposal.refresh_from_db()
    if proposal.state == "consent":
        consents.end_round(proposal, by=leader, at=tick())


def _integrate(proposal, told, leader, tick, *, world):
    objection = Objection.objects.get(round__proposal=proposal, ended_at=None)
    consents.hear(objection, by=leader, at=tick(), heard_as=told["heard_as"])
    consents.confirm_heard(objection, by=objection.author, at=tick())
    consents.explore(objection, by=leader, at=tick())
    facts = _facts(told.get("becomes", {}), world)
    if told["strategy"] == Strategy.MEASURE:
        facts["measures"] = [one | {"objection": objection} for one in facts["measures"]]
    consents.amend(
        proposal, by=proposal.carrier, at=tick(), why=told["why"],
        integrates=[(objection, told["strategy"])], **facts,
    )  # fmt: skip
    objection.refresh_from_db()
    consents.integrate(objection, by=objection.author, at=tick())
    proposal.refresh_from_db()


# --- at a distance ---


def plan_apart(world, told):
    """A proposal at a distance: written, opened, reacted to, and now in its sealed round."""
    world.plan(world.moment(told["drafted"]), _draft_apart, told=told, world=world)
    for moment, act in [("opened", _open), ("reacting", _react_apart), ("asked", _ask)]:
        world.plan(world.moment(told[moment]), act, told=told)
    if "swapped" in told:
        world.plan(world.moment(told["swapped"]), _swap, told=told)
    for name, moment, words in told.get("across", []):
        world.plan(world.moment(moment), _speak_from_across, told=told, who=name, words=words)
    for name, moment in told["consented"]:
        world.plan(world.moment(moment), _seal, told=told, who=name)


def agree_apart(proposal, told, *, at):
    """One that waits in the basket is agreed at a distance: some react, everybody consents."""
    leader = facilitator(proposal.circle, on=at.date())
    consents.wish_async(proposal, by=proposal.carrier, at=at)
    consents.open_async(proposal, by=leader, at=at)
    _clarify(proposal, told, lambda: at)
    _react(proposal, told, lambda: at)
    proposal.refresh_from_db()
    consents.open_consent(proposal, by=proposal.carrier, at=at)
    _consent(proposal, told, leader, lambda: at)


def _draft_apart(*, at, told, world):
    proposal = draft(circle(told["circle"]), told, by=person(told["carrier"]), at=at, world=world)
    consents.wish_async(proposal, by=proposal.carrier, at=at)


def _open(*, at, told):
    """Opened, read, and understood the same day: everybody asks or passes."""
    proposal = _of(told)
    consents.open_async(proposal, by=facilitator(proposal.circle, on=at.date()), at=at)
    _clarify(proposal, told, lambda: at + timedelta(minutes=40))


def _react_apart(*, at, told):
    _react(_of(told), told, lambda: at)


def _swap(*, at, told):
    """Who facilitates asks each person to speak from the other pole."""
    proposal = _of(told)
    by = facilitator(proposal.circle, on=at.date())
    consents.offer_swap(proposal, by=by, at=at, pair=proposal.circle.pole_pairs.get())


def _speak_from_across(*, at, told, who, words):
    swap = _of(told).pole_swaps.get(person=person(who))
    consents.speak_from_across(swap, by=swap.person, at=at, words=words)


def _ask(*, at, told):
    proposal = _of(told)
    consents.open_consent(proposal, by=proposal.carrier, at=at)


def _seal(*, at, told, who):
    opened = _of(told).rounds.open().get(kind=RoundKind.CONSENT)
    seat = opened.seats.select_related("person", "round").get(person=person(who))
    consents.consent(seat, by=seat.person, at=at)


def _of(told):
    return Proposal.objects.get(title=told["title"])


def plan_written(world, told):
    """A text that waits in the basket; those whom it touches are heard meanwhile."""
    world.plan(world.moment(told["at"]), _write, told=told, world=world)
    for name, moment, *heard in told.get("heard", []):
        world.plan(world.moment(moment), _hear, told=told, who=name, heard=heard, world=world)


def _write(*, at, told, world):
    draft(circle(told["circle"]), told, by=person(told["carrier"]), at=at, world=world)


def _hear(*, at, told, who, heard, world):
    group, people, day, words = heard
    on = min(world.today + timedelta(days=day), at.date())
    facts = {"group": group, "who": people, "on": on, "words": words}
    consents.note_hearing(_of(told), by=person(who), at=at, **facts)


# --- afterwards ---


def catch_up(*, at, told):
    """Somebody who was away reads, and says their word."""
    _seal(at=at, told=told, who=told["who"])


def read(*, at, told):
    """Somebody counts what a decision asked to count."""
    decision = Decision.objects.get(title=told["decision"])
    measure = decision.version.measures.get(name=told["measure"])
    decisions.measure(
        measure, by=person(told["by"]), at=at, on=at.date(), value=told["value"],
        words=told.get("words", ""),
    )  # fmt: skip
