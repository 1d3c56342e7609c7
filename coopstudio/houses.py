"""Whose house this is: names, seat, region, read once from a file (TOML) and never from the code.

``COOP_HOUSE`` names the file of another house. Templates write ``{{ house.company }}`` and the
like; the loader fills them in once, so that letters, pages and papers say the same names without
asking anybody for them. A house that speaks of itself in other words, one that lives already and
holds no call, keeps its own pages in a folder beside its file, under the paths of ``templates/``.
"""

import re
import tomllib
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

OURS = Path(__file__).with_name("house.toml")
NAMED = re.compile(r"{{ house\.(\w+) }}")
VOWELS = "AEIOUYÉÈÊÎÔŒaeiouyéèêîôœ"
CONTRACTED = {"le ": ("du ", "au "), "les ": ("des ", "aux ")}


@dataclass(frozen=True)
class Region:
    """Where most people live: its name, and its departments on a small map (400 by 270)."""

    name: str
    inside: str
    departments: dict  # {code: (name, x, y)}


@dataclass(frozen=True)
class House:
    """The association, the company it carries, where they live. ``the_…`` have their article."""

    company: str
    association: str
    the_association: str
    the_short: str
    member_of: str
    seat: str
    seat_department: str
    presented: str
    contact: str
    region: Region
    board: str = "conseil d’administration"
    is_forming: bool = True
    """Whether it is being born, in six steps."""
    siren: str = ""
    """Nine figures, without which the file of entries has no name. Empty: not known."""
    rna: str = ""
    """« W » and nine figures: its number among associations."""

    @property
    def of_the_association(self):
        return of(self.the_association)

    @property
    def to_the_association(self):
        return to(self.the_association)

    @property
    def of_the_short(self):
        return of(self.the_short)

    @property
    def to_the_short(self):
        return to(self.the_short)

    @property
    def The_short(self):  # noqa: N802 (the article with its capital, at the head of a sentence)
        return self.the_short[:1].upper() + self.the_short[1:]

    @property
    def of_region(self):
        return of(self.region.name)

    @property
    def in_region(self):
        return self.region.inside

    def fill(self, text, *, is_html=True):
        """The text of a template with the names of this house."""
        said = escape if is_html else str
        return NAMED.sub(lambda found: said(getattr(self, found[1])), text)


def of(thing):
    """« de l’Institut », « du réseau », « des voisines »."""
    return _joined(thing, 0, "de ")


def to(thing):
    """« à l’Institut », « au réseau », « aux voisines »."""
    return _joined(thing, 1, "à ")


def shown(house):
    """The house of the demonstration: numbers that nobody holds stand where it has none yet, so
    that each file may be taken."""
    return replace(house, siren=house.siren or "123456782", rna=house.rna or "W123456789")


def read(path=OURS):
    """The house told by a file."""
    told = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    region = told.pop("region")
    places = {
        code: (one["name"], one["x"], one["y"]) for code, one in region["departments"].items()
    }
    return House(**told, region=Region(region["name"], region["inside"], places))


def pages(file, base):
    """Where pages are looked for: first those that a house says in its own words."""
    return [Path(file).with_suffix(""), base / "templates"]


def _joined(thing, rank, word):
    for article, joined in CONTRACTED.items():
        if thing.startswith(article):
            return joined[rank] + thing.removeprefix(article)
    return ("d’" if word == "de " and thing[0] in VOWELS else word) + thing
