"""Somebody has no place in a circle any more: no round waits for them, and those who stay are told.

What they said stands. Where they had said nothing, the round counts no more and opens again, on the
same text, with those who are there (I3).
"""

from django.utils import timezone

from governance import emails
from governance.actions import rounds
from governance.actions.consents.handling import carrying, hold, near
from governance.actions.consents.opening import open_in
from governance.college import sits
from governance.models import Link, Round
from governance.querysets.rounds import OF_POSITIONS
from governance.states import ProposalKind, ProposalState, RoundKind

S = ProposalState


def hold_for(person, circle):
    """Lock this circle, those to which this person links it, and those of the texts that wait for
    them in any: all at once, in the order of whoever consents to a text."""
    links = Link.objects.filter(child=circle, person=person, ended_on=None)
    here = [circle, *[one.parent for one in links.select_related("parent")]]
    waiting = [
        one.proposal
        for each in here
        for one in _waiting(person, each).select_related("proposal__circle")
        if one.proposal
    ]
    hold([*here, *[one for text in waiting for one in near(text)]])


def free(person, circle, *, by, at):
    """End every wait for this person in this circle, unless they still sit there otherwise."""
    if sits(person, circle, on=timezone.localdate(at)):
        return
    for opened in _waiting(person, circle):
        if opened.proposal_id is None:
            rounds.void(opened, by=by, at=at)
            continue
        with carrying(opened.proposal, at=at) as proposal:
            rounds.void(opened, by=by, at=at)
            if again := _again(proposal, opened, person, by=by, at=at):
                emails.round_again(again, gone=person)


def _waiting(person, circle):
    """The open rounds in which a position of this person is awaited there."""
    asked = Round.objects.open().filter(circle=circle, kind__in=OF_POSITIONS)
    found = asked.filter(seats__person=person).order_by("pk")
    silent = [one.pk for one in found if one.seats.silent().filter(person=person).exists()]
    return found.filter(pk__in=silent)


def _again(proposal, opened, person, *, by, at):
    """The same round, of those who stay; None when there is nothing left to ask them."""
    if proposal.kind == ProposalKind.ELECTION and proposal.about_person_id == person.pk:
        return None
    try:
        if opened.kind != RoundKind.CONSENT:
            return rounds.open_round(
                opened.circle, opened.kind, by=by, at=at, proposal=proposal,
                subject=opened.subject, version=opened.version,
            )  # fmt: skip
        if proposal.state == S.RESERVED:
            proposal.move_to(ProposalState.CONSENT)
        return open_in(
            proposal, opened.circle, by=by, at=at, meeting=opened.meeting, item=opened.item
        )
    except rounds.NobodySits:
        return None
