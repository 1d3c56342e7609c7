"""The way of the group: sufficient, launched, at work, closed; or dissolved."""

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import emails
from members.cohort.sufficiency import enumerated
from members.cohort.table import Group
from members.events import Event
from members.models import ProposalAnswer
from members.states import CohortState, PlaceState


class NotYet(Refused):
    message = "Le groupe n’est pas encore suffisant : la page dit ce qui manque."


class Waiting(Refused):
    """Somebody did not answer yet; the sentence names who."""


class Objected(Refused):
    message = (
        "Une objection éclaire encore le groupe. Parlez-en avec la personne : le lancement attend "
        "qu’elle réponde autrement."
    )


def confirm_sufficient(cohort, *, by, at):
    """Somebody reads what was computed, and says: yes, this group is sufficient."""
    with locked(cohort) as cohort:
        if not Group(cohort, on=timezone.localdate(at)).standing.is_sufficient:
            raise NotYet
        cohort.move_to(CohortState.SUFFICIENT)
        cohort.save(update_fields=["state"])
        record(Event.GROUP_SUFFICIENT, cohort, by=by)
    return cohort


def launch(cohort, *, by, at):
    """The work begins, with the consent of everybody who has a place: nobody is launched along."""
    on = timezone.localdate(at)
    with locked(cohort) as cohort:
        cohort.move_to(CohortState.LAUNCHED)
        _check_consents(cohort, on=on)
        cohort.launched_on = on
        cohort.save(update_fields=["state", "launched_on"])
        cohort.proposals.filter(ended_at=None).update(ended_at=at)
        places = list(cohort.places.open().select_related("person"))
        for place in places:
            _seat(place)
        record(Event.GROUP_LAUNCHED, cohort, by=by, people=len(places))
        for place in places:
            emails.group_launched(place, [one.person for one in places if one != place])
    return cohort


def welcome_late(place, *, at):
    """Somebody consents to join a group that works already: they sit down at once."""
    cohort = place.cohort
    if not cohort.is_at_work:
        return
    _seat(place)
    others = cohort.places.filter(state=PlaceState.SEATED).exclude(pk=place.pk)
    emails.group_launched(place, [one.person for one in others.select_related("person")])
    if not cohort.places.filter(state=PlaceState.ASKED).exists():
        cohort.proposals.filter(ended_at=None).update(ended_at=at)


def begin(cohort, *, by):
    """The group has met and set to work."""
    with locked(cohort) as cohort:
        cohort.move_to(CohortState.UNDERWAY)
        cohort.save(update_fields=["state"])
        record(Event.GROUP_UNDERWAY, cohort, by=by)
    return cohort


def close(cohort, *, by, at, reason):
    """What this group was made for is done: the company stands, or others take over."""
    with locked(cohort) as cohort:
        cohort.move_to(CohortState.CLOSED)
        _end(cohort, at=at, reason=reason)
        record(Event.GROUP_CLOSED, cohort, by=by)
    return cohort


def dissolve(cohort, *, by, at, reason):
    """The group stops here; everybody who has a place is told why."""
    with locked(cohort) as cohort:
        places = list(cohort.places.open().select_related("person"))
        cohort.move_to(CohortState.DISSOLVED)
        _end(cohort, at=at, reason=reason)
        record(Event.GROUP_DISSOLVED, cohort, by=by)
        for place in places:
            emails.group_dissolved(place, reason)
    return cohort


def _end(cohort, *, at, reason):
    cohort.ended_on, cohort.reason = timezone.localdate(at), reason
    cohort.save(update_fields=["state", "ended_on", "reason"])
    cohort.proposals.filter(ended_at=None).update(ended_at=at, reason=reason)


def _seat(place):
    place.move_to(PlaceState.SEATED)
    place.save(update_fields=["state"])


def _check_consents(cohort, *, on):
    """Nobody is silent, nobody objects, and the group still is sufficient."""
    proposal = cohort.proposals.get(ended_at=None)
    if ProposalAnswer.objects.filter(proposal=proposal, place__left_on=None).objections().exists():
        raise Objected
    silent = cohort.places.open().exclude(state=PlaceState.CONFIRMED).select_related("person")
    if names := [place.person.full_name for place in silent.order_by("pk")]:
        verb = "n’ont pas encore répondu" if len(names) > 1 else "n’a pas encore répondu"
        raise Waiting(f"{enumerated(names)} {verb} : le lancement attend chaque accord.")
    if not Group(cohort, on=on).standing.is_sufficient:
        raise NotYet
