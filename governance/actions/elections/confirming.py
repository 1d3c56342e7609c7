"""Having heard the others, each keeps the name or changes it, and says why (tour de confirmation).

Nobody counts (E5, E10): what comes next follows the reasons.
"""

from django.utils import timezone

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions import rounds
from governance.actions.elections.ballots import (
    MayNotBeNamed,
    NoReason,
    OthersAreMissing,
    check_already_named,
    hand_ballots_out,
)
from governance.actions.elections.steps import (
    NotThisStep,
    asked_in,
    check_leads,
    check_nothing_open,
    check_step,
    conducting,
    keep,
    open_round_of,
    write_to_each,
)
from governance.college import college, has_a_voice
from governance.elections.electing import leads
from governance.elections.eligibility import may_be_named
from governance.emails import elections as emails
from governance.events import Event
from governance.models import Nomination
from governance.states import ElectionState, NominationKind, RoundKind


class FacilitatorIsNamed(Refused):
    message = (
        "La personne qui facilite est parmi les personnes nommées : avant la proposition, elle "
        "confie la facilitation, ou demande à quelqu’un d’autre de formuler la proposition."
    )


class WordingIsNamed(Refused):
    def __init__(self, person):
        super().__init__(
            f"{person} est parmi les personnes nommées : demandez à quelqu’un qui ne l’est pas de "
            "formuler la proposition."
        )


class NotOfTheCircle(Refused):
    message = "Ce geste se confie à quelqu’un qui a une voix dans le cercle ce jour-là."


def hear_confirmations(election, *, by, at):
    """The reasons were heard: each says again whom they name, the same or another.

    Where the circle consented to unsigned reasons, this round is folded too.
    """
    with conducting(election) as election:
        check_leads(election, by=by, on=timezone.localdate(at))
        election.move_to(ElectionState.CONFIRMATIONS)
        if election.is_secret:
            hand_ballots_out(election, by=by, at=at)
        else:
            opened = rounds.open_round(
                election.circle,
                RoundKind.CONFIRMATION,
                by=by,
                at=at,
                sittings=asked_in(election, at=at),
                election=election,
            )
            write_to_each(election, opened, "confirmation", but=by)
        keep(election, at=at)
        record(Event.CONFIRMATIONS_HEARD, election, by=by)
    return election


def confirm(seat, *, by, at, person, reason):
    """Keep the name that one had said, or change it; and say why."""
    if not reason.strip():
        raise NoReason
    with conducting(seat.round.election) as election:
        if seat.round.kind != RoundKind.CONFIRMATION:
            raise NotThisStep
        if not may_be_named(person, election, on=timezone.localdate(at)):
            raise MayNotBeNamed
        if election.only_named:
            check_already_named(person, election)
        rounds.say(seat, by=by, at=at, words=reason)
        Nomination.objects.create(
            round=seat.round, seat=seat, kind=NominationKind.CONFIRMED, person=person, reason=reason
        )
        if not seat.round.seats.silent_in(seat.round).exists():
            rounds.close(seat.round, by=None, at=at)
        keep(election)
    return seat


def go_on_without(election, *, by, at, missing):
    """The facilitator ends a round of words after naming those who are not there to speak.

    ``missing``: these people, as the facilitator read them. Never an agreement: silence consents
    to nothing.
    """
    with conducting(election) as election:
        check_leads(election, by=by, on=timezone.localdate(at))
        opened = open_round_of(election)
        if opened is None or opened.kind not in (RoundKind.CRITERIA, RoundKind.CONFIRMATION):
            raise NotThisStep
        silent = opened.seats.silent_in(opened)
        if {one.person_id for one in silent} != {person.pk for person in missing}:
            raise OthersAreMissing
        rounds.close(opened, by=by, at=at, even_silent=True)
        keep(election)
        record(Event.ELECTION_WENT_ON, election, by=by, people=len(missing))
    return election


def entrust_wording(election, *, by, at, to):
    """The facilitator asks somebody of the circle to put the proposal into words."""
    on = timezone.localdate(at)
    with conducting(election) as election:
        check_leads(election, by=by, on=on)
        check_step(election, *WORDING)
        if not has_a_voice(to, election.circle, on=on):
            raise NotOfTheCircle
        if is_named(to.pk, election, on=on):
            raise WordingIsNamed(to)
        election.asked = to
        keep(election, "asked")
        record(Event.WORDING_ENTRUSTED, election, by=by, to=to.pk)
        if election.is_async and to != by:
            emails.wording_asked(election, to, by=by)
    return election


WORDING = (ElectionState.NOMINATIONS, ElectionState.CONFIRMATIONS, ElectionState.PROPOSAL)


def call_for_proposal(election, *, by, at):
    """Everybody has spoken: one name is to be proposed, by whom the reasons do not carry.

    Whoever facilitates opens this step, or whom they asked to word the proposal.
    """
    on = timezone.localdate(at)
    with conducting(election) as election:
        if by is None or by != election.asked:
            check_leads(election, by=by, on=on)
        check_nothing_open(election)
        if must_step_aside(election, on=on):
            raise WordingIsNamed(election.asked) if election.asked else FacilitatorIsNamed()
        election.move_to(ElectionState.PROPOSAL)
        keep(election, at=at)
        record(Event.PROPOSAL_CALLED_FOR, election, by=by)
    return election


def named_in(election):
    """The keys of all who were named, on a ballot or afterwards."""
    return set(Nomination.objects.of(election).values_list("person", flat=True))


def must_step_aside(election, *, on):
    """Is whoever would word the proposal among those who were named, while others are not?"""
    words = election.asked_id or getattr(leads(election, on=on), "pk", None)
    return is_named(words, election, on=on)


def is_named(key, election, *, on, proposed=None):
    """Is this person among those who were named, or proposed, while others are not?"""
    named = named_in(election) | {proposed} - {None}
    others = {one.person.pk for one in college(election.circle, on=on)} - named
    return key in named and bool(others)
