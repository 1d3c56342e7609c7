"""Jeux d’équilibre: what a text does for each pole, where reactions come from, and the swing (4.5).

Nothing here judges anybody: that somebody speaks three times from one pole is told to them, and to
who facilitates, and to nobody else.
"""

from dataclasses import dataclass, field

from django.db.models import BigIntegerField, F, Window
from django.db.models.functions import DenseRank, RowNumber

from coopstudio.prepared import Given, prepared
from governance.models import PolePair, PoleTag
from governance.models.decisions import code_of
from governance.states import Pole, ProposalState

S = ProposalState
BEFORE_CONSENT = (S.PRESENTATION, S.CLARIFICATION, S.REACTIONS, S.ARBITRATION, S.OBJECTIONS)
"""When one may still speak from the other pole."""

IN_A_ROW = 3
LAST = 10
"""Decisions of which a circle looks at the swing."""


def living(circle):
    """The pairs that the circle holds today."""
    return PolePair.objects.filter(circle=circle, until=None)


def same(one, other):
    """The same pair, whichever pole is said first, and however it is capitalised."""
    return frozenset((one.lower(), other.lower()))


def touching(pair, for_one="", for_other=""):
    """What a version says of one pair that it touches: it is part of the text, names included."""
    return {
        "pair": pair.pk, "one": pair.one, "other": pair.other,
        "for_one": for_one.strip(), "for_other": for_other.strip(),
    }  # fmt: skip


def answers_of(version):
    """(pole, what the text does for it)…, in order."""
    for told in version.balance:
        yield told["one"], told["for_one"]
        yield told["other"], told["for_other"]


def forgotten_in(version):
    """The poles that it touches and for which it says nothing."""
    return [pole for pole, words in answers_of(version) if not words.strip()]


def last_said(pairs):
    """{(person, pair): the poles of their last three reactions, the latest first}."""
    turns = Window(
        RowNumber(), partition_by=[F("by"), F("pair")], order_by=[F("at").desc(), F("pk").desc()]
    )
    tags = PoleTag.objects.filter(pair__in=pairs).annotate(rank=turns).filter(rank__lte=IN_A_ROW)
    found = {}
    for person, pair, side in tags.order_by("rank").values_list("by", "pair", "side"):
        found.setdefault((person, pair), []).append(side)
    return found


def camping(said):
    """{(person, pair): the pole from which they spoke three times in a row}, of ``last_said``."""
    return {
        key: sides[0]
        for key, sides in said.items()
        if len(sides) == IN_A_ROW and len(set(sides)) == 1
    }


def choices(pairs):
    """(value, words)…: what a list offers to who says from where they speak."""
    return [
        (f"{pair.pk}-{side}", pair.named(side), f"{pair}") for pair in pairs for side in Pole.values
    ]


def across(side):
    return Pole.OTHER if side == Pole.ONE else Pole.ONE


# --- the swing of the last decisions ---

HEAD = ["Décision", "Adoptée le", "Couple", "Premier pôle", "Second pôle", "Réaction depuis"]


@dataclass
class Column:
    """One decision: how many reactions came from each pole of the pair."""

    code: str
    one: int = 0
    other: int = 0


@dataclass
class Swing:
    """The last ten decisions whose reactions say from which pole of this pair they come."""

    pair: object
    columns: list = field(default_factory=list)

    WIDE, HIGH = 22, 30
    """Of a column, and of the half above the line; in points of the drawing."""

    @property
    def one(self):
        return sum(column.one for column in self.columns)

    @property
    def other(self):
        return sum(column.other for column in self.columns)

    @property
    def bars(self):
        """(left, top of the first pole, its height, height of the second)… around the line."""
        most = max([1, *[max(one.one, one.other) for one in self.columns]])
        for rank, one in enumerate(self.columns):
            up, down = (round(many * self.HIGH / most) for many in (one.one, one.other))
            yield rank * self.WIDE + 2, self.HIGH - up, up, down


def tags_of(circle):
    """The tags of its decisions, in the order in which they were adopted."""
    found = PoleTag.objects.filter(
        pair__circle=circle,
        turn__seat__round__voided_at=None,
        turn__seat__round__proposal__decision__isnull=False,
    ).select_related("pair", "turn__seat__round__proposal__decision__circle")
    decided = "turn__seat__round__proposal__decision"
    return found.order_by(f"{decided}__adopted_at", decided, "pair", "pk")


@prepared
def _lately():
    """(pair, side, and the decision's key, circle, year and number) of the last ten decisions of
    each pair, and no more rows however old the circle is."""
    decided = "turn__seat__round__proposal__decision"
    rank = Window(
        DenseRank(),
        partition_by=[F("pair")],
        order_by=[F(f"{decided}__adopted_at").desc(), F(decided).desc()],
    )
    found = tags_of(Given("circle", BigIntegerField())).annotate(rank=rank).filter(rank__lte=LAST)
    named = (f"{decided}__{one}" for one in ("circle__prefix", "year", "number"))
    return found.values_list("pair", "side", decided, *named)


def decision_of(tag):
    return tag.turn.seat.round.proposal.decision


def rows(tags):
    """The lines of the sheet, from which anybody counts the same swing again; no name in them."""
    for tag in tags:
        decided, pair = decision_of(tag), tag.pair
        yield [decided.code, decided.adopted_at, f"{pair}", pair.one, pair.other, tag.name]


def swings(circle, pairs):
    """The swing of each of these pairs of a circle, over its last ten decisions."""
    found = {pair.pk: {} for pair in pairs}
    for pair, side, decided, *named in _lately(circle=circle.pk) if pairs else []:
        if pair in found:
            column = found[pair].setdefault(decided, Column(code_of(*named)))
            setattr(column, side, getattr(column, side) + 1)
    return [Swing(pair, list(found[pair.pk].values())) for pair in pairs]
