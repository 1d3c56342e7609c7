"""The way into the association: invited, asked for, admitted by the organ of the statutes."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import ages, documents, emails, region
from members.actions.guardians import refuse_without_agreement
from members.candidates import known_at
from members.events import Event
from members.models import Invitation, Membership, MembershipRequest, Person, Statutes
from members.signers import keepers
from members.states import RequestState, RequestStep

INVITATION_KEPT = timedelta(days=30)


class AlreadyMember(Refused):
    message = "Cette personne est déjà membre."


class InvitationOver(Refused):
    message = "Cette invitation a déjà servi ou n’est plus valable. Écrivez-nous : on la refait."


class AlreadyAsked(Refused):
    message = "Votre demande est déjà arrivée : elle attend la réponse de l’organe d’admission."


class NotInForce(Refused):
    message = "Les statuts ont changé entre-temps : relisez-les avant de les accepter."


class TooSmall(Refused):
    message = "La cotisation choisie est en dessous du minimum que fixent les statuts."


class ReasonRequired(Refused):
    message = "Les statuts demandent qu’un refus ou un report soit motivé : dites pourquoi."


class OwnRequest(Refused):
    message = "Il s’agit de votre demande : une autre personne du registre enregistre la réponse."


class DecidedLater(Refused):
    message = "La date de la décision est dans le futur : l’organe doit d’abord se réunir."


class DecidedTooEarly(Refused):
    message = "La date de la décision est plus ancienne que la demande : vérifiez-la."


class DecidedBeforeAdjournment(Refused):
    message = (
        "L’organe a reporté sa réponse à une date plus récente : vérifiez celle de la décision, ou "
        "corrigez d’abord le report."
    )


class StartsTooEarly(Refused):
    message = "L’adhésion ne commence pas avant le jour de la décision."


@transaction.atomic
def invite(person, *, by, on):
    """Invite somebody to ask for membership; an invitation that waits is simply prolonged."""
    with locked(person) as person:
        if person.memberships.active(on=on).exists():
            raise AlreadyMember
        invitation, _ = Invitation.objects.update_or_create(
            person=person,
            used_at=None,
            defaults={"by": by, "expires_on": on + INVITATION_KEPT},
        )
        record(Event.INVITED, person, by=by, invitation=invitation.pk)
    return invitation


def close_invitation(invitation, *, by, on):
    """An invitation that was not used serves no more, from that day; one may be invited again."""
    with locked(invitation) as invitation:
        if invitation.used_at:
            raise InvitationOver
        invitation.expires_on = on - timedelta(days=1)
        invitation.save(update_fields=["expires_on"])
        record(Event.INVITATION_CLOSED, invitation.person, by=by, invitation=invitation.pk)
    return invitation


def request_membership(invitation, *, by, at, statutes, fee, category=None, words="", **told):
    """Fill the bulletin, once. ``fee`` in cents; ``told``: first_name, last_name, agreement,
    street, postcode, town, and what ``ages.SAID`` names."""
    with locked(invitation) as invitation:
        _refuse_unless_open(invitation, by=by, on=timezone.localdate(at))
        _refuse_unless_right(statutes, fee, on=timezone.localdate(at))
        invitation.used_at = at
        invitation.save(update_fields=["used_at"])
        street, aged = told.pop("street"), ages.taken_from(told)
        request = MembershipRequest.objects.create(
            person=by, invitation=invitation, statutes=statutes, requested_at=at, street=street,
            postcode=told["postcode"], town=told["town"], fee=fee, category=category, words=words,
            **aged,
        )  # fmt: skip
        _remember(by, told)
        record(Event.REQUESTED, request, by=by, fee=fee, statutes=statutes.pk)
        emails.requested(request, documents.bulletin(request))
        for keeper in keepers(on=timezone.localdate(at)):
            emails.to_admit(request, keeper)
    return request


def admit(request, *, by, at, organ, decided_on, reference, started_on=None):
    """Record what the organ decided: the membership begins on ``started_on``, or once the first
    fee is paid if the statutes ask it."""
    started_on = started_on or decided_on
    with locked(request) as request:
        refuse_own_request(request, by)
        _refuse_unless_possible(request, decided_on, started_on, at=at)
        refuse_without_agreement(request, decided_on=decided_on)
        person = Person.objects.select_for_update().get(pk=request.person_id)
        if person.memberships.exclude(ended_on__lt=started_on).exists():
            raise AlreadyMember
        request.move_to(RequestState.ADMITTED)
        request.save()
        today = timezone.localdate(at)
        membership = Membership.objects.create(
            person=person, request=request, organ=organ, decided_on=decided_on,
            reference=reference, started_on=started_on, category=request.category,
            awaits=_awaited(request, started_on, on=today),
        )  # fmt: skip
        if request.invitation_id:  # a letter reached them; an address read on paper proves nothing
            known_at(person.email)
        transaction.on_commit(lambda: region.forget(on=today), robust=True)
        record(Event.ADMITTED, request, by=by, membership=membership.pk, decided_on=f"{decided_on}")
        _welcome(membership, on=today)
    return membership


def refuse(request, *, by, at, words, organ="", decided_on=None, reference=""):
    """Record that the organ did not admit the person; ``words`` are told to them."""
    with locked(request) as request:
        refuse_own_request(request, by)
        if not words.strip() and request.statutes.refusal_needs_reason:
            raise ReasonRequired
        decided_on = decided_on or timezone.localdate(at)
        _refuse_before_adjournment(request, decided_on)
        request.move_to(RequestState.REFUSED)
        request.save()
        request.facts.create(
            kind=RequestStep.REFUSED, by=by, at=at, on=decided_on,
            organ=organ or request.statutes.admission_organ, reference=reference, words=words,
        )  # fmt: skip
        record(Event.REFUSED, request, by=by)
        emails.refused(request, words)
    return request


def take_back(request, *, by):
    """The person takes their request back, or says so to a keeper; no reason is asked."""
    with locked(request) as request:
        request.move_to(RequestState.WITHDRAWN)
        request.save()
        is_theirs = by.pk == request.person_id
        record(Event.TAKEN_BACK if is_theirs else Event.TAKEN_BACK_FOR, request, by=by)
        if not is_theirs:
            emails.taken_back(request, by)
    return request


def refuse_own_request(request, by):
    """Nobody writes what the organ answered to themselves."""
    if by and by.pk == request.person_id:
        raise OwnRequest


def _refuse_unless_open(invitation, *, by, on):
    """The invitation is this person's and may still be used; nothing of theirs waits already."""
    if by.requests.open().exists():
        raise AlreadyAsked
    if invitation.person_id != by.pk or invitation.used_at or invitation.expires_on < on:
        raise InvitationOver
    if by.memberships.active(on=on).exists():
        raise AlreadyMember


