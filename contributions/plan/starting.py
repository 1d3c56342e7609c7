"""Where each assumption of the horizon starts from: a fact of the books, a rule, or nothing yet."""

from dataclasses import dataclass, replace

from django.db.models import BigIntegerField, Case, F, OuterRef, Subquery, Sum, When
from django.db.models.functions import Coalesce

from contributions.books.standing import MONEY, standing
from contributions.chart import DIVIDENDS, EARLY, OWED
from contributions.models import Contract, ContractBalance, FiscalYear, Line
from contributions.plan.coverage import is_told
from contributions.plan.horizon import Knobs, profit_behind
from contributions.states import Form, Side
from coopstudio.french import dates
from coopstudio.french.money import euros

TO_CHANGE = "hypothèse de départ, à changer"


def start(terms, **facts):
    """(Knobs, {knob: where it starts from}). ``facts``: what is owed, the treasury, the first year.

    The share and the floor are those of the rules; the profit is the one behind the dividend of the
    last closed exercice. What nothing tells is said to be invented.
    """
    knobs, sources = {}, dict.fromkeys(("profit", "growth", "distributed", "share", "floor"))
    if terms:
        knobs = {"share": terms.dividend_percent * 100, "floor": terms.treasury_floor}
        rule = f"cadre du {dates.digits(terms.from_on)}"
        sources |= {"share": rule, "floor": rule}
    year = _last_closed()
    if year and year.dividends > 0:
        usual = Knobs(**facts)
        knobs["profit"] = profit_behind(
            year.dividends, distributed=usual.distributed, company_tax=usual.company_tax
        )
        sources["profit"] = (
            f"celui qui donne le dividende de l’exercice {year.code}, {euros(year.dividends)}"
        )
    return Knobs(**facts, **knobs), {knob: words or TO_CHANGE for knob, words in sources.items()}


def treasury():
    """What stands in the bank and in the till, in cents."""
    return max(0, sum(standing(*MONEY).values()))


@dataclass(frozen=True)
class Estate:
    """What the books would bring to an end, in cents: ``has`` in money; ``debts`` to all, of which
    ``people`` who brought something wait for a part."""

    has: int
    debts: int
    people: int

    def for_members(self):
        """Without what fewer than three people wait for: it would tell somebody's amount."""
        waiting = ContractBalance.objects.filter(repaid__gt=F("paid"))
        if is_told(waiting.values("contract__person").distinct().count() or 1):
            return self
        return replace(self, debts=self.debts - self.people, people=0)


def estate():
    """Accounts of third parties and loans that stand in credit are debts; so is an overdraft, and
    the money that is only to give back to who changed their mind: a thing goes home itself."""
    books = standing(*MONEY, "16", "4")
    has = sum(max(0, cents) for number, cents in books.items() if number.startswith(MONEY))
    undone = Contract.objects.retracted().filter(form=Form.MONEY)
    given_back = ContractBalance.objects.filter(contract__in=undone)
    back = given_back.aggregate(n=Sum("outstanding"))["n"] or 0
    debts = sum(max(0, -cents) for cents in books.values()) + back
    return Estate(has, debts, back - books.get(OWED, 0) - books.get(EARLY, 0))


def _last_closed():
    """The last closed exercice, with the ``dividends`` that it counted, in cents."""
    signed = Case(When(side=Side.CREDIT, then=F("cents")), default=-F("cents"))
    counted = Line.objects.filter(account=DIVIDENDS, entry__year=OuterRef("pk")).order_by()
    sums = counted.values("account").annotate(sum=Sum(signed)).values("sum")
    closed = FiscalYear.objects.exclude(closed_at=None).order_by("-ends_on")
    return closed.annotate(
        dividends=Coalesce(Subquery(sums, output_field=BigIntegerField()), 0)
    ).first()
