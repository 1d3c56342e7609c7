"""What happens to the newcomer, played by the real actions of the house, each at its hour."""

from datetime import timedelta
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from applications.actions import applications, decisions, drafts, readings, reserves
from applications.actions.call import reactions
from applications.actions.meeting import meetings, minutes
from applications.models import Meeting, Passage
from applications.states import TOGETHER, Outcome, Stance
from coopstudio.refusals import Refused
from members.candidates import known_at

WHO = {
    "first_name": "Alix",
    "last_name": "Morin",
    "phone": "",
    "postcode": "71000",
    "town": "Mâcon",
}
WHAT = {
    "what": "J’accompagne des équipes qui n’arrivent plus à se parler : une après-midi par mois, "
    "autour d’une table, avec du papier et du temps.",
    "for_whom": "Des petites équipes du soin et de l’aide à domicile.",
    "trades": ["facilitation"],
    "to_learn": "Dire un prix sans rougir.",
    "where": "Mâcon, Tournus, et les villages entre les deux.",
    "time": "1",
    "coming": "yes",
}
CALL = {
    "likes": "Que l’on réponde à chaque personne.",
    "dislikes": "Je ne sais pas encore ce que coûte d’entrer.",
}
PATH = {
    "path": "Onze ans d’aide à domicile, puis une formation à l’écoute. Indépendante depuis mai."
}
MEETING_DAYS, MINUTES, HOURS = (9, 10, 8), 60, range(9, 18)


class NoFreeHour(Refused):
    message = (
        "Aucune heure libre : vos rencontres remplissent les jours où celle-ci se jouerait. "
        "Essayez un autre jour."
    )


class NobodyBeside(Refused):
    message = (
        "La suite se vit à deux : on répond à deux, à la fondation ou avec qui la supplée. Les "
        "étapes d’avant restent ouvertes."
    )


def nothing(walk):
    """They look."""


def passage(walk):
    """The page where one reacts to the first paragraph of the call itself."""
    return reverse("applications:new_reaction", args=[_first_passage(walk).uid])


def reacts(walk):
    walk.draft = drafts.begin(walk.version, at=walk.now)
    reactions.react(
        walk.draft, _first_passage(walk), kind="like", words="Enfin une phrase simple.", at=walk.now
    )


def says_who(walk):
    walk.address = f"alix.{uuid4().hex}@repetition.invalid"
    walk.draft = drafts.save(walk.draft, at=walk.now, **WHO, email=walk.address)
    drafts.send_link(walk.draft, at=walk.now)


def says_what(walk):
    walk.draft = drafts.save(walk.draft, at=walk.now, **WHAT)


def comes_back(walk):
    names = {field: WHO[field] for field in ("first_name", "last_name")}
    walk.person = known_at(walk.address, **names)
    walk.draft = drafts.confirm(walk.draft, person=walk.person, at=walk.now)
    walk.draft = drafts.save(walk.draft, at=walk.now, **CALL)


def tells_the_path(walk):
    walk.draft = drafts.save(walk.draft, at=walk.now, **PATH)


def sends(walk):
    walk.application = applications.submit(walk.draft, by=walk.person, at=walk.now)
    walk.draft = None


def status(walk):
    return reverse("applications:status_of", args=[walk.application.number])


def is_read_once(walk):
    _is_read_by(walk, walk.founders[0])


def is_asked_to_meet(walk):
    for founder in walk.founders[1:]:
        _is_read_by(walk, founder)
    meetings.propose_meeting(
        walk.application,
        by=walk.founders[0],
        at=walk.now,
        slots=_free_hours(walk),
        place="À l’Institut, Nuits-Saint-Georges",
        minutes=MINUTES,
    )


def chooses(walk):
    meeting = _meeting(walk)
    slot = meeting.slots.order_by("at").first()
    meetings.choose_slot(meeting, slot=slot, by=walk.person, at=walk.now)


def is_answered(walk):
    if len(walk.founders) < TOGETHER:
        raise NobodyBeside
    meeting = _meeting(walk)
    minutes.hold(meeting, by=walk.founders[0], at=meeting.at + timedelta(minutes=MINUTES))
    for founder in walk.founders:
        decisions.take_position(
            walk.application,
            by=founder,
            at=walk.now,
            outcome=Outcome.INVITE,
            stance=Stance.CONSENT,
            words="Nous avons parlé, et ri.",
        )
    reserves.assent(walk.application, by=walk.person, at=walk.now)
    decisions.send_answer(walk.application, by=walk.founders[0], at=walk.now)


def _first_passage(walk):
    readable = Passage.objects.filter(section__version=walk.version).select_related("section")
    found = readable.order_by("section__ordinal", "ordinal")
    return next(one for one in found if one.can_be_answered)


def _is_read_by(walk, founder):
    readings.write_reading(
        walk.application,
        by=founder,
        at=walk.now,
        touches="La table, le papier, le temps.",
        questions="Une après-midi par mois, est-ce assez ?",
        asks="Ce qui se passe quand personne ne parle.",
        wish="yes",
        why="",
    )


def _free_hours(walk):
    """Two hours at which no founder meets anybody else, between the choice and the answer."""
    days = [timezone.localtime(walk.started_at + timedelta(days=days)) for days in MEETING_DAYS]
    hours = [
        day.replace(hour=hour, minute=0, second=0, microsecond=0) for day in days for hour in HOURS
    ]
    for_an_hour = timedelta(minutes=MINUTES)
    free = [h for h in hours if not Meeting.objects.overlapping(h, h + for_an_hour).exists()]
    if not free:
        raise NoFreeHour
    return free[:2]


def _meeting(walk):
    return Meeting.objects.open().select_related("application").get(application=walk.application)
