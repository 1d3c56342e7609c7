"""Offices are entrusted and given back; a person keeps their own profile."""

from django.db import transaction

from coopstudio.db import locked
from coopstudio.files import api as files
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.events import Event
from members.models import Availability, Office
from members.states import Facet


class NotToOneself(Refused):
    message = "On ne se confie pas une fonction à soi-même : demandez à une autre personne."


class AlreadyEntrusted(Refused):
    message = "Cette personne tient déjà cette fonction."


class AlreadyGivenBack(Refused):
    message = "Cette fonction est déjà rendue."


class EndsTooEarly(Refused):
    message = "Une fonction ne finit pas avant d’avoir commencé."


class NoPhoto(Refused):
    message = "Vous n’avez pas de photo ici : il n’y a rien à retirer."


def grant_role(person, role, *, by, on):
    """Entrust a role to somebody from that day. Never to oneself."""
    if by and by.pk == person.pk:
        raise NotToOneself
    with locked(person) as person:
        if person.offices.filter(role=role, ended_on=None).exists():
            raise AlreadyEntrusted
        office = Office.objects.create(person=person, role=role, started_on=on)
        record(Event.ROLE_GRANTED, person, by=by, role=role)
    return office


def end_role(office, *, by, on):
    """The role is given back; that day is the last one."""
    with locked(office) as office:
        if office.ended_on:
            raise AlreadyGivenBack
        if on < office.started_on:
            raise EndsTooEarly
        office.ended_on = on
        office.save(update_fields=["ended_on"])
        record(Event.ROLE_ENDED, office.person, by=by, role=office.role)
    return office


@transaction.atomic
def change_profile(person, **facts):
    """The person says who they are and what of it is shown."""
    with locked(person) as person:
        for field, value in facts.items():
            setattr(person, field, value)
        person.save(update_fields=list(facts))
        record(Event.PROFILE_CHANGED, person, by=person)
    return person


def say_availability(person, *, at, **facts):
    """I say my days, my time in a month, and until when. ``facts``: days, amount, unit, until,
    words."""
    with locked(person) as person:
        said, _ = Availability.objects.update_or_create(
            person=person, defaults={**facts, "said_at": at}
        )
        record(Event.AVAILABILITY_SAID, person, by=person)
    return said


def add_photo(person, upload, *, words):
    """I give a photo, written anew without what hid in it; the one before is erased."""
    with locked(person) as person:
        before, person.photo = person.photo, files.take_in_picture(upload)
        person.photo_words = words
        person.save(update_fields=["photo", "photo_words"])
        if before:
            files.erase(before)
        record(Event.PHOTO_ADDED, person, by=person)
    return person


def remove_photo(person, *, at):
    """I take my photo back; it is erased, and so is the agreement that it be seen: another photo
    waits for its own."""
    with locked(person) as person:
        if person.photo is None:
            raise NoPhoto
        drop_photo(person, at=at)
        record(Event.PHOTO_REMOVED, person, by=person)
    return person


def drop_photo(person, *, at):
    """The photo of a locked person is erased, and no longer shown."""
    before, person.photo, person.photo_words = person.photo, None, ""
    person.shown = [facet for facet in person.shown if facet != Facet.PHOTO]
    person.save(update_fields=["photo", "photo_words", "shown"])
    person.showings.standing().filter(facet=Facet.PHOTO).update(withdrawn_at=at)
    files.erase(before)


def show_nothing(person, *, at):
    """Whoever leaves shows nothing any more, and their photo is erased: coming back, one chooses
    anew."""
    with locked(person) as person:
        person.showings.standing().update(withdrawn_at=at)
        person.shown = []
        person.save(update_fields=["shown"])
        if person.photo:
            drop_photo(person, at=at)
