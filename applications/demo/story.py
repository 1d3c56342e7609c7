"""One person's candidature, from the first word to the answer, as its TOML tells it."""

from django.core.files.uploadedfile import SimpleUploadedFile

from applications.actions import applications, decisions, drafts, readings, reserves
from applications.actions.call import intentions, reactions
from applications.actions.meeting import guides, meetings, minutes
from applications.demo import cv, lives, points
from applications.demo.quotes import passage_saying
from applications.guiding import lines_of
from applications.models import Application, CallVersion, Decision, Reaction, Reserve
from coopstudio.demo.world import address
from coopstudio.files import quarantine
from coopstudio.files.models import Opening
from members import demo as members
from members.actions import consents
from members.candidates import known_at
from members.models import Person
from members.rights.consents import WORDS
from members.states import Purpose

WHO = ("first_name", "last_name", "phone", "postcode", "town")
ANSWERS = (
    "what", "for_whom", "trades", "to_learn", "where", "time", "coming", "likes", "dislikes",
    "nothing_to_say", "path",
)  # fmt: skip
NOTES = ("touches", "questions", "asks", "wish", "why")


def plan(world, told):
    """Put a story into the world's calendar. ``told``: one file of ``stories/``, read."""
    told["email"] = address(told["name"])
    for does in ("begins", "confirms", "writes", "sends"):
        if does in told:
            world.plan(world.moment(told[does]), ACTS[does], told=told)
    for step in told.get("then", []):
        if "slots" in step:
            step["slots"] = [world.moment(words) for words in step["slots"]]
        act = ACTS[step["does"]]
        world.plan(world.moment(step["at"]), act, told=told, step=step)


def founder(name):
    return Person.objects.get(email=address(name))


def intend(*, at, noted):
    """A founder notes what the call should change, and the voices that made them think of it."""
    by = founder(noted["by"])
    passage, _ = passage_saying(CallVersion.objects.current(), noted)
    voices = Reaction.objects.readable_by(by).filter(
        passage=passage, application__email__in=[address(name) for name in noted["voices"]]
    )
    words = noted["words"].strip()
    intentions.note(passage, words=words, reactions=list(voices), by=by, at=at)


def _begin(*, at, told):
    draft = drafts.begin(CallVersion.objects.current(), at=at)
    who = {field: told.get(field, "") for field in (*WHO, "email")}
    drafts.send_link(drafts.save(draft, at=at, **who), at=at)


def _confirm(*, at, told):
    names = {"first_name": told["first_name"], "last_name": told["last_name"]}
    drafts.confirm(_of(told), person=known_at(told["email"], **names), at=at)


def _write(*, at, told):
    draft = _of(told)
    answers = {field: told[field] for field in ANSWERS if field in told}
    drafts.save(
        draft, at=at, **{k: v.strip() if isinstance(v, str) else v for k, v in answers.items()}
    )
    for one in told.get("reactions", []):
        passage, quote = passage_saying(draft.version, one)
        reactions.react(
            draft, passage, kind=one["kind"], words=one.get("words", ""), at=at, quote=quote
        )
    if "cv" in told:
        upload = SimpleUploadedFile(told["cv"]["file"], cv.as_pdf(told), "application/pdf")
        quarantine.scan(drafts.keep_cv(draft, upload=upload, at=at).cv_id)


def _send(*, at, told):
    person = _person(told)
    for purpose in told.get("agrees", []):
        consents.give(person, Purpose(purpose), text=WORDS[purpose], at=at)
    applications.submit(_of(told), by=person, at=at)


def _open_cv(*, at, told, step):
    Opening.objects.create(file=_of(told).cv, by=founder(step["by"]))


def _take_notes(*, at, told, step):
    readings.save_reading(_of(told), by=founder(step["by"]), at=at, **_notes(step))


def _unfold(*, at, told, step):
    readings.unfold(_of(told), by=founder(step["by"]), at=at)


def _read(*, at, told, step):
    readings.write_reading(_of(told), by=founder(step["by"]), at=at, **_notes(step))


def _propose(*, at, told, step):
    meetings.propose_meeting(
        _of(told),
        by=founder(step["by"]),
        at=at,
        slots=step["slots"],
        place=step["place"],
        minutes=step.get("minutes", 60),
    )


def _choose(*, at, told, step):
    meeting = _meeting(told)
    slot = meeting.slots.order_by("at")[step["slot"] - 1]
    meetings.choose_slot(meeting, slot=slot, by=_person(told), at=at)


def _call_off(*, at, told, step):
    meetings.call_off(_meeting(told), by=founder(step["by"]), at=at)


def _ask_other_hours(*, at, told, step):
    meetings.ask_other_hours(
        _meeting(told), by=_person(told), at=at, hours=step["slots"], words=step.get("words", "")
    )


