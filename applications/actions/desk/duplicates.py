"""Two people look alike: they are the same, and become one; or they are not, and it is said."""

from django.db import transaction

from applications import emails
from applications.actions.applications import lock_with_applications
from applications.events import Event
from applications.models import Application, Conversation, Distinction
from applications.states import UNDER_WAY, State
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.actions import joining


class NobodyElse(Refused):
    message = "Il faut deux personnes différentes, et aucune des deux n’est vous."


class TwoLiving(Refused):
    """Each has an application under way; the message names them and says what to do."""


class AlreadySaid(Refused):
    message = "C’est déjà dit : ces deux personnes ne sont pas la même."


@transaction.atomic
def join(kept, gone, *, by, at):
    """They are the same: all that ``gone`` entrusted to us belongs to ``kept`` from now on.

    Applications keep their number and their history. Both addresses are written to, and open the
    same house. Refused while both have one under way. Raises what ``joining.join`` raises for
    those whom the register knows.
    """
    kept, gone = _both(kept, gone, by)
    _refuse_two_living(kept, gone)
    address = gone.email
    moved = list(gone.applications.exclude(state=State.ERASED).order_by("pk"))
    Application.objects.filter(person=gone).update(person=kept)
    Conversation.objects.filter(person=gone).update(person=kept)
    Distinction.objects.filter(one=gone).delete()
    Distinction.objects.filter(other=gone).delete()
    kept = joining.join(kept, gone, by=by, at=at)
    for one in moved:
        record(Event.JOINED, one, by=by, kept=kept.pk, gone=gone.pk)
    for to in (kept.email, address):
        emails.joined(kept, gone.pk, address, to)
    return kept


@transaction.atomic
def tell_apart(one, other, *, by, at):
    """They are two: remembered, so that nobody is asked again."""
    one, other = sorted(_both(one, other, by), key=lambda person: person.pk)
    said, is_new = Distinction.objects.get_or_create(
        one=one, other=other, defaults={"said_by": by, "said_at": at}
    )
    if not is_new:
        raise AlreadySaid
    record(Event.TOLD_APART, said, by=by, one=one.pk, other=other.pk)
    return said


def _both(one, other, by):
    """Both under their lock, after their applications: the order of everybody."""
    if one.pk == other.pk or by.pk in {one.pk, other.pk}:
        raise NobodyElse
    found = lock_with_applications([one.pk, other.pk])
    return found[one.pk], found[other.pk]


def _refuse_two_living(kept, gone):
    """Nobody has two applications under way: one of them ends first, and not by our choice."""
    living = [
        Application.objects.belonging_to(one).filter(state__in=UNDER_WAY).first()
        for one in (kept, gone)
    ]
    if all(living):
        one, other = (found.reference.lower() for found in living)
        raise TwoLiving(
            f"Les deux dossiers sont en cours ({one} et {other}) : demandez à la personne lequel "
            "elle garde. Quand elle aura retiré l’autre depuis sa page, vous pourrez les réunir."
        )
