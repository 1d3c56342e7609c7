"""What founders mean to change in the call: noted beside a passage, let go, or carried out."""

from django.db import transaction

from applications import emails
from applications.events import Event
from applications.models import CallVersion, Intention, Reaction
from applications.versions import carried_out_by
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.models import Consent, Person
from members.states import Purpose


class NotInTheCall(Refused):
    message = "Ce passage n’est plus dans l’appel que l’on lit : notez ceci sur un autre."


class NotReadable(Refused):
    message = "L’une de ces réactions ne peut plus être citée. Voici celles qui peuvent l’être."


class AlreadyCarriedOut(Refused):
    message = "Ce changement est publié : ses raisons restent sur la page des changements."


@transaction.atomic
def note(passage, *, words, reactions, by, at):
    """Say what a passage should become, and why; ``reactions``: those that made one think of it."""
    if passage.section.version != CallVersion.objects.current() or not passage.can_be_answered:
        raise NotInTheCall
    citable = Reaction.objects.readable_by(by).filter(passage__uid=passage.uid)
    cited = citable.filter(pk__in=[one.pk for one in reactions])
    if cited.count() != len(reactions):
        raise NotReadable
    intention = Intention.objects.create(passage=passage, words=words, by=by, noted_at=at)
    intention.reactions.set(cited)
    record(Event.INTENTION_NOTED, intention, by=by, passage=passage.pk)
    return intention


def let_go(intention, *, by):
    """It was a thought; it goes without a trace but in the journal."""
    with locked(intention) as intention:
        if intention.carried_out_in_id:
            raise AlreadyCarriedOut
        record(Event.INTENTION_DROPPED, intention, by=by, passage=intention.passage_id)
        intention.delete()


def carry_out(version):
    """``version`` is published: what it changes is told, who made us think of it is thanked."""
    done = carried_out_by(version)
    Intention.objects.filter(pk__in=[one.pk for one in done]).update(carried_out_in=version)
    cited = Reaction.objects.counted().filter(intentions__in=done)
    agreed = Consent.objects.standing().filter(purpose=Purpose.THANKS)
    people = Person.objects.filter(applications__reactions__in=cited, consents__in=agreed)
    for person in people.distinct():
        theirs = [one.words for one in done if _cites(one, person)]
        emails.thanks(version, person, theirs)


def _cites(intention, person):
    return intention.reactions.filter(application__person=person).exists()
