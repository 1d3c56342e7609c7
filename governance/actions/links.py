"""Two persons hold two circles together: each sits in both, as long as the mandate lasts."""

from django.db import transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance import emails
from governance.actions.circles import life
from governance.actions.consents import freeing
from governance.events import Event
from governance.models import CircleMember, Link
from governance.states import LinkKind, OfficeKind

KINDS = {OfficeKind.LEADER: LinkKind.FIRST, OfficeKind.DELEGATE: LinkKind.SECOND}
WORDS = {
    LinkKind.FIRST: "Le premier lien n’est plus tenu",
    LinkKind.SECOND: "Le second lien n’est plus tenu",
}


class NoParent(Refused):
    message = "Ce cercle n’a pas de cercle parent : il n’y a pas de lien à tenir."


class NotALink(Refused):
    message = "Seuls le mandat de leader et celui de délégué-e font un lien."


class MandateIsOver(Refused):
    message = "Ce mandat n’est pas tenu aujourd’hui : le lien suit le mandat."


class NotAMemberThere(Refused):
    message = "Un lien appartient au cercle dont il porte la voix : cette personne n’en est pas."


class BothCirclesConsent(Refused):
    message = "Un lien prend vie quand les deux cercles ont consenti, et il manque un consentement."


class SamePerson(Refused):
    message = "Le premier et le second lien d’un cercle sont deux personnes différentes."


class AlreadyHeld(Refused):
    message = "Ce lien est déjà tenu."


class AlreadyEnded(Refused):
    message = "Ce lien est déjà terminé."


def activate(mandate, *, by, at, child_decision, parent_decision):
    """The link takes life: both circles consented, and the mandate lasts (D3, D4, D5).

    Each decision was consented to by its circle: it is of that circle, or that circle was one of
    those that had to consent. One decision may be both.
    """
    on = timezone.localdate(at)
    with locked(mandate.circle) as child, locked(mandate) as mandate:
        _check(mandate, child, on=on)
        for circle, decision in ((child, child_decision), (child.parent, parent_decision)):
            if not _consented(circle, decision):
                raise BothCirclesConsent
        link = Link.objects.create(
            child=child, parent=child.parent, kind=KINDS[mandate.kind], person=mandate.person,
            mandate=mandate, since=on, until=mandate.until,
            child_decision=child_decision, parent_decision=parent_decision,
            consented_on=timezone.localdate(child_decision.adopted_at),
            accepted_on=timezone.localdate(parent_decision.adopted_at),
        )  # fmt: skip
        record(Event.LINK_BEGUN, child, by=by, link=link.pk, person=link.person_id)
        life.advance(child, at=at)
        emails.link_begun(link)
    return link


def end(link, *, by, at, why, is_followed=False):
    """It is held no more: the voice in the parent circle ends the same day, and a hand opens.

    ``is_followed``: another mandate begins at once, so nobody is told of an open hand.
    """
    with transaction.atomic(), _held_in_order(link) as link:
        if link.ended_on:
            raise AlreadyEnded
        link.ended_on = min(max(timezone.localdate(at), link.since), link.until)
        link.why = why
        link.save(update_fields=["ended_on", "why"])
        record(Event.LINK_ENDED, link.child, by=by, link=link.pk, person=link.person_id)
        if not is_followed and not link.child.is_closed:
            life.open_hand(link, at=at)
            emails.link_ended(link)
        freeing.free(link.person, link.parent, by=by, at=at)
    return link


def _held_in_order(link):
    """The link, locked; its circles first, as by whoever consents or leaves."""
    freeing.hold_for(link.person, link.child)
    return locked(link)


def end_with(mandate, *, by, at, why, is_followed=False):
    """The link that hangs on this mandate ends with it, if there is one."""
    for link in Link.objects.filter(mandate=mandate, ended_on=None):
        end(link, by=by, at=at, why=why, is_followed=is_followed)


def _check(mandate, child, *, on):
    if mandate.kind not in KINDS:
        raise NotALink
    if child.parent_id is None:
        raise NoParent
    if mandate.ended_on or not mandate.since <= on < mandate.until:
        raise MandateIsOver
    members = CircleMember.objects.filter(circle=child, person=mandate.person)
    if not members.with_a_voice().on(on).exists():
        raise NotAMemberThere
    held = Link.objects.filter(child=child).on(on)
    if not mandate.is_shared and held.filter(kind=KINDS[mandate.kind]).exists():
        raise AlreadyHeld
    if held.filter(person=mandate.person).exists():
        raise SamePerson


def _consented(circle, decision):
    """Did this circle consent to this decision? PostgreSQL wrote it only if each one that had to
    did."""
    if decision is None:
        return False
    concerned = decision.proposal.concerns.filter(circle=circle, must_consent=True)
    return decision.circle_id == circle.pk or concerned.exists()
