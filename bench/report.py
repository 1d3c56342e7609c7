"""One table of results: printed, and written to docs/performance.md."""

import os
import platform
from dataclasses import dataclass
from datetime import date
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
HEADS = ("What", "N", "Ours", "Limit", "Ratio", "Queries", "Goal", "")


@dataclass(frozen=True)
class Row:
    """One measurement: ``ratio`` is compared with ``goal``; times are in milliseconds.

    ``at_least`` turns the comparison round (rates). ``queries`` is a count, or None.
    """

    what: str
    size: int | str
    ours: float | str
    limit: float | str
    ratio: float
    goal: float
    queries: int | None = None
    most_queries: int | None = None
    at_least: bool = False

    @property
    def is_met(self):
        meets = self.ratio >= self.goal if self.at_least else self.ratio <= self.goal
        return meets and (self.queries is None or self.queries <= (self.most_queries or 12))

    def cells(self):
        sign = "≥" if self.at_least else "≤"
        queries = "" if self.queries is None else f"{self.queries} (≤ {self.most_queries or 12})"
        verdict = "ok" if self.is_met else "**no**"
        return (
            self.what, _grouped(self.size), _short(self.ours), _short(self.limit),
            f"{self.ratio:.2f}", queries, f"{sign} {self.goal:g}", verdict,
        )  # fmt: skip


def _short(value):
    return value if isinstance(value, str) else f"{value:.2f} ms"


def _grouped(value):
    return f"{value:,}".replace(",", " ") if isinstance(value, int) else value


def as_markdown(rows):
    lines = [" | ".join(HEADS), " | ".join("---" for _ in HEADS)]
    lines += [" | ".join(row.cells()) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def write(rows, *, parts):
    """Print the table; keep it in the papers when every part was measured."""
    table = as_markdown(rows)
    print(table)
    unmet = [row for row in rows if not row.is_met]
    print(f"\n{len(rows) - len(unmet)} of {len(rows)} goals met.")
    if parts == "all":
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(f"{_head()}\n{table}\n")


def _head():
    return f"""# Performance, as measured

Written by `make bench` on {date.today():%d %B %Y}: {os.cpu_count()} cores, {platform.machine()},
Python {platform.python_version()}, embedded PostgreSQL, gunicorn with one worker.

Each line compares the product with its own limit in the same run, A B A B, by medians: for a page,
a bare view of the same rows in the same server, behind the same session; for letters, a bare SMTP
loop; for a PDF, bare WeasyPrint on the same HTML; for the start, what `startproject` writes, until
its sign-in page is answered. A transfer of django-hordak writes two legs, checked; an entry of ours
is also numbered without a hole, sealed on one chain (eight writers queue for it), known again by
its key and told in the journal: raw SQL with these guards costs what that transfer costs. Growth
is 10 000 rows against 150, two servers asked in turn; people, candidatures, letters and fees come
from the demonstration, decisions, contracts and entries are added to it as SQL, as many. A change
is an arrival in a live room, from its COMMIT to the last of 500 screens, which poll every 2 s and
share the two cores with the server. Weights
are compressed: the fonts are those a page asks for at once, the scripts those it names. On a busy
machine the ratios move by a tenth or two. What a line does not say is not measured.
"""
