"""What an adopted decision changes in the circles, in the transaction of its adoption."""

from django.utils import timezone

from governance.actions import links, mandates
from governance.actions.circles import (
    belonging,
    charter,
    founding,
    inverting,
    life,
    merging,
    moving,
    transferring,
)
from governance.circles import charters
from governance.effects import effect
from governance.models import CircleMember, Link, Mandate
from governance.states import CircleState, OfficeKind, ProposalKind, Standing

LINKED = (OfficeKind.LEADER, OfficeKind.DELEGATE)


@effect(ProposalKind.CIRCLE)
def create(decision, *, by, at):
    """The parent consented: the circle is created, and those it thought of are asked."""
    if circle := decision.proposal.about_circle:
        founding.found(circle, decision, by=by, at=at)


@effect(ProposalKind.AIM)
def change_aim(decision, *, by, at):
    """Both circles consented: the aim and the domain are what the text says."""
    circle = charter.apply(_about(decision), decision, at=at)
    moving.move(circle, decision, by=by, at=at)
    transferring.transfer(circle, decision, by=by, at=at)
    inverting.invert(circle, decision, by=by, at=at)


@effect(ProposalKind.CLOSING)
def begin_closing(decision, *, by, at):
    """Both circles consented: what the circle holds is settled point by point."""
    circle = _about(decision)
    if circle.state != CircleState.CLOSING:
        life.open_closing(circle, by=by, at=at, why=f"Décidé par {decision.code}.")


@effect(ProposalKind.MERGER)
def make_one(decision, *, by, at):
    """Both circles consented to the same version: they become one, on its day."""
    merging.decide(decision, by=by, at=at)


@effect(ProposalKind.MEMBER)
def make_room(decision, *, by, at):
    """The circle consented: the person is asked, and comes in if they accept."""
    proposal = decision.proposal
    planned = proposal.invitations.filter(told_at=None, answered_at=None).first()
    if planned is None and proposal.about_person:
        planned = belonging.plan(
            proposal.circle, proposal.about_person, by=proposal.carrier, at=at,
            standing=Standing.MEMBER, proposal=proposal,
        )  # fmt: skip
    if planned:
        belonging.send(planned, at=at, decision=decision)


@effect(ProposalKind.EXCLUSION)
def part(decision, *, by, at):
    """The circle consented, for the time that the text says: the person is of it no more."""
    proposal = decision.proposal
    for member in CircleMember.objects.filter(
        circle=proposal.circle, person=proposal.about_person, until=None
    ):
        until = f", jusqu’au {decision.term_on:%d/%m/%Y}" if decision.term_on else ""
        belonging.leave(member, by=None, at=at, why=f"Décision {decision.code}{until}.")


@effect(ProposalKind.RECALL)
def let_go(decision, *, by, at):
    """The circle consented, the person concerned without position: the mandate ends today (E9)."""
    mandate = decision.proposal.about_mandate
    if mandate.ended_on is None and mandate.until > timezone.localdate(at):
        mandates.end(mandate, by=None, at=at, why=f"Décision {decision.code}.")


@effect(ProposalKind.LINK)
def hold_hands(decision, *, by, at):
    """The other circle consented too: the link takes life, or its welcome is taken back."""
    proposal = decision.proposal
    here = {"person": proposal.about_person, "ended_on": None}
    if charters.LINK_ENDS in decision.version.text:
        for link in Link.objects.filter(child=proposal.about_circle, **here):
            links.end(link, by=by, at=at, why=f"L’accueil est retiré par {decision.code}.")
        return
    mandate = Mandate.objects.filter(
        circle=proposal.about_circle, kind__in=LINKED, link=None, **here
    ).last()
    if mandate:
        child, parent = _two(decision, mandate)
        links.activate(mandate, by=by, at=at, child_decision=child, parent_decision=parent)


def _two(decision, mandate):
    """The decision of the child and the decision of the parent: this one, and the mandate's."""
    if decision.circle_id == mandate.circle_id:
        return decision, mandate.decision
    return mandate.decision, decision


def _about(decision):
    """A text about the circle itself needs not name it."""
    return decision.proposal.about_circle or decision.proposal.circle
