"""Days and hours as they are said in French. ISO strings are read too: documents freeze them.

Instants are shown in the time of Paris, whatever the zone they are kept in.
"""

import re
from datetime import date, datetime

from django.utils import timezone

DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
PLAIN_MONTHS = [month.translate(str.maketrans("éû", "eu")) for month in MONTHS]  # as phones type
SPANS = {
    15: "un quart d’heure",
    30: "une demi-heure",
    45: "trois quarts d’heure",
    60: "une heure",
    90: "une heure et demie",
    120: "deux heures",
}
MOMENT = re.compile(
    rf"\b(1er|[0-9]{{1,2}}) ({'|'.join(MONTHS)}) ([0-9]{{4}})"
    r" à ([0-9]{1,2})\sh(?:\s([0-9]{2}))?"
)
NEAR = {-2: "avant-hier", -1: "hier", 0: "aujourd’hui", 1: "demain", 2: "après-demain"}


def day(when):
    """« jeudi 3 décembre 2026 »."""
    when = as_day(when)
    return f"{DAYS[when.weekday()]} {short_day(when)}"


def short_day(when):
    """« 3 décembre 2026 », « 1er mai 2026 »."""
    when = as_day(when)
    return f"{_day_and_month(when)} {when.year}"


def digits(when):
    """« 03/12/2026 », for narrow columns."""
    return f"{as_day(when):%d/%m/%Y}"


def hour(when):
    """« 14 h 30 », « 9 h »."""
    when = as_hour(when)
    return f"{when.hour}\u00a0h\u00a0{when.minute:02}" if when.minute else f"{when.hour}\u00a0h"


def moment(when):
    """« jeudi 3 décembre 2026 à 14 h 30 »."""
    return f"{day(when)} à {hour(when)}"


def short_moment(when):
    """« 3 décembre 2026 à 14 h 30 »."""
    return f"{short_day(when)} à {hour(when)}"


def moment_in(words):
    """The first instant that ``moment`` wrote in these words, or None."""
    if not (said := MOMENT.search(words)):
        return None
    number, month, year, hours, minutes = said.groups()
    told = int(year), MONTHS.index(month) + 1, int(number.removesuffix("er"))
    return timezone.make_aware(datetime(*told, int(hours), int(minutes or 0)))


def lasting(minutes):
    """« une heure et demie », « 50 minutes », « 2 h 20 »."""
    if minutes in SPANS or minutes < 60:
        return SPANS.get(minutes) or f"{minutes}\u00a0minutes"
    hours, left = divmod(minutes, 60)
    return f"{hours}\u00a0h\u00a0{left:02}" if left else f"{hours}\u00a0heures"


def near_day(when, *, today=None):
    """« hier », « aujourd’hui », « demain », and the day itself when it is further."""
    when = as_day(when)
    return NEAR.get((when - (today or timezone.localdate())).days) or short_day(when)


def days(start, end):
    """« du 3 au 5 juin 2026 », « du 28 mai au 2 juin 2026 », « le 3 juin 2026 »."""
    start, end = as_day(start), as_day(end)
    if start == end:
        return f"le {short_day(start)}"
    if start.year != end.year:
        return f"du {short_day(start)} au {short_day(end)}"
    if start.month != end.month:
        return f"du {_day_and_month(start)} au {short_day(end)}"
    return f"du {_ordinal(start.day)} au {short_day(end)}"


def as_day(when):
    """The day of a date, of an instant (in Paris), or of either written in ISO."""
    if isinstance(when, str):
        when = datetime.fromisoformat(when) if len(when) > 10 else date.fromisoformat(when)
    if isinstance(when, datetime):
        return (timezone.localtime(when) if timezone.is_aware(when) else when).date()
    return when


def as_hour(when):
    """An instant, in Paris, or an hour of the clock as it is."""
    if isinstance(when, str):
        when = datetime.fromisoformat(when)
    aware = isinstance(when, datetime) and timezone.is_aware(when)
    return timezone.localtime(when) if aware else when


def _day_and_month(when):
    return f"{_ordinal(when.day)} {MONTHS[when.month - 1]}"


def _ordinal(number):
    return "1er" if number == 1 else str(number)
