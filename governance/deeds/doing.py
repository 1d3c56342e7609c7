"""What is to be done, read for its pages: mine, a circle's, the way of a long change."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from governance.actions.deeds import UNDER_WAY
from governance.college import around, has_a_voice
from governance.models import Deed, Mandate, RoleTask, Seat
from governance.querysets.deeds import NEAR
from governance.states import DeedState, OfficeKind, ProposalState, RoundKind

RECENT = timedelta(days=30)


class MyDeeds:
    """What one said one would do: late, before long, later; what one has just done; one's roles."""

    def __init__(self, person, *, now):
        self.person, self.today = person, timezone.localdate(now)
        self.open = list(Deed.objects.of(person).open().with_names())
        ended = Deed.objects.of(person).ended().filter(ended_at__gte=now - RECENT)
        self.ended = list(ended.with_names().order_by("-ended_at")[:8])
        held = RoleTask.objects.running().filter(role__in=_held(person, on=self.today))
        self.tasks = list(held.select_related("role__circle"))

    @property
    def groups(self):
        """(title, rows) for each group that is not empty."""
        soon = self.today + NEAR
        groups = [
            ("En retard", [one for one in self.open if one.due_on < self.today]),
            ("D’ici deux semaines", [o for o in self.open if self.today <= o.due_on <= soon]),
            ("Plus tard", [one for one in self.open if one.due_on > soon]),
        ]
        return [(title, rows) for title, rows in groups if rows]

    @property
    def lead(self):
        late = sum(one.due_on < self.today for one in self.open)
        if not self.open:
            return "Rien ne vous attend. Ce que vous prendrez en réunion se posera ici."
        if late:
            return "Ce que vous avez pris, et ce que vos rôles ramènent. Commencez par le retard."
        return "Ce que vous avez pris en charge, et ce que vos rôles ramènent."


class CirclesDeeds:
    """What a circle asked of its people; what comes back with its roles; what was ended lately."""

    def __init__(self, circle, viewer, *, now):
        self.circle, self.today = circle, timezone.localdate(now)
        sittings = around(circle, on=self.today)
        voices = {one.person.pk for one in sittings if one.has_a_voice}
        recent = Q(state=DeedState.OPEN) | Q(ended_at__gte=now - RECENT)
        found = list(circle.deeds.filter(recent).with_names().order_by("due_on", "pk"))
        self.open = [one for one in found if one.state == DeedState.OPEN]
        ended = [one for one in found if one.state != DeedState.OPEN]
        self.ended = sorted(ended, key=lambda one: one.ended_at, reverse=True)[:12]
        self.tasks = list(_with_holders(circle, sittings))
        self.to_hear = _to_hear(circle)
        self.leader = next((one.person for one in sittings if _leads(one)), None)
        self.may_ask = circle.is_open and viewer.pk in voices
        self.meets = self.may_ask and circle.meetings.filter(state__in=UNDER_WAY).exists()

    @property
    def late(self):
        return [one for one in self.open if one.due_on < self.today]

    @property
    def to_come(self):
        return [one for one in self.open if one.due_on >= self.today]


class Way:
    """The steps of a support circle in the order of their days, down to its term."""

    def __init__(self, circle, viewer, *, now):
        self.circle, self.today = circle, timezone.localdate(now)
        self.steps = list(circle.steps.select_related("done_by").order_by("due_on", "rank"))
        self.may_write = circle.is_open and has_a_voice(viewer, circle, on=self.today)
        self.current = next((one for one in self.steps if not one.done_at), None)

    @property
    def done(self):
        return sum(bool(one.done_at) for one in self.steps)

    @property
    def days_left(self):
        return (self.circle.ends_on - self.today).days


def _to_hear(circle):
    """Who was away when the circle consented « sous réserve », and still has their word to say."""
    reserved = Seat.objects.filter(
        round__circle=circle,
        round__kind=RoundKind.CONSENT,
        round__closed_at=None,
        round__voided_at=None,
        round__proposal__state=ProposalState.RESERVED,
    )
    found = reserved.silent().select_related("person", "round__proposal")
    return list(found.order_by("round__opened_at", "place"))


def _held(person, *, on):
    """The roles that this person holds that day."""
    return Mandate.objects.filter(person=person).on(on).values("role")


def _with_holders(circle, sittings):
    """The tasks of a circle's roles, each with ``holders``, the people who hold the role."""
    held = {}
    for one in sittings:
        for mandate in one.mandates:
            held.setdefault(mandate.role_id, []).append(one.person)
    for task in RoleTask.objects.running().filter(role__circle=circle).select_related("role"):
        task.holders = held.get(task.role_id, [])
        yield task


def _leads(sitting):
    return any(one.kind == OfficeKind.LEADER for one in sitting.mandates)
