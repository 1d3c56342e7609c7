"""Write the journal and read it back: ``record``, ``history``, ``lines_about`` one or both."""

from django.db.models import BigIntegerField, CharField

from coopstudio.journal.models import Entry
from coopstudio.prepared import Given, prepared

NAMES = ("first_name", "last_name", "email", "erased_at")


def record(event, subject, *, by=None, **details):
    """Write one line in the caller's transaction.

    ``event`` is a member of an app's ``Event`` (its label is the sentence kept as said that day),
    ``by`` the person who acts, None for a visitor or the clock. ``details``: ids, dates, amounts.
    """
    return Entry.objects.create(
        event=event.value,
        sentence=event.label,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        actor=by,
        details=details,
    )


def history(subject):
    """The lines about ``subject``, oldest first, with their actors."""
    return _about(subject._meta.label_lower, subject.pk)


def lines_about(subject):
    """The same as a list, asked faster: for pages that are opened all day long."""
    return _lines(kind=subject._meta.label_lower, key=subject.pk)


def lines_about_both(one, other):
    """The lines about two things that are read on one page: ([…], […]), in one question."""
    kinds = (one._meta.label_lower, other._meta.label_lower)
    found = _both(kind=kinds[0], key=one.pk, other_kind=kinds[1], other=other.pk)
    told = ([], [])
    for line in found:
        told[(line.subject_kind, line.subject_id) != (kinds[0], one.pk)].append(line)
    return told


@prepared
def _both():
    about = _about(Given("kind", CharField()), Given("key", BigIntegerField()))
    other = _about(Given("other_kind", CharField()), Given("other", BigIntegerField()))
    return _named(about | other)


@prepared
def _lines():
    return _named(_about(Given("kind", CharField()), Given("key", BigIntegerField())))


def _named(lines):
    """Lines with no more of their actors than what names them."""
    own = (field.name for field in Entry._meta.concrete_fields)
    return lines.only(*own, *(f"actor__{one}" for one in NAMES))


def _about(kind, key):
    found = Entry.objects.filter(subject_kind=kind, subject_id=key)
    return found.select_related("actor").order_by("at", "pk")
