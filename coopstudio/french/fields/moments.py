"""Days and hours as people type them or choose them, within a range, in the time of Paris."""

import re
from datetime import UTC, date, datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from coopstudio.french import dates

YEAR = timedelta(days=365.25)
ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
TYPED = re.compile(r"(?P<day>[0-9]{1,2})[/. -](?P<month>[0-9]{1,2})[/. -](?P<year>[0-9]{4})")
SAID = re.compile(r"(?P<day>1er|[0-9]{1,2}) (?P<month>[^\W\d]+) (?P<year>[0-9]{4})", re.IGNORECASE)
SHORT_YEAR = re.compile(r"[0-9]{1,2}[/. -][0-9]{1,2}[/. -][0-9]{2}")
HOUR = re.compile(r"(?P<hour>[0-9]{1,2}) ?[:hH] ?(?P<minute>[0-9]{2})?(?::[0-9]{2}(?:\.0+)?)?")
MOMENT = re.compile(r"(?P<day>.+?)(?:T|,? à |,? )(?P<hour>[0-9]{1,2} ?[:hH].*)")
SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\t", " "))
LONGEST = 60

DAY_MESSAGES = {
    "required": "Indiquez une date, par exemple 21/04/2026.",
    "invalid": "Écrivez la date ainsi : 21/04/2026.",
    "short_year": "Écrivez l’année avec ses quatre chiffres, par exemple 21/04/2026.",
    "no_such_day": "Ce jour n’existe pas dans le calendrier : vérifiez le jour et le mois.",
    "early": "Choisissez une date à partir du %(bound)s.",
    "late": "Choisissez une date jusqu’au %(bound)s.",
}


def read_day(text, messages):
    """The date written in ``text``. Raises ValidationError with one of ``messages``."""
    text = text.translate(SPACES).strip()
    if SHORT_YEAR.fullmatch(text):
        raise ValidationError(messages["short_year"], code="short_year")
    found = next((hit for form in (ISO, TYPED, SAID) if (hit := form.fullmatch(text))), None)
    if not found or len(text) > LONGEST:
        raise ValidationError(messages["invalid"], code="invalid")
    try:
        day = int(found["day"].lower().removesuffix("er"))
        return date(int(found["year"]), _month(found["month"].lower()), day)
    except ValueError as error:
        raise ValidationError(messages["no_such_day"], code="no_such_day") from error


def _month(said):
    """The number of a month, said with or without its accents, or written in digits."""
    for names in (dates.MONTHS, dates.PLAIN_MONTHS):
        if said in names:
            return names.index(said) + 1
    return int(said)


class RangedField(forms.Field):
    """What DayField and MomentField share. Bounds are given, or are spans from now."""

    def __init__(self, *, earliest, latest, **options):
        self.earliest, self.latest = earliest, latest
        super().__init__(**options)

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        if value < (early := self._bound(self.earliest)):
            raise self._refusal("early", bound=self.say(early))
        if value > (late := self._bound(self.latest)):
            raise self._refusal("late", bound=self.say(late))

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True

    def _bound(self, bound):
        return self.now() + bound if isinstance(bound, timedelta) else bound

    def _refusal(self, code, **words):
        return ValidationError(self.error_messages[code], code=code, params=words)


class DayField(RangedField):
    """A day, chosen in the calendar or typed « 21/04/2026 »; a date comes out.

    ``earliest`` and ``latest`` are days, or spans from today: five years back and thirty ahead
    unless said.
    """

    default_error_messages = DAY_MESSAGES
    now = staticmethod(timezone.localdate)
    say = staticmethod(dates.short_day)

    def __init__(self, *, earliest=-5 * YEAR, latest=30 * YEAR, **options):
        options.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(earliest=earliest, latest=latest, **options)

    def to_python(self, value):
        if isinstance(value, date):
            return value
        return read_day(str(value), self.error_messages) if str(value or "").strip() else None


class MomentField(RangedField):
    """A day and an hour of Paris, typed « 21/04/2026 à 14 h 30 » or chosen; an aware instant
    comes out. Hours that the change of clocks skips or repeats are refused, and said."""

    default_error_messages = {
        **DAY_MESSAGES,
        "required": "Indiquez un jour et une heure, par exemple 21/04/2026 à 14 h 30.",
        "invalid": "Écrivez le jour et l’heure ainsi : 21/04/2026 à 14 h 30.",
        "no_hour": "Ajoutez l’heure : 21/04/2026 à 14 h 30.",
        "no_such_hour": "Cette heure n’existe pas : choisissez-la entre 0 h et 23 h 59.",
        "skipped": "Cette nuit-là les horloges passent de 2 h à 3 h : cette heure n’existe pas. "
        "Choisissez-en une autre.",
        "twice": "Cette nuit-là les horloges reculent : cette heure arrive deux fois. "
        "Choisissez-en une avant 2 h ou après 3 h.",
        "early": "Choisissez un moment à partir du %(bound)s.",
        "late": "Choisissez un moment jusqu’au %(bound)s.",
    }
    now = staticmethod(timezone.now)
    say = staticmethod(dates.short_moment)

    def __init__(self, *, earliest=-5 * YEAR, latest=30 * YEAR, **options):
        chooser = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        options.setdefault("widget", chooser)
        super().__init__(earliest=earliest, latest=latest, **options)

    def prepare_value(self, value):
        is_instant = isinstance(value, datetime) and timezone.is_aware(value)
        return timezone.localtime(value).replace(tzinfo=None) if is_instant else value

    def to_python(self, value):
        if isinstance(value, datetime):
            return value
        text = str(value or "").translate(SPACES).strip()
        if not text:
            return None
        found = MOMENT.fullmatch(text)
        day = read_day(found["day"] if found else text, self.error_messages)
        if not found:
            raise self._refusal("no_hour")
        return self._in_paris(datetime.combine(day, self._read_hour(found["hour"])))

    def _read_hour(self, text):
        found = HOUR.fullmatch(text)
        if not found:
            raise self._refusal("invalid")
        try:
            return time(int(found["hour"]), int(found["minute"] or 0))
        except ValueError as error:
            raise self._refusal("no_such_hour") from error

    def _in_paris(self, clock):
        """The instant at which the clocks of Paris show ``clock``, if there is exactly one."""
        if clock.year in {1, 9999}:  # beyond the range of instants; the bounds are nearer anyway
            raise self._refusal("invalid")
        first = clock.replace(tzinfo=timezone.get_default_timezone())
        second = first.replace(fold=1)
        if first.utcoffset() == second.utcoffset():
            return first
        exists = first.astimezone(UTC).astimezone(first.tzinfo).replace(tzinfo=None) == clock
        raise self._refusal("twice" if exists else "skipped")


class FutureMomentField(MomentField):
    """A moment to come, within two years unless said."""

    default_error_messages = {"early": "Ce moment est déjà passé : choisissez-en un à venir."}

    def __init__(self, *, earliest=timedelta(), latest=2 * YEAR, **options):
        super().__init__(earliest=earliest, latest=latest, **options)
