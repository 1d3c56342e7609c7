"""The group: what each person knows, what is needed, who has a place, what is published."""

from django.db import transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import emails
from members.cohort.table import Group
from members.events import Event
from members.models import Cohort, Gauge, Need, Person, Place
from members.states import CohortState, PlaceState, Role

TOLD = (PlaceState.ASKED, PlaceState.CONFIRMED, PlaceState.SEATED)
"""Places of those who already were told of the group, and are told of what changes in it."""

ASKED = (PlaceState.ASKED, PlaceState.CONFIRMED)

CHANGED = "Une place s’est libérée, et le groupe n’est plus suffisant."


class NotAMember(Refused):
    message = "Une place dans le groupe se prend une fois membre."


class AlreadyThere(Refused):
    message = "Cette personne a déjà sa place dans le groupe."


class AlreadyLeft(Refused):
    message = "Cette place est déjà libre."


class ProposalUnderWay(Refused):
    message = (
        "Chacune des personnes pressenties répond en ce moment à la proposition de ce groupe : "
        "retirez-la d’abord, avec un mot, puis changez le groupe."
    )


class StillSufficient(Refused):
    message = "Le groupe est bien ce qui en est dit : rien n’est à reprendre."


class GroupIsOver(Refused):
    message = "Ce groupe est clos : inscrivez d’abord les besoins du suivant."


class BadNumbers(Refused):
    message = "Le plus grand nombre ne peut être sous le plus petit."


class ReviewTooEarly(Refused):
    message = "La revue vient après la décision : choisissez un jour plus tard."


class NothingChanged(Refused):
    message = "C’est déjà ce que l’on lit : rien n’a changé depuis."


@transaction.atomic
def decide_needs(cohort, *, by, wanted, **facts):
    """Write down the needs that were decided by consent. ``wanted``: {function: people}."""
    if facts["most"] < facts["least"]:
        raise BadNumbers
    if facts["review_on"] <= facts["decided_on"]:
        raise ReviewTooEarly
    if cohort is None:
        cohort = Cohort.objects.create(name=_next_name(), **facts)
    with locked(cohort) as cohort:
        if cohort.is_over:
            raise GroupIsOver
        if cohort.is_proposed:
            raise ProposalUnderWay
        for field, value in facts.items():
            setattr(cohort, field, value)
        cohort.save()
        cohort.needs.all().delete()
        Need.objects.bulk_create(
            Need(cohort=cohort, craft=craft, people=people)
            for craft, people in wanted.items()
            if people
        )
        record(Event.NEEDS_DECIDED, cohort, by=by, reference=cohort.reference)
    return cohort


def _next_name():
    """« Le premier groupe », then « Le groupe n° 2 »…"""
    number = Cohort.objects.count() + 1
    return f"Le groupe n°\u00a0{number}" if number > 1 else "Le premier groupe"


def take_place(cohort, person, *, by, on, days):
    """A member is expected in the group from that day, for so many days a month."""
    with locked(cohort) as cohort:
        if cohort.is_over:
            raise GroupIsOver
        if cohort.is_proposed:
            raise ProposalUnderWay
        if not Person.objects.present(on=on).filter(pk=person.pk).exists():
            raise NotAMember
        if cohort.places.filter(person=person, left_on=None).exists():
            raise AlreadyThere
        place = Place.objects.create(cohort=cohort, person=person, joined_on=on, days=days)
        record(Event.PLACE_TAKEN, cohort, by=by, person=person.pk)
    return place


def be_named(place, *, by, at, is_named):
    """The person lets the others who are expected read their name, or takes it back."""
    with locked(place) as place:
        place.named_at = (place.named_at or at) if is_named else None
        place.save(update_fields=["named_at"])
        record(Event.PLACE_NAMED, place.cohort, by=by, person=place.person_id, named=is_named)
    return place


def leave_place(place, *, by, at):
    """The place is free again from that day. What this changes is computed, and told.

    ``by``: nobody, when a round frees the place of somebody who is no longer a member.
    """
    on = timezone.localdate(at)
    with locked(place.cohort) as cohort, locked(place) as place:
        if place.left_on:
            raise AlreadyLeft
        knew = place.state in TOLD
        place.move_to(PlaceState.LEFT)
        place.left_on = max(on, place.joined_on)
        place.save(update_fields=["state", "left_on"])
        event = Event.PLACE_LEFT if by else Event.PLACE_LET_GO
        record(event, cohort, by=by, person=place.person_id)
        _recompute(cohort, place, at=at, knew=knew)
    return place


def recheck(cohort, *, by, at):
    """What was sufficient is not any more, because needs or skills have changed: it is said."""
    with locked(cohort) as cohort:
        is_ready = cohort.is_sufficient or cohort.is_proposed
        if not is_ready or Group(cohort, on=timezone.localdate(at)).standing.is_sufficient:
            raise StillSufficient
        _fall_back(cohort, at=at)
    return cohort


def release(cohort):
    """Those who were asked, or had said yes, wait again: nothing is asked of them for now."""
    for place in cohort.places.filter(state__in=ASKED):
        place.move_to(PlaceState.EXPECTED)
        place.save(update_fields=["state"])


def _recompute(cohort, left, *, at, knew):
    """Whether the group is sufficient without ``left``; ``knew``: they had been told of it."""
    on = timezone.localdate(at)
    standing, others = Group(cohort, on=on).standing, _told(cohort)
    was_ready = cohort.is_sufficient or cohort.is_proposed
    if was_ready and not standing.is_sufficient:
        _fall_back(cohort, at=at)
    if was_ready or cohort.is_at_work:
        for founder in Person.objects.holding(Role.FOUNDER, on=on):
            emails.group_departure(left, founder, standing)
        for place in others if knew else []:
            emails.group_changed(left, place, standing)


def _told(cohort):
    """Those who know of the group, for as long as nothing moves them."""
    return list(cohort.places.filter(state__in=TOLD).select_related("person"))


def _fall_back(cohort, *, at):
    """A group that is short is in the making again; a proposal of it does not stand any more."""
    cohort.proposals.filter(ended_at=None).update(ended_at=at, reason=CHANGED)
    release(cohort)
    cohort.move_to(CohortState.FORMING)
    cohort.save(update_fields=["state"])
    record(Event.GROUP_SHORT, cohort, by=None)


def confirm_gauge(cohort, standing, *, by, at):
    """Publish where the group stands: numbers and functions, without a name."""
    facts = {
        "people": standing.count,
        "least": standing.wanted.least,
        "most": standing.wanted.most,
        "missing": standing.missing,
        "leaning": standing.leaning,
        "is_sufficient": standing.is_sufficient,
        "state": cohort.state,
    }
    with locked(cohort) as cohort:
        last = cohort.gauges.order_by("at", "pk").last()
        if last and all(getattr(last, name) == value for name, value in facts.items()):
            raise NothingChanged
        gauge = Gauge.objects.create(cohort=cohort, confirmed_by=by, at=at, **facts)
        record(Event.GAUGE_CONFIRMED, cohort, by=by, people=gauge.people)
    return gauge
