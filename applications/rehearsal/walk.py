"""A walk to one stop: everything is lived for real, looked at, and undone.

The pages are the very pages of the house, asked for as a browser would ask; the letters are those
that would have left. All of it stands in one transaction that never ends well: nobody else sees a
row of it, and no bell rings.
"""

import re
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone

from applications.models import Call, CallVersion
from applications.rehearsal.script import before
from applications.rehearsal.visitor import Visitor
from coopstudio.acting import lived_at, without_a_trace
from coopstudio.french.order import in_order
from coopstudio.mail.models import Letter
from coopstudio.refusals import Refused
from members.models import Person

SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
LINK = re.compile(r'(<a\b[^>]*?\shref=")[^"]*(")')


class NobodyToAnswer(Refused):
    message = "Il faut au moins une personne à la fondation pour vivre l’arrivée."


class Walk:
    """The newcomer on the way: who they are now, what they hold, what they received."""

    def __init__(self, version, *, today):
        self.version, self.today = version, today
        self.draft = self.person = self.application = None
        self.address = ""
        self.founders = _founders(today)
        self.letters = []

    def live(self, stops):
        """From the first day to the last of these stops, which is today."""
        self.started_at = self.today - timedelta(days=stops[-1].day)
        for stop in stops:
            self.now = self.started_at + timedelta(days=stop.day)
            known = set(self._received().values_list("pk", flat=True))
            with lived_at(self.now):
                stop.act(self)
        self.letters = list(self._received().exclude(pk__in=known))

    def page(self, stop, request):
        """(status, HTML) of this stop, as the newcomer's browser shows it; to be looked at only."""
        visitor = Visitor(request)
        session = visitor.session(person=self.person, draft=self.draft)
        response = visitor.asks(stop.place(self), session)
        return response.status_code, LINK.sub(r"\1#\2", SCRIPT.sub("", response.content.decode()))

    def _received(self):
        return Letter.objects.filter(to=self.address).order_by("pk")


@contextmanager
def walked(version, stop, *, today):
    """The Walk that came to this stop; it never happened once one leaves it."""
    with without_a_trace():
        walk = Walk(_as_if_published(version, today), today=today)
        walk.live(before(stop))
        yield walk


def _as_if_published(version, today):
    """The newcomer finds this version, be it still in preparation, and the call open."""
    closed = Call.objects.filter(pk=version.call_id, closed_on__isnull=False)
    closed.update(closed_on=None, drafts_until=None)
    waiting = CallVersion.objects.filter(pk=version.pk, published_at=None)
    waiting.update(published_at=today)
    version.refresh_from_db()
    return version


def _founders(today):
    on = timezone.localdate(today)
    found = list(Person.objects.of_foundation(on=on).order_by(in_order("first_name"), "pk"))
    if not found:
        raise NobodyToAnswer
    return found
