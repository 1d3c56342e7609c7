"""Write the journal and read it back: ``record`` and ``history``, nothing else."""

from coopstudio.journal.models import Entry


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
    return (
        Entry.objects.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)
        .select_related("actor")
        .order_by("at", "pk")
    )
