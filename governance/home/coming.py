"""The meetings that come in one's circles, with one's own answer."""

from django.db.models import DateField, DateTimeField, OuterRef, Q, Subquery
from django.utils import timezone

from coopstudio.prepared import Given, prepared
from governance.home.awaiting import GOING, ME
from governance.models import Circle, Coming, Meeting
from governance.states import MeetingState


def meetings_of(person, *, now, until):
    """Meetings convened or under way, the next one first, each with ``answer``."""
    return _meetings(me=person.pk, today=timezone.localdate(now), now=now, until=until)


@prepared
def _meetings():
    today = Given("today", DateField())
    said = Coming.objects.filter(meeting=OuterRef("pk"), person=ME).values("answer")
    ahead = Q(
        state__in=[MeetingState.CONVENED, MeetingState.PREPARED],
        at__gt=Given("now", DateTimeField()),
        at__lte=Given("until", DateTimeField()),
    )
    mine = Circle.objects.of(ME, on=today).values("pk")
    found = Meeting.objects.filter(ahead | Q(state__in=GOING), circle__in=mine)
    return found.select_related("circle").annotate(answer=Subquery(said[:1])).order_by("at", "pk")
