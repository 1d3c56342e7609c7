"""People who learn, sessions, tutorships: made in one line, on days that never change."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from members.models import (
    Exchange,
    LearningSession,
    OutsideTraining,
    Partner,
    Review,
    Seat,
    Skill,
    Tutorship,
)
from tests.members.factories import founder, member

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 20, 17, tzinfo=PARIS)
TODAY = date(2026, 11, 20)
EVENING = datetime(2026, 12, 3, 18, tzinfo=PARIS)


def learner(first_name, *, shows=True, words="", **levels):
    """A member who says and shows their skills: ``learner("Lan", finance="teach")``."""
    someone = member(first_name, shown=["skills"] if shows else [])
    Skill.objects.bulk_create(
        Skill(person=someone, craft=craft, level=level, words=words)
        for craft, level in levels.items()
    )
    return someone


def session(trainer=None, *others, **facts):
    facts = {
        "title": "Lire un bilan",
        "craft": "finance",
        "about": "Trois bilans vrais.",
        "at": EVENING,
        "minutes": 90,
        "place": "12 rue Monge, Dijon",
        "seats_most": 2,
        "opened_at": NOW - timedelta(days=3),
    } | facts
    trainer = trainer or learner("Lan", finance="teach")
    made = LearningSession.objects.create(opened_by=trainer, **facts)
    made.trainers.set([trainer, *others])
    return made


def seat(at, someone=None, **facts):
    facts = {"taken_at": NOW - timedelta(days=2)} | facts
    return Seat.objects.create(session=at, person=someone or member("Zoé"), **facts)


def exchange(*people, **facts):
    """One that waits for answers; the first learns from the second, and so on around."""
    made = Exchange.objects.create(
        opened_by=people[0], signature=" ".join(f"{one.pk}" for one in people), **facts
    )
    for one in people:
        Partner.objects.get_or_create(exchange=made, person=one)
    return made


def outside_training(someone=None, **facts):
    facts = {
        "craft": "law",
        "words": "Le premier contrat.",
        "organisation": "Union régionale",
        "cost": 84_000,
        "people": 1,
        "asked_at": NOW - timedelta(days=9),
    } | facts
    return OutsideTraining.objects.create(asked_by=someone or member("Zoé"), **facts)


def tutorship(newcomer=None, tutor=None, **facts):
    """One that runs, both having agreed; its first review is due when the support lightens."""
    facts = {
        "state": "running",
        "newcomer_agreed_at": NOW - timedelta(days=40),
        "tutor_agreed_at": NOW - timedelta(days=40),
        "light_on": TODAY,
        "none_on": TODAY + timedelta(days=60),
    } | facts
    if facts["state"] == "named":
        facts |= {"newcomer_agreed_at": None, "tutor_agreed_at": None}
    by = facts.pop("named_by", None) or founder()
    made = Tutorship.objects.create(
        newcomer=newcomer or member("Zoé"), tutor=tutor or member("Odile"), named_by=by, **facts
    )
    if made.state == "running":
        Review.objects.create(tutorship=made, due_on=made.light_on)
    return made
