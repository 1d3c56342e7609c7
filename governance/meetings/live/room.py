"""What the stage shows besides: what hangs on a subject, and where the meeting is."""

from functools import cached_property

from django.db.models import Q

from governance.consents.unfolding.way import Way
from governance.meetings import drawing
from governance.meetings.live.turns import Turns
from governance.meetings.taking_up import born_of, reviewed
from governance.models import (
    Deed,
    Link,
    Meeting,
    Report,
    Tension,
)
from governance.states import (
    MeetingState,
    MinutesState,
    RoundKind,
)


class Room(Turns):
    """The whole room of one meeting, for one person, at one moment."""

    @property
    def is_reports(self):
        return self.current is not None and self.current.subject == drawing.REPORTS

    @property
    def is_deeds(self):
        return self.current is not None and self.current.subject == drawing.DEEDS

    @property
    def back(self):
        """What leads a gesture made on the page of the text back into this room."""
        return f"?salle={self.meeting.pk}"

    @cached_property
    def way(self):
        """The text under way as its own page tells it: its objections, who may help."""
        return Way(self.current.proposal, self.person, now=self.now)

    @property
    def my_objection(self):
        return any(one.author == self.person for one in self.way.standing_objections)

    @property
    def is_decided(self):
        return self.current.is_decided

    @cached_property
    def review(self):
        """The review of the text under way that is open, or None."""
        return reviewed(self.current)

    @cached_property
    def born(self):
        """The proposal to which this subject gave birth, and that it may live now."""
        return born_of(self.current)

    @cached_property
    def links(self):
        """Each link of this circle with what it brings, and whether one may write it."""
        circle = self.meeting.circle_id
        held = Link.objects.on(self.meeting.day).filter(Q(parent=circle) | Q(child=circle))
        held = list(held.select_related("person", "child", "parent"))
        told = {one.link_id: one for one in Report.objects.filter(meeting=self.meeting)}
        pairs = {(one.child_id, one.parent_id) for one in held if one.person_id == self.person.pk}
        for one in held:
            one.report = told.get(one.pk)
            one.goes_down = one.child_id == circle
            one.is_mine = (one.child_id, one.parent_id) in pairs
        return held

    @property
    def links_silent(self):
        """Those whose news are not written yet, and that somebody else writes."""
        return [one for one in self.links if not one.report and not one.is_mine]

    @cached_property
    def open_deeds(self):
        found = Deed.objects.filter(circle=self.meeting.circle_id, state="open")
        return list(found.select_related("person").order_by("due_on", "pk")[:30])

    @cached_property
    def item_deeds(self):
        found = Deed.objects.filter(item=self.current).select_related("person")
        return list(found.order_by("pk"))

    @cached_property
    def basket(self):
        return list(Tension.objects.filter(circle=self.meeting.circle_id).open()
                    .select_related("by")[:30])  # fmt: skip

    @cached_property
    def to_approve(self):
        """The minutes of earlier meetings that wait for those who were there; those of a circle
        that merged with this one too."""
        here = self.meeting.circle_id
        found = Meeting.objects.filter(Q(circle=here) | Q(circle__merged_into=here))
        found = found.waiting_for_approval()
        return list(found.exclude(pk=self.meeting.pk)[:3])

    @property
    def asks_for_minutes(self):
        """The round is about minutes: this meeting's, or an earlier one's."""
        return bool(self.round and self.round.kind == RoundKind.ASSENT and not self.round.item_id
                    and not self.is_of_the_text)  # fmt: skip

    @property
    def may_ask_again(self):
        """The question may be asked of those who are there now, or taken back."""
        named = bool(self.round) and self.round.kind == RoundKind.ENTRUSTING
        return self.leads and not named and not self.asks_for_minutes

    @property
    def may_order(self):
        """Who facilitates writes the agenda anew until the circle has consented to it."""
        is_open = self.meeting.state == MeetingState.OPEN
        return self.leads and is_open and not (self.round and self.round.kind == RoundKind.AGENDA)

    @property
    def stage(self):
        """Where the meeting is: opening, admin, item, choose, basket, closing, end."""
        if self.meeting.state == MeetingState.OPEN:
            return "admin" if self.is_opened else "opening"
        if self.current:
            return "item"
        if self.following or self.asking:
            return "choose"
        if not self.meeting.basket_at:
            return "basket"
        return "end" if self.is_ended else "closing"

    @property
    def are_minutes_draft(self):
        return self.meeting.minutes_state == MinutesState.DRAFT
