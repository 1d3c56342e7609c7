"""Meetings as they were lived: convened, opened, each subject in its turn, minutes approved.

A story (``lived.toml``) tells who came, what was said and what was decided; every gesture goes by
the actions of the house, a minute after the one before.
"""

from datetime import timedelta
from itertools import count

from governance.actions import deeds, meetings, tensions
from governance.college import around, facilitator, secretary
from governance.demo import rites
from governance.demo.circles import circle, person
from governance.models import Meeting, Tension
from governance.states import ItemState, PositionKind


def plan(world, told):
    """The agenda, the answers, and the meeting itself unless it is still to come.

    Everybody was written to for each of them; only the letters that one may still read are written.
    """
    on = world.moment(told["at"])
    world.plan(world.moment(told["convened"]), _convene, told=told, on=on, world=world)
    for name, answer, words in told.get("said", []):
        world.plan(world.moment(told["answered"]), _answer, on=on, told=told, who=name,
                   answer=answer, words=words)  # fmt: skip
    if on <= world.now:
        world.plan(on, _live, told=told, world=world)


def clock(at):
    """Each call is a minute later."""
    ticks = count()
    return lambda: at + timedelta(minutes=next(ticks))


def _convene(*, at, told, on, world):
    found = circle(told["circle"])
    keeper = secretary(found, on=at.date())
    prepared = [(item, _draft(found, item, at=at, world=world)) for item in told["items"]]
    meeting = meetings.prepare(
        found, by=keeper, at=at, starts_at=on, minutes=told["minutes"], place=told["place"],
        words=told.get("words", ""),
    )  # fmt: skip
    for item, proposal in prepared:
        facts = {name: item[name] for name in ("subject", "wish", "minutes")}
        tension = Tension.objects.filter(circle=found, subject=item.get("tension")).first()
        meetings.add_item(
            meeting, by=keeper, at=at, carrier=person(item["carrier"]), proposal=proposal,
            tension=tension, **facts,
        )  # fmt: skip
    if told.get("is_written_to", on > world.now):
        meetings.convene(meeting, by=keeper, at=at)


def _draft(found, item, *, at, world):
    """The text that this subject is about, born of its tension; None when nothing is decided."""
    if "decides" not in item:
        return None
    return rites.draft(found, item["decides"], by=person(item["carrier"]), at=at, world=world)


def _answer(*, at, on, told, who, answer, words):
    meetings.answer(_of(told, on), by=person(who), at=at, answer=answer, words=words)


def _of(told, on):
    return Meeting.objects.get(circle__prefix=told["circle"], at=on)


def _live(*, at, told, world):
    """Everybody who is there, from the opening to the approval of the minutes."""
    tick, meeting = clock(at), _of(told, at)
    away = {person(name).pk for name in told.get("away", [])}
    there = [one.person for one in around(meeting.circle, on=at.date()) if one.has_a_voice]
    there = [one for one in there if one.pk not in away]
    leader = _here(facilitator(meeting.circle, on=at.date()), there)
    keeper = _here(secretary(meeting.circle, on=at.date()), there)
    meeting = meetings.open_meeting(
        meeting, by=leader, at=tick(), people=there, facilitator=leader, secretary=keeper
    )
    _all_agree(meetings.ask_agenda(meeting, by=leader, at=tick()), tick)
    stories = {item["subject"]: item for item in told["items"]}
    for item in meeting.items.order_by("rank"):
        _live_item(item, stories.get(item.subject, {}), leader, keeper, tick, world=world)
    meetings.tidy_basket(meeting, by=leader, at=tick())
    meetings.write(meeting, by=keeper, at=tick(), part="summary", words=told["summary"].strip())
    _end(meeting, told, leader, keeper, tick)


def _live_item(item, story, leader, keeper, tick, *, world):
    item = meetings.start_item(item, by=leader, at=tick())
    if "decides" in story:
        rites.live(item.proposal, story["decides"], leader, tick, item=item, world=world)
    words = story.get("notes", "Fait, rapidement.").strip()
    meetings.note(item, by=keeper, at=tick(), words=words)
    for name, asked, due in story.get("deeds", []):
        deeds.ask(
            item.meeting.circle, person=person(name), words=asked, by=keeper, at=tick(),
            due_on=world.today + timedelta(days=due), item=item,
        )  # fmt: skip
    item.refresh_from_db()
    if item.state == ItemState.CURRENT:
        meetings.end_item(item, by=leader, at=tick())


def _end(meeting, told, leader, keeper, tick):
    """Those who were there say that the minutes are right, unless they wait for the next time."""
    if told.get("minutes_wait"):
        meetings.close(meeting, by=leader, at=tick())
        return
    opened = meetings.ask_approval(meeting, by=leader, at=tick())
    for seat in opened.seats.select_related("person"):
        meetings.say_of_minutes(seat, by=seat.person, at=tick(), kind=PositionKind.CONSENT)
    meeting = meetings.close(meeting, by=leader, at=tick())
    meetings.publish(meeting, by=keeper, at=tick())


def _all_agree(opened, tick):
    for seat in opened.seats.select_related("person"):
        meetings.agree(seat, by=seat.person, at=tick(), kind=PositionKind.CONSENT)


def _here(named, there):
    """Who was named, or the first who is there."""
    return named if named in there else there[0]


def drop(*, at, told):
    """A tension in a basket."""
    by = person(told["by"])
    tensions.drop(
        circle(told["circle"]), by=by, at=at, subject=told["subject"], words=told["words"].strip(),
        wish=told["wish"],
    )  # fmt: skip
