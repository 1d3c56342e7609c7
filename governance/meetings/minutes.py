"""What the minutes of a meeting say, on their page and on paper alike."""

from datetime import timedelta
from functools import cached_property

from governance import college
from governance.meetings import gathering
from governance.models import Deed, Objection, Presence, Report, Seat, Tension, Turn
from governance.states import PositionKind, ProposalState, RoundKind

ON_TIME = timedelta(minutes=3)
HOW = {
    PositionKind.CONSENT: "consentement exprimé",
    PositionKind.DEEMED: "réputé consentant, selon une politique du cercle",
    PositionKind.OBJECTION: "objection",
    None: "non exprimé",
}
"""Three kinds of consent are never mixed up: expressed, deemed, not expressed."""


class Minutes:
    """Each part asks what it needs, once."""

    def __init__(self, meeting, sittings=None):
        self.meeting = meeting
        self.day = meeting.day
        self._sittings = sittings

    @cached_property
    def sittings(self):
        given = self._sittings
        return college.around(self.meeting.circle, on=self.day) if given is None else given

    @cached_property
    def led_by(self):
        return gathering.who_leads(self.meeting, on=self.day, sittings=self.sittings)

    @cached_property
    def written_by(self):
        return gathering.who_writes(self.meeting, on=self.day, sittings=self.sittings)

    @cached_property
    def present(self):
        """Everybody who was there, visitors too, with what tells of a late or early hour."""
        rows = list(Presence.objects.filter(meeting=self.meeting).select_related("person"))
        opened, closed = self.meeting.opened_at, self.meeting.closed_at
        for one in rows:
            one.is_late = bool(opened) and one.arrived_at - opened > ON_TIME
            one.left_early = bool(one.left_at and (not closed or closed - one.left_at > ON_TIME))
        return rows

    @property
    def _there(self):
        return {one.person_id for one in self.present}

    @property
    def absent(self):
        """Who is asked in this circle, and was not there."""
        return [
            one.person
            for one in self.sittings
            if one.has_a_voice and one.person.pk not in self._there
        ]

    @property
    def on_leave(self):
        return [one.person for one in self.sittings if one.leave]

    @cached_property
    def reports(self):
        told = Report.objects.filter(meeting=self.meeting)
        return list(told.select_related("link__child", "link__parent", "by"))

    def title_of(self, report):
        """« Ce que je remonte d’Accueil », « ce que je descends du Cercle général »."""
        link = report.link
        if link.child_id == self.meeting.circle_id:
            return f"{report.by} descend : {link.parent.name}"
        return f"{report.by} remonte : {link.child.name}"

    @cached_property
    def items(self):
        """The subjects in their order, each with ``told``, its decision, and what was asked."""
        rows = list(
            self.meeting.items.select_related(
                "carrier", "proposal__decision__circle", "election__role", "decision"
            ).order_by("rank", "pk")
        )
        deeds, voices, objections = self._deeds(rows), self._voices(rows), self._objections(rows)
        for item in rows:
            item.objections = objections.get(item.proposal_id, [])
            item.asked = deeds.get(item.pk, [])
            item.told = _decision(item, voices.get(item.proposal_id, []))
        return rows

    @cached_property
    def closing(self):
        """What was kept of the round that ends the meeting."""
        kept = Turn.objects.filter(
            seat__round__meeting=self.meeting, seat__round__kind=RoundKind.CLOSING
        )
        return list(kept.exclude(words="").select_related("seat__person"))

    @cached_property
    def dropped(self):
        """What this meeting left in the basket."""
        if not self.meeting.opened_at:
            return []
        since = {"at__gte": self.meeting.opened_at}
        until = {"at__lte": self.meeting.closed_at} if self.meeting.closed_at else {}
        return list(Tension.objects.filter(circle=self.meeting.circle_id, **since, **until))

    def _deeds(self, rows):
        found = {}
        for deed in Deed.objects.filter(item__in=rows).select_related("person"):
            found.setdefault(deed.item_id, []).append(deed)
        return found

    def _objections(self, rows):
        """What was objected aloud to each text, or was still worked on, in this meeting."""
        texts = [one.proposal_id for one in rows if one.proposal_id]
        found = Objection.objects.filter(round__proposal__in=texts, round__is_async=False)
        if self.meeting.opened_at:
            found = found.exclude(ended_at__lt=self.meeting.opened_at)
        if self.meeting.closed_at:
            found = found.filter(at__lte=self.meeting.closed_at)
        told = {}
        about = ("author", "round__version", "integrated_in")
        for one in found.select_related(*about).order_by("at", "pk"):
            told.setdefault(one.round.proposal_id, []).append(one)
        return told

    def _voices(self, rows):
        """Of each text decided, or under reserve: who said what, in the rounds that count."""
        decided = [one.proposal_id for one in rows if _is_decided(one)]
        seats = Seat.objects.filter(
            round__proposal__in=decided, round__kind=RoundKind.CONSENT, round__voided_at=None
        )
        found = {}
        for seat in seats.with_position().select_related("person", "round__circle"):
            found.setdefault(seat.round.proposal_id, []).append(seat)
        return found


def _is_decided(item):
    """By everybody, or by all those who were there, under reserve of the others."""
    text = item.proposal
    return text is not None and text.state in (ProposalState.ADOPTED, ProposalState.RESERVED)


def _decision(item, seats):
    """Its number, its title, and each voice with its kind; None while nothing is decided."""
    if not _is_decided(item):
        return None
    decision = getattr(item.proposal, "decision", None)
    voices = [
        {"who": f"{seat.person}", "how": HOW.get(seat.said, HOW[None]), "kind": seat.said or ""}
        for seat in seats
    ]
    return {
        "address": (decision or item.proposal).get_absolute_url(),
        "code": decision.code if decision else "",
        "state": item.proposal.get_state_display(),
        "title": item.proposal.title,
        "voices": voices,
        "is_expressed": all(seat.said == PositionKind.CONSENT for seat in seats),
    }
