"""`python -m bench [part …]`: measure, print the table, keep it when everything was measured."""

import sys

from bench import acts, pages, report
from bench.house import House
from bench.ledger import ledger
from bench.live import live
from bench.printing import papers
from bench.sheets import sheets

PARTS = {
    "lists": pages.lists,
    "last": pages.last_pages,
    "details": pages.details,
    "growth": pages.growth,
    "hidden": pages.hidden,
    "sensitivity": pages.sensitivity,
    "weight": pages.weight,
    "form": acts.form,
    "papers": papers,
    "post": acts.post,
    "sheets": sheets,
    "ledger": ledger,
    "live": live,
    "start": acts.start,
}


def main(chosen):
    unknown = set(chosen) - set(PARTS)
    if unknown:
        raise SystemExit(f"No such part: {', '.join(unknown)}. Parts: {', '.join(PARTS)}.")
    rows = []
    with House() as house:
        for name in chosen or PARTS:
            print(f"… {name}", file=sys.stderr)
            rows += PARTS[name](house)
    report.write(rows, parts="some" if chosen else "all")


if __name__ == "__main__":
    main(sys.argv[1:])