def _refuse_unless_right(statutes, fee, *, on):
    """The statutes are those of the day, and the fee is not below what they ask."""
    if statutes != Statutes.objects.in_force(on=on):
        raise NotInForce
    if fee < statutes.fee_minimum:
        raise TooSmall


def _refuse_unless_possible(request, decided_on, started_on, *, at):
    """First the request, then the decision, then the membership; and no decision of tomorrow."""
    if decided_on > timezone.localdate(at):
        raise DecidedLater
    if decided_on < request.asked_on:
        raise DecidedTooEarly
    _refuse_before_adjournment(request, decided_on)
    if started_on < decided_on:
        raise StartsTooEarly


def _refuse_before_adjournment(request, decided_on):
    """What was put off is answered afterwards, the same day at the earliest."""
    adjourned = request.facts.filter(kind=RequestStep.ADJOURNED).last()
    if adjourned and decided_on < adjourned.on:
        raise DecidedBeforeAdjournment


def _awaited(request, started_on, *, on):
    """What the admission still waits for before it begins."""
    if request.statutes.active_needs_fee:
        return Membership.Awaits.FEE
    return Membership.Awaits.DAY if started_on > on else Membership.Awaits.NOTHING


def _welcome(membership, *, on):
    """The welcome; with the certificate if the membership has begun already."""
    emails.welcome(
        membership, None if membership.awaits else documents.attestation(membership, on=on)
    )


def _remember(person, told):
    """Keep on the person what the bulletin just said of them."""
    for field, value in told.items():
        setattr(person, field, value)
    person.save(update_fields=list(told))
