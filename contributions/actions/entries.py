"""An entry is posted whole, or not at all; a mistake is answered by another entry."""

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import CharField, DateField, Subquery
from django.utils import timezone

from contributions.chart import OWED
from contributions.events import Event
from contributions.models import Entry, FiscalYear
from contributions.states import Nature, Side
from coopstudio.db import one_at_a_time
from coopstudio.french import dates
from coopstudio.journal.api import record
from coopstudio.prepared import Given, prepared
from coopstudio.refusals import Refused

LINES = """
    INSERT INTO contributions_line (entry_id, rank, account_id, contract_id, side, cents)
    SELECT %s, rank, account, contract, side, cents
      FROM unnest(%s::text[], %s::bigint[], %s::text[], %s::bigint[])
           WITH ORDINALITY AS leg(account, contract, side, cents, rank)
     ORDER BY rank
"""
"""All lines in one question, whatever their number: a round touches each contract (P8)."""

BELOW_ZERO = """
    SELECT kind, contract_id, "on" FROM days_of_apports(%s)
     WHERE stands < 0 AND "on" >= %s ORDER BY "on", contract_id LIMIT 1
"""
"""What a contract is owed, and what is due to it, day by day: never less than nothing."""


class NoOpenYear(Refused):
    message = (
        "Aucun exercice ouvert ne contient cette date : le sien est clos, ou pas encore "
        "ouvert. Changez la date, ou ouvrez l’exercice."
    )


class DoesNotBalance(Refused):
    message = "Les débits et les crédits ne sont pas égaux : rien n’a été écrit."


class PieceToCome(Refused):
    message = "La date de la pièce est après la validation : corrigez la date de la pièce."


class NotThereYet(Refused):
    """On some day a contract would have given back more than it had, or been paid before a debt."""

    def __init__(self, kind, contract, day):
        fact = "n’était pas encore due" if OWED.startswith(kind) else "n’était pas encore arrivée"
        super().__init__(
            f"Au {dates.short_day(day)}, une somme que cette écriture reprend {fact} pour "
            f"{contract} : choisissez une date plus récente."
        )


class BeforeWhatItAnswers(Refused):
    message = "Une contre-passation ne précède pas l’écriture à laquelle elle répond."


class AlreadyReversed(Refused):
    message = "Cette écriture est déjà contre-passée."


class NeverReversed(Refused):
    message = "Une contre-passation et des à-nouveaux ne se contre-passent pas."


@dataclass(frozen=True)
class Leg:
    """One line to be: an account's number, a side, whole cents, and the contract it speaks of."""

    account: str
    side: str
    cents: int
    contract: object = None


def debit(account, cents, contract=None):
    return Leg(account, Side.DEBIT, cents, contract)


def credit(account, cents, contract=None):
    return Leg(account, Side.CREDIT, cents, contract)


def post(legs, *, by, at, source_key, nature, on, **more):
    """Write one entry and its lines; returns it, or the one that this ``source_key`` already made.

    ``legs``: a list of Leg, in whole cents. ``on``: its accounting day. ``more``: book, piece,
    label, and piece_on (``on`` otherwise), reverses. PostgreSQL numbers, checks and seals it when
    the transaction ends.
    """
    _check_balance(legs)
    with transaction.atomic():
        one_at_a_time(f"contributions.entry {source_key}")
        year, made = _year_and_made(on, source_key)
        if made:
            return Entry.objects.get(pk=made)
        if year is None:
            raise NoOpenYear
        more = {"piece_on": on, "validated_on": max(on, timezone.localdate(at))} | more
        if more["piece_on"] > more["validated_on"]:
            raise PieceToCome
        entry = Entry.objects.create(
            source_key=source_key, nature=nature, on=on, year=year, written_at=at, **more
        )
        _write_lines(entry, legs)
        _refuse_unless_there(legs, on)
        record(Event.POSTED, entry, by=by, nature=f"{nature}", number=entry.number)
    return entry


def reverse(entry, *, by, at, on, label):
    """Answer an entry by its mirror, dated ``on`` in a year that is open (I3)."""
    with transaction.atomic():
        _alone_with(entry)
        if Entry.objects.filter(reverses=entry).exists():
            raise AlreadyReversed
        if entry.nature in (Nature.REVERSAL, Nature.OPENING):
            raise NeverReversed
        if on < entry.on:
            raise BeforeWhatItAnswers
        made = post(
            [_mirrored(line) for line in entry.lines.order_by("rank")], by=by, at=at,
            source_key=f"reversal:{entry.pk}", nature=Nature.REVERSAL, on=on, label=label,
            book=entry.book, piece=entry.piece, piece_on=entry.piece_on, reverses=entry,
        )  # fmt: skip
        record(Event.REVERSED, entry, by=by, reversal=made.pk)
    return made


def seal():
    """Seal what this transaction has posted now, and not at its end: its digest is needed."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _alone_with(entry):
    """Two people never reverse it at once. Nobody may lock the row itself: it is final."""
    one_at_a_time("contributions.entry", entry.pk)


def _mirrored(line):
    other = Side.CREDIT if line.side == Side.DEBIT else Side.DEBIT
    return Leg(line.account_id, other, line.cents, line.contract)


def _check_balance(legs):
    off = sum(leg.cents if leg.side == Side.DEBIT else -leg.cents for leg in legs)
    if off or len(legs) < 2 or any(leg.cents <= 0 for leg in legs):
        raise DoesNotBalance


def _write_lines(entry, legs):
    """By contract, so that two batches that touch the same ones wait for each other (I7)."""
    in_order = sorted(legs, key=lambda leg: leg.contract.pk if leg.contract else 0)
    columns = [
        [leg.account for leg in in_order],
        [leg.contract.pk if leg.contract else None for leg in in_order],
        [f"{leg.side}" for leg in in_order],
        [leg.cents for leg in in_order],
    ]
    with connection.cursor() as cursor:
        cursor.execute(LINES, [entry.pk, *columns])


def _refuse_unless_there(legs, day):
    """Whatever the order in which entries are written, from ``day`` on no contract stands below
    zero: PostgreSQL locked what they hold when the lines came in."""
    contracts = {leg.contract.pk: leg.contract for leg in legs if leg.contract}
    if not contracts:
        return
    with connection.cursor() as cursor:
        cursor.execute(BELOW_ZERO, [list(contracts), day])
        for kind, contract, below_on in cursor.fetchall():
            raise NotThereYet(kind, contracts[contract], below_on)


def _year_and_made(day, source_key):
    """(the open exercice of this day or None, the key of what was already posted or None)."""
    for year in _years(day=day, source_key=source_key):
        return year, year.made
    made = Entry.objects.filter(source_key=source_key)
    return None, made.values_list("pk", flat=True).first()


@prepared
def _years():
    """The open exercice of a day, no two hold one, with what this ``source_key`` already made."""
    made = Entry.objects.filter(source_key=Given("source_key", CharField())).values("pk")
    open_that_day = FiscalYear.objects.open().holding(Given("day", DateField())).order_by()
    return open_that_day.annotate(made=Subquery(made))
