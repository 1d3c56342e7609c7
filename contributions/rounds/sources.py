"""Where the money of a round may come from, and how far it may go (6.1). In cents."""

from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from contributions.books.standing import MONEY, standing
from contributions.chart import ADVANCES, OWED
from contributions.models import Entry, Source, Terms
from contributions.rounds.frozen import total
from contributions.states import Nature, RoundState, Side, SourceKind
from coopstudio.french import dates
from coopstudio.french.money import euros

OF_LINES = Q(lines__account__number__startswith="512") | Q(lines__account__number__startswith="53")


@dataclass(frozen=True)
class Offer:
    """An entry of the books from which a round may draw: what came, and what may still be drawn."""

    kind: str
    entry: Entry
    came: int
    cents: int

    @property
    def words(self):
        day = dates.short_day(self.entry.on)
        if self.kind == SourceKind.DIVIDEND:
            return f"part du dividende encaissé le {day} ({euros(self.came)})"
        return f"avance rendue par la société le {day} ({euros(self.came)})"


@dataclass(frozen=True)
class Guard:
    """One wall around an envelope, in a sentence: it holds, or it does not."""

    holds: bool
    words: str


def offers(on, percent, *, but=None):
    """What the books hold up to this day and no other round drew. ``percent``: of dividends."""
    cited = Source.objects.exclude(round__state=RoundState.CANCELLED).exclude(entry=None)
    if but is not None:
        cited = cited.exclude(round=but)
    drawn = cited.filter(entry=OuterRef("pk")).order_by().values("entry").annotate(sum=Sum("cents"))
    found = []
    for entry, kind, came in _arrivals(on, drawn=Coalesce(Subquery(drawn.values("sum")), 0)):
        share = came * percent // 100 if kind == SourceKind.DIVIDEND else came
        left = share - entry.drawn
        if left > 0:
            found.append(Offer(kind, entry, came, left))
    return found


def _arrivals(on, **facts):
    """(entry, kind, cents that reached the bank): dividends cashed, advances that were returned.

    An advance that became shares, or was lost, brought nothing to share: of an entry counts what
    the bank or the till received, and no more than the advance that it returns.
    """
    cashed = OF_LINES & Q(lines__side=Side.DEBIT)
    returned = Q(lines__account=ADVANCES, lines__side=Side.CREDIT)
    entries = (
        Entry.objects.filter(on__lte=on, reversed_by=None, reverses=None)
        .exclude(nature=Nature.OPENING)
        .annotate(
            came=Sum("lines__cents", filter=cashed), gave=Sum("lines__cents", filter=returned)
        )
        .filter(Q(nature=Nature.DIVIDEND) | Q(gave__gt=0), came__gt=0)
        .annotate(**facts)
    )
    for entry in entries.order_by("on", "pk"):
        if entry.nature == Nature.DIVIDEND:
            yield entry, SourceKind.DIVIDEND, entry.came
        else:
            yield entry, SourceKind.ADVANCE, min(entry.came, entry.gave)


def treasury():
    """What the bank and the till hold, less what was decided and is not paid yet, in cents."""
    return sum(standing(*MONEY, OWED).values())


def envelope_of(tour):
    return sum(one.cents for one in tour.sources.all())


def guards(tour, rows, terms=None):
    """Every wall of this round, on the books of now."""
    terms = terms or Terms.objects.on(tour.cut_off_on)
    envelope, owed = envelope_of(tour), total(rows)
    floor, kept = terms.treasury_floor, treasury()
    may = {
        one.entry.pk: one.cents for one in offers(tour.cut_off_on, terms.dividend_percent, but=tour)
    }
    drawn = all(one.cents <= may.get(one.entry_id, 0) for one in tour.sources.all() if one.entry_id)
    return [
        Guard(envelope > 0, "il n’y a encore rien dans l’enveloppe"),
        Guard(drawn, f"au plus {terms.dividend_percent} % des dividendes, plus les avances"),
        Guard(
            kept - envelope >= floor,
            f"trésorerie après le tour : {euros(kept - envelope)}, plancher {euros(floor)}",
        ),
        Guard(envelope <= owed, f"au plus ce qui reste à reprendre : {euros(owed)}"),
    ]
