"""Which exercice a page of the books is about, and until which day."""

from datetime import date, timedelta

from contributions.models import FiscalYear


class Period:
    """The exercice that is asked for, else today's, else the last; None at first."""

    def __init__(self, query, *, today):
        self.years = list(FiscalYear.objects.order_by("-starts_on"))
        self.year = self._asked(query.get("exercice", "")) or self._of(today)
        self.until = None
        self.before = [one for one in self.years if self._leaves_something_to_come(one)]
        if self.year:
            self.until = min(_day(query.get("au", "")) or self.year.ends_on, self.year.ends_on)
            self.until = max(self.until, self.year.starts_on)

    def _leaves_something_to_come(self, one):
        return self.year and not one.is_closed and one.ends_on < self.year.starts_on

    def _asked(self, code):
        return next((year for year in self.years if year.code == code), None)

    def _of(self, today):
        around = [year for year in self.years if year.starts_on <= today <= year.ends_on]
        return next(iter([*around, *self.years]), None)


class Whole:
    """One exercice, to its last day."""

    def __init__(self, year, *, before=()):
        self.years, self.year, self.until = [year], year, year.ends_on
        self.before = before


def earlier_open(year):
    """The exercices before this one that are not closed yet: what they leave is provisional."""
    return list(FiscalYear.objects.open().before(year.starts_on))


def twelve_months_from(day):
    """The last day of an exercice of twelve months; one that begins on 29 February lasts to the
    next 28."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 2, 28)
    return day.replace(year=day.year + 1) - timedelta(days=1)


def _day(said):
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
