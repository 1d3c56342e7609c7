"""The letter of one's circles: one for each week or each day, and none that would be empty."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.french.workdays import is_working_day
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance import emails
from governance.events import Event
from governance.home.news import News
from governance.models import CircleMember, Digest, Link
from governance.states import Rhythm
from members.models import Person
from members.preferences import wanting
from members.states import Topic

HOUR = 7
"""In the morning, in Paris: nobody is woken up."""


class NotYet(Refused):
    message = "Cette lettre a déjà été écrite pour cette période, ou n’est pas encore à écrire."


def period(rhythm, *, at):
    """The first day of the week, or the working day, that a letter of this rhythm would tell."""
    moment = timezone.localtime(at)
    if moment.hour < HOUR or rhythm == Rhythm.NEVER:
        return None
    day = moment.date()
    if rhythm == Rhythm.DAILY:
        return day if is_working_day(day) else None
    return day - timedelta(days=day.weekday())


def awaited_by(*, at):
    """Those who sit in a circle, are written to about circles, and have not had their letter."""
    on = timezone.localdate(at)
    seated = Q(pk__in=CircleMember.objects.on(on).values("person")) | Q(
        pk__in=Link.objects.on(on).values("person")
    )
    found = wanting(Person.objects.filter(seated, is_active=True), Topic.CIRCLES)
    told = Q()
    for rhythm in (Rhythm.WEEKLY, Rhythm.DAILY):
        day = period(rhythm, at=at)
        late = Q(digest__told_for__gte=day) if day else Q(pk__isnull=False)
        told |= Q(digest__rhythm=rhythm) & late
    if period(Rhythm.WEEKLY, at=at) is None:
        told |= Q(digest=None)
    return found.exclude(told | Q(digest__rhythm=Rhythm.NEVER)).order_by("pk")


def send(person, *, at):
    """Write the letter of this period, if there is something to read in it."""
    Digest.objects.get_or_create(person=person)
    with locked(person.digest) as digest:
        day = period(digest.rhythm, at=at)
        if day is None or (digest.told_for and digest.told_for >= day):
            raise NotYet
        news = News(person, since=digest.told_for, rhythm=digest.rhythm, day=day, now=at)
        digest.told_for = day
        digest.save(update_fields=["told_for"])
        if not news.is_empty:
            record(Event.DIGEST_SENT, digest, day=str(day))
            emails.digest(person, news)
    return digest
