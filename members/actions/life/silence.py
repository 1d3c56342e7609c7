"""After a death nobody enters as this person, and nothing is written to them by itself."""

from allauth.account.models import EmailAddress

from coopstudio.mail.silence import hush, put_back, speak_again
from members.accounts.doors import end_sessions


def fall(person, *, on, at):
    """From now on: no letter, no session, no sign-in. The person is locked by the caller."""
    hush(_addresses(person), at=at)
    end_sessions(person)
    person.deceased_on, person.is_active = on, False
    person.save(update_fields=["deceased_on", "is_active"])


def lift(person, *, at):
    """It was written of the wrong person: they may enter again, and be written to."""
    speak_again(_addresses(person))
    put_back(_addresses(person), at=at)
    person.deceased_on, person.is_active = None, not person.lockouts.lasting().exists()
    person.save(update_fields=["deceased_on", "is_active"])


def _addresses(person):
    """Every address that is or was theirs."""
    known = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    former = person.former_addresses.values_list("email", flat=True)
    return {person.letterbox, *known, *former}
