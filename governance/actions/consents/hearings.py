"""Those whom a text touches are heard before its circle decides, or the circle agrees not to wait.

They are people outside, named as a group by who carries the text: clients, neighbours, tenants. A
circle that must be heard says it itself (``concerns``).
"""

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance import emails
from governance.actions.consents.handling import carrying, check_going, check_sits
from governance.consents import stakeholders
from governance.events import Event
from governance.models import Hearing


class NotNamed(Refused):
    message = "Ce texte ne nomme pas ce groupe : ajoutez-le au texte, c’est une version."


class SaysTooLittle(Refused):
    message = "Dites qui a été entendu, et ce qui a été dit."


class NothingIsPutRight(Refused):
    message = "Rien ne change : corrigez qui a été entendu, ou ce qui a été dit."


class NotYet(Refused):
    message = "On note une écoute qui a eu lieu : choisissez un jour passé, ou aujourd’hui."


class SomeoneIsNotHeard(Refused):
    def __init__(self, groups):
        super().__init__(
            f"Ce texte touche des personnes qui n’ont pas été entendues : {', '.join(groups)}. "
            "Écoutez-les et notez-le, ou demandez l’accord du cercle pour décider sans attendre."
        )


def note_hearing(proposal, *, by, at, group, who, on, words):
    """Write who of a group was heard, on which day, and what they said."""
    with carrying(proposal, at=at) as proposal:
        check_going(proposal)
        check_sits(by, [proposal.circle], at=at)
        version = proposal.versions.current()
        if group not in version.groups:
            raise NotNamed
        if not who.strip() or not words.strip():
            raise SaysTooLittle
        if on > timezone.localdate(at):
            raise NotYet
        hearing = Hearing.objects.create(
            proposal=proposal, version=version, group=group, who=who.strip(), on=on,
            words=words.strip(), by=by, at=at,
        )  # fmt: skip
        record(Event.STAKEHOLDERS_HEARD, proposal, by=by, hearing=hearing.pk)
        emails.text_heard(proposal, by=by, who=group)
    return hearing


def correct_hearing(hearing, *, by, at, who, words):
    """Put right, or without a name, what was written of people outside, as they ask for it (RGPD).

    At any time, once the decision is taken and its circle closed too: it changes nothing of the
    text.
    """
    with locked(hearing) as hearing:
        check_sits(by, [hearing.proposal.circle.heir], at=at)
        if not who.strip() or not words.strip():
            raise SaysTooLittle
        if (who.strip(), words.strip()) == (hearing.who, hearing.words):
            raise NothingIsPutRight
        hearing.who, hearing.words = who.strip(), words.strip()
        hearing.corrected_by, hearing.corrected_at = by, at
        hearing.save(update_fields=["who", "words", "corrected_by", "corrected_at"])
        record(Event.HEARING_CORRECTED, hearing.proposal, by=by, hearing=hearing.pk)
    return hearing


def check_heard(proposal, version):
    """Refuse while a group that the text names is not heard, unless the circle agreed to it."""
    missing = stakeholders.unheard(proposal, version)
    if missing and not stakeholders.agreed_unheard(proposal, version):
        raise SomeoneIsNotHeard(missing)
