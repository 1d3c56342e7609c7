"""A password that only says where one is, or counts: whoever guesses would try it first."""

import re
import unicodedata
from itertools import pairwise

from django.conf import settings
from django.core.exceptions import ValidationError

LEAST = 8
SHORTEST = 4
FEW = 5
COMMON = "motdepasse password bienvenue membre cercle cooperative sociocratie association"


class WithoutHouseWords:
    """What is left without the words of the house, figures and signs must still hold."""

    def validate(self, password, user=None):
        left = _letters(password)
        for word in _words():
            left = left.replace(word, "")
        if len(left) < LEAST and left != _letters(password):
            raise ValidationError(self.get_help_text(), code="house_words")

    def get_help_text(self):
        return "Le mot de passe ne se compose pas surtout de mots de la maison."


class WithoutSeries:
    """Any sort of sign may make a password, but not the same few again, nor one after the other."""

    def validate(self, password, user=None):
        steps = {(ord(then) - ord(one)) % 10 for one, then in pairwise(password)}
        if len(set(password)) < FEW or len(steps) == 1:
            raise ValidationError(self.get_help_text(), code="series")

    def get_help_text(self):
        return "Le mot de passe n’est pas une suite, ni quelques signes répétés."


def _words():
    """The longest first, so that none hides in another."""
    house = settings.HOUSE
    named = (house.company, house.association, house.seat, house.seat_department, house.region.name)
    told = {_letters(word) for one in named for word in re.split(r"[\s’'-]+", one)}
    return sorted({one for one in told if len(one) >= SHORTEST} | {*COMMON.split()}, key=len)[::-1]


def _letters(words):
    plain = unicodedata.normalize("NFKD", words).casefold()
    return "".join(sign for sign in plain if sign.isalpha())
