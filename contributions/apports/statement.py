"""One exercice of an apport: where it stood, what happened, where it stands, why."""

import re
from datetime import timedelta

from django.utils import timezone

from contributions.apports.movements import Life
from contributions.models import Chain, Contract, Share
from contributions.rounds.working import ODD_CENTS
from contributions.states import GIVEN, Rule
from coopstudio.french import dates, money
from members.models import Assembly
from members.states import AssemblyKind, AssemblyState

FRACTION = re.compile(r"(?:(\d+) \+ )?(\d+) × (\d+) / (\d+)")
SERVED_BEFORE = (Rule.OLDEST, Rule.HARDSHIP)
"""Rules by which something may be served before the division that a share tells."""


class Statement:
    """``sums``, in cents: opening, brought, taken, waived, passed, paid, due, left, expected.

    All of them since the first day, but for the opening: what was left the day before.
    """

    def __init__(self, contract, year):
        self.contract, self.year = contract, year
        self.life = Life(contract, until=year.ends_on)
        before = Life(contract, until=year.starts_on - timedelta(days=1))
        self.rows = self.life.movements[len(before.movements) :]
        self.paid = [one for one in self.life.payments if one.on >= year.starts_on]
        self.sums = {
            "opening": before.left,
            "committed": contract.committed,
            "brought": self.life.brought,
            "taken": self.life.taken,
            "waived": self.life.waived,
            "passed": self.life.passed,
            "paid": self.life.paid,
            "left": self.life.left,
            "expected": sum(one.missing for one in contract.instalments.unfilled()),
        }

    @property
    def rank(self):
        return rank_of(self.contract)

    @property
    def round(self):
        """The last round until then, with its fraction; empty before the first."""
        share = last_share(self.contract, until=self.year.ends_on)
        return told(share) if share else {}

    @property
    def chain(self):
        return Chain.objects.filter(pk=1).first() or Chain()

    def next_assembly(self, on):
        """« 12 juin 2028 »: the next general assembly that is convened, if there is one."""
        found = Assembly.objects.filter(at__date__gt=on, state=AssemblyState.CONVENED)
        coming = found.exclude(kind=AssemblyKind.BOARD).order_by("at").first()
        return dates.short_day(timezone.localdate(coming.at)) if coming else ""


def rank_of(contract):
    """By the day it came into force, then by its number; a right that passed on keeps its rank."""
    origin = contract
    while origin.follows_id:
        origin = origin.follows
    return Contract.objects.told().values_list("rank", flat=True).get(pk=origin.pk)


def last_share(contract, *, until=None):
    """What the last posted round gave to this contract; None if none did."""
    found = Share.objects.filter(contract=contract, round__state__in=GIVEN, cents__gt=0)
    if until:
        found = found.filter(round__entry__on__lte=until)
    found = found.select_related(
        "round__entry", "round__decision__circle", "round__decision__version"
    )
    return found.order_by("round__entry__on", "pk").last()


def told(share):
    """The formula of a share, ready to be read: figures in euros, and its words for odd cents."""
    made = share.round
    said = {
        "name": f"{made}",
        "on": dates.short_day(made.entry.on),
        "rule": made.get_rule_display(),
        "decision": f"{made.act or ''}",
        "amount": money.euros(share.cents),
        "held": money.euros(share.outstanding),
        "rank": share.rank,
        "has_odd_cent": share.has_odd_cent,
        "odd": ODD_CENTS[made.rule] if share.has_odd_cent else "",
        "fraction": share.fraction,
        "base": made.digest[:12],
    }
    found = FRACTION.search(share.fraction)
    if not found:
        return said
    formula = _formula(*(int(one or 0) for one in found.groups()))
    return said | formula | {"is_rest": made.rule in SERVED_BEFORE}


def _formula(first, envelope, held, total):
    """``first``: what was served before, in cents; the division shares what was left of it all."""
    exact = first * 10_000 + envelope * held * 10_000 // total
    whole, rest = divmod(exact, 1_000_000)
    more = "…" if envelope * held * 10_000 % total else ""
    return {
        "first": money.euros(first) if first else "",
        "envelope": money.euros(envelope),
        "part": money.euros(held),
        "total": money.euros(total),
        "exact": f"{money.number(whole)},{rest // 100:04}{more}",
    }
