"""A former member's account is closed, and what they had given goes; their name stays."""

from django.apps import apps
from django.contrib.auth.hashers import make_password

from coopstudio.db import locked
from coopstudio.files import api as files
from coopstudio.mail.silence import speak_again
from members.accounts.doors import close_doors
from members.rights import addresses, fates

GIVEN = {
    "phone": "", "street": "", "postcode": "", "town": "", "headline": "", "about": "",
    "limits": "", "links": [], "photo": None, "photo_words": "", "shown": [], "is_active": False,
    "last_login": None, "age": "", "of_age_on": None,
}  # fmt: skip
"""What goes of the person itself. The names, and how they agree, are the line of the register."""

WITH_REGISTER = {"members.MembershipRequest.person", "members.Invitation.person"}
"""Rows that go with somebody who never joined, and stay with the register of who did."""


def close_account(person):
    """Nobody enters as this person any more, and nothing of their fiche is left. Records nothing:
    whoever decides of it does."""
    with locked(person) as person:
        speak_again(addresses.those_of(person))
        close_doors(person)
        for column in fates.GOES:
            label, _dot, name = column.rpartition(".")
            if column not in WITH_REGISTER:
                apps.get_model(label)._base_manager.filter(**{name: person}).delete()
        person.learning_seats.update(able_to="")
        photo = person.photo
        for field, value in GIVEN.items():
            setattr(person, field, value)
        person.email = f"effacee-{person.pk}@coopstudio.invalid"
        person.password = make_password(None)
        person.save()
        if photo:
            files.erase(photo)
    return person
