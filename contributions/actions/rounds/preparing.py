"""A round is prepared: its day, its sources, its rule; then computed on a frozen base."""

from contextlib import contextmanager

from django.db import transaction

from contributions import emails
from contributions.events import Event
from contributions.models import Contract, RepaymentRound, Share, Source, Terms
from contributions.rounds.frozen import base_of, digest_of
from contributions.rounds.sources import envelope_of, guards, offers
from contributions.rounds.wanted import shares_of
from contributions.states import GIVEN, RoundState, Rule, SourceKind
from coopstudio.db import locked
from coopstudio.french.money import euros
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.models import Person

GOING = (RoundState.DRAFT, RoundState.COMPUTED, RoundState.CONSENTED)


class NoTerms(Refused):
    message = "Le cadre des apports n’est pas encore écrit pour ce jour : écrivez-le d’abord."


class ARoundIsGoing(Refused):
    message = "Un tour est déjà en préparation : menez-le à son terme, ou annulez-le."


class OnceAYear(Refused):
    """The contracts say so: « par tours, une fois par an au plus »."""

    def __init__(self, held):
        super().__init__(
            f"Le tour {held} a déjà rendu cette année-là, et les contrats disent : une fois par an "
            "au plus. Ce qui n’a pas servi attend le prochain."
        )


class NotBeingPrepared(Refused):
    message = "Ce tour est déjà calculé : reprenez sa préparation pour le changer."


class MinimumIsProRata(Refused):
    message = "Un minimum ne va qu’avec la règle au prorata."


class BeyondTheSource(Refused):
    """More is drawn from a source than it holds."""


class GuardHolds(Refused):
    """A wall around the envelope stands; the sentence says which."""


class MinimumServesNobody(Refused):
    def __init__(self, tour):
        super().__init__(
            f"Avec un minimum de {euros(tour.minimum)}, aucune part n’est assez grande : ce tour "
            "ne donnerait rien à personne. Baissez le minimum."
        )


class NothingToShare(Refused):
    message = "Il ne reste rien à reprendre à cette date : il n’y a rien à partager."


def prepare(*, by, at, on, rule=None, minimum=None):
    """Begin a round, cut off ``on`` that day, with what the books offer and the usual rule."""
    terms = Terms.objects.on(on)
    if terms is None:
        raise NoTerms
    rule, minimum = rule or terms.rule, terms.minimum if minimum is None else minimum
    with transaction.atomic():
        _alone()
        _once_a_year(on.year)
        tour = RepaymentRound.objects.create(
            year=on.year, number=0, cut_off_on=on, rule=rule,
            minimum=minimum if rule == Rule.PRO_RATA else 0,
            hardship_percent=terms.hardship_percent, prepared_by=by, prepared_at=at,
        )  # fmt: skip
        tour.refresh_from_db(fields=["number"])
        for one in offers(on, terms.dividend_percent):
            Source.objects.create(
                round=tour, kind=one.kind, entry=one.entry, words=one.words, cents=one.cents
            )
        record(Event.ROUND_PREPARED, tour, by=by, on=f"{on}")
    return tour


def choose(tour, *, by, rule, minimum=0):
    """Another rule, or another minimum: both are the circle's to consent to."""
    with _preparing(tour) as tour:
        if minimum and rule != Rule.PRO_RATA:
            raise MinimumIsProRata
        tour.rule, tour.minimum = rule, minimum
        tour.save(update_fields=["rule", "minimum"])
        record(Event.ROUND_RULE_CHOSEN, tour, by=by, rule=f"{rule}", minimum=minimum)
    return tour


def add_source(tour, *, by, words, cents):
    """Declare another resource, in words: what the books do not tell by themselves."""
    with _preparing(tour) as tour:
        made = Source.objects.create(
            round=tour, kind=SourceKind.OTHER, words=words[:160], cents=cents
        )
        record(Event.ROUND_SOURCE_ADDED, tour, by=by, cents=cents)
    return made


def draw(source, *, by, cents):
    """Draw less from a source, or all of what it holds."""
    with _preparing(source.round) as tour:
        if source.entry_id and cents > (most := _held(tour, source)):
            raise BeyondTheSource(f"Cette source donne au plus {euros(most)}.")
        source.cents = cents
        source.save(update_fields=["cents"])
        record(Event.ROUND_SOURCE_CHANGED, tour, by=by, source=source.pk, cents=cents)
    return source


def drop_source(source, *, by):
    """Leave this money out of the round: it stays for another one."""
    with _preparing(source.round) as tour:
        record(Event.ROUND_SOURCE_DROPPED, tour, by=by, source=source.pk, cents=source.cents)
        source.delete()
    return tour


def compute(tour, *, by, at):
    """Freeze the base with its digest, and work out each share."""
    with _preparing(tour) as tour:
        rows = base_of(tour)
        check_guards(tour, rows)
        shares = shares_of(tour, rows, envelope_of(tour))
        if not any(one.cents for one in shares):
            raise MinimumServesNobody(tour)
        tour.base, tour.digest = rows, digest_of(tour, rows)
        tour.shares.all().delete()
        Share.objects.bulk_create(shares)
        tour.move_to(RoundState.COMPUTED)
        tour.save(update_fields=["base", "digest", "state"])
        record(Event.ROUND_COMPUTED, tour, by=by, digest=tour.digest)
        for person in Person.objects.filter(pk__in={row["person"] for row in rows}):
            emails.round_prepared(tour, person)
    return tour


def check_guards(tour, rows):
    """Raises NothingToShare, or GuardHolds with the wall that stands."""
    if not rows:
        raise NothingToShare
    for guard in guards(tour, rows):
        if not guard.holds:
            raise GuardHolds(f"L’enveloppe ne tient pas ses limites : {guard.words}.")


def _alone():
    """Contracts wait for each other here: two rounds begun at once would draw the same money."""
    Contract.objects.select_for_update(no_key=True).order_by("pk").first()
    if RepaymentRound.objects.filter(state__in=GOING).exists():
        raise ARoundIsGoing


def _once_a_year(year):
    if held := RepaymentRound.objects.filter(year=year, state__in=GIVEN).first():
        raise OnceAYear(held)


def _held(tour, source):
    terms = Terms.objects.on(tour.cut_off_on)
    held = offers(tour.cut_off_on, terms.dividend_percent, but=tour)
    return next((one.cents for one in held if one.entry.pk == source.entry_id), 0)


@contextmanager
def _preparing(tour):
    """Lock a round whose preparation goes on. Raises NotBeingPrepared."""
    with locked(tour) as tour:
        if tour.state != RoundState.DRAFT:
            raise NotBeingPrepared
        yield tour
