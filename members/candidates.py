"""People who candidate: known by their address, let in by a link sent to it."""

from allauth.account.models import EmailAddress
from django.contrib.auth import login
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from members.models import Person

BACKEND = "members.accounts.backends.PersonBackend"


@transaction.atomic
def known_at(email, **who):
    """The person whose address is ``email``, known from now on if they were not; address verified.

    ``who``: first_name, last_name, for somebody new; what a known person said stays. Somebody who
    was joined with another enters as that one, by either address.
    """
    other = EmailAddress.objects.filter(email__iexact=email, verified=True, primary=False).first()
    if other:
        return other.user
    person, _ = Person.objects.reached_by_mail().get_or_create(
        email__iexact=email, defaults={"email": email, "password": make_password(None), **who}
    )
    EmailAddress.objects.update_or_create(
        user=person,
        email=person.email.lower(),
        defaults={"verified": True, "primary": True},
    )
    return person


def remember(person, **facts):
    """Fill what the house did not know with what the person just told: nothing is asked twice.

    Not while their address is to be proved: what a stranger writes would then prove it.
    """
    if person.unproved_since is None:
        fill_in(person, **facts)


def fill_in(person, **facts):
    """The same, told by somebody who keeps the register."""
    news = {field: value for field, value in facts.items() if value and not getattr(person, field)}
    if news:
        Person.objects.filter(pk=person.pk).update(**news)


def sign_in(request, person):
    """Let the person in; False for those whose account deserves the ordinary door.

    Whoever holds an office, is a member or has a second factor signs in with what protects them.
    """
    is_guarded = (
        not person.is_active
        or person.offices.held_on(timezone.localdate()).exists()
        or person.is_member
        or person.has_second_factor
    )
    if not is_guarded:
        login(request, person, backend=BACKEND)
    return not is_guarded
