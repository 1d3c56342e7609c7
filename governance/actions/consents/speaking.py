"""What is said in the rounds of words of a proposal: questions, answers, reactions.

One text per person in the reactions, and nobody replies. One who has nothing to say passes.
"""

from contextlib import contextmanager

from coopstudio.refusals import Refused
from governance.actions import rounds
from governance.actions.consents import balancing, steps
from governance.actions.consents.handling import carrying, check_going
from governance.models import Turn
from governance.states import ProposalState, RoundKind

SENTENCES = 5


class AlreadyReacted(Refused):
    message = "Une réaction par personne, et personne ne répond : la vôtre est déjà là."


class OnlyTheCarrierAnswers(Refused):
    message = "Les questions vont à la personne qui porte la proposition : elle seule répond."


class AsksOneself(Refused):
    message = "Vous portez cette proposition : les questions vous sont adressées."


class SaysNothing(Refused):
    message = "Écrivez quelques mots, ou passez votre tour."


def ask(seat, *, by, at, words, is_aloud=False):
    """Put a question to whoever carries the proposal, to understand its text."""
    with _in_round(seat, ProposalState.CLARIFICATION, at=at) as proposal:
        if seat.person_id == proposal.carrier_id:
            raise AsksOneself
        return _say(seat, by=by, at=at, words=words, kind=Turn.Kind.QUESTION, is_aloud=is_aloud)


def answer(question, *, by, at, words, is_aloud=False):
    """Whoever carries the proposal answers a question."""
    opened = question.seat.round
    seat = opened.seats.filter(person=opened.proposal.carrier).first()
    if seat is None or question.kind != Turn.Kind.QUESTION or not (by == seat.person or is_aloud):
        raise OnlyTheCarrierAnswers
    with _in_round(seat, ProposalState.CLARIFICATION, at=at) as proposal:
        turn = _say(
            seat, by=by, at=at, words=words, kind=Turn.Kind.ANSWER, answers=question,
            is_aloud=is_aloud,
        )  # fmt: skip
        _go_on(proposal, opened, by=by, at=at)
    return turn


def pass_turn(seat, *, by, at, is_aloud=False):
    """« Pas de question », « rien à ajouter » : it is noted, it is no opinion."""
    with carrying(seat.round.proposal, at=at) as proposal:
        check_going(proposal)
        _once(seat)
        turn = rounds.say(seat, by=by, at=at, kind=Turn.Kind.PASSED, is_aloud=is_aloud)
        _go_on(proposal, seat.round, by=by, at=at)
    return turn


def react(seat, *, by, at, words, is_aloud=False, pole=None):
    """Say in a few sentences what the text does to you: once, and nobody answers.

    ``pole``: (pair, side) from which one speaks, if one says it.
    """
    with _in_round(seat, ProposalState.REACTIONS, at=at) as proposal:
        _once(seat)
        turn = _say(seat, by=by, at=at, words=words, kind=Turn.Kind.SAID, is_aloud=is_aloud)
        if pole:
            balancing.say_pole(turn, by=by, at=at, pair=pole[0], side=pole[1])
        _go_on(proposal, seat.round, by=by, at=at)
    return turn


@contextmanager
def _in_round(seat, state, *, at):
    with carrying(seat.round.proposal, at=at) as proposal:
        check_going(proposal)
        if proposal.state != state:
            raise rounds.RoundIsOver
        yield proposal


def _say(seat, *, words, **about):
    if not words.strip():
        raise SaysNothing
    return rounds.say(seat, words=words.strip(), **about)


def _once(seat):
    if seat.round.kind == RoundKind.REACTIONS and seat.turns.exists():
        raise AlreadyReacted


def _go_on(proposal, opened, *, by, at):
    """At a distance the next step comes when everybody has spoken and every question is answered.

    ``by=None``: nobody chose it.
    """
    if not opened.is_async or steps.waited_for(opened).exists():
        return
    turns = Turn.objects.filter(seat__round=opened)
    if turns.filter(kind=Turn.Kind.QUESTION, replies=None).exists():
        return
    if opened.kind == RoundKind.REACTIONS and not steps.reactions_in(opened).exists():
        return
    steps.follow(proposal, by=None, at=at)
