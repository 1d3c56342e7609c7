"""A member invites another to tell what they saw of them at work. Nobody testifies unasked."""

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.emails import people as emails
from members.events import Event
from members.models import Testimony
from members.preferences import wants
from members.states import Level, Topic

MOST_ASKED = 10


class NotOfOneself(Refused):
    message = "On ne témoigne pas de soi-même : invitez quelqu’un d’autre."


class NotSaid(Refused):
    message = "Dites d’abord que vous savez faire cela, puis invitez quelqu’un à en témoigner."


class NotHere(Refused):
    message = "Cette personne n’est pas membre aujourd’hui."


class AlreadyAsked(Refused):
    message = "Cette personne est déjà invitée à témoigner de cela."


class TooMany(Refused):
    message = (
        f"{MOST_ASKED} invitations attendent déjà : laissez le temps de répondre, ou reprenez-en."
    )


class AlreadyClosed(Refused):
    message = "Ce témoignage est déjà refermé."


def ask(person, craft, witness, *, at):
    """I invite somebody to tell what they saw of me at this."""
    if witness.pk == person.pk:
        raise NotOfOneself
    with locked(person) as person:
        if not person.skills.filter(craft=craft).exclude(level=Level.LEARN).exists():
            raise NotSaid
        if not witness.memberships.active(on=at.date()).exists():
            raise NotHere
        open_ones = person.testimonies.open()
        if open_ones.filter(craft=craft, witness=witness).exists():
            raise AlreadyAsked
        if open_ones.waiting().count() >= MOST_ASKED:
            raise TooMany
        testimony = Testimony.objects.create(
            person=person, craft=craft, witness=witness, asked_at=at
        )
        record(Event.TESTIMONY_ASKED, person, by=person, testimony=testimony.pk)
        if wants(witness, Topic.LEARNING):
            emails.testimony_asked(testimony)
    return testimony


def testify(testimony, *, words, at):
    """I tell what I saw; the members read it beside that craft. I may tell it better later."""
    with locked(testimony) as testimony:
        if testimony.closed_at:
            raise AlreadyClosed
        is_first = testimony.answered_at is None
        testimony.words, testimony.answered_at = words, at
        testimony.save(update_fields=["words", "answered_at"])
        record(
            Event.TESTIMONY_GIVEN, testimony.person, by=testimony.witness, testimony=testimony.pk
        )
        if is_first and wants(testimony.person, Topic.LEARNING):
            emails.testimony_given(testimony)
    return testimony


def close(testimony, *, by, at):
    """No thank you, or no longer: either of the two, at any time. The words are forgotten."""
    with locked(testimony) as testimony:
        if testimony.closed_at:
            raise AlreadyClosed
        testimony.words, testimony.closed_at = "", at
        testimony.save(update_fields=["words", "closed_at"])
        record(Event.TESTIMONY_CLOSED, testimony.person, by=by, testimony=testimony.pk)
    return testimony
