"""An exchange of skills: the first yes proposes it, and it holds once everybody has said yes."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import emails
from members.events import Event
from members.learning import table
from members.learning.matching import is_circle, signature
from members.models import Exchange, Leg, Partner, Person, Skill
from members.states import ExchangeState, Level

PATIENCE = timedelta(days=30)
"""How long a proposal waits for the last answer; then it makes room for others."""

FORSAKEN = {
    ExchangeState.OFFERED: ExchangeState.LAPSED,
    ExchangeState.AGREED: ExchangeState.COMPLETED,
}
"""What becomes of an exchange once somebody of it is no longer a member."""


class NoLongerTrue(Refused):
    message = (
        "Quelqu’un a changé ses savoir-faire entre-temps : cette proposition ne tient plus. "
        "Les autres sont sur cette page."
    )


class NotYours(Refused):
    message = "Vous ne faites pas partie de cet échange."


class Closed(Refused):
    message = "Cet échange est déjà clos."


class NotYetAgreed(Refused):
    message = "Tout le monde n’a pas encore dit oui."


@transaction.atomic
def propose(strands, *, by, at):
    """« Oui, essayons » : I am in, the others are asked. ``strands``: who passes what to whom."""
    people = _locked(strands)
    _refuse_unless_true(strands, people, by=by, on=timezone.localdate(at))
    exchange = _known(strands)
    if exchange:
        return answer(exchange, by=by, at=at, agrees=True)
    exchange = _opened(strands, people, by=by, at=at)
    exchange.partners.filter(person=by).update(answer=Partner.Answer.YES, answered_at=at)
    record(Event.EXCHANGE_OFFERED, exchange, by=by, people=len(people))
    for partner in exchange.partners.exclude(person=by).select_related("person"):
        emails.exchange_offered(exchange, partner)
    table.forget()
    return exchange


@transaction.atomic
def decline(strands, *, by, at):
    """« Pas cette fois » : nobody else hears of what was only shown to me."""
    people = _locked(strands)
    _refuse_unless_true(strands, people, by=by, on=timezone.localdate(at))
    exchange = _known(strands) or _opened(strands, people, by=by, at=at)
    return answer(exchange, by=by, at=at, agrees=False)


def answer(exchange, *, by, at, agrees):
    """My yes or my no. With the last yes it is agreed; one no is enough, and no reason is asked."""
    with locked(exchange) as exchange:
        partner = exchange.partners.filter(person=by).first()
        if partner is None:
            raise NotYours
        if exchange.state != ExchangeState.OFFERED:
            raise Closed
        partner.answer = Partner.Answer.YES if agrees else Partner.Answer.NO
        partner.answered_at = at
        partner.save(update_fields=["answer", "answered_at"])
        record(Event.EXCHANGE_ANSWERED, exchange, by=by)
        if not agrees:
            _turn_down(exchange, at=at)
        elif not exchange.partners.exclude(answer=Partner.Answer.YES).exists():
            _agree(exchange)
        table.forget()
    return exchange


def lapse(exchange, *, at):
    """Nobody else answered in time: it closes without a reproach, and may be proposed again."""
    with locked(exchange) as exchange:
        if exchange.state != ExchangeState.OFFERED or exchange.opened_at > at - PATIENCE:
            raise Closed
        exchange.move_to(ExchangeState.LAPSED)
        exchange.closed_at = at
        exchange.save(update_fields=["state", "closed_at"])
        record(Event.EXCHANGE_LAPSED, exchange)
        _tell_who_said_yes(exchange)
        table.forget()
    return exchange


def let_go(exchange, *, at):
    """Somebody of it is no longer a member: it closes, and who said yes hears that it does."""
    on = timezone.localdate(at)
    with locked(exchange) as exchange:
        if not Exchange.objects.forsaken(on=on).filter(pk=exchange.pk).exists():
            raise Closed
        was_offered = exchange.state == ExchangeState.OFFERED
        exchange.move_to(FORSAKEN[exchange.state])
        exchange.closed_at = at
        exchange.save(update_fields=["state", "closed_at"])
        record(Event.EXCHANGE_LET_GO, exchange)
        if was_offered:
            _tell_who_said_yes(exchange, among=Person.objects.present(on=on))
        table.forget()
    return exchange


def complete(exchange, *, by, at):
    """« C’est fait », or « on s’arrête là » : either way it is over, and others may be proposed."""
    with locked(exchange) as exchange:
        if not exchange.partners.filter(person=by).exists():
            raise NotYours
        if exchange.state == ExchangeState.OFFERED:
            raise NotYetAgreed
        exchange.move_to(ExchangeState.COMPLETED)
        exchange.closed_at = at
        exchange.save(update_fields=["state", "closed_at"])
        record(Event.EXCHANGE_COMPLETED, exchange, by=by)
        table.forget()
    return exchange


def _agree(exchange):
    exchange.move_to(ExchangeState.AGREED)
    exchange.save(update_fields=["state"])
    record(Event.EXCHANGE_AGREED, exchange)
    for partner in exchange.partners.select_related("person"):
        emails.exchange_agreed(exchange, partner)


def _turn_down(exchange, *, at):
    exchange.move_to(ExchangeState.TURNED_DOWN)
    exchange.closed_at = at
    exchange.save(update_fields=["state", "closed_at"])
    record(Event.EXCHANGE_TURNED_DOWN, exchange)
    _tell_who_said_yes(exchange)


def _tell_who_said_yes(exchange, among=None):
    """Not who did not: nobody has to explain themselves."""
    said_yes = exchange.partners.filter(answer=Partner.Answer.YES)
    said_yes = said_yes if among is None else said_yes.filter(person__in=among)
    for partner in said_yes.select_related("person"):
        emails.exchange_closed(exchange, partner)


def _known(strands):
    return Exchange.objects.open().filter(signature=signature(strands)).first()


def _opened(strands, people, *, by, at):
    exchange = Exchange.objects.create(signature=signature(strands), opened_by=by, opened_at=at)
    Leg.objects.bulk_create(
        Leg(exchange=exchange, giver_id=one.giver, taker_id=one.taker, craft=one.craft)
        for one in strands
    )
    Partner.objects.bulk_create(Partner(exchange=exchange, person=one) for one in people)
    return exchange


def _locked(strands):
    """Everybody in it, in one order: two who say yes at once do not propose it twice."""
    keys = {key for strand in strands for key in (strand.giver, strand.taker)}
    people = Person.objects.filter(pk__in=keys).order_by("pk")
    return list(people.select_for_update(no_key=True))


def _refuse_unless_true(strands, people, *, by, on):
    """All are members, show what they know, and still want and offer this; nobody said no yet."""
    keys = {one.pk for one in people}
    if by.pk not in keys:
        raise NotYours
    members = Person.objects.present(on=on).filter(pk__in=keys).count()
    shown = Skill.objects.shown().filter(person__in=keys)
    said = set(shown.values_list("person", "craft", "level"))
    holds = all(
        (one.giver, one.craft, Level.TEACH) in said and (one.taker, one.craft, Level.LEARN) in said
        for one in strands
    )
    is_whole = len(strands) == 1 or is_circle(strands)
    if members < len(keys) or not (holds and is_whole):
        raise NoLongerTrue
    if table.turned_down().intersection(strands):
        raise NoLongerTrue
