"""One table of faults: printed, and written to docs/faults.md.

A run writes the lines of the faults that it made; the others keep what was seen the last time, with
the day and the commit of that run.
"""

import os
import platform
import re
import subprocess
from collections import defaultdict
from datetime import date
from pathlib import Path

from tests.faults.catalogue import FAULTS
from tests.faults.shares import SHARE

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "faults.md"
LINE = re.compile(r"^\| (\d+) \|(?: .*? \|){2} (.*?) \| (.*?) \| (.*?) \|$", re.MULTILINE)
HEADS = ("F", "Fault", "Asked", "Seen", "When", "")


class Report:
    """A pytest plugin that remembers what each fault asked, what was seen, and how it ended."""

    def __init__(self):
        self.ends, self.seen = defaultdict(list), defaultdict(list)
        self.whens, self.whys = {}, {}
        self.ran = set()

    def pytest_runtest_logreport(self, report):
        if report.when != "call" and report.outcome == "passed":
            return
        self.ran.add(report.nodeid.partition("[")[0])
        for number in _numbers(report):
            self.ends[number].append(report.outcome)
            self.whens[number] = _when()  # of this fault, not of those that come after it
            if report.when == "call":
                self.seen[number] += [
                    words for name, words in report.user_properties if name == "seen"
                ]
            if report.outcome == "skipped":
                self.whys[number] = re.sub(r"^Skipped: ", "", report.longrepr[2])

    def pytest_runtest_logfinish(self):
        self.keep()

    def keep(self):
        """After each test, so that a run that is cut short still tells what it saw."""
        kept = {number: facts for number, *facts in LINE.findall(PAGE.read_text())}
        for fault in FAULTS:
            if fault.number in self.ends:
                kept[str(fault.number)] = [
                    self._told(fault),
                    self.whens[fault.number],
                    self._end(fault),
                ]
        PAGE.write_text(as_page(kept))

    def write(self):
        print("\n" + PAGE.read_text())

    def _told(self, fault):
        told = [*self.seen[fault.number]]
        if also := [node for node in fault.elsewhere if node in self.ran]:
            told.append(f"also {', '.join(_short(also))}")
        if fault.number in self.whys:
            told.append(f"not run here: {self.whys[fault.number]}")
        if fault.limit:
            told.append(f"*{fault.limit}*")
        return "; ".join(told)

    def _end(self, fault):
        ends = set(self.ends[fault.number])
        if "failed" in ends:
            return "**no**"
        if ends == {"skipped"}:
            return "not run"
        is_small = fault.limit or (fault.repeats and SHARE < 1)
        return "partly" if is_small or "skipped" in ends else "ok"


def as_page(kept):
    """The whole table, from what was kept of each fault."""
    rows = [HEADS, ("---",) * len(HEADS)]
    for fault in FAULTS:
        told, when, end = kept.get(str(fault.number), ("", "", "not run"))
        rows.append((str(fault.number), fault.told, fault.asked, told, when, end))
    ends = [row[-1].strip("*") for row in rows[2:]]
    said = ", ".join(f"{ends.count(one)} {one}" for one in sorted(set(ends)))
    lines = (f"| {' | '.join(row)} |" for row in rows)
    return f"{_head()}\n{'\n'.join(lines)}\n\n{len(FAULTS)} faults: {said}.\n"


def _numbers(report):
    """Those that a test is marked with, or that it answers from elsewhere in the house."""
    told = [number for name, number in report.user_properties if name == "fault"]
    bare = report.nodeid.partition("[")[0]
    return told or [one.number for one in FAULTS if bare in one.elsewhere]


def _short(nodes):
    """Where to read them: the file, and the name."""
    return [f"`{node.removeprefix('tests/')}`" for node in nodes]


def _when():
    """The day and the commit; « -dirty » when anything but this page differs from it."""
    commit = _git("rev-parse", "--short", "HEAD") or "unknown"
    differs = _git("status", "--porcelain", "-uno", "--", ".", f":!{PAGE.relative_to(ROOT)}")
    return f"{date.today()}, {commit}{'-dirty' if differs else ''}"


def _git(*words):
    asked = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return asked.stdout.strip()


def _head():
    return f"""# Faults, as survived

Written by `make faults`: {os.cpu_count()} cores, {platform.machine()}, Python
{platform.python_version()}. One machine, a durable PostgreSQL and a Valkey of our own, gunicorn,
Celery, a mail server: real programs, really killed. The numbers follow the specification. Each line
says on which day and upon which commit it was last made, and what was seen, not what was hoped.

« Partly » says that the fault was made smaller than asked, or that a part of it cannot be made on
one machine: the line says which. What repeats may be repeated less on a busy machine
(`COOP_FAULTS_SHARE=0.1`): the numbers seen are then the smaller ones, and the line is « partly ».
« No » is a promise that was not kept in that run, by the house or for lack of a quiet machine.
"""
