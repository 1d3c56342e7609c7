"""A bulletin d'adhésion that came on paper: somebody who keeps the register enters it."""

from contextlib import contextmanager

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from coopstudio.db import locked, one_at_a_time
from coopstudio.files import api as files
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import ages, documents, emails
from members.accounts.doors import close_doors
from members.actions.data.freezing import refuse_if_frozen
from members.actions.guardians import forget_guardian
from members.actions.memberships import AlreadyMember, TooSmall
from members.candidates import fill_in
from members.events import Event
from members.models import MembershipRequest, Person, Statutes
from members.rights import addresses
from members.signers import keepers

MOST_TWINS = 6


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


class SomebodyResembles(Refused):
    message = (
        "Une personne qui lui ressemble vient d’entrer au registre : renvoyez le bulletin pour "
        "dire si c’est elle."
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


def twins(told):
    """Those of the register whom this paper resembles."""
    names = "first_name", "last_name", "phone", "street", "postcode", "email"
    said = {name: told.get(name, "") for name in names}
    return list(Person.objects.known_to_register().alike(**said)[:MOST_TWINS])


@transaction.atomic
def enter(person, *, by, at, signed_on, fee, category=None, words="", seen=None, **told):
    """Enter what somebody signed: the same request as online, from the day of their signature.

    ``person``: whom the register knows already, or None for somebody new. ``fee`` in cents;
    ``told``: first_name, last_name, agreement, street, postcode, town, phone, email (may be ""),
    and what ``ages.SAID`` names.
    ``seen``: the twins shown to the keeper; one bulletin is entered at a time, none twice.
    """
    one_at_a_time("members.bulletins")
    if seen is not None and not {one.pk for one in twins(told)} <= {one.pk for one in seen}:
        raise SomebodyResembles
    statutes = _statutes_of(signed_on, fee, on=timezone.localdate(at))
    aged = ages.taken_from(told)
    if person and person.pk == by.pk:
        raise OwnBulletin
    person = _known(person, told, on=signed_on, at=at) if person else _new(told, at=at)
    request = MembershipRequest.objects.create(
        person=person, entered_by=by, signed_on=signed_on, statutes=statutes, requested_at=at,
        street=told["street"], postcode=told["postcode"], town=told["town"],
        fee=fee, category=category, words=words, **aged,
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
        _drop_scan(request)
        request.scan = files.take_in(upload)
        request.save(update_fields=["scan"])
        record(Event.BULLETIN_SCANNED, request, by=by)
    return request


@transaction.atomic
def change_contact(person, *, by, at, **told):
    """Say how to reach somebody whom no e-mail has proved to reach; with one that is proved, they
    keep their own from then on. Whoever entered by the address of before is out.

    ``told``: street, postcode, town, phone, email; age and of_age_on, where no bulletin said them.
    """
    one_at_a_time("members.bulletins")
    with locked(person) as person:
        if not Person.objects.unproved().filter(pk=person.pk).exists():
            raise TheyKeepTheirs
        refuse_if_frozen(person)
        if told["email"].lower() != person.email.lower():
            told["email"] = _kept(told["email"])
        close_doors(person)
        told |= {"password": make_password(None), "last_login": None}
        for field, value in told.items():
            setattr(person, field, value)
        with _unless_taken():
            person.save(update_fields=list(told))
            _has_address(person, at=at)
        record(Event.CONTACT_CHANGED, person, by=by)
    return person


def drop_papers(request):
    """The signed papers go, and who represented the person; the caller holds the lock."""
    forget_guardian(request)
    _drop_scan(request)


def _drop_scan(request):
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
    told["email"] = _kept(told["email"])
    with _unless_taken():
        person = Person.objects.create(password=make_password(None), known_since=at, **told)
        _has_address(person, at=at)
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
            fill_in(person, **{field: told[field] for field in ("phone", "postcode", "town")})
            return person
        told["email"] = _kept(told["email"])
        person.email, person.is_active = "", not person.lockouts.lasting().exists()
        for field, value in told.items():
            setattr(person, field, value or getattr(person, field))
        with _unless_taken():
            person.save(update_fields=[*told, "is_active"])
            _has_address(person, at=at)
    return person


def _kept(email):
    """The address that is kept of what was told: none when somebody outside the register has it,
    and not a word of it, since nobody learns who candidates; one writes by post."""
    if not email or not addresses.is_known(email):
        return email
    theirs = Person.objects.known_to_register().filter(
        Q(email__iexact=email)
        | Q(emailaddress__email__iexact=email)
        | Q(former_addresses__email__iexact=email)
    )
    if theirs.exists():
        raise AddressKnown
    return ""


@contextmanager
def _unless_taken():
    """Somebody may have come by this address at the same second."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as late:
        raise AddressKnown from late


def _has_address(person, *, at):
    """What the paper says of it, if anything: nobody has answered from there."""
    addresses.read_for(person, at=at)
