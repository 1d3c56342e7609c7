"""Who facilitates a proposal in a circle, and who carries it: people of the circle, no office of
the house.

When nobody holds the mandate and nobody leads, any person of the circle may facilitate: it is
written in the journal who did.
"""

from governance.college import facilitator, has_a_voice
from governance.models import Meeting
from governance.states import ItemState, MeetingState


def room_of(proposal, circle):
    """The open meeting of this circle in which the proposal is dealt with, or None."""
    items = {"items__proposal": proposal, "items__state": ItemState.CURRENT}
    return Meeting.objects.filter(
        circle=circle, state__in=[MeetingState.OPEN, MeetingState.AGREED], **items
    ).first()


def facilitator_of(proposal, *, on, circle=None):
    """Who facilitates it that day in this circle, its own otherwise; None if nobody is named."""
    circle = circle or proposal.circle
    named = room_of(proposal, circle)
    if named is None and circle.pk == proposal.circle_id:
        named = proposal.election
    return facilitator(circle, on=on, sitting_in=named)


def facilitates(person, proposal, *, on, circle=None):
    """May this person lead its rounds in this circle that day?"""
    named = facilitator_of(proposal, on=on, circle=circle)
    if named is None:
        return has_a_voice(person, circle or proposal.circle, on=on)
    return named == person


def may_help(person, objection, *, on):
    """May this person lead the integration of the objection? Never of one's own objection."""
    if person.pk == objection.author_id:
        return False
    proposal, circle = objection.round.proposal, objection.round.circle
    named = facilitator_of(proposal, on=on, circle=circle)
    if named is None or named.pk == objection.author_id:
        return has_a_voice(person, circle, on=on)
    return named == person
