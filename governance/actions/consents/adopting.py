"""A round is complete: the text is adopted, in one transaction; or its objections are integrated.

An objection written before the adoption is committed wins: both lock the proposal and the round,
and PostgreSQL counts every seat again (I1, I7). Where something else still refuses, a circle that
has not been heard or what the text would do, every voice is kept, and the page says why.
"""

from django.db import transaction
from django.utils import timezone

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance import emails
from governance.actions import decisions, rounds, tensions
from governance.actions.consents import opening, touching
from governance.actions.consents.handling import (
    carrying,
    check_going,
    check_sits,
    circles_of,
    consent_rounds,
)
from governance.college import college
from governance.consents.seals import waiting_objections
from governance.effects import take_effect
from governance.events import Event
from governance.models import Circle, Decision, Seat
from governance.register import succession
from governance.states import ProposalKind, ProposalState, RoundKind, Wish

S = ProposalState
FOLLOWS = {
    ProposalKind.POLICY: "replaces",
    ProposalKind.RENEWAL: "renews",
    ProposalKind.REPEAL: "repeals",
}
"""How a decision stands to the one that its proposal is about."""


class ACircleIsAwaited(Refused):
    def __init__(self, circles):
        names = " et ".join(one.name for one in circles)
        super().__init__(
            f"On attend encore le consentement de : {names}. Tant que chaque cercle n’a pas "
            "consenti à cette même version, rien n’est adopté, dans aucun d’eux : la personne qui "
            "y facilite ouvre le tour."
        )


def settle(proposal, *, by, at):
    """After each voice: adopt when all have consented, integrate when the round is at its end.

    Nothing is refused at the first objection, nothing is adopted before the last voice, and that
    voice is never lost: returns what refuses the adoption, or None.
    """
    proposal.held_back = ""
    opened = list(consent_rounds(proposal))
    silent = any(one.seats.silent().exists() for one in opened)
    objecting = objections_in(proposal) or (
        not silent and waiting_objections(proposal, at=at).exists()
    )
    if objecting and proposal.state != S.OBJECTIONS:
        if not silent or proposal.state == S.RESERVED:
            go_to_objections(proposal, by=by, at=at)
    elif opened and not silent and not objecting:
        return _adopt_or_wait(proposal, opened, by=by, at=at)
    return None


def adopt(proposal, *, by, at):
    """Adopt what everybody has consented to. Raises SomebodyIsSilent when somebody has not."""
    with carrying(proposal, at=at) as proposal:
        check_going(proposal)
        check_sits(by, circles_of(proposal), at=at)
        refusal = settle(proposal, by=by, at=at)
        if proposal.state != S.ADOPTED:
            raise refusal or _who_is_awaited(proposal)
    return proposal.decision


def _who_is_awaited(proposal):
    """One circle has consented to the end and another has not: it is named, and nothing is half
    done."""
    told = {one.circle_id for one in consent_rounds(proposal) if rounds.is_unanimous(one)}
    waiting = [one for one in circles_of(proposal) if one.pk not in told]
    return ACircleIsAwaited(waiting) if told and waiting else rounds.SomebodyIsSilent()


def objections_in(proposal):
    """The seats whose last word on this version is an objection."""
    return [seat for one in consent_rounds(proposal) for seat in one.seats.objecting()]


def go_to_objections(proposal, *, by, at):
    """The round has ended, and somebody objects: objections are taken up one by one."""
    proposal.move_to(ProposalState.OBJECTIONS)
    record(Event.OBJECTIONS_OPENED, proposal, by=by)
    emails.objections_voiced(proposal)


def _adopt_or_wait(proposal, opened, *, by, at):
    """Everybody has consented. What refuses now costs nobody their voice: the page says it, a
    letter too where nobody else was asked for anything, and the hour tries again."""
    version, before = proposal.versions.current(), proposal.state
    touching.ask_both(proposal, version)
    touching.ask_to_be_heard(proposal, version, at=at)
    try:
        _check_everywhere(proposal, opened)
        touching.check_heard(proposal)
        opening.check_term(version, on=timezone.localdate(at))
        with transaction.atomic():
            _adopt(proposal, opened, by=by, at=at)
    except Refused as refusal:
        proposal.state, proposal.held_back = before, str(refusal)[:400]
        if not isinstance(refusal, ACircleIsAwaited):
            emails.held_back(proposal, on=timezone.localdate(at))
        return refusal
    return None


def _check_everywhere(proposal, opened):
    """Refuse while the round has not been held in each circle that must consent."""
    held = {one.circle_id for one in opened}
    if waiting := [one for one in circles_of(proposal) if one.pk not in held]:
        raise ACircleIsAwaited(waiting)


def _adopt(proposal, opened, *, by, at):
    """Write the decision, do what it says, tell everybody: all of it, or nothing."""
    if proposal.state == S.OBJECTIONS:
        proposal.move_to(
            ProposalState.CONSENT
        )  # the last objection was taken back on the same text
    decision = _decision(proposal, at=at)
    for one in opened:
        rounds.close(one, by=by, at=at)
    proposal.move_to(ProposalState.ADOPTED)
    proposal.save()
    record(Event.PROPOSAL_ADOPTED, proposal, by=by, decision=decision.pk, code=decision.code)
    if proposal.tension.settled_at is None:
        tensions.settle(proposal.tension, by=None, at=at, how=f"Décision {decision.code}")
    take_effect(decision, by=by, at=at)
    decisions.proceed(decision, at=at)
    _tell_parent(decision, at=at)
    emails.adopted(decision)


def _tell_parent(decision, *, at):
    """What one person decided alone, or two who both sit in the parent circle, is told there."""
    circle, on = decision.circle, timezone.localdate(at)
    if circle.parent is None or circle.parent.is_closed:
        return
    asked = _seats(decision.version, circle)
    above = {one.person.pk for one in college(circle.parent, on=on)} if len(asked) == 2 else set()
    if len(asked) == 1 or (len(asked) == 2 and asked <= above):
        tensions.drop(
            circle.parent, by=None, at=at, wish=Wish.UNDERSTAND, key=f"few:{decision.pk}",
            subject=f"Décidé à {len(asked)} dans {circle.name} : {decision.title}"[:160],
            words=f"{circle.name} compte peu de monde : le cercle parent lit {decision.code}, "
            "et peut proposer de l’aide.",
        )  # fmt: skip


def _decision(proposal, *, at):
    held = Circle.objects.select_for_update(of=("self",), no_key=True)
    circle = held.get(pk=proposal.circle_id)
    version, day = proposal.versions.current(), timezone.localdate(at)
    follows = FOLLOWS.get(proposal.kind) if proposal.about_decision_id else None
    follows = "shares" if proposal.parts else follows
    about = {follows: succession.place_of(proposal.about_decision, on=day)} if follows else {}
    return Decision.objects.create(
        circle=circle,
        kept_by=circle,
        year=day.year,
        number=circle.decisions.filter(year=day.year).count() + 1,
        proposal=proposal,
        version=version,
        title=proposal.title,
        adopted_at=at,
        effect_on=max(version.effect_on or day, day),
        review_on=version.review_on,
        term_on=version.term_on,
        term_kind=version.term_kind,
        act_kind=version.act,
        is_alone=len(_seats(version, circle)) == 1,
        **about,
    )


def _seats(version, circle):
    """The people who were asked there."""
    asked = Seat.objects.filter(round__version=version, round__circle=circle)
    asked = asked.filter(round__voided_at=None, round__kind=RoundKind.CONSENT)
    return set(asked.values_list("person", flat=True))
