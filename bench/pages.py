"""P1 to P4, P12, P14: pages against their bare twins, at three sizes."""

import gzip
from functools import partial

from bench.clock import alternate
from bench.house import Visitor
from bench.report import Row

SIZES = (150, 1_000, 10_000)
FOUNDER = "fleur@demo.example"
SEARCH = "?q=facilitation"
LISTS = (
    ("candidatures", "/candidatures/", "/_bare/candidatures/"),
    ("candidatures, search", f"/candidatures/{SEARCH}", f"/_bare/candidatures/cherche/{SEARCH}"),
    ("membres", "/membres/", "/_bare/membres/"),
    ("courrier", "/courrier/", "/_bare/courrier/"),
)  # fmt: skip
PUBLIC = (("appel", "/appel/", "/_bare/appel/"), ("accueil public", "/", "/_bare/accueil/"))


def lists(house):
    """Each list page at each size, then its growth from the smallest to the largest."""
    return _measured(house, LISTS, goal=2.0, most_queries=8)


def details(house):
    """The dossier, a member and the public pages at each size."""

    def cases(size):
        number, person = house.examples(size)
        return (
            ("dossier", f"/candidatures/{number}/", f"/_bare/candidatures/{number}/"),
            ("membre", f"/membres/{person}/", f"/_bare/membres/{person}/"),
            *PUBLIC,
        )

    return _measured(house, cases, goal=3.0, most_queries=12)


def _measured(house, cases, *, goal, most_queries):
    rows, ours = [], {}
    for size in SIZES:
        house.fill(size)
        visitor = Visitor(house.session_of(FOUNDER, size))
        with house.server(size):
            for what, page, bare in cases(size) if callable(cases) else cases:
                pair = alternate(partial(visitor.get, page), partial(visitor.get, bare))
                _, queries = visitor.get(page)
                ours.setdefault(what, {})[size] = pair.ours
                rows.append(
                    Row(what, size, pair.ours, pair.bare, pair.ratio, goal, queries, most_queries)
                )
    return rows + [_growth(what, times) for what, times in ours.items()]


def _growth(what, times):
    small, large = times[SIZES[0]], times[SIZES[-1]]
    return Row(f"growth, {what}", f"{SIZES[-1]} ÷ {SIZES[0]}", large, small, large / small, 1.3)


def sensitivity(house):
    """P14: with 5 ms more on each statement, a list page loses 40 ms at most."""
    size, rows = SIZES[1], []
    house.fill(size)
    session = house.session_of(FOUNDER, size)
    times = {}
    for delay in ("0", "5"):
        with house.server(size, BENCH_SQL_DELAY_MS=delay):
            visitor = Visitor(session)
            for what, page, _ in LISTS:
                times[what, delay] = alternate(
                    partial(visitor.get, page), partial(visitor.get, "/robots.txt"), rounds=15
                ).ours
    for what, _, _ in LISTS:
        slow, quick = times[what, "5"], times[what, "0"]
        rows.append(Row(f"5 ms a statement, {what}", size, slow, quick, (slow - quick) / 40, 1.0))
    return rows


def weight(house):
    """P12: compressed weights, as a share of their budget in kilobytes."""
    size = SIZES[0]
    house.fill(size)
    number, _ = house.examples(size)
    visitor = Visitor(house.session_of(FOUNDER, size))
    rows = []
    with house.server(size):
        for page in ("/", "/appel/", "/candidatures/", f"/candidatures/{number}/", "/membres/"):
            body, _ = visitor.get(page)
            kilobytes = len(gzip.compress(body)) / 1000
            rows.append(
                Row(f"HTML, {page}", size, f"{kilobytes:.1f} kB", "40 kB", kilobytes / 40, 1)
            )
    return rows
