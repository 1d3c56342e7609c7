"""An election opens for a role, and somebody facilitates it."""

from django.db import transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions.consents.handling import hold
from governance.actions.elections.steps import check_leads, check_step, conducting, keep
from governance.college import college, has_a_voice, holder
from governance.elections.electing import leads, may_open, usual_circle
from governance.elections.eligibility import eligible
from governance.events import Event
from governance.models import Election
from governance.states import ElectionState, OfficeKind


class NotForYouToOpen(Refused):
    message = (
        "Une élection s’ouvre par le secrétariat, la facilitation ou le leader du cercle : "
        "dites-leur ce que vous souhaitez, ou déposez une tension."
    )


class RoleIsOver(Refused):
    message = "Ce rôle, ou son cercle, est clos : il n’y a personne à y élire."


class AlreadyOpen(Refused):
    message = "Une élection est déjà ouverte pour ce rôle."


class NoParent(Refused):
    message = "Ce cercle n’a pas de cercle parent : il n’y a pas de voix à y porter."


class NobodyToName(Refused):
    message = (
        "Personne ne peut être nommé pour ce rôle aujourd’hui : un cercle d’une seule personne "
        "n’a qu’un premier lien, et le second attend quelqu’un d’autre."
    )


class NotOfTheCircle(Refused):
    message = "La facilitation se confie à quelqu’un qui a une voix dans le cercle ce jour-là."


STEPS = set(ElectionState) - {ElectionState.DONE, ElectionState.NO_RESULT}


def open_election(role, *, by, at, months=None, circle=None, is_async=False, only_named=False):
    """Open the election of this role, for so many months; it begins by recalling the role.

    ``circle``: where it is held, when it is not where this role is usually elected. Whoever opens
    it facilitates for now, in a circle that has nobody for that yet.
    """
    on = timezone.localdate(at)
    circle = circle or usual_circle(role)
    with transaction.atomic(), _held_in_order(role, circle) as role:
        _check_may_open(role, circle, by=by, on=on)
        election = Election(
            circle=circle, role=role, months=months or role.months, description=role.description,
            is_async=is_async, only_named=only_named, by=by, at=at, moved_at=at,
        )  # fmt: skip
        if not eligible(election, on=on)[0]:
            raise NobodyToName
        election.facilitator = None if leads(election, on=on) else by
        election.save()
        record(Event.ELECTION_OPENED, election, by=by, role=role.pk, months=election.months)
    return election


def _held_in_order(role, circle):
    """The role, locked; its circles first, as by whoever entrusts it."""
    hold([role.circle, circle])
    return locked(role)


@transaction.atomic
def open_elections(roles, *, circle, **about):
    """Open the elections of several roles of a circle, to be led one after the other."""
    return [open_election(role, circle=circle, **about) for role in roles]


def _check_may_open(role, circle, *, by, on):
    if role.closed_on or circle.is_closed or role.circle.is_closed:
        raise RoleIsOver
    if role.kind == OfficeKind.DELEGATE and role.circle.is_first:
        raise NoParent
    if circle.pk not in (role.circle_id, usual_circle(role).pk):
        raise NotForYouToOpen
    if not may_open(by, circle, on=on):
        raise NotForYouToOpen
    if role.elections.running().exists():
        raise AlreadyOpen


def hand_over(election, *, by, at, to):
    """The facilitation passes to somebody else of the circle: who is named steps aside.

    When nobody who facilitates is there any more, the secretary or the leader hands it over.
    """
    on = timezone.localdate(at)
    with conducting(election) as election:
        check_step(election, *STEPS)
        leader = leads(election, on=on)
        kin = [holder(election.circle, kind, on=on) for kind in _CARETAKERS]
        if by != leader and (leader is not None or not _cares(by, kin, election, on=on)):
            check_leads(election, by=by, on=on)
        if not has_a_voice(to, election.circle, on=on):
            raise NotOfTheCircle
        election.facilitator, election.asked = to, None
        keep(election, "facilitator", "asked")
        record(Event.ELECTION_HANDED_OVER, election, by=by, to=to.pk)
    return election


_CARETAKERS = (OfficeKind.SECRETARY, OfficeKind.LEADER)


def _cares(person, kin, election, *, on):
    """One of the offices, or anybody with a voice in a circle where nobody holds them."""
    voices = {one.person for one in college(election.circle, on=on)}
    return person in voices and (person in kin or not voices & set(kin))
