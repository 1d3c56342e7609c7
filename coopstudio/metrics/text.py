"""The numbers in the text format of Prometheus (0.0.4), written once for each kind of number."""

from itertools import accumulate

from coopstudio.metrics.facts import facts
from coopstudio.metrics.requests import BOUNDS, KINDS, SUM, counted

HELP = {
    "coop_up": "1 if this part answers.",
    "coop_letters": "Letters of the outbox.",
    "coop_oldest_unsent_letter_seconds": "Age of the oldest letter that waits.",
    "coop_papers": "PDFs asked for, and those that could not be made.",
    "coop_files_in_quarantine": "Files received that nobody may open yet.",
    "coop_tasks": "What waits in the broker, and what workers have taken and not ended.",
    "coop_last_beat_timestamp_seconds": "When the clock last ticked.",
    "coop_last_backup_timestamp_seconds": "When the last backup was made.",
    "coop_last_drill_timestamp_seconds": "When a backup was last brought back to try.",
}
BEYOND = ("+Inf",)


def written():
    """Every number of this machine, and of what the machines share."""
    return "\n".join([*_facts(), *_requests(), ""])


def _facts():
    """The lines of one name stand together, as the format asks."""
    groups = {}
    for name, labels, number in facts():
        groups.setdefault(name, []).append(_line(name, labels, number))
    for name, lines in groups.items():
        yield from (f"# HELP {name} {HELP[name]}", f"# TYPE {name} gauge", *lines)


def _requests():
    rows = counted()
    yield "# HELP coop_requests_total Answers of this machine, by name of address."
    yield "# TYPE coop_requests_total counter"
    for name, row in rows.items():
        for kind, number in zip(KINDS, row, strict=False):
            if number:
                yield _line("coop_requests_total", {"route": name, "status": kind}, number)
    yield "# HELP coop_request_seconds How long answers took on this machine."
    yield "# TYPE coop_request_seconds histogram"
    for name, row in rows.items():
        yield from _times({"route": name}, row)


def _times(labels, row):
    steps = list(accumulate(row[len(KINDS) : SUM]))
    for bound, number in zip((*BOUNDS, *BEYOND), steps, strict=True):
        yield _line("coop_request_seconds_bucket", labels | {"le": bound}, number)
    yield _line("coop_request_seconds_sum", labels, row[SUM])
    yield _line("coop_request_seconds_count", labels, steps[-1])


def _line(name, labels, number):
    """Labels are our own words: nothing in them needs escaping."""
    told = ",".join(f'{label}="{word}"' for label, word in labels.items())
    return f"{name}{{{told}}} {number:.15g}" if told else f"{name} {number:.15g}"
