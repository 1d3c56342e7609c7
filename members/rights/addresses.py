"""The addresses of a person: the one of today, that of somebody joined with them, those of before.

Rooms above follow a change by a registry (``follows``), so that what they write goes to the new
address.
"""

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower
from django.utils import timezone

from members.models import FormerAddress, Person

FOLLOWERS = []


def follows(move):
    """Have ``move(person, former)`` called once ``person.email`` is new; ``former``: those of
    before, in small letters."""
    FOLLOWERS.append(move)
    return move


def those_of(person):
    """Every address that is or was this person's and nobody else's today, in small letters."""
    joined = [person.pk, *person.joined.values_list("pk", flat=True)]
    found = {person.letterbox.lower(), person.paper_box}
    for model, owner in [(EmailAddress, "user"), (FormerAddress, "person")]:
        rows = model.objects.filter(**{f"{owner}__in": joined}).annotate(small=Lower("email"))
        found |= set(rows.values_list("small", flat=True))
    others = Person.objects.reached_by_mail().exclude(pk__in=joined).annotate(small=Lower("email"))
    return found - set(others.filter(small__in=found).values_list("small", flat=True))


def is_known(address):
    """Whether somebody whom the house knows has, or had, this address."""
    small = address.lower()
    return any(
        model.objects.alias(small=Lower("email")).filter(small=small).exists()
        for model in (Person, EmailAddress, FormerAddress)
    )


def read_for(person, *, at):
    """Somebody else wrote the address of this person, or none: it opens nothing before who holds
    it has said who they are (``actions.unproved``). The caller holds the person."""
    person.unproved_since, person.proof_tries = at if person.email else None, 0
    person.save(update_fields=["unproved_since", "proof_tries"])
    if person.email:
        told = {"email": person.email, "verified": False, "primary": True}
        EmailAddress.objects.create(user=person, **told)


def moved(person, former):
    """The new address of this person has answered: those of before are remembered, and left."""
    former = {address.lower() for address in former} - {person.email.lower()}
    person.former_addresses.alias(small=Lower("email")).filter(small=person.email.lower()).delete()
    known = person.former_addresses.annotate(small=Lower("email")).values_list("small", flat=True)
    FormerAddress.objects.bulk_create(
        FormerAddress(person=person, email=address, left_at=timezone.now())
        for address in sorted(former - set(known))
    )
    if former:
        for move in FOLLOWERS:
            move(person, former)