def _accept(*, at, told, step):
    meeting = _meeting(told)
    slot = meeting.slots.asked().order_by("at")[step["slot"] - 1]
    meetings.accept_hour(meeting, slot=slot, by=founder(step["by"]), at=at)


def _note(*, at, told, step):
    meeting = _of(told).meetings.latest("at")
    by, is_shared = founder(step["by"]), step.get("shared", False)
    minutes.take_notes(meeting, by=by, at=at, words=step["words"].strip(), is_shared=is_shared)


def _retain(*, at, told, step):
    """« Ce que nous retenons ensemble » : by a founder, or by the person when nobody is named."""
    meeting = _of(told).meetings.held().latest("at")
    by, seen = founder(step["by"]) if "by" in step else _person(told), meeting.takeaways.count()
    minutes.write_takeaway(meeting, by=by, at=at, words=step["words"].strip(), seen=seen)


def _keep_guide(*, at, told, step):
    application = _of(told)
    readings_of = application.readings.filter(cycle=application.cycle).select_related("reader")
    kept = guides.guide_of(application)
    lines, seen = lines_of(application, kept, readings_of), guides.stamp(kept)
    guides.save_guide(application, by=founder(step["by"]), at=at, lines=lines, seen=seen)


def _meet(*, at, told, step):
    minutes.hold(_meeting(told), by=founder(step["by"]), at=at)


def _say(*, at, told, step):
    decisions.take_position(
        _of(told),
        by=founder(step["by"]),
        at=at,
        outcome=step["outcome"],
        stance=step.get("stance", "consent"),
        words=step.get("words", ""),
    )


def _part(*, at, told, step):
    shares = "unshared_because" not in step
    decisions.propose_parting(
        _of(told),
        by=founder(step["by"]),
        at=at,
        kind=step["kind"],
        words=step.get("words", ""),
        is_shared=shares,
        unshared_because=step.get("unshared_because", ""),
    )


def _need(*, at, told, step):
    asks = step.get("asks_portraits", False)
    reserves.say_need(_of(told), by=_person(told), at=at, words=step["words"], asks_portraits=asks)


def _assent(*, at, told, step):
    reserves.assent(_of(told), by=_person(told), at=at, words=step.get("words", ""))


def _hold_back(*, at, told, step):
    reserves.raise_reserve(
        _of(told), by=_person(told), at=at, kind=step["kind"], words=step["words"]
    )


def _amend(*, at, told, step):
    reserves.amend(_reserve(told), by=_who(told, step), at=at, words=step["words"])


def _accept_text(*, at, told, step):
    reserves.accept(_reserve(told).amendments.last(), by=_who(told, step), at=at)


def _lift(*, at, told, step):
    words = step.get("words", "")
    reserves.withdraw_reserve(_reserve(told), by=_who(told, step), at=at, words=words)


def _rewrite(*, at, told, step):
    decision = Decision.objects.of(_of(told)).get()
    decisions.draft_letter(decision, by=founder(step["by"]), body=step["body"].strip(), at=at)


def _answer(*, at, told, step):
    decisions.send_answer(_of(told), by=founder(step["by"]), at=at)


def _join(*, at, told, step):
    known = {"name": told["name"], "agreement": told.get("agreement", "both")}
    members.ask(at=at, one={**step, **known, "place": [told["postcode"], told["town"]]})


def _admit(*, at, told, step):
    members.admit(at=at, email=told["email"])


ACTS = (
    lives.ACTS
    | points.ACTS
    | {
        "begins": _begin,
        "confirms": _confirm,
        "writes": _write,
        "sends": _send,
        "opens the CV": _open_cv,
        "takes notes": _take_notes,
        "unfolds": _unfold,
        "reads": _read,
        "proposes": _propose,
        "chooses": _choose,
        "calls off": _call_off,
        "asks other hours": _ask_other_hours,
        "accepts": _accept,
        "keeps the trame": _keep_guide,
        "notes": _note,
        "retains": _retain,
        "meets": _meet,
        "says": _say,
        "parts": _part,
        "needs to know": _need,
        "assents": _assent,
        "holds back": _hold_back,
        "amends": _amend,
        "consents to the text": _accept_text,
        "lifts": _lift,
        "rewrites": _rewrite,
        "answers": _answer,
        "asks to join": _join,
        "is admitted": _admit,
    }
)
"""What may happen in a story, as its file says it (``does = …``)."""


def _of(told):
    return Application.objects.get(email=told["email"])


def _person(told):
    return Person.objects.get(email=told["email"])


def _meeting(told):
    return _of(told).meetings.open().get()


def _reserve(told):
    return Reserve.objects.of(_of(told)).open().get()


def _who(told, step):
    return founder(step["by"]) if "by" in step else _person(told)


def _notes(step):
    return {field: step[field] for field in NOTES if field in step}
