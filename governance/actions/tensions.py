"""A need is dropped into the basket of a circle, and taken out of it when the circle has met it."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance import emails
from governance.college import has_a_voice
from governance.events import Event
from governance.models import Tension
from governance.permissions import drops_tensions
from governance.states import Wish


class OnlyReadersDrop(Refused):
    message = "Une tension se dépose par les membres et les cofondateurs et cofondatrices."


class CircleIsClosed(Refused):
    message = "Ce cercle est clos : déposez cette tension dans le cercle qui a repris son domaine."


class AlreadySettled(Refused):
    message = "Cette tension n’est plus au panier."


class NotOfTheCircle(Refused):
    message = "Le cercle tient son panier lui-même : une personne du cercle peut le faire."


class OnlyTheCircleTogether(Refused):
    message = (
        "Une décision d’exécution urgente se ratifie, se change ou se défait ensemble : en "
        "réunion, ou par un texte auquel le cercle consent."
    )


class SaysNotHow(Refused):
    message = "Dites en quelques mots ce qu’elle est devenue."


def drop(circle, *, by, at, subject, words, wish=Wish.EXPLORE, key=None, **about):
    """Drop a tension into this circle's basket. ``by=None``: the house noticed a fact, ``key``.
    ``about``: the decision that it speaks of, the domain in which its leader could not wait.

    With a key, dropping twice is dropping once, and what was dropped first is returned.
    """
    if by is not None and not drops_tensions(by):
        raise OnlyReadersDrop
    if circle.is_closed:
        raise CircleIsClosed
    facts = {"subject": subject, "words": words, "wish": wish, "at": at} | about
    try:
        with transaction.atomic():
            tension = Tension.objects.create(circle=circle, by=by, key=key, **facts)
            record(Event.TENSION_DROPPED, tension, by=by, circle=circle.pk)
            emails.tension_dropped(tension)
    except IntegrityError:
        known = Tension.objects.filter(key=key).first() if key else None
        if known is None:
            raise
        return known
    return tension


def settle(tension, *, by, at, how, in_meeting=False):
    """Take it out of the basket: the circle, or who dropped it, says what became of it; what was
    decided in a hurry, no one person alone."""
    if not how.strip():
        raise SaysNotHow
    with locked(tension) as tension:
        if tension.settled_at:
            raise AlreadySettled
        if by is not None and by.pk != tension.by_id and not _sits(by, tension.circle, at=at):
            raise NotOfTheCircle
        if tension.is_urgent and by is not None and not in_meeting:
            raise OnlyTheCircleTogether
        tension.settled_at, tension.settled_by, tension.how = at, by, how.strip()[:200]
        tension.save(update_fields=["settled_at", "settled_by", "how"])
        record(Event.TENSION_SETTLED, tension, by=by)
        emails.tension_settled(tension)
    return tension


def _sits(person, circle, *, at):
    """With a voice: a guest brings a need, and settles only their own."""
    return has_a_voice(person, circle, on=timezone.localdate(at))
