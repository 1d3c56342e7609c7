"""The register of decisions on screen, for a query: ``q`` (words), ``cercle``, ``etat``, ``tous``
(with what was replaced), ``apres`` (a bookmark).

What a text is worth is told of the day; what was replaced is shown only when one asks (V2).
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.utils.html import escape
from django.utils.safestring import mark_safe

from coopstudio.french.dates import digits, short_day
from coopstudio.french.order import in_order
from coopstudio.prepared import prepared
from governance.models import Circle
from governance.models.decisions import code_of
from governance.querysets.decisions import NEAR
from governance.register import asking
from governance.register.asking import STATES
from governance.register.voices import colleges_of_all
from governance.states import PAST, CircleKind, Force, PositionKind, TermKind

PAGE = 25
CODE = re.compile(r"\b\w{1,4}-\d{4}-\d{3,4}\b")
AT_ONCE = 200
LONGEST_SEARCH = 100
MOST_DOTS = 9
"""Reviews that a month shows one by one; the others are counted."""
MONTHS = ["janv.", "févr.", "mars", "avril", "mai", "juin"]
MONTHS += ["juil.", "août", "sept.", "oct.", "nov.", "déc."]

TONES = {
    Force.ACT_AWAITED: ("warning", "doing"),
    Force.PARTS_AWAITED: ("warning", "doing"),
    Force.TO_COME: ("info", ""),
    Force.IN_FORCE: ("success", "done"),
    Force.TRIAL: ("info", "doing"),
    Force.TO_REVIEW: ("warning", ""),
    Force.UNDER_REVIEW: ("warning", "doing"),
    Force.NOT_REVIEWED: ("danger", ""),
    Force.ADOPTED: ("success", "done"),
}
HEAD = [
    "Numéro", "Titre", "Cercle", "État", "Adoptée le", "En vigueur depuis", "Révision", "Échéance",
    "À l’échéance", "Responsable", "Remplace", "Remplacée par", "Acte", "Consentent",
    "Réputés consentants", "Non exprimés",
]  # fmt: skip


@dataclass(frozen=True)
class Badge:
    """What a decision is worth, in one word and one colour."""

    word: str
    tone: str
    dot: str


def badge_of(force):
    tone, dot = TONES.get(force, ("", "closed"))
    return Badge(Force(force).label.capitalize(), tone, dot)


def ring_of(kind):
    """The colour of a circle in the register: by its sort, always the same."""
    return {CircleKind.FOUNDING: 1, CircleKind.MISSION: 1, CircleKind.GENERAL: 2}.get(kind, 3)


class Register:
    """One page of the register, its filters, and the reviews of the twelve months to come."""

    HEAD = HEAD

    def __init__(self, query, *, today):
        self.today = today
        self.words = query.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
        self.circles = _circles()
        asked = query.get("cercle", "")
        self.circle = next((one for one in self.circles if f"{one.pk}" == asked), None)
        self.state = query.get("etat") if query.get("etat") in STATES else ""
        self.is_whole = query.get("tous") == "1"
        self.after = _number(query.get("apres", ""))
        self.next_page = ""

    @property
    def states(self):
        return [(code, word) for code, (word, _) in STATES.items()]

    @property
    def asked(self):
        key = self.circle.pk if self.circle else None
        return asking.Asked(self.words, key, self.state, self.is_whole)

    @cached_property
    def _page(self):
        """(the rows of this page, how many lines on all pages)."""
        found, total = asking.page_of(self.asked, on=self.today, after=self.after, most=PAGE + 1)
        rows = [self._row(one) for one in found]
        if len(rows) > PAGE:
            self.next_page = self._address(apres=rows[PAGE - 1]["pk"])
        return rows[:PAGE], total

    @property
    def rows(self):
        return self._page[0]

    @property
    def numbers(self):
        """How many lines, on all pages."""
        return self._page[1]

    @property
    def is_filtered(self):
        return bool(self.words or self.circle or self.state or self.is_whole)

    @property
    def query(self):
        """The same lines, asked again from the beginning."""
        return self._address(apres="") if self.is_filtered else "?"

    @property
    def without_past(self):
        return self._address(tous="", apres="")

    @property
    def with_past(self):
        return self._address(tous="1", apres="")

    @cached_property
    def months(self):
        """Twelve months, each with the reviews that fall in it; late ones stand in the first."""
        last = _months_later(self.today.replace(day=1), 12)
        months = [_months_later(self.today.replace(day=1), rank) for rank in range(12)]
        dots = {month: [] for month in months}
        for one in asking.reviews(self.asked.circle, on=self.today, before=last):
            dots[max(one["due_on"].replace(day=1), months[0])].append(one)
        return [
            {
                "word": MONTHS[month.month - 1],
                "year": month.year if month.month == 1 else "",
                "dots": [self._dot(one) for one in dots[month][:MOST_DOTS]],
                "more": max(len(dots[month]) - MOST_DOTS, 0),
            }
            for month in months
        ]

    @property
    def has_reviews(self):
        return any(month["dots"] for month in self.months)

    def lines(self):
        """Every line, for a sheet: who consented, who was deemed to, who said nothing."""
        found = asking.with_chain(asking.chosen(self.asked, on=self.today))
        found = found.select_related("version__responsible")
        found = list(found.defer("version__search", "version__text", "version__needs"))
        for start in range(0, len(found), AT_ONCE):
            part = found[start : start + AT_ONCE]
            colleges = colleges_of_all(part)
            for one in part:
                yield self._line(one, colleges.get(one.version_id, []))

    def _row(self, one):
        return {
            "pk": one.pk,
            "code": one.code,
            "title": one.title,
            "circle": called(one.kept_by),
            "ring": ring_of(one.kept_by.kind),
            "badge": badge_of(one.force),
            "is_past": one.force in PAST,
            "chain": unbroken(chain_of(one)),
            "since": brief(one.starts_on) if one.starts_on else "",
            "due": brief(one.due_on) if one.due_on and one.force not in PAST else "",
        }

    def _dot(self, one):
        code = code_of(one["prefix"], one["year"], one["number"])
        due_on, tone = one["due_on"], f"{ring_of(one['kind'])}"
        words = f"{code}, {short_day(due_on)}"
        if due_on < self.today:
            tone, words = "late", f"{code}, date passée depuis le {short_day(due_on)}"
        elif due_on <= self.today + NEAR:
            tone = "soon"
        is_trial = one["term_kind"] == TermKind.TRIAL and one["term_on"]
        if is_trial and due_on >= self.today:
            words = f"{code}, essai jusqu’au {short_day(due_on)}"
        return {"pk": one["pk"], "number": one["number"], "tone": tone, "words": words}

    def _line(self, one, colleges):
        def of(kind):
            return ", ".join(name for college in colleges for name in college.of(kind))

        replaced = getattr(one, "replaced_by", None)
        followers = [replaced.code if replaced else "", one.renewal or "", *one.shared]
        taken = one.replaces or one.shares
        return [
            one.code,
            one.title,
            one.circle.name,
            Force(one.force).label,
            digits(one.adopted_at),
            digits(one.starts_on) if one.starts_on else "",
            digits(one.due_on) if one.due_on else "",
            digits(one.term_on) if one.term_on else "",
            "s’éteint" if one.is_trial else "se révise",
            f"{one.version.responsible or ''}",
            taken.code if taken else "",
            ", ".join(filter(None, followers)),
            one.get_act_kind_display() if one.act_kind else "",
            of(PositionKind.CONSENT),
            of(PositionKind.DEEMED),
            of(None),
        ]

    def _address(self, **more):
        asked = {
            "q": self.words,
            "cercle": f"{self.circle.pk}" if self.circle else "",
            "etat": self.state,
            "tous": "1" if self.is_whole else "",
            "apres": self.after or "",
        } | more
        return "?" + urlencode({name: value for name, value in asked.items() if value})


@prepared
def _circles():
    found = Circle.objects.exclude(state="project").order_by(in_order("name"))
    return found.only("name", "closed_at")


def chain_of(one):
    """What took the place of what, in words: « remplace CG-2026-004 »."""
    return _sequel_of(one) or _origin_of(one)


def _sequel_of(one):
    if one.force == Force.REPLACED and getattr(one, "replaced_by", None):
        return f"remplacée par {one.replaced_by.code}"
    if one.force == Force.REPLACED and one.shared:
        return f"partagée entre {' et '.join(one.shared)}"
    if one.force == Force.RENEWED:
        return f"reconduite par {one.renewal}"
    if one.force == Force.REPEALED:
        return f"abrogée par {one.repealed_by.code}"
    if one.force == Force.LAPSED:
        return f"sans suite, {one.replaces.code} revient" if one.replaces else "sans suite"
    return ""


def _origin_of(one):
    for arrow, verb in [
        ("renews", "reconduit"), ("repeals", "abroge"), ("shares", "prend sa part de"),
    ]:  # fmt: skip
        if getattr(one, arrow):
            return f"{verb} {getattr(one, arrow).code}"
    if one.replaces:
        older = one.replaces.replaces
        return f"remplace {one.replaces.code}" + (f", qui remplaçait {older.code}" if older else "")
    return ""


def brief(on):
    """« 7 oct. 2027 », « 1er oct. 2026 »: a day in a narrow column."""
    return f"{'1er' if on.day == 1 else on.day} {MONTHS[on.month - 1]} {on.year}"


def called(circle):
    """« Général » for « Cercle général »: where the column says that it is a circle."""
    name = circle.name.removeprefix("Cercle ")
    return name[:1].upper() + name[1:]


def unbroken(words):
    """Safe HTML in which no number of a decision is cut in two at the end of a line."""
    return mark_safe(CODE.sub(r'<span class="nowrap">\g<0></span>', escape(words)))  # noqa: S308 (escaped)


def _months_later(first, count):
    year, month = divmod(first.month - 1 + count, 12)
    return date(first.year + year, month + 1, 1)


def _number(text):
    is_number = text.isascii() and text.isdecimal() and len(text) < 19
    return int(text) if is_number else 0
