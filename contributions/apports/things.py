"""What the books say of a thing that was brought: its value on that day, what it lost since."""

from django.db.models import BigIntegerField, OuterRef, Q, Subquery, Sum, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from contributions.chart import WEAR
from contributions.models import Entry, Good, Line
from contributions.states import Nature, Side
from contributions.wear import by_year, worn


def value(good):
    """What it was brought for, in cents, as its entry says."""
    return good.entry.lines.filter(side=Side.CREDIT).aggregate(sum=Sum("cents"))["sum"]


def lost(good, *, until):
    """What it lost of it until that day, whatever is written, in cents."""
    return worn(value(good), good.months, since=good.in_service_on, until=until)


def worn_so_far(good):
    """What is written of it, in cents."""
    lines = Line.objects.filter(entry__in=wear_of(good), side=Side.CREDIT)
    return lines.aggregate(sum=Sum("cents"))["sum"] or 0


def worn_after(good, day):
    """Whether something is written after that day."""
    return wear_of(good).filter(on__gt=day).exists()


def next_key(good):
    """The key of what is written next; what was reversed keeps its own."""
    return f"wear:{good.pk}:{Entry.objects.filter(source_key__startswith=_key(good)).count() + 1}"


def back_key(good):
    """The key of its return; what was reversed keeps its own."""
    key = f"good back:{good.pk}"
    undone = Entry.objects.filter(Q(source_key=key) | Q(source_key__startswith=f"{key}:")).count()
    return f"{key}:{undone + 1}" if undone else key


class Thing:
    """A thing as the treasurer reads it on a day: its value, its wear, what is left, year by year.

    Amounts in cents; ``worth`` and ``written``: its value and its wear, if they are known already.
    """

    def __init__(self, good, *, today, worth=None, written=None):
        self.good, self.today = good, today
        self.value = value(good) if worth is None else worth
        self.written = worn_so_far(good) if written is None else written
        self.left = self.value - self.written
        self.to_write = max(self._lost(today) - self.written, 0)
        self.years = by_year(self.value, good.months, since=good.in_service_on)
        self.account = WEAR.get(good.account[:4], "")

    def _lost(self, day):
        return worn(self.value, self.good.months, since=self.good.in_service_on, until=day)

    @property
    def is_shared(self):
        """A part of its apport was taken back or given up: it does not go back as it is."""
        return self.good.pledge.contract.balance.outstanding < self.value

    @property
    def preview(self):
        """What giving it back as it is would write today."""
        wear = max(self._lost(self.today), self.written)
        return {"on": self.today, "value": self.value, "wear": wear, "net": self.value - wear}


def wear_of(good):
    """The entries that wore it, but those that were undone."""
    return Entry.objects.filter(
        source_key__startswith=_key(good), nature=Nature.DEPRECIATION, reversed_by=None
    )


def worn_by(entry):
    """The thing whose wear this entry writes."""
    return Good.objects.get(pk=entry.source_key.split(":")[1])


def here(*, today):
    """Those that came in and have not gone back."""
    found = Good.objects.exclude(entry=None).filter(returned_entry=None)
    found = with_wear(found.select_related("entry", "pledge__contract__person"))
    return [
        Thing(one, today=today, worth=one.worth, written=one.written)
        for one in found.order_by("in_service_on", "pk")
    ]


def with_wear(goods):
    """Those that came in, each with its ``worth`` and what is ``written`` of its wear, in cents."""
    number = Cast(OuterRef("pk"), TextField())
    key = Concat(Value("wear:"), number, Value(":"), output_field=TextField())
    worn = Line.objects.filter(
        entry__source_key__startswith=key,
        entry__nature=Nature.DEPRECIATION,
        entry__reversed_by=None,
        side=Side.CREDIT,
    )
    brought = Line.objects.filter(entry=OuterRef("entry"), side=Side.CREDIT)
    return goods.annotate(worth=_sum(brought), written=_sum(worn))


def _sum(lines):
    cents = lines.order_by().values("side").annotate(sum=Sum("cents")).values("sum")
    return Coalesce(Subquery(cents), 0, output_field=BigIntegerField())


def unwritten(*, until):
    """The wear of all of them that no entry says yet, on that day, in cents."""
    return sum(one.to_write for one in here(today=until))


def _key(good):
    return f"wear:{good.pk}:"
