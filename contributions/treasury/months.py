"""What arrived and what is promised, month after month, as a picture and as its table."""

from collections import defaultdict
from datetime import date

from contributions.treasury.asked import MONTHS, asked
from coopstudio.design.pictures import Series, columns
from coopstudio.french.money import short_euros

MOST = 18
NAMES = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc.",
]  # fmt: skip
SERIES = [Series("en argent"), Series("en nature", "two"), Series("attendu", "ahead")]


def picture_of(expected, *, today):
    """Columns of the months around today, with the sum of all that came and will; None before the
    first. ``expected``: rows whose second is a day and whose last is cents."""
    came = {month: (int(money or 0), int(kind or 0)) for month, money, kind in asked(MONTHS)}
    coming = defaultdict(int)
    for row in expected:
        coming[max(row[1], today).replace(day=1)] += row[-1]
    known = sorted({*came, *coming})
    if not known:
        return None
    months = _around(known, today.replace(day=1))
    whole = sum(sum(parts) for month, parts in came.items() if month < months[0])
    rows, line = [], []
    for month in months:
        parts = [*came.get(month, (0, 0)), coming.get(month, 0)]
        whole += sum(parts)
        rows.append((_name(month, months), [max(cents, 0) for cents in parts]))
        line.append(whole)
    received = sum(sum(parts) for parts in came.values())
    words = (
        f"{short_euros(received)} reçus ; {short_euros(sum(coming.values()))} attendus ; "
        f"ensemble {short_euros(whole)}."
    )
    return columns(words, rows, SERIES, line=line, line_word="cumul", say=short_euros)


def _around(known, this_month):
    """At most a year and a half: from the first to the last, the far past left out."""
    last = max(known[-1], this_month)
    months = [last]
    while months[0] > known[0] and len(months) < MOST:
        first = months[0]
        months.insert(0, date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1))
    return months


def _name(month, months):
    """The year is said once, where it begins."""
    name = NAMES[month.month - 1]
    return f"{name} {month.year % 100:02}" if month.month == 1 and month != months[0] else name
