"""The journal as a page: the parts that the reader answers for, newest first, by twenty-five.

A line names who acted in the name of the house. Whoever did something of their own is « la
personne »: a candidate whose name is still folded is neither read nor found here.
"""

from functools import cached_property
from urllib.parse import urlencode

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    Func,
    OuterRef,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Concat
from django.utils.dateparse import parse_date
from django.utils.text import capfirst

from coopstudio.french.dates import moment
from coopstudio.journal.desks import desks_of
from coopstudio.journal.models import Entry

PAGE = 25
LONGEST_SEARCH = 100
THE_PERSON, THE_CLOCK = "La personne", "La maison"
OF_THE_THING = ("est ", "une ", "n’a plus ")
"""How sentences begin that say what became of the thing, and name nobody."""


def readable(person):
    """The lines that this person may read, each with ``in_office`` and what it ``says``."""
    return _told(desks_of(person).values())


class Journal:
    """What the page shows for a query: ``part``, ``q``, ``du``, ``au``, and ``avant`` a line."""

    def __init__(self, query, *, reader):
        self.desks = desks_of(reader)
        self.part = query.get("part") if query.get("part") in self.desks else ""
        self.words = query.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
        self.since, self.until = _day(query.get("du")), _day(query.get("au"))
        self.before = _key(query.get("avant", ""))

    @property
    def parts(self):
        """(key, word) of each part, when there is a choice."""
        return [(key, one.word) for key, one in self.desks.items()] if len(self.desks) > 1 else []

    @cached_property
    def rows(self):
        lines, about = self._found[:PAGE], {}
        for one in self.desks.values():
            if mine := [line for line in lines if line.event in one.events]:
                about |= one.tells(mine)
        return [_row(line) | {"about": about.get(line.pk, "")} for line in lines]

    @property
    def older(self):
        """The address of what came before; « » when all is here."""
        if len(self._found) <= PAGE:
            return ""
        kept = {
            "part": self.part, "q": self.words, "du": self.since or "", "au": self.until or "",
            "avant": self.rows[-1]["pk"],
        }  # fmt: skip
        return "?" + urlencode({key: value for key, value in kept.items() if value})

    @property
    def is_asked(self):
        return bool(self.words or self.since or self.until or self.before)

    @cached_property
    def _found(self):
        chosen = [self.desks[self.part]] if self.part else self.desks.values()
        lines = _told(chosen)
        for word in self.words.split():
            lines = lines.filter(says__contains=_plain(Value(word)))
        if self.since:
            lines = lines.filter(at__date__gte=self.since)
        if self.until:
            lines = lines.filter(at__date__lte=self.until)
        if self.before:
            lines = lines.filter(pk__lt=self.before)
        return list(lines.select_related("actor").order_by("-pk")[: PAGE + 1])


def _told(desks):
    offices = get_user_model()._meta.get_field("offices").related_model.objects
    held = offices.filter(
        Q(ended_on=None) | Q(ended_on__gte=OuterRef("at__date")),
        person=OuterRef("actor"),
        started_on__lte=OuterRef("at__date"),
    )
    named = Concat("actor__first_name", Value(" "), "actor__last_name", Value(" "))
    events = frozenset().union(*(one.events for one in desks))
    in_office = Exists(held)
    for one in desks:
        if one.named is not None:
            others = Q(event__in=one.events) & ~Exists(held.filter(role__in=one.named))
            in_office = in_office & ~others
    in_office = ExpressionWrapper(Q(in_office), output_field=BooleanField())
    lines = Entry.objects.filter(event__in=events).annotate(in_office=in_office)
    name = Case(When(in_office=True, then=named), default=Value(""), output_field=TextField())
    return lines.alias(says=_plain(Concat(name, "sentence", output_field=TextField())))


def _plain(value):
    """Without accents nor capitals."""
    return Func(value, function="fr_order", output_field=TextField())


def _row(line):
    kind, who = _kind(line), _who(line)
    return {
        "pk": line.pk,
        "who": who,
        "sentence": line.sentence if who else capfirst(line.sentence),
        "when": moment(line.at),
        "kind": kind._meta.verbose_name if kind else "",
        "has_page": hasattr(kind, "get_absolute_url"),
    }


def _kind(line):
    """The model of what it speaks of; None for a table that is no more, and whose lines stay."""
    try:
        return apps.get_model(line.subject_kind)
    except LookupError:
        return None


def _who(line):
    """Nobody where the sentence says by itself what happened."""
    if line.names_nobody or line.sentence.startswith(OF_THE_THING):
        return ""
    if line.actor is None:
        return THE_CLOCK
    return f"{line.actor}" if line.in_office else THE_PERSON


def _day(text):
    try:
        found = parse_date(text or "")
    except ValueError:
        return None
    return found if found and found.year > 1900 else None


def _key(text):
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 19 else None
