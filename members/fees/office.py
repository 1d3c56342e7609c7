"""What the treasurer's pages show of a year: sums, situations, months, and what waits."""

from urllib.parse import urlencode

from django.db.models import Count, DateField, F, IntegerField, Q, Sum
from django.utils.functional import cached_property

from coopstudio.design.pictures import Series, band, columns
from coopstudio.french.money import short_euros
from coopstudio.french.typography import plural
from coopstudio.prepared import Among, Given, prepared
from members import fees
from members.fees.due import count_to_call
from members.fees.periods import after_months, months_in
from members.models import BankDetails, FeeBalance, FeeCall, FeePayment
from members.states import Fate, FeeLabel

PAGE, FEW = 25, 5
NOTHING = (0, 0)
TONES = {
    FeeLabel.SETTLED: "one",
    FeeLabel.WAIVED: "ahead",
    FeeLabel.WAITING: "two",
    FeeLabel.LATE: "three",
    FeeLabel.BARRED: "quiet",
}
SAID = {
    FeeLabel.SETTLED: "réglée,réglées",
    FeeLabel.WAIVED: "dispensée,dispensées",
    FeeLabel.WAITING: "attendue,attendues",
    FeeLabel.LATE: "en retard,en retard",
    FeeLabel.BARRED: "prescrite,prescrites",
}
BADGES = {
    FeeLabel.SETTLED: ("success", "done"),
    FeeLabel.WAIVED: ("info", "done"),
    FeeLabel.WAITING: ("", ""),
    FeeLabel.LATE: ("warning", "doing"),
    FeeLabel.BARRED: ("", "done"),
}
SHORT_MONTHS = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc.",
]  # fmt: skip


class Overview:
    """One year, as the treasurer sees it on a day."""

    def __init__(self, year, *, years, today):
        self.year, self.today, self.years = year, today, years
        self.grace = fees.grace(on=today)
        self.situations = situations(year, today=today, grace=self.grace)
        self.asked = sum(one["asked"] for one in self.situations.values())
        self.paid = sum(one["paid"] for one in self.situations.values())
        self.owed = self._owed(FeeLabel.WAITING) + self._owed(FeeLabel.LATE)
        self.late = self._owed(FeeLabel.LATE)
        self.barred = self._owed(FeeLabel.BARRED)
        self.people = sum(one["many"] for one in self.situations.values())
        self.to_call = count_to_call(year, on=today)
        self.has_bank = BankDetails.objects.in_force(on=today) is not None

    @property
    def late_count(self):
        return self.situations.get(FeeLabel.LATE, {}).get("many", 0)

    @property
    def shares(self):
        """(box, word, count) for the band of situations."""
        many = {one: self.situations.get(one, {}).get("many", 0) for one in FeeLabel}
        return band([(plural(many[one], SAID[one]), many[one], TONES[one]) for one in FeeLabel])

    @cached_property
    def late_ones(self):
        late = FeeBalance.objects.filter(year=self.year).late(on=self.today, grace=self.grace)
        late = late.annotate(owed=F("asked") - F("paid")).select_related("call__person")
        return list(late.order_by("due_on", "pk")[:FEW])

    @cached_property
    def to_give_back(self):
        found = FeePayment.objects.to_give_back(on=self.today).select_related("call__person")
        return list(found.order_by("received_on", "pk")[:FEW])

    @cached_property
    def last_payments(self):
        latest = FeePayment.objects.filter(call__year=self.year).order_by("-at", "-pk")[:FEW]
        found = FeePayment.objects.filter(pk__in=latest.values("pk")).order_by("-at", "-pk")
        return list(found.select_related("call__person"))

    @property
    def picture(self):
        return months_of(self.year, today=self.today)

    def _owed(self, label):
        return self.situations.get(label, {}).get("owed", 0)


