"""One name, for so long, because of these reasons: then the shared way of consents (3.1).

The person proposed speaks last (E7). Nobody counted anything: the proposal may name whom few named.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions import consents, tensions
from governance.actions.elections.ballots import MayNotBeNamed, NoReason
from governance.actions.elections.confirming import FacilitatorIsNamed, is_named
from governance.actions.elections.steps import NotThisStep, conducting, keep, meeting_of
from governance.circles.naming import the
from governance.college import sits
from governance.consents.policies import allows_distance
from governance.elections.electing import leads, words_it
from governance.elections.eligibility import may_be_named
from governance.events import Event
from governance.models import Proposal
from governance.states import ElectionState, ProposalKind, ProposalState, TermKind, Wish

ENDED = {ProposalState.ADOPTED, ProposalState.WITHDRAWN, ProposalState.ABANDONED}


class NotYoursToWord(Refused):
    message = (
        "La proposition se formule par la personne qui facilite, ou par celle à qui elle l’a "
        "demandé."
    )


class EndsTooSoon(Refused):
    message = "Un mandat a une échéance, après son premier jour."


class AProposalStands(Refused):
    message = (
        "Une proposition est encore devant le cercle : la personne qui la porte la retire d’abord."
    )


def propose(election, *, by, at, person, reason, until):
    """Propose one name, until a day, with reasons that speak of the criteria; the round opens."""
    on = timezone.localdate(at)
    with conducting(election) as election:
        _check(election, person, reason, until, by=by, on=on)
        election.move_to(ElectionState.CONSENT)
        proposal = _drafted(election, person, reason, until, by=by, at=at)
        keep(election, at=at)
        record(Event.NAME_PROPOSED, election, by=by, proposal=proposal.pk, person=person.pk)
        put = consents.put_in_basket(proposal, by=by, at=at)
        consents.open_consent(put, by=by, at=at, meeting=meeting_of(election))
    return Proposal.objects.get(pk=proposal.pk)


def _check(election, person, reason, until, *, by, on):
    if election.state != ElectionState.PROPOSAL:
        raise NotThisStep
    if by != words_it(election, on=on):
        raise NotYoursToWord
    if is_named(by.pk, election, on=on, proposed=person.pk):
        raise FacilitatorIsNamed
    if not may_be_named(person, election, on=on):
        raise MayNotBeNamed
    if not reason.strip():
        raise NoReason
    if until <= on:
        raise EndsTooSoon


def _drafted(election, person, reason, until, *, by, at):
    circle, role = election.circle, election.role
    tension = tensions.drop(
        circle,
        by=None,
        at=at,
        subject=f"Élire : {role.name}"[:160],
        words=f"{capfirst(the(circle))} choisit à qui confier ce rôle, sans candidat.",
        wish=Wish.DECIDE,
        key=f"election:{election.pk}",
    )
    return consents.draft(
        circle,
        by=by,
        at=at,
        tension=tension,
        title=f"{capfirst(role.name)} : {person}"[:160],
        kind=ProposalKind.ELECTION,
        election=election,
        about_person=person,
        is_async=election.is_async and allows_distance(circle, on=timezone.localdate(at)),
        needs=_needs(election),
        text=reason.strip(),
        responsible=person,
        term_on=until,
        term_kind=TermKind.TRIAL,
    )


def _needs(election):
    """The role, and what the circle looks for, as it consented to them."""
    criteria = election.criteria.exclude(kept_at=None)
    kept = "\n".join(f"{letter_of(place)}. {one.words}" for place, one in enumerate(criteria))
    return f"{election.description}\n\n{kept}".strip()


def letter_of(place):
    """« A » for the first criterion."""
    return chr(ord("A") + place)


def standing_proposal(election):
    """The proposal of this election that is not ended, in its own circle, or None."""
    found = election.proposals.filter(circle=election.circle).exclude(state__in=ENDED)
    return found.order_by("-pk").first()


@transaction.atomic
def another_proposal(election, *, by, at, reason):
    """Nobody carries this name any further: another is proposed, nominations stay as they are."""
    was_carried = put_down(election, by=by, at=at, reason=reason)
    with conducting(election) as election:
        on = timezone.localdate(at)
        if not was_carried and by not in (words_it(election, on=on), leads(election, on=on)):
            raise NotYoursToWord
        election.move_to(ElectionState.PROPOSAL)
        keep(election, at=at)
        record(Event.ANOTHER_NAME_WANTED, election, by=by)
    return election


def put_down(election, *, by, at, reason):
    """Take back the proposal that stands: only who carries it does. Did they?

    Whoever carried it has left: who facilitates takes it back, and nothing waits for ever.
    """
    proposal = standing_proposal(election)
    if proposal is None:
        return False
    on = timezone.localdate(at)
    if not sits(proposal.carrier, election.circle, on=on) and by == leads(election, on=on):
        consents.withdraw(proposal, by=None, at=at, reason=reason)
        return False
    if by.pk != proposal.carrier_id:
        raise AProposalStands
    consents.withdraw(proposal, by=by, at=at, reason=reason)
    return True


def usual_end(day, months):
    """The day so many months later; the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    return date(day.year + years, month + 1, min(day.day, 28))
