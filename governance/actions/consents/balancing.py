"""Jeux d’équilibre: a circle names pairs of poles, reactions say theirs, one speaks from across.

What is said « depuis l’autre pôle » is no reaction of its writer, and no position (4.5).
"""

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance import emails
from governance.actions.consents.handling import (
    NotFacilitating,
    NotNow,
    carrying,
    check_going,
    check_sits,
)
from governance.college import college, sits
from governance.consents import poles
from governance.consents.facilitating import facilitates, room_of
from governance.events import Event
from governance.meetings.gathering import gathered
from governance.models import PolePair, PoleSwap, PoleTag
from governance.states import Pole, RoundKind

MOST = 6
"""Pairs that a circle holds at a time: more would hold nobody's attention."""


class PairIsThere(Refused):
    message = "Ce couple de pôles est déjà là."


class TooManyPairs(Refused):
    message = "Six couples à la fois, c’est déjà beaucoup : retirez-en un d’abord."


class PairHasEnded(Refused):
    message = "Le cercle ne tient plus ce couple de pôles."


class NotYourReaction(Refused):
    message = "Seule la personne qui a réagi dit de quel pôle elle parlait."


class PoleIsSaid(Refused):
    message = "Vous avez déjà dit de quel pôle venait cette réaction."


class SaidFromThere(Refused):
    message = "C’est déjà écrit depuis l’autre pôle : on n’y revient pas."


class NothingFromThere(Refused):
    message = "Écrivez quelques mots depuis ce pôle."


class SwapIsThere(Refused):
    message = "C’est déjà proposé, pour ce texte et ce couple."


class PoleIsForgotten(Refused):
    def __init__(self, names):
        several = "ces pôles" if len(names) > 1 else "ce pôle"
        super().__init__(
            f"Le texte touche un couple de pôles, et ne dit pas encore ce qu’il fait pour {several}"
            f" : {', '.join(names)}. Complétez-le : c’est une version."
        )


def declare_poles(circle, *, by, at, one, other):
    """Two needs that this circle holds together, without either winning."""
    with locked(circle) as circle:
        check_sits(by, [circle], at=at)
        known = [poles.same(pair.one, pair.other) for pair in poles.living(circle)]
        if poles.same(one, other) in known:
            raise PairIsThere
        if len(known) >= MOST:
            raise TooManyPairs
        pair = PolePair.objects.create(circle=circle, one=one, other=other, since=at)
        record(Event.POLES_DECLARED, circle, by=by, pair=pair.pk)
    return pair


def end_poles(pair, *, by, at):
    """The circle holds them no more; what was said of them stays."""
    with locked(pair) as pair:
        check_sits(by, [pair.circle], at=at)
        if pair.until is None:
            pair.until = at
            pair.save(update_fields=["until"])
            record(Event.POLES_ENDED, pair.circle, by=by, pair=pair.pk)
    return pair


def say_pole(turn, *, by, at, pair, side):
    """« Je parlais depuis ce pôle »: said of one's own reaction, once."""
    with carrying(turn.seat.round.proposal, at=at) as proposal:
        check_going(proposal)
        if by.pk != turn.seat.person_id or turn.seat.round.kind != RoundKind.REACTIONS:
            raise NotYourReaction
        if pair.circle_id != proposal.circle_id or pair.until:
            raise PairHasEnded
        if PoleTag.objects.filter(turn=turn).exists():
            raise PoleIsSaid
        tag = PoleTag.objects.create(turn=turn, pair=pair, side=side, by=by, at=at)
        record(Event.POLE_SAID, proposal, by=by)
    return tag


def offer_swap(proposal, *, by, at, pair):
    """Each person is asked to speak from the other pole; one who facilitates asks everybody.

    Who has spoken three times from the same pole may ask it of themselves alone.
    """
    with carrying(proposal, at=at) as proposal:
        check_going(proposal)
        if proposal.state not in poles.BEFORE_CONSENT:
            raise NotNow
        if pair.circle_id != proposal.circle_id or pair.until:
            raise PairHasEnded
        people = _asked(proposal, by, pair, at=at)
        offered = [
            PoleSwap.objects.create(
                proposal=proposal, pair=pair, person=one, side=side, given_at=at
            )
            for one, side in people.items()
        ]
        if not offered:
            raise SwapIsThere
        record(Event.SWAP_OFFERED, proposal, by=by, pair=pair.pk)
        emails.other_pole(proposal, offered, by=by)
    return offered


def speak_from_across(swap, *, by, at, words):
    """What one says of the text « depuis l’autre pôle »: once, before the round of consent."""
    with carrying(swap.proposal, at=at) as proposal:
        check_going(proposal)
        check_sits(by, [proposal.circle], at=at)
        swap = PoleSwap.objects.select_for_update(of=("self",)).get(pk=swap.pk)
        if by.pk != swap.person_id or proposal.state not in poles.BEFORE_CONSENT:
            raise NotNow
        if swap.words:
            raise SaidFromThere
        if not words.strip():
            raise NothingFromThere
        swap.words, swap.written_at = words.strip(), at
        swap.save(update_fields=["words", "written_at"])
        record(Event.SAID_FROM_THE_OTHER_POLE, proposal, by=by)
    return swap


def check_poles(version):
    """Refuse a text that touches a pair and is silent on one of its poles."""
    if forgotten := poles.forgotten_in(version):
        raise PoleIsForgotten(forgotten)


def _asked(proposal, by, pair, *, at):
    """{person: the pole that is theirs to defend}, of those who are not asked yet."""
    on = timezone.localdate(at)
    said = poles.last_said([pair])
    if facilitates(by, proposal, on=on) and sits(by, proposal.circle, on=on):
        room = room_of(proposal, proposal.circle)
        around = gathered(room, at=at) if room else college(proposal.circle, on=on)
        people = [one.person for one in around]
    elif (by.pk, pair.pk) in poles.camping(said):
        people = [by]
    else:
        raise NotFacilitating
    asked = set(proposal.pole_swaps.filter(pair=pair).values_list("person", flat=True))
    people = [one for one in people if one.pk not in asked]
    last = {one: said[one.pk, pair.pk][0] for one in people if (one.pk, pair.pk) in said}
    return _across(people, last)


def _across(people, last):
    """The other pole than the last one they spoke from; who said none fills up the emptier one."""
    given = {one: poles.across(side) for one, side in last.items()}
    for one in people:
        if one not in given:
            held = list(given.values())
            given[one] = min((Pole.ONE, Pole.OTHER), key=held.count)
    return given
