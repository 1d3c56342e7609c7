"""The sheet of an assembly on screen, for a query: ``vue``, ``q`` (words), ``apres``.

Rows are read from a bookmark; the numbers are facts, and decide nothing.
"""

from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Count, Q

from coopstudio.french.dates import hour, short_day
from coopstudio.french.search import matching
from coopstudio.mail.models import Letter
from members.states import Reply

PAGE = 25
LONGEST_SEARCH = 100
COLUMNS = [
    "pk", "person__first_name", "person__last_name", "person__email", "category", "votes",
    "answer", "answered_at", "present_at", "proxy_to__person__first_name",
    "proxy_to__person__last_name", "carried", "person_id",
]  # fmt: skip
SAID = {
    "": ("Pas de réponse", "", "ring"),
    Reply.COMING: ("Vient", "success", "done"),
    Reply.AWAY: ("Ne vient pas", "", "none"),
    Reply.PROXY: ("Donne pouvoir", "info", "doing"),
}
LETTERS = ("members.convocation", "members.assembly_moved")


class Attendance:
    """Who was convened, what they said, who is here."""

    def __init__(self, assembly, query):
        self.assembly = assembly
        self.view = query.get("vue") if query.get("vue") in VIEWS else ""
        self.words = query.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
        self.after = _number(query.get("apres", ""))
        self.next_page = ""

    @cached_property
    def rows_asked(self):
        return self.assembly.convocations.current()

    @cached_property
    def counts(self):
        return self.rows_asked.counted()

    @property
    def pills(self):
        """The views, with how many stand in each."""
        for key, (word, name) in VIEWS.items():
            yield {
                "word": word,
                "count": self.counts[name],
                "address": f"?vue={key}" if key else "?",
                "here": key == self.view,
            }

    @cached_property
    def rows(self):
        found = NARROWED[self.view](self.rows_asked)
        if self.words:
            found = matching(found, self.words, "person__search")
        if self.after:
            found = found.after(self.after)
        found = found.annotate(
            carried=Count("proxies", filter=Q(proxies__round=self.assembly.round))
        ).in_order()
        rows = [_row(*values) for values in found.values_list(*COLUMNS)[: PAGE + 1]]
        if len(rows) > PAGE:
            self.next_page = self._address(apres=rows[PAGE - 1]["pk"])
        return rows[:PAGE]

    @property
    def here(self):
        """Where one comes back to after a row was changed."""
        return self._address(apres=self.after or "")

    @cached_property
    def stranded(self):
        """Letters that could not leave: (name on the letter, address), twenty at most."""
        people = self.rows_asked.values("person__email")
        kept = Letter.objects.filter(
            kind__in=LETTERS, state=Letter.State.FAILED, written_at__gte=self.assembly.convened_at
        )
        return list(kept.filter(to__in=people).values_list("to", flat=True)[:20])

    @property
    def ring(self):
        """The answers as parts of a hundred, one after the other around a circle."""
        start, whole = 0, max(self.counts["convened"], 1)
        for key in ("coming", "proxies", "away"):
            share = round(100 * self.counts[key] / whole, 2)
            yield {"key": key, "share": f"{share}", "start": f"{start}"}
            start = round(start + share, 2)

    @property
    def quorum(self):
        """The numbers that the meeting compares; nothing is concluded here."""
        counts, rule = self.counts, self.assembly.quorum
        wanted = rule.of(counts["voters"])
        together = counts["present_voters"] + counts["represented"]
        return {
            "rule": rule.label if rule else "",
            "wanted": wanted,
            "missing": max(wanted - together, 0),
            "voters": counts["voters"],
            "present": counts["present_voters"],
            "represented": counts["represented"],
            "together": together,
            "waiting": counts["proxies"] - counts["represented"],
            "others": counts["present"] - counts["present_voters"],
            "big": counts["present"] or counts["convened"] - counts["silent"],
            "word": "sont là" if counts["present"] else "réponses",
        }

    def _address(self, **more):
        asked = {"vue": self.view, "q": self.words} | more
        return "?" + urlencode({name: value for name, value in asked.items() if value})


VIEWS = {
    "": ("Tout le monde", "convened"),
    "viennent": ("Viennent", "coming"),
    "pouvoirs": ("Pouvoirs", "proxies"),
    "absents": ("Ne viennent pas", "away"),
    "silence": ("Sans réponse", "silent"),
    "la": ("Sont là", "present"),
}
NARROWED = {
    "": lambda rows: rows,
    "viennent": lambda rows: rows.saying(Reply.COMING),
    "pouvoirs": lambda rows: rows.saying(Reply.PROXY),
    "absents": lambda rows: rows.saying(Reply.AWAY),
    "silence": lambda rows: rows.silent(),
    "la": lambda rows: rows.filter(present_at__isnull=False),
}


def _row(*values):
    pk, first, last, email, category, votes, answer, answered, present, *others = values
    holder_first, holder_last, carried, person = others
    word, tone, dot = SAID[answer]
    holder = f"{holder_first or ''} {holder_last or ''}".strip()
    note = [category or "", "" if votes else "sans voix délibérative"]
    if carried:
        note.append("porte un pouvoir" if carried == 1 else f"porte {carried} pouvoirs")
    if answered and not present:
        note.append(f"répondu le {short_day(answered)}")
    return {
        "pk": pk,
        "name": f"{first} {last}".strip() or email,
        "initials": f"{first[:1]}{last[:1]}".upper() or "?",
        "hue": person % 6 + 1,
        "word": f"Pouvoir à {holder}" if holder else word,
        "tone": tone,
        "dot": dot,
        "note": " · ".join(part for part in note if part),
        "here": f"là depuis {hour(present)}" if present else "",
    }


def _number(text):
    is_number = text.isascii() and text.isdecimal() and len(text) < 19
    return int(text) if is_number else 0