class CallList:
    """The calls of a year that answer to a query: ``q``, ``situation``, ``apres``."""

    def __init__(self, person, query, year, *, today):
        self.words = query.get("q", "").replace("\0", "").strip()[:100]
        chosen = query.get("situation", "")
        self.label = chosen if chosen in FeeLabel.values else ""
        self.after = _number(query.get("apres", ""))
        self.year, self.next_page = year, ""
        self.grace, self.today = fees.grace(on=today), today
        self.situations = situations(year, today=today, grace=self.grace)
        self.rows = self._rows(person)

    @property
    def pills(self):
        whole = sum(one["many"] for one in self.situations.values())
        yield {"word": "Toutes", "address": self._address(situation=""), "count": whole,
               "here": not self.label}  # fmt: skip
        for label in FeeLabel:
            if count := self.situations.get(label, {}).get("many", 0):
                here, address = label == self.label, self._address(situation=label)
                word = plural(count, SAID[label]).capitalize()
                yield {"word": word, "address": address, "count": count, "here": here}

    @property
    def is_first_page(self):
        return not self.after

    @property
    def start(self):
        return self._address()

    def _rows(self, person):
        found = FeeCall.objects.visible_to(person).filter(year=self.year)
        found = found.standing_now(on=self.today, grace=self.grace)
        if self.words:
            found = found.in_words(self.words)
        if self.label:
            found = found.filter(label=self.label)
        if self.after:
            found = found.after(self.after)
        rows = [row_of(one) for one in found.select_related("person").in_order()[: PAGE + 1]]
        if len(rows) > PAGE:
            self.next_page = self._address(apres=rows[PAGE - 1]["pk"])
        return rows[:PAGE]

    def _address(self, **more):
        asked = {"exercice": self.year.pk, "q": self.words, "situation": self.label} | more
        return "?" + urlencode({name: value for name, value in asked.items() if value})


def situations(year, *, today, grace):
    """{label: many, asked, paid, owed} of the calls of a year, in one query."""
    return situations_of([year], today=today, grace=grace)[year.pk]


def situations_of(years, *, today, grace):
    """The same for several years, still in one query: {key of the year: {label: sums}}."""
    found = {year.pk: {} for year in years}
    sums = _sums(years=list(found), on=today, grace=grace)
    for year, label, many, asked, paid, owed in sums:
        found[year][label] = {"many": many, "asked": asked, "paid": paid, "owed": owed}
    return found


@prepared
def _sums():
    """Rows (year, label, many, asked, paid, owed) of today."""
    day, grace = Given("on", DateField()), Given("grace", IntegerField())
    kept = FeeBalance.objects.filter(Among("year", "years")).standing_now(on=day, grace=grace)
    rows = kept.order_by().values_list("year", "label")
    return rows.annotate(Count("pk"), Sum("asked"), Sum("paid"), Sum("owed"))


def row_of(call):
    """One line of a list, every word of it ready."""
    tone, dot = BADGES[call.label]
    return {
        "pk": call.pk,
        "name": f"{call.person}",
        "initials": call.person.initials,
        "hue": call.person_id % 6 + 1,
        "reference": call.reference,
        "asked": short_euros(call.asked),
        "paid": short_euros(call.paid) if call.paid else "–",
        "owed": short_euros(call.owed) if call.owed else "–",
        "word": FeeLabel(call.label).label,
        "tone": tone,
        "dot": dot,
    }


def months_of(year, *, today):
    """What arrived each month for this year, and the sum since its first day."""
    came = _by_month(FeePayment.objects.filter(call__year=year))
    months = _months(year, came)
    values = [tuple(max(cents, 0) for cents in came.get(one, NOTHING)) for one in months]
    sums, total = [], 0
    for one in months:
        total += sum(came.get(one, NOTHING))
        sums.append(total if one <= today else None)
    words = f"Ce qui est arrivé chaque mois pour {year} : {short_euros(total)} en tout."
    rows = [(SHORT_MONTHS[one.month - 1], both) for one, both in zip(months, values, strict=True)]
    series = [Series("cotisations"), Series("dons en plus", "two")]
    return columns(words, rows, series, line=sums, line_word="ensemble", say=short_euros)


def _by_month(payments):
    """{month: (for fees, given on top)}, reversals taken off where they fell. The base sums days,
    which are few and cheap to tell apart; months are made of them here."""
    gifts = Sum("rest", filter=Q(fate=Fate.GIFT), default=0)
    rows = payments.order_by().values_list("received_on").annotate(Sum("applied"), gifts=gifts)
    months = {}
    for day, fee, gift in rows:
        month = day.replace(day=1)
        so_far = months.get(month, NOTHING)
        months[month] = (so_far[0] + fee, so_far[1] + gift)
    return months


def _months(year, paid):
    """From the call, or the first payment, to the last day of the year; two years at most."""
    first = min([*paid, (year.called_on or year.starts_on).replace(day=1)])
    last = max([*paid, year.ends_on.replace(day=1)])
    many = min(months_in(first, last), 24)
    return [after_months(first, away) for away in range(many)]


def _number(text):
    is_number = text.isascii() and text.isdecimal() and len(text) < 19
    return int(text) if is_number else 0
