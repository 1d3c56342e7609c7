"""An address that somebody else wrote is proved by who holds it: they say who they are."""

from contextlib import contextmanager

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import emails
from members.events import Event
from members.models import Person
from members.models.people import MOST_TRIES
from members.signers import keepers


class NotTheSame(Refused):
    message = "Ce n’est pas ce que nous savons. Vérifiez, puis reprenez."


class NoMoreTries(Refused):
    message = (
        "Cette adresse ne s’ouvre plus d’ici : le secrétariat est prévenu, et vérifie avec vous. "
        "Rien d’autre n’est à faire."
    )


class AlreadyProved(Refused):
    message = "Cette adresse est déjà prouvée : elle ouvre cet espace."


class NotOneself(Refused):
    message = "On ne répond pas de sa propre adresse : demandez à une autre personne."


def prove(person, *, at, last_name, postcode="", phone=""):
    """I say who I am, with what the house knows; a few tries, then the secretary is told."""
    with _unproved(person) as person:
        if not person.is_proving:
            raise NoMoreTries
        said = {"last_name": last_name, "postcode": postcode, "phone": phone}
        is_right = Person.objects.filter(pk=person.pk).who_say(**said).exists()
        if is_right:
            _opens(person)
            record(Event.ADDRESS_PROVED, person, by=person)
        else:
            _doubt(person, at=at, tries=person.proof_tries + 1)
    if not is_right:  # after the transaction: a miss is counted
        raise NotTheSame if person.is_proving else NoMoreTries
    return person


def deny(person, *, at):
    """It is not me: this address opens nothing, and the secretary is told."""
    with _unproved(person) as person:
        if person.proof_tries < MOST_TRIES:
            _doubt(person, at=at, tries=MOST_TRIES)
    return person


def vouch(person, *, by):
    """I checked it otherwise, by telephone or in person: this address is theirs."""
    with _unproved(person) as person:
        if by.pk == person.pk:
            raise NotOneself
        _opens(person)
        record(Event.ADDRESS_VOUCHED, person, by=by)
    return person


@contextmanager
def _unproved(person):
    with locked(person) as person:
        if person.unproved_since is None:
            raise AlreadyProved
        yield person


def _opens(person):
    person.unproved_since, person.proof_tries = None, 0
    person.save(update_fields=["unproved_since", "proof_tries"])


def _doubt(person, *, at, tries):
    person.proof_tries = tries
    person.save(update_fields=["proof_tries"])
    if tries == MOST_TRIES:
        record(Event.ADDRESS_DOUBTED, person)
        for keeper in keepers(on=timezone.localdate(at)).exclude(pk=person.pk):
            emails.address_doubted(person, keeper)
