"""What an import tells: its lines one page at a time, and the same as a sheet to take away."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.utils.html import format_html, format_html_join

from members.importing.columns import OF_TEMPLATE
from members.states import Answer, Verdict

PAGE = 25
WORDS = {
    Verdict.CREATED: ("à créer", "créées"),
    Verdict.CHANGED: ("à modifier", "modifiées"),
    Verdict.SAME: ("inchangées", "inchangées"),
    Verdict.TWIN: ("doublons probables", "doublons probables"),
    Verdict.ERROR: ("erreurs", "erreurs"),
    Verdict.LEFT: ("laissées de côté", "laissées de côté"),
}
"""How lines are counted: before they are written, and after."""

TONES = {
    Verdict.CREATED: "success", Verdict.CHANGED: "info", Verdict.TWIN: "warning",
    Verdict.ERROR: "danger",
}  # fmt: skip
HEAD = ["Ligne", "Verdict", "Inscrite", "Personne", "Pourquoi", "Que faire", "Ce qui change"]


@dataclass(frozen=True)
class Pill:
    word: str
    count: int
    address: str
    here: bool


def template_head(details):
    """The titles of a sheet to fill in: ours, and what the association asks."""
    return [*(column.label for column in OF_TEMPLATE), *(one.name for one in details)]


class Report:
    """One page of the lines of an import. ``query``: ``verdict``, ``apres`` (a line)."""

    def __init__(self, import_, query):
        self.import_ = import_
        said = query.get("verdict", "")
        self.verdict = said if said in Verdict.values else ""
        self.after = _number(query.get("apres", ""))
        self.next_page = ""
        self.lines = self._lines()

    @property
    def counts(self):
        """(word, count, verdict) of the verdicts that were met, in their order."""
        is_written = self.import_.state in {"importing", "done"}
        return [
            (WORDS[verdict][is_written], self.import_.tally[verdict], verdict)
            for verdict in Verdict
            if self.import_.tally.get(verdict)
        ]

    @property
    def drawn(self):
        """The counts as one bar; the numbers beside it say the same."""
        parts, x = [], 0.0
        for _word, count, verdict in self.counts:
            width = 100 * count / (self.import_.length or 1)
            parts.append((str(verdict), f"{x:.2f}", f"{width:.2f}"))
            x += width
        return format_html(
            '<svg class="sh-bar" viewBox="0 0 100 10" preserveAspectRatio="none" '
            'aria-hidden="true">{}</svg>',
            format_html_join("", '<rect class="{}" x="{}" width="{}" height="10"/>', parts),
        )

    @property
    def pills(self):
        yield Pill("toutes", self.import_.length, "?", not self.verdict)
        for word, count, verdict in self.counts:
            yield Pill(word, count, f"?verdict={verdict}", verdict == self.verdict)

    @cached_property
    def ready(self):
        """How many lines a confirmation of now would write."""
        return self.import_.lines.takeable().count()

    def _lines(self):
        found = self.import_.lines.select_related("person").filter(number__gt=self.after)
        if self.verdict:
            found = found.filter(verdict=self.verdict)
        lines = list(found[: PAGE + 1])
        if len(lines) > PAGE:
            said = {"verdict": self.verdict, "apres": lines[PAGE - 1].number}
            self.next_page = "?" + urlencode({word: value for word, value in said.items() if value})
        return [_told(line) for line in lines[:PAGE]]


def _told(line):
    """A line as the page says it, its words ready."""
    is_twin = line.verdict == Verdict.TWIN or line.answer != Answer.WAITS
    return {
        "number": line.number,
        "name": line.called or "sans nom",
        "verdict": line.get_verdict_display(),
        "tone": TONES.get(line.verdict, "neutral"),
        "causes": line.causes,
        "changes": line.changes,
        "is_written": line.done_at is not None,
        "asks": is_twin and line.done_at is None,
        "answer": line.answer,
        "person": line.person_id if line.done_at else None,
        "may_be_same": line.person_id is not None,
    }


def sheet_of(import_):
    """(head, rows) of the whole report, with the sheet as it was given beside it."""
    return [*HEAD, *import_.head], map(_row, import_.lines.all().iterator(chunk_size=500))


def _row(line):
    return [
        line.number,
        line.get_verdict_display(),
        "oui" if line.done_at else "non",
        line.called,
        " ".join(cause for cause, _way in line.causes),
        " ".join(way for _cause, way in line.causes if way),
        ", ".join(f"{word} : {old or 'rien'} → {new}" for word, old, new in line.changes),
        *line.cells,
    ]


def _number(text):
    is_number = text.isascii() and text.isdecimal() and len(text) < 8
    return int(text) if is_number else 0
