"""One letter to many members: each gets theirs, once, in the same transaction."""

from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from coopstudio.db import one_at_a_time
from coopstudio.journal.api import record
from coopstudio.mail.models import Letter
from coopstudio.refusals import Refused
from members import emails
from members.circulars import STAMP, Readers
from members.emails.circulars import KIND
from members.events import Event


class NobodyReads(Refused):
    message = "Personne ne recevrait cette lettre : choisissez d’autres membres."


class HasLeft(Refused):
    message = "Cette lettre est déjà partie aujourd’hui, la même, aux mêmes membres."


@transaction.atomic
def write_to_members(*, by, at, subject, words, category=None):
    """Write it to each member of that day who did not ask for silence; say how many."""
    on = timezone.localdate(at)
    key = f"{on}:{category.pk if category else ''}:{subject}:{words}"
    stamp = sha256(key.encode()).hexdigest()[:STAMP]
    one_at_a_time(KIND)
    if Letter.objects.filter(key__startswith=f"{KIND}:{stamp}:").exists():
        raise HasLeft
    people = list(Readers(on, category).people)
    if not people:
        raise NobodyReads
    for person in people:
        emails.circular(person, stamp=stamp, by=by, subject=subject, words=words)
    record(Event.MEMBERS_WRITTEN, by, by=by, letters=len(people))
    return len(people)
