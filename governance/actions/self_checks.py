"""A circle looks at how it works together: it opens, each answers alone, it is read (4.12)."""

from datetime import timedelta

from django.db.models import Case, F, When
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.french import dates
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance import emails
from governance.actions import tensions
from governance.circles.principles import FEWEST
from governance.college import college
from governance.events import Event
from governance.models import SelfCheck, SelfCheckAnswer, SelfCheckPlace
from governance.states import Wish

WINDOW = timedelta(days=14)
YEAR = timedelta(days=365)


class NotOfTheCircle(Refused):
    message = "L’autoévaluation se vit entre celles et ceux qui siègent dans le cercle."


class TooFewToHide(Refused):
    message = (
        "À moins de quatre, chacun et chacune se reconnaîtrait : parlez de ces huit principes de "
        "vive voix."
    )


class AlreadyOpen(Refused):
    message = "Une autoévaluation est déjà ouverte dans ce cercle."


class TooSoon(Refused):
    """Two pictures of nearly the same people would tell who changed between them."""

    def __init__(self, day):
        super().__init__(
            "Ce cercle s’est déjà regardé cette année : il recommence à partir du "
            f"{dates.short_day(day)}."
        )


class NotAsked(Refused):
    message = (
        "Cette autoévaluation ne vous attend pas : elle est close, ou s’est ouverte sans vous."
    )


class AlreadyAnswered(Refused):
    message = "Votre réponse est déjà sous scellé : personne ne sait plus laquelle est la vôtre."


def open_one(circle, *, by, at):
    """Ask everybody who has a voice here that day, for two weeks; once what was shown is a year
    old."""
    with locked(circle) as circle:
        asked = [one.person for one in college(circle, on=timezone.localdate(at))]
        if by not in asked or circle.is_closed:
            raise NotOfTheCircle
        if len(asked) < FEWEST:
            raise TooFewToHide
        if circle.self_checks.open().exists():
            raise AlreadyOpen
        _refuse_before_a_year(circle, at=at)
        check = SelfCheck.objects.create(circle=circle, by=by, opened_at=at, closes_at=at + WINDOW)
        places = [SelfCheckPlace(check_of=check, person=one) for one in asked]
        SelfCheckPlace.objects.bulk_create(places)
        record(Event.SELF_CHECK_OPENED, check, by=by, circle=circle.pk)
        emails.self_check_open(check)
    return check


def answer(check, *, by, at, marks):
    """Eight marks, sealed: the place knows that its person answered, nothing knows what.

    Every place is written again with it, so that PostgreSQL itself does not tell, by what it wrote
    in one transaction, whose answer this is.
    """
    with locked(check) as check:
        place = check.places.filter(person=by).first()
        if place is None or check.closed_at or at > check.closes_at:
            raise NotAsked
        if place.has_answered:
            raise AlreadyAnswered
        mine = Case(When(person=by, then=True), default=F("has_answered"))
        check.places.update(has_answered=mine)
        SelfCheckAnswer.objects.create(check_of=check, marks=marks)
        if not check.places.filter(has_answered=False).exists():
            _close(check, at=at)
    return check


def close(check, *, at):
    """The window is over: what was said may be read, if enough people said something."""
    with locked(check) as check:
        if check.closed_at is None:
            _close(check, at=at)
    return check


def recall(circle, *, at):
    """A year has gone by: the circle finds it in its basket, once."""
    return tensions.drop(
        circle, by=None, at=at, wish=Wish.EXPLORE, key=f"self-check:{circle.pk}:{at:%Y-%m-%d}",
        subject="L’autoévaluation de l’année",
        words="Un an a passé : comment vivons-nous les huit principes ? Chaque personne répond "
        "seule, et le cercle lit ensemble. Elle s’ouvre depuis la page du cercle.",
    )  # fmt: skip


def _refuse_before_a_year(circle, *, at):
    last = next((one for one in circle.self_checks.read() if one.answers.count() >= FEWEST), None)
    again_on = last and timezone.localdate(last.opened_at) + YEAR
    if last and timezone.localdate(at) < again_on:
        raise TooSoon(again_on)


def _close(check, *, at):
    check.closed_at = at
    check.save(update_fields=["closed_at"])
    record(Event.SELF_CHECK_CLOSED, check, circle=check.circle_id)
