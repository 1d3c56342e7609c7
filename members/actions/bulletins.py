"""A bulletin d'adhésion that came on paper: somebody who keeps the register enters it."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.files import api as files
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import documents, emails
from members.actions.memberships import AlreadyMember, TooSmall, keepers
from members.candidates import remember
from members.events import Event
from members.models import MembershipRequest, Person, Statutes
from members.rights import addresses


class OwnBulletin(Refused):
    message = (
        "C’est votre propre bulletin : une autre personne du registre le saisit, ou vous le "
        "remplissez en ligne."
    )


class AddressKnown(Refused):
    message = (
        "La maison connaît déjà cette adresse e-mail. Vérifiez-la avec la personne. Si c’est la "
        "sienne, invitez-la à adhérer en ligne, ou laissez la case vide : elle sera jointe par la "
        "poste."
    )


class AlreadyWaiting(Refused):
    message = "Une demande de cette personne attend déjà la réponse de l’organe d’admission."


class SignedLater(Refused):
    message = "Le bulletin serait signé dans le futur : vérifiez la date."


class WithoutStatutes(Refused):
    message = (
        "Aucune version des statuts n’était en vigueur le jour de la signature : vérifiez la date."
    )


class Deceased(Refused):
    message = "Le registre dit le décès de cette personne : ce bulletin n’est pas le sien."


class TheyKeepTheirs(Refused):
    message = "Cette personne a une adresse e-mail : elle tient elle-même ses coordonnées à jour."


class NotOnPaper(Refused):
    message = "Ce bulletin a été rempli en ligne : il n’y a pas de papier à joindre."


@transaction.atomic
def enter(person, *, by, at, signed_on, fee, category=None, words="", **told):
    """Enter what somebody signed: the same request as online, from the day of their signature.

    ``person``: whom the register knows already, or None for somebody new. ``fee`` in cents;
    ``told``: first_name, last_name, agreement, street, postcode, town, phone, email (may be "").
    """
    statutes = _statutes_of(signed_on, fee, on=timezone.localdate(at))
    if person and person.pk == by.pk:
        raise OwnBulletin
    person = _known(person, told, on=signed_on, at=at) if person else _new(told, at=at)
    request = MembershipRequest.objects.create(
        person=person, entered_by=by, signed_on=signed_on, statutes=statutes, requested_at=at,
        street=told["street"], postcode=told["postcode"], town=told["town"],
        fee=fee, category=category, words=words,
    )  # fmt: skip
    record(Event.BULLETIN_ENTERED, request, by=by, fee=fee, signed_on=f"{signed_on}")
    emails.requested(request, documents.bulletin(request))
    for keeper in keepers(on=timezone.localdate(at)).exclude(pk=by.pk):
        emails.to_admit(request, keeper)
    return request


def join_scan(request, *, by, upload):
    """Keep the signed paper, in place of the one before. Raises files.FileRefused."""
    with locked(request) as request:
        if not request.is_on_paper:
            raise NotOnPaper
        if by.pk == request.person_id:
            raise OwnBulletin
        drop_scan(request)
        request.scan = files.take_in(upload)
        request.save(update_fields=["scan"])
        record(Event.BULLETIN_SCANNED, request, by=by)
    return request


def change_contact(person, *, by, **told):
    """Say how to reach somebody who has no e-mail; with one, they keep their own from then on.

    ``told``: street, postcode, town, phone, email.
    """
    with locked(person) as person:
        if person.email:
            raise TheyKeepTheirs
        _refuse_known(told["email"])
        for field, value in told.items():
            setattr(person, field, value)
        person.save(update_fields=list(told))
        _has_address(person)
        record(Event.CONTACT_CHANGED, person, by=by)
    return person


def drop_scan(request):
    """The signed paper goes; the caller holds the lock."""
    file, request.scan = request.scan, None
    if file:
        request.save(update_fields=["scan"])
        files.erase(file)


def _statutes_of(signed_on, fee, *, on):
    """The statutes that the person accepted by signing; their minimum holds."""
    if signed_on > on:
        raise SignedLater
    statutes = Statutes.objects.in_force(on=signed_on)
    if statutes is None:
        raise WithoutStatutes
    if fee < statutes.fee_minimum:
        raise TooSmall
    return statutes


def _new(told, *, at):
    """Somebody whom the house did not know; an address read on paper is not proved."""
    _refuse_known(told["email"])
    person = Person.objects.create(password=make_password(None), known_since=at, **told)
    _has_address(person)
    return person


def _known(person, told, *, on, at):
    """Somebody whom the register knows: what they said of themselves stays, the paper fills what
    is missing; of those who have no e-mail the paper is the only word. Whose fiche was erased
    comes back with what the paper says."""
    with locked(person) as person:
        if person.deceased_on:
            raise Deceased
        if person.requests.open().exists():
            raise AlreadyWaiting
        if any(person.memberships.active(on=day).exists() for day in (on, timezone.localdate(at))):
            raise AlreadyMember
        if person.known_email:
            remember(person, **{field: told[field] for field in ("phone", "postcode", "town")})
            return person
        _refuse_known(told["email"])
        person.email, person.is_active = "", True
        for field, value in told.items():
            setattr(person, field, value or getattr(person, field))
        person.save(update_fields=[*told, "is_active"])
        _has_address(person)
    return person


def _refuse_known(email):
    """Whoever has this address, the sentence is the same: nobody learns who candidates."""
    if email and addresses.is_known(email):
        raise AddressKnown


def _has_address(person):
    if person.email:
        EmailAddress.objects.create(user=person, email=person.email, verified=False, primary=True)
