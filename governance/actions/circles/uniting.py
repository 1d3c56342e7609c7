"""What passes from a circle to the one it merges with: called inside the transaction of both."""

from django.utils import timezone

from coopstudio.journal.api import record
from governance.actions import mandates, tensions
from governance.actions.circles import belonging
from governance.actions.consents.bringing import ask_there_instead, bring
from governance.actions.consents.handling import ENDED
from governance.events import Event
from governance.models import (
    CircleInvitation,
    CircleMember,
    CircleRole,
    Deed,
    Mandate,
    RoleTask,
    Seat,
    Tension,
)
from governance.states import (
    OfficeKind,
    PositionKind,
    ProposalKind,
    RoundKind,
    Standing,
    Wish,
)

K = ProposalKind
TEXTS = (K.POLICY, K.ACT, K.RENEWAL, K.REPEAL, K.ABANDON, K.EXCLUSION)
"""Proposals that mean the same in the other circle; the others were about the one that closes."""


def people(circle, into, *, at):
    """Who consented aloud to the merger has a place at once; the others are asked: nobody is
    forced in."""
    on, decision = timezone.localdate(at), circle.merged_by
    said_yes = _who_consented(decision, circle)
    there = {one.person_id: one for one in CircleMember.objects.filter(circle=into).on(on)}
    for member in CircleMember.objects.filter(circle=circle).on(on).select_related("person"):
        known = there.get(member.person_id)
        if known and (known.standing != Standing.GUEST or member.standing == Standing.GUEST):
            continue
        if member.person_id in said_yes:
            _enter(member, into, known, on=on, decision=decision)
        elif known is None:
            _ask(member, into, at=at, decision=decision)
    waiting = circle.invitations.filter(answered_at=None, told_at__isnull=False)
    taken = CircleInvitation.objects.filter(circle=into, answered_at=None).values("person")
    waiting.exclude(person__in=list(taken.values_list("person", flat=True))).update(circle=into)


def roles(circle, into, *, at):
    """Roles go on with who holds them and what comes back with them; the offices stay those of
    the circle that goes on, and its links too."""
    on = timezone.localdate(at)
    names = {one.name.lower() for one in into.roles.standing()}
    for role in circle.roles.standing().filter(kind=OfficeKind.ROLE):
        name = role.name if role.name.lower() not in names else f"{role.name} ({circle.bare})"
        there = CircleRole.objects.create(
            circle=into, name=name[:80], description=role.description, months=role.months
        )
        RoleTask.objects.filter(role=role).update(role=there)
        for held in Mandate.objects.filter(role=role).on(on).select_related("person"):
            if not _sits(held.person, into, on=on):
                continue
            mandates.end(held, by=None, at=at, why=f"Le rôle passe à {into}.", is_followed=True)
            mandates.begin(
                there, held.person, by=None, at=at, until=held.until, election=held.election,
                decision=circle.merged_by, is_interim=held.is_interim,
            )  # fmt: skip
        role.closed_on = on
        role.save(update_fields=["closed_on"])


def proposals(circle, into, *, at):
    """Texts go on in the other circle's basket; what was about the closed circle is told there."""
    for proposal in circle.proposals.exclude(state__in=ENDED):
        if proposal.kind in TEXTS:
            bring(proposal, into, at=at)
        else:
            tensions.drop(
                into, by=None, at=at, wish=Wish.DECIDE, key=f"merged:{proposal.pk}",
                subject=proposal.title,
                words=f"Cette proposition, portée par {proposal.carrier}, concernait {circle}, "
                f"qui a fusionné avec {into} : {proposal.get_absolute_url()}",
            )  # fmt: skip
    ask_there_instead(circle, into, at=at, why=f"{circle.bare} a fusionné avec ce cercle.")


def basket(circle, into):
    """The tensions that wait and the actions that are open, as they are."""
    Tension.objects.open().filter(circle=circle).update(circle=into)
    Deed.objects.open().filter(circle=circle).update(circle=into)


def _who_consented(decision, circle):
    """Those whose own word it was: a policy that spoke for somebody brings nobody anywhere."""
    asked = Seat.objects.filter(
        round__version=decision.version, round__circle=circle, round__kind=RoundKind.CONSENT,
        round__voided_at=None,
    )  # fmt: skip
    spoken = asked.with_position().filter(said=PositionKind.CONSENT)
    return set(spoken.values_list("person", flat=True))


def _enter(member, into, known, *, on, decision):
    if known:
        known.until = max(on, known.since)
        known.save(update_fields=["until"])
    CircleMember.objects.create(
        circle=into, person=member.person, standing=member.standing, since=on, decision=decision
    )
    record(Event.CAME_WITH_THEIR_CIRCLE, into, by=member.person, from_circle=member.circle_id)


def _ask(member, into, *, at, decision):
    on = timezone.localdate(at)
    asked = into.invitations.filter(person=member.person, answered_at=None).exists()
    outside = member.standing == Standing.MEMBER and not belonging.is_of_the_house(
        member.person, on=on
    )
    if asked or outside:
        return
    planned = belonging.plan(
        into, member.person, by=decision.proposal.carrier, at=at, standing=member.standing
    )
    belonging.send(planned, at=at, decision=decision)


def _sits(person, into, *, on):
    return CircleMember.objects.filter(circle=into, person=person).on(on).exists()
