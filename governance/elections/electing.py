"""Who opens an election, leads it, and puts its proposal into words: seats and mandates alone."""

from governance.college import college, facilitator
from governance.states import OfficeKind

PREPARES = {OfficeKind.SECRETARY, OfficeKind.FACILITATOR, OfficeKind.LEADER}


def usual_circle(role):
    """Where a role is elected: in its circle; a leader in the parent, to whom the child answers."""
    home = role.circle
    is_sent = role.kind == OfficeKind.LEADER and not home.is_first
    return home.parent if is_sent else home


def may_open(person, circle, *, on, sittings=None):
    """The secretary, the facilitator or the leader; anybody of a circle that has none of them."""
    sittings = college(circle, on=on) if sittings is None else sittings
    voices = [one for one in sittings if one.has_a_voice]
    mine = next((one for one in voices if one.person == person), None)
    if mine is None:
        return False
    return _prepares(mine) or not any(_prepares(one) for one in voices)


def openers(sittings):
    """Who may open one, to be told to those who may not."""
    return [one.person for one in sittings if one.has_a_voice and _prepares(one)]


def _prepares(sitting):
    return any(mandate.kind in PREPARES for mandate in sitting.mandates)


def leads(election, *, on, sittings=None):
    """Who facilitates this election that day, or None: whom it chose, else the circle's own."""
    sittings = college(election.circle, on=on) if sittings is None else sittings
    voices = {one.person.pk for one in sittings if one.has_a_voice}
    if election.facilitator_id in voices:
        return election.facilitator
    own = _holding(OfficeKind.FACILITATOR, sittings) or _holding(OfficeKind.LEADER, sittings)
    return own or (facilitator(election.circle, on=on) if not voices else None)


def _holding(kind, sittings):
    held = (
        one.person
        for one in sittings
        if one.has_a_voice and any(mandate.kind == kind for mandate in one.mandates)
    )
    return next(held, None)


def words_it(election, *, on, sittings=None):
    """Who puts the proposal into words: whom the facilitator asked, else the facilitator."""
    return election.asked or leads(election, on=on, sittings=sittings)
