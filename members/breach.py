"""Who and what a breach may have touched, from the traces that the house keeps (RGPD, article 33).

Read from: the journal (who did what to which thing), openings of private files, letters that left
with their words, and sessions seen in the window. A trace tells that something was touched through
the house; what was read straight from the machine or a copy leaves none, and touches everybody.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models.functions import Lower

from coopstudio.files.models import Opening
from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from members.models import Person
from members.telling import TOLD

ROADS = ("person", "application__person", "contract__person", "membership__person", "call__person")
"""How a thing of the journal leads to whom it speaks of, when no chapter of theirs says it."""

OWNERS = []


def owners_of_files(rule):
    """Add a rule: given keys of private files, pairs of (key of a file, key of its person)."""
    OWNERS.append(rule)
    return rule


@owners_of_files
def _of_photos(files):
    return Person.objects.filter(photo__in=files).values_list("photo_id", "pk")


@dataclass
class Scope:
    """``people``: {person: {what: how many}}; ``accounts``: {person: gestures}, of those seen."""

    since: object
    until: object
    people: dict = field(default_factory=lambda: defaultdict(Counter))
    accounts: Counter = field(default_factory=Counter)
    nobody: Counter = field(default_factory=Counter)

    @property
    def kinds(self):
        """{what: how many people}, the most frequent first."""
        found = Counter(what for touched in self.people.values() for what in touched)
        return dict(found.most_common())


def scope(since, until, *, by=None):
    """What was touched from ``since`` to ``until`` (excluded), by one account or by any."""
    found = Scope(since, until)
    window = {"at__gte": since, "at__lt": until}
    _journal(found, Entry.objects.filter(**window, **({"actor": by} if by else {})))
    _openings(found, Opening.objects.filter(**window, **({"by": by} if by else {})))
    if by is None:
        _letters(found)
    seen = UserSession.objects.filter(last_seen_at__gte=since, created_at__lt=until)
    for session in seen.filter(**({"user": by} if by else {})).select_related("user"):
        found.accounts[session.user] += 0
    return found


def _journal(found, entries):
    keys = defaultdict(Counter)
    for entry in entries.select_related("actor"):
        keys[entry.subject_kind][entry.subject_id] += 1
        if entry.actor:
            found.accounts[entry.actor] += 1
    for label, counts in keys.items():
        model = apps.get_model(label)
        what = f"{model._meta.verbose_name_plural}"
        whose = _people_of(model, counts)
        for key, count in counts.items():
            _note(found, whose.get(key), what, count)


def _openings(found, openings):
    counts = Counter()
    for opening in openings.select_related("by"):
        found.accounts[opening.by] += 1
        counts[opening.file_id] += 1
    whose = {}
    for owners in OWNERS:
        whose |= dict(owners(list(counts)))
    people = Person.objects.in_bulk([key for key in whose.values() if key])
    for key, count in counts.items():
        _note(found, people.get(whose.get(key)), "fichiers privés ouverts", count)


def _letters(found):
    left = Letter.objects.filter(sent_at__gte=found.since, sent_at__lt=found.until)
    counts = Counter(address.lower() for address in left.values_list("to", flat=True))
    known = Person.objects.annotate(address=Lower("email")).filter(address__in=counts)
    people = {person.address: person for person in known}
    for address, count in counts.items():
        _note(found, people.get(address), "lettres parties", count)


def _people_of(model, keys):
    """{key: person} of these rows, as far as they speak of one."""
    if model is Person:
        return Person.objects.in_bulk(list(keys))
    road = next(_roads(model), None)
    if road is None:
        return {}
    pairs = dict(model._base_manager.filter(pk__in=list(keys)).values_list("pk", road))
    people = Person.objects.in_bulk([key for key in pairs.values() if key])
    return {key: people[person] for key, person in pairs.items() if person in people}


def _roads(model):
    yield from (one.path for one in TOLD if one.model is model)
    yield from (road for road in ROADS if _leads(model, road))


def _leads(model, road):
    for step in road.split("__"):
        try:
            model = model._meta.get_field(step).related_model
        except FieldDoesNotExist:
            return False
    return model is Person


def _note(found, person, what, count):
    if person is None:
        found.nobody[what] += count
    else:
        found.people[person][what] += count
