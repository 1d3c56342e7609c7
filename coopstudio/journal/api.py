"""Write the journal and read it back: ``record``, ``history`` and ``lines_about``."""

from django.db.models import BigIntegerField, CharField

from coopstudio.journal.models import Entry
from coopstudio.prepared import Given, prepared


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


@prepared
def _lines():
    return _about(Given("kind", CharField()), Given("key", BigIntegerField()))


def _about(kind, key):
    found = Entry.objects.filter(subject_kind=kind, subject_id=key)
    return found.select_related("actor").order_by("at", "pk")
