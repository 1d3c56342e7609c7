"""What was written of somebody, handed to them without naming third parties."""

import re

from django.db.models import Q

from applications.identity import ADDRESS, NUMBER, WORD
from members.models import Person

SOMEBODY = "[une autre personne]"


def redacted(text, *, known):
    """``text`` without the addresses, telephones and names of people who are not ``known``.

    A name is masked when its first and its last word both stand there, as somebody of this house.
    """
    addresses = {one.email.lower() for one in known}
    text = ADDRESS.sub(lambda it: it[0] if it[0].lower() in addresses else SOMEBODY, text)
    phones = {_digits(one.phone) for one in known if one.phone}
    text = NUMBER.sub(lambda it: it[0] if _digits(it[0]) in phones else SOMEBODY, text)
    for name in _third_parties(text, known):
        text = re.sub(rf"\b{re.escape(name)}\b", SOMEBODY, text, flags=re.IGNORECASE)
    return text


def _third_parties(text, known):
    """Full names, found in ``text``, of people of this house who are not ``known``."""
    words = {word for word in WORD.findall(text) if word[0].isupper()}
    if len(words) < 2:
        return []
    named = Person.objects.filter(first_name__in=words).exclude(pk__in=[one.pk for one in known])
    named = named.exclude(Q(last_name=""))
    names = {one.full_name for one in named.only("first_name", "last_name")}
    return sorted((one for one in names if one.lower() in text.lower()), key=len, reverse=True)


def _digits(number):
    return re.sub(r"\D", "", number)[-9:]
