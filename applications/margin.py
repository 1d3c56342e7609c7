"""The call as one person read it, with what they answered in its margin, passage by passage.

Passages come as plain rows and not as models: the page shows a hundred of them. The version is the
one that the application holds, whatever was published since; a reaction to words that changed
before the person moved to that version is shown beside the passage, with both texts.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from operator import itemgetter

from django.db.models import BigIntegerField, BooleanField, ExpressionWrapper, Q
from django.db.models.functions import JSONObject
from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString

from applications.annotations import annotated
from applications.comparison import changed_words
from applications.models import Passage, Reaction, TalkingPoint
from applications.versions import ANSWERABLE, stand
from coopstudio.french.typography import tidy, tidy_published
from coopstudio.prepared import Given, prepared

FIRST_WORDS = 6
PLACE = "\x1f"  # where the address of a dossier comes
BARE = '<div class="ca-call__row"{anchor}><div class="ca-call__text">{words}</div></div>\n'
ANCHOR = ' id="pa-{}"'
DOOR = (
    '<a class="margin__point" href="{place}aborder/{uid}/">'
    '<svg class="icon" aria-hidden="true"><use href="{icons}#speech"/></svg>'
    '<span class="visually-hidden">Aborder\u00a0: {words}</span></a>'
)
"""The link by which a founder marks a passage « à aborder ». Not written by the template: a call
has fifty."""
TALLY = {
    Reaction.Kind.LIKE: ("plaît", "plaisent"),
    Reaction.Kind.DISLIKE: ("ne plaît pas", "ne plaisent pas"),
    Reaction.Kind.QUESTION: ("question", "questions"),
    Reaction.Kind.MIRROR: ("reflet", "reflets"),
}


@prepared
def _reactions():
    here = Given("application", BigIntegerField())
    return Reaction.objects.filter(application=here).in_reading_order()


@prepared
def _passages():
    version = Given("version", BigIntegerField())
    found = Passage.objects.filter(section__version=version).exclude(kind=Passage.Kind.NOTE)
    found = found.order_by("section__ordinal", "ordinal")
    return found.values("pk", "uid", "kind", "html", "text", "section", "section__title")


@prepared
def _points():
    """What founders want to say of passages, as far as this one may see it."""
    founder = Given("founder", BigIntegerField())
    application = Given("application", BigIntegerField())
    found = TalkingPoint.objects.told_to(founder).concerning(application)
    for_all = ExpressionWrapper(Q(application=None), output_field=BooleanField())
    mine = ExpressionWrapper(Q(by=founder), output_field=BooleanField())
    told = JSONObject(words="words", by="by__first_name", for_all=for_all, is_mine=mine)
    return found.values_list("passage__uid", told)


def _as_read(version):
    """The passages of a version as they are shown before anything hangs on them."""
    return [_shown(passage) for passage in _passages(version=version)]


@lru_cache(maxsize=32)
def _as_published(version, published_at):
    """The same, read once: PostgreSQL lets no published version change."""
    return _as_read(version)


def _shown(passage):
    """``words``: its page, sanitised at import, behind the door that a founder marks it by."""
    row = {"passage": passage, "may_be_marked": passage["kind"] in ANSWERABLE}
    row["anchor"] = row["door"] = ""
    if row["may_be_marked"]:
        uid, words = passage["uid"], tidy(escape(_beginning(passage["text"])))
        row["anchor"] = SafeString(ANCHOR.format(uid))
        row["door"] = DOOR.format(place=PLACE, uid=uid, icons=static("icons.svg"), words=words)
    return row | {"words": row["door"] + tidy_published(passage["html"])}


@dataclass(frozen=True)
class Mark:
    """A reaction where it stands in a passage; one that stands nowhere else marks the whole."""

    rank: int
    kind: str
    start: int | None
    end: int | None


class Margin:
    """What somebody answered to the version of the call that their application holds."""

    def __init__(self, application, founder, hangs):
        """``hangs``: whether founders marked passages (``points``), and which version is read
        today (``newest``)."""
        self.application, self.version = application, application.version
        self.founder, self._hangs = founder, hangs

    @cached_property
    def _standing(self):
        return stand(_reactions(application=self.application.pk), self.version.pk)

    @cached_property
    def reactions(self):
        """In the order of the page, each with its number; those without a passage come last."""
        shown = [note for row in self.rows for note in row["notes"]]
        return shown + self.orphans

    @cached_property
    def orphans(self):
        """Reactions to passages that are not in this version at all."""
        start = sum(len(row["notes"]) for row in self.rows) + 1
        return _numbered([one for one in self._standing if one.here is None], start)

    @property
    def tally(self):
        """How many of each kind, in words."""
        counts = Counter(reaction.kind for reaction in self._standing)
        for kind, words in TALLY.items():
            if count := counts[kind]:
                icon = Reaction.ICONS[kind]
                yield {"kind": kind, "icon": icon, "count": count, "word": words[count > 1]}

    @cached_property
    def rows(self):
        """The passages of the version that was read, each with its marks, its notes, its change."""
        notes = defaultdict(list)
        for reaction in self._standing:
            notes[reaction.here].append(reaction)
        rows, section, rank, kinds = [], None, 1, defaultdict(set)
        for known in self._passages:
            passage = known["passage"]
            here = _numbered(notes[passage["uid"]], rank)
            row = known | {"notes": here, "since": self._since(passage), "bare": ""}
            row["points"] = self._points[passage["uid"]]
            row["title"] = passage["section__title"] if passage["section"] != section else ""
            section, rank = passage["section"], rank + len(here)
            row["kinds"] = kinds[section]  # the title of a section stays while one of its is shown
            row["kinds"].update(one.kind for one in here)
            row["is_bare"] = not (here or row["title"] or row["since"] or row["points"])
            if here:
                marked = annotated(passage["html"], _marks(here))
                row["words"] = row["door"] + tidy(marked, html=True)
            if not row["is_bare"]:
                row["words"] = self._here(row["words"])
            rows.append(row)
        return rows

    def _here(self, html):
        """Its doors, those of this dossier."""
        return SafeString(html.replace(PLACE, self.application.get_absolute_url()))

    @property
    def blocks(self):
        """The rows as the page shows them: those on which nothing hangs, which are most, are said
        together (``bare``)."""
        for is_bare, rows in groupby(self.rows, key=itemgetter("is_bare")):
            if is_bare:
                yield {"bare": self._here("".join(BARE.format_map(row) for row in rows))}
            else:
                yield from rows

    @cached_property
    def changed(self):
        """The rows whose passage was reworded or left out in the version read today."""
        return [row for row in self.rows if row["since"]]

    @cached_property
    def _passages(self):
        version = self.version
        if version.published_at is None:
            return _as_read(version.pk)
        return _as_published(version.pk, version.published_at)

    @cached_property
    def _points(self):
        """{identity of a passage: what founders want to say of it}; mostly empty."""
        points = defaultdict(list)
        if self._hangs.points:
            for uid, told in _points(founder=self.founder.pk, application=self.application.pk):
                points[uid].append(told)
        return points

    @cached_property
    def _later(self):
        """{identity: (text, day)} in the version read today; None if it is the one that is held."""
        newest = self._hangs.newest
        if newest in (None, self.version.pk):
            return None
        found = Passage.objects.filter(section__version=newest)
        return {
            uid: (text, day)
            for uid, text, day in found.values_list("uid", "text", "section__version__dated_on")
        }

    def _since(self, passage):
        """What became of a passage since it was read; None if nothing did."""
        if not self._later:
            return None
        now, on = self._later.get(passage["uid"], (None, None))
        if now == passage["text"]:
            return None
        words = [] if now is None else list(changed_words(passage["text"], now))
        on = on or next(iter(self._later.values()))[1]
        return {"words": words, "on": on, "is_gone": now is None}


def _beginning(text):
    """Its first words, for those who do not see it."""
    words = text.split(None, FIRST_WORDS)
    return f"{' '.join(words[:FIRST_WORDS])}…" if len(words) > FIRST_WORDS else text


def _numbered(reactions, start):
    for rank, reaction in enumerate(reactions, start=start):
        reaction.rank = rank
    return reactions


def _marks(reactions):
    nowhere = (None, None)
    for one in reactions:
        start, end = (one.place.start, one.place.end) if one.place else nowhere
        yield Mark(one.rank, one.kind, start, end)
