"""The round of consent opens: on one version, in each circle that must consent to it."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance import emails
from governance.actions import rounds
from governance.actions.consents import assents, balancing, hearings, touching
from governance.actions.consents.handling import (
    carrying,
    check_carries,
    check_facilitates,
    check_going,
    circles_of,
    consent_rounds,
)
from governance.actions.consents.steps import WINDOWS
from governance.circles import mergers
from governance.college import around, college
from governance.consents.policies import allows_distance, facilitation_chooses
from governance.consents.seals import waiting_objections
from governance.events import Event
from governance.models import Proposal
from governance.register import succession
from governance.states import FOLLOWING, ProposalKind, ProposalState, RoundKind, TermKind

S = ProposalState
RULES = (
    ProposalKind.POLICY, ProposalKind.RENEWAL, ProposalKind.CIRCLE, ProposalKind.AIM,
    ProposalKind.MERGER,
)  # fmt: skip
BRIEF = (ProposalKind.ELECTION, ProposalKind.LINK, ProposalKind.RENEWAL, ProposalKind.ABANDON)
"""Their steps are elsewhere: the rounds of an election, a review, a proposal that is left there."""


HEARD = (ProposalKind.EXCLUSION, ProposalKind.RECALL)
"""About somebody who asks and reacts like everybody, and has no position (E9)."""


class TermIsPast(Refused):
    message = "L’échéance de ce texte est passée : choisissez un autre jour, c’est une version."


class NoReviewDate(Refused):
    message = "Une règle se consent avec sa date de révision : ajoutez-la au texte."


class NobodyAnswersForIt(Refused):
    message = "Une règle se consent avec une personne responsable : ajoutez-la au texte."


class APartIsNoTrial(Refused):
    message = (
        "Les parts d’un texte partagé prennent effet ensemble, et aucune ne s’éteint seule : "
        "choisissez une échéance qui rappelle, ou aucune."
    )


class SomeCircleIsNotHeard(Refused):
    message = "Un cercle concerné doit être entendu avant le tour de consentement."


class ObjectionsWait(Refused):
    message = "Une objection attend encore : seule la personne qui l’a dite peut la lever."


class StepsAreMissing(Refused):
    message = (
        "Les étapes d’avant ne sont pas faites. Le cercle peut consentir à passer directement au "
        "tour de consentement ; sinon, présentez la proposition."
    )


class AnotherIsInConsent(Refused):
    message = (
        "Une autre proposition du même besoin est déjà en consentement : « {title} ». Le tour de "
        "celle-ci s’ouvrira quand l’autre aura trouvé sa suite."
    )

    def __init__(self, other):
        super().__init__(self.message.format(title=other.title))


class ItsCircleHasEnded(Refused):
    def __init__(self, circle):
        super().__init__(
            f"{circle.name} s’est clos : ce texte, qui parlait de lui, n’a plus d’objet. La "
            "personne qui le porte peut le retirer, et un autre texte le citer."
        )


class RoundGoesOn(Refused):
    message = "Ce tour est ouvert : il va à son terme, et personne ne le recommence au milieu."


class NotAskedHere(Refused):
    message = "Le consentement de ce cercle n’est pas demandé pour cette proposition."


def open_consent(proposal, *, by, at, meeting=None, item=None, circle=None):
    """Open the round of consent in this circle, or in the proposal's own: the college is frozen.

    At a distance it opens at once in every circle that must consent and decides at a distance.
    """
    with carrying(proposal, at=at) as proposal:
        circle = circle or proposal.circle
        check_going(proposal)
        touching.ask_both(proposal, proposal.versions.current())
        _check_may(proposal, circle, by=by, at=at)
        _check_ready(proposal, at=at)
        if _goes_on(proposal, circle):
            raise RoundGoesOn
        if proposal.state not in {S.CONSENT, S.RESERVED}:
            proposal.move_to(ProposalState.CONSENT)
        for one in _asked_now(proposal, circle, at=at):
            open_in(proposal, one, by=by, at=at, meeting=meeting, item=item)
        record(Event.CONSENT_OPENED, proposal, by=by, circle=circle.pk)
        if proposal.is_async:
            emails.to_consent(proposal)
    return proposal


def _check_may(proposal, circle, *, by, at):
    if circle.pk == proposal.circle_id:
        if by is not None and facilitation_chooses(proposal, on=timezone.localdate(at)):
            check_facilitates(by, proposal, at=at)
        check_carries(by, proposal, at=at, or_facilitates=True)
    elif circle in circles_of(proposal):
        check_facilitates(by, proposal, at=at, circle=circle)
    else:
        raise NotAskedHere


def _check_ready(proposal, *, at):
    version, on = proposal.versions.current(), timezone.localdate(at)
    if proposal.about_circle and proposal.about_circle.is_closed:
        raise ItsCircleHasEnded(proposal.about_circle)
    _check_terms(proposal, version, on=on)
    balancing.check_poles(version)
    if proposal.concerns.filter(must_consent=False, heard_at=None).exists():
        raise SomeCircleIsNotHeard
    hearings.check_heard(proposal, version)
    if waiting_objections(proposal, at=at).exists():
        raise ObjectionsWait
    if not (_had_its_steps(proposal) or assents.agreed_to_skip(proposal)):
        raise StepsAreMissing
    touching.check(proposal, version, on=on)
    if proposal.kind == ProposalKind.MERGER:
        mergers.check(proposal, version)
    if other := Proposal.objects.rivals_of(proposal).first():
        raise AnotherIsInConsent(other)
    if proposal.kind in FOLLOWING and proposal.about_decision:
        succession.place_of(proposal.about_decision, on=on)


def _check_terms(proposal, version, *, on):
    """What is consented to is whole: a rule is read again, somebody answers for it, no term is
    past."""
    if proposal.kind in RULES and version.review_on is None:
        raise NoReviewDate
    if proposal.kind in RULES and version.responsible_id is None:
        raise NobodyAnswersForIt
    check_term(version, on=on)
    if proposal.parts and version.term_on and version.term_kind == TermKind.TRIAL:
        raise APartIsNoTrial


def check_term(version, *, on):
    """Refuse a text that would end before it begins."""
    if version.term_on and version.term_on <= on:
        raise TermIsPast


def _goes_on(proposal, circle):
    """Is a round open there on this text, in which somebody is still waited for, or has spoken?"""
    here = consent_rounds(proposal).open().filter(circle=circle)
    return proposal.state in {S.CONSENT, S.RESERVED} and here.exists()


def _had_its_steps(proposal):
    """Reactions were heard, or an objection made this version; or its kind has its steps
    elsewhere."""
    heard = Q(kind=RoundKind.REACTIONS, closed_at__isnull=False, voided_at=None)
    objected = Q(kind=RoundKind.CONSENT, objections__isnull=False)
    return proposal.kind in BRIEF or proposal.rounds.filter(heard | objected).exists()


def _asked_now(proposal, circle, *, at):
    if not proposal.is_async or circle.pk != proposal.circle_id:
        return [circle]
    on = timezone.localdate(at)
    others = [one for one in circles_of(proposal) if one != circle]
    return [circle, *[one for one in others if allows_distance(one, on=on)]]


def open_in(proposal, circle, *, by, at, meeting=None, item=None):
    """What was said there before, on whatever version, counts no more; a circle that did not
    consent to decide at a distance is asked in its own meeting."""
    before = proposal.rounds.standing().filter(kind=RoundKind.CONSENT, circle=circle)
    for one in before:
        rounds.void(one, by=by, at=at)
    proposal.held_back = ""
    about = {"meeting": meeting, "item": item}
    on = timezone.localdate(at)
    is_async = proposal.is_async and (
        circle.pk == proposal.circle_id or allows_distance(circle, on=on)
    )
    if is_async:
        about["closes_at"] = at + timedelta(hours=WINDOWS[RoundKind.CONSENT])
    return rounds.open_round(
        circle, RoundKind.CONSENT, by=by, at=at, proposal=proposal,
        version=proposal.versions.current(), is_async=is_async,
        sittings=_asked(proposal, circle, at=at), last=_last(proposal), **about,
    )  # fmt: skip


def _asked(proposal, circle, *, at):
    """The college; whose leaving, or whose mandate's end, is proposed has no position there.

    A person who is elected while on leave is asked too: nobody holds a role without a yes (E7).
    """
    on = timezone.localdate(at)
    if proposal.kind == ProposalKind.ELECTION:
        return [
            one
            for one in around(circle, on=on)
            if one.has_a_voice or _is_elected(one, proposal.about_person_id)
        ]
    sittings = college(circle, on=on)
    if proposal.kind in HEARD:
        sittings = [one for one in sittings if one.person.pk != proposal.about_person_id]
    return sittings


def _is_elected(sitting, key):
    return sitting.person.pk == key and (sitting.belongs or bool(sitting.links))


def _last(proposal):
    return proposal.about_person if proposal.kind == ProposalKind.ELECTION else None
