"""Working days in France: Monday to Friday, but for the eleven public holidays of the Code du
travail, article L. 3133-1."""

from bisect import bisect_right
from datetime import date, timedelta
from functools import cache

ONE_DAY = timedelta(days=1)
FIXED = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
AFTER_EASTER = [1, 39, 50]  # Easter Monday, Ascension, Whit Monday


def add_working_days(day, days):
    """The day that comes ``days`` working days after ``day``, which does not count itself."""
    while days > 0:
        day += ONE_DAY
        days -= is_working_day(day)
    return day


def working_days_between(start, end):
    """How many working days from the day after ``start`` to ``end`` itself; negative if past."""
    if end < start:
        return -working_days_between(end, start)
    return _rank(end) - _rank(start)


def _rank(day):
    """How many working days there were from the beginning of the calendar to ``day`` itself."""
    weeks, weekday = divmod(day.toordinal() - 1, 7)  # its first day was a Monday
    rested = _rested_before(day.year) + bisect_right(_rested(day.year), day)
    return weeks * 5 + min(weekday + 1, 5) - rested


@cache
def _rested(year):
    """The public holidays of a year that fall on a weekday, in order."""
    return sorted(day for day in holidays(year) if day.weekday() < 5)


@cache
def _rested_before(year):
    """How many such holidays there were since 1900; before, this calendar is nobody's."""
    return sum(len(_rested(one)) for one in range(1900, year))


def is_working_day(day):
    return day.weekday() < 5 and day not in holidays(day.year)


@cache
def holidays(year):
    """The public holidays of a year, as a set of days."""
    movable = {easter(year) + timedelta(days=days) for days in AFTER_EASTER}
    return movable | {date(year, month, day) for month, day in FIXED}


def easter(year):
    """Easter Sunday of the Gregorian calendar (Oudin's computation)."""
    century, golden = year // 100, year % 19
    moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= (moon // 28) * (1 - (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    ahead = moon - weekday
    month = 3 + (ahead + 40) // 44
    return date(year, month, ahead + 28 - 31 * (month // 4))
