"""What the house tells somebody of themselves: chapters, one or more for each app, in one folder.

An app adds its chapters with ``@chapter``: a function (person) -> list of Chapter. The folder is
made for the person who asks and handed to nobody else.
"""

import datetime
import io
import json
import zipfile
from dataclasses import dataclass, field

from django.contrib.postgres.fields import ArrayField
from django.contrib.staticfiles import finders
from django.db import models
from django.template.loader import render_to_string

from coopstudio.files import store
from coopstudio.french.dates import moment, short_day

CHAPTERS = []
TECHNICAL = (models.AutoField, models.UUIDField, models.BinaryField, models.GeneratedField)
BY = {
    "giver": "qui transmet",
    "taker": "qui apprend",
    "newcomer": "qui arrive",
    "tutor": "qui accompagne",
    "witness": "qui témoigne",
    "asked_by": "qui demande",
}
"""The word for somebody whom a row names, by its column; « par » for who wrote it."""

FOLDERS = {
    "photo": "votre photo",
    "cv": "les fichiers que vous avez joints",
    "documents": "les copies en PDF",
    "lettres": "les lettres dont le texte est encore gardé",
}
SECRET = {"password", "message_id", "sequence", "start", "end", "prefix", "suffix", "sha256"}


@dataclass
class Chapter:
    """One kind of thing. ``rows``: each a dict from words to what is known, as plain JSON.

    ``is_given``: the person gave it (RGPD, article 20); else it was written of them (article 15).
    ``papers``: (name in the folder, bytes). ``note``: what one should know to read it.
    """

    title: str
    rows: list
    is_given: bool = False
    papers: list = field(default_factory=list)
    note: str = ""

    @property
    def read(self):
        """The rows for people: dates in words, what is empty left out."""
        return [
            [(word, said(value)) for word, value in row.items() if value not in ("", None, [])]
            for row in self.rows
        ]


def chapter(tell):
    """Add chapters to everybody's folder."""
    CHAPTERS.append(tell)
    return tell


def chapters_of(person):
    """Every chapter that says something of this person."""
    found = [one for tell in CHAPTERS for one in tell(person)]
    return [one for one in found if one.rows or one.papers]


def folder(person, *, at):
    """The bytes of the ZIP: what I gave, what was written of me, the same to read, the papers."""
    chapters, out = chapters_of(person), io.BytesIO()
    kept = {name.partition("/")[0] for one in chapters for name, _content in one.papers}
    context = {
        "person": person,
        "chapters": chapters,
        "at": at,
        "folders": [(name, what) for name, what in FOLDERS.items() if name in kept],
        "notes": list(dict.fromkeys(one.note for one in chapters if one.note)),
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("lisez-moi.html", render_to_string("members/data/folder.html", context))
        with open(finders.find("css/folder.css"), "rb") as sheet:
            box.writestr("folder.css", sheet.read())
        for name, is_given in (("ce-que-j-ai-donne", True), ("ce-qui-est-ecrit-de-moi", False)):
            told = {one.title: one.rows for one in chapters if one.is_given == is_given}
            box.writestr(
                f"{name}.json", json.dumps(told, ensure_ascii=False, indent=2, default=_plain)
            )
        for name, content in _once([paper for one in chapters for paper in one.papers]):
            box.writestr(name, content)
    return out.getvalue()


def facts(row, *, but=(), tell=lambda text: text):
    """What a row says, by the French names of its fields. ``tell`` passes over every text."""
    told = {}
    for one in row._meta.concrete_fields:
        if isinstance(one, TECHNICAL) or one.name in SECRET or one.name in but:
            continue
        value = _fact(row, one)
        if value is not None:
            word = BY.get(one.name, "par") if one.is_relation else f"{one.verbose_name}"
            told[word] = tell(value) if isinstance(value, str) else value
    return told


def said(value):
    """A value as a person reads it."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime.datetime):
        return moment(value)
    if isinstance(value, datetime.date):
        return short_day(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _plain(value):
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _fact(row, one):
    if one.is_relation:
        is_somebody = one.related_model._meta.label == "members.Person"
        return str(getattr(row, one.name)) if is_somebody and getattr(row, one.attname) else None
    if one.choices:
        return getattr(row, f"get_{one.name}_display")()
    value = getattr(row, one.attname)
    if isinstance(one, ArrayField) and one.base_field.choices:
        names = dict(one.base_field.flatchoices)
        return [names.get(each, each) for each in value]
    return value


def _once(papers):
    """No two files of the same name: the second one is « … (2).pdf »."""
    seen = {}
    for name, content in papers:
        seen[name] = seen.get(name, 0) + 1
        stem, dot, kind = name.rpartition(".")
        yield (name if seen[name] == 1 else f"{stem} ({seen[name]}){dot}{kind}"), content


@chapter
def _about_the_person(person):
    hidden = ("last_login", "is_active", "erased_at", "shown", "search")
    return [Chapter("Vous", [facts(person, but=hidden)], True, _photo(person))]


def _photo(person):
    """The photo as it is kept, whoever sees it."""
    photo = person.photo
    content = store.content_of(photo) if photo and photo.is_clean else None
    return [] if content is None else [(f"photo/{photo.name}", content)]
