"""One letter to many members: entrusted once, then written to each, lot by lot."""

from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from coopstudio.alarm import ring_after_commit
from coopstudio.db import locked, one_at_a_time
from coopstudio.journal.api import record
from coopstudio.mail.models import Letter
from coopstudio.refusals import Refused
from members import emails
from members.circulars import STAMP, Readers
from members.emails.circulars import KIND
from members.events import Event
from members.models import Circular

LOT = 200  # letters a transaction


class NobodyReads(Refused):
    message = "Personne ne recevrait cette lettre : choisissez d’autres membres."


class HasLeft(Refused):
    message = "Cette lettre est déjà partie aujourd’hui, la même, aux mêmes membres."


class HasChanged(Refused):
    message = "Cette lettre a changé depuis que vous l’avez relue : la voici, relisez-la."


class AnotherDay(HasChanged):
    message = (
        "Minuit est passé depuis que vous l’avez relue : elle partirait aux membres d’aujourd’hui. "
        "La voici, relisez-la."
    )


def stamp_of(*, on, subject, words, category=None):
    """The same for the same words, of the same day, to the same members."""
    key = f"{on}:{category.pk if category else ''}:{subject}:{words}"
    return sha256(key.encode()).hexdigest()[:STAMP]


@transaction.atomic
def write_to_members(*, by, at, read_again, subject, words, category=None):
    """Entrust it: each member who did not ask for silence gets theirs soon; say how many.

    ``read_again``: the stamp of what was read before the gesture.
    """
    on = timezone.localdate(at)
    said = {"subject": subject, "words": words, "category": category}
    stamp = stamp_of(on=on, **said)
    if read_again == stamp_of(on=on - timedelta(days=1), **said):
        raise AnotherDay
    if read_again != stamp:
        raise HasChanged
    one_at_a_time(KIND)
    letters = Letter.objects.filter(key__startswith=f"{KIND}:{stamp}:")
    if letters.exists() or Circular.objects.filter(stamp=stamp).exists():
        raise HasLeft
    count = Readers(on, category).people.count()
    if not count:
        raise NobodyReads
    circular = Circular.objects.create(
        stamp=stamp, category=category, subject=subject, words=words, written_by=by, written_at=at
    )
    record(Event.MEMBERS_WRITTEN, by, by=by, letters=count)
    ring_after_commit("members.tasks.write_circulars")
    return circular, count


def carry(circular):
    """Write the next lot of letters. Returns how many; 0 once everybody has theirs."""
    with locked(circular) as circular:
        readers = Readers(timezone.localdate(circular.written_at), circular.category)
        lot = list(readers.people.filter(pk__gt=circular.told_up_to)[:LOT])
        told = {"by": circular.written_by, "subject": circular.subject, "words": circular.words}
        for person in lot:
            emails.circular(person, stamp=circular.stamp, **told)
        if lot:
            circular.told_up_to = lot[-1].pk
            circular.save(update_fields=["told_up_to"])
        else:
            circular.delete()
    return len(lot)
