"""An accord is given in exact words, and taken back by one gesture."""

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.events import Event
from members.models import Consent


class NotGiven(Refused):
    message = "Cet accord n’est pas donné : il n’y a rien à retirer."


def give(person, purpose, *, text, at):
    """Agree to one purpose, in the words that were read. Given again, it begins anew that day."""
    with locked(person) as person:
        person.consents.standing().filter(purpose=purpose).update(withdrawn_at=at)
        consent = Consent.objects.create(person=person, purpose=purpose, text=text, given_at=at)
        record(Event.CONSENT_GIVEN, person, by=person, consent=consent.pk, purpose=f"{purpose}")
    return consent


def withdraw(person, purpose, *, at):
    """Take an accord back, whenever one wishes; no reason is asked."""
    with locked(person) as person:
        consent = person.consents.standing().filter(purpose=purpose).first()
        if consent is None:
            raise NotGiven
        consent.withdrawn_at = at
        consent.save(update_fields=["withdrawn_at"])
        record(Event.CONSENT_WITHDRAWN, person, by=person, consent=consent.pk, purpose=f"{purpose}")
    return consent
