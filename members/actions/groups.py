"""The group: what each person knows, what is needed, who has a place, what is published."""

from django.db import transaction

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.events import Event
from members.models import Cohort, Gauge, Need, Place, Skill


class NotAMember(Refused):
    message = "Une place dans le groupe se prend une fois membre de l’Institut."


class AlreadyThere(Refused):
    message = "Cette personne a déjà sa place dans le groupe."


class AlreadyLeft(Refused):
    message = "Cette place est déjà libre."


class BadNumbers(Refused):
    message = "Le plus grand nombre ne peut être sous le plus petit."


class ReviewTooEarly(Refused):
    message = "La revue vient après la décision : choisissez un jour plus tard."


class NothingChanged(Refused):
    message = "C’est déjà ce que l’on lit : rien n’a changé depuis."


@transaction.atomic
def say_skills(person, levels):
    """The person says what they want to learn, do or teach. ``levels``: {craft: level}."""
    with locked(person) as person:
        person.skills.all().delete()
        Skill.objects.bulk_create(
            Skill(person=person, craft=craft, level=level) for craft, level in levels.items()
        )
        record(Event.SKILLS_SAID, person, by=person, crafts=len(levels))
    return person


@transaction.atomic
def decide_needs(cohort, *, by, wanted, **facts):
    """Write down the needs that were decided by consent. ``wanted``: {function: people}."""
    if facts["most"] < facts["least"]:
        raise BadNumbers
    if facts["review_on"] <= facts["decided_on"]:
        raise ReviewTooEarly
    if cohort is None:
        cohort = Cohort.objects.create(**facts)
    with locked(cohort) as cohort:
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


def take_place(cohort, person, *, by, on, days):
    """A member has their place in the group from that day, for so many days a month."""
    with locked(cohort) as cohort:
        if not person.memberships.active(on=on).exists():
            raise NotAMember
        if cohort.places.filter(person=person, left_on=None).exists():
            raise AlreadyThere
        place = Place.objects.create(cohort=cohort, person=person, joined_on=on, days=days)
        record(Event.PLACE_TAKEN, cohort, by=by, person=person.pk)
    return place


def leave_place(place, *, by, on):
    """The place is free again; that day was the last one."""
    with locked(place.cohort) as cohort, locked(place) as place:
        if place.left_on:
            raise AlreadyLeft
        place.left_on = max(on, place.joined_on)
        place.save(update_fields=["left_on"])
        record(Event.PLACE_LEFT, cohort, by=by, person=place.person_id)
    return place


def confirm_gauge(cohort, standing, *, by, at):
    """Publish where the group stands: numbers and functions, without a name."""
    facts = {
        "people": standing.count,
        "least": standing.wanted.least,
        "most": standing.wanted.most,
        "missing": standing.missing,
        "leaning": standing.leaning,
        "is_sufficient": standing.is_sufficient,
    }
    with locked(cohort) as cohort:
        last = cohort.gauges.order_by("at", "pk").last()
        if last and all(getattr(last, name) == value for name, value in facts.items()):
            raise NothingChanged
        gauge = Gauge.objects.create(cohort=cohort, confirmed_by=by, at=at, **facts)
        record(Event.GAUGE_CONFIRMED, cohort, by=by, people=gauge.people)
    return gauge
