from datetime import timedelta

from django.apps import apps
from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from governance.states import ItemState, MeetingState

AWAITED = (MeetingState.PREPARED, MeetingState.CONVENED)
OPEN = (MeetingState.OPEN, MeetingState.AGREED)
OVER = (MeetingState.CLOSED, MeetingState.CALLED_OFF)


class MeetingQuerySet(QuerySet):
    def of_circles(self, circles):
        return self.filter(circle__in=circles)

    def to_come(self):
        """Prepared, convened or open: the nearest first, the open ones before all."""
        return self.filter(state__in=(*AWAITED, *OPEN)).order_by("at", "pk")

    def under_way(self):
        return self.filter(state__in=OPEN)

    def over(self):
        """Held or called off, the latest first."""
        return self.filter(state__in=OVER).order_by("-at", "-pk")

    def before(self, at, pk):
        """What follows a bookmark, in the order of ``over``."""
        return self.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))

    def answered_by(self, person):
        """Each with ``answered``: what this person said of coming."""
        comings = self.model.comings.rel.related_model.objects
        mine = comings.filter(meeting=OuterRef("pk"), person=person)
        return self.annotate(answered=Subquery(mine.values("answer")[:1]))

    def with_beat(self):
        """Each with ``whole_beat``: its own, and that of the text or the election it is at."""
        items = apps.get_model("governance", "Item").objects
        now = items.filter(meeting=OuterRef("pk"), state=ItemState.CURRENT)
        parts = ("proposal__beat", "election__beat")
        texts = [Coalesce(Subquery(now.values(part)[:1]), Value(0)) for part in parts]
        return self.annotate(
            whole_beat=Concat(
                "beat", Value("."), texts[0], Value("."), texts[1], output_field=CharField()
            )
        )

    def to_remind(self, now):
        """Convened, and held tomorrow; not when the convocation has just left."""
        tomorrow = timezone.localdate(now) + timedelta(days=1)
        known = {"convened_at__lt": now - timedelta(hours=20)}
        return self.filter(state=MeetingState.CONVENED, at__date=tomorrow, **known)

    def waiting_for_approval(self):
        """Held, and their minutes are not approved yet: the oldest first."""
        return self.filter(state=MeetingState.CLOSED, minutes_state="draft").order_by("at", "pk")


class ItemQuerySet(QuerySet):
    def to_live(self):
        return self.filter(state__in=(ItemState.WAITING, ItemState.CURRENT))


class PresenceQuerySet(QuerySet):
    def now(self):
        return self.filter(left_at=None)
