"""P1 to P4, P12, P14, P15: pages against their bare twins, at three sizes."""

import gzip
import json
import re
from functools import partial

from bench.clock import alternate
from bench.house import PORT, Visitor
from bench.report import Row

SIZES = (150, 1_000, 10_000)
FOUNDER = "fleur@demo.example"
SEARCH = "?q=facilitation"
LISTS = (
    ("candidatures", "/candidatures/", "/_bare/candidatures/"),
    ("candidatures, search", f"/candidatures/{SEARCH}", f"/_bare/candidatures/cherche/{SEARCH}"),
    ("membres", "/membres/", "/_bare/membres/"),
    ("courrier", "/courrier/", "/_bare/courrier/"),
    ("registre", "/registre/", "/_bare/registre/"),
    ("appels de cotisation", "/cotisations/appels/", "/_bare/cotisations/appels/"),
    ("décisions", "/decisions/", "/_bare/decisions/"),
    ("décisions, search", "/decisions/?q=absence", "/_bare/decisions/cherche/?q=absence"),
    ("contrats", "/contrats/", "/_bare/contrats/"),
    ("écritures", "/comptes/", "/_bare/comptes/"),
    ("lignes d’un compte", "/comptes/grand-livre/51200000/", "/_bare/comptes/grand-livre/"),
)  # fmt: skip
BUDGETS = {"CSS": 20, "JavaScript": 30, "fonts": 110}  # kB; JavaScript: what the page names
WORN = {
    "CSS": r'href="(/static/[^"]+\.css)"',
    "JavaScript": r'src="(/static/[^"]+\.js)"',
    "fonts": r'href="(/static/[^"]+\.woff2)"',
}
PUBLIC = (("appel", "/appel/", "/_bare/appel/"), ("accueil public", "/", "/_bare/accueil/"))
DESKS = (
    ("accueil d’une fondatrice", "/accueil/"),
    ("association", "/association/"),
    ("assemblées", "/assemblees/"),
    ("cotisations", "/cotisations/"),
    ("apprendre", "/apprendre/"),
    ("groupe", "/groupe/"),
    ("chiffres", "/association/chiffres/"),
    ("carte des cercles", "/cercles/"),
    ("plan", "/plan/"),
)
"""Pages that put many things together: only their growth is measured."""


def lists(house):
    """Each list page at each size."""
    return _measured(house, LISTS, goal=2.0, most_queries=8)


def last_pages(house):
    """The last whole page of each list, beside its first one read barely: as many rows."""
    rows = []
    for size in SIZES:
        house.fill(size)
        visitor = Visitor(house.session_of(FOUNDER, size))
        with house.server(size):
            for what, page, bare in LISTS:
                last = _last_whole(visitor, page)
                if last == page:  # the desk: each of its groups goes on in a list of its own
                    continue
                pair = alternate(partial(visitor.get, last), partial(visitor.get, bare))
                queries = int(visitor.get(last)[1]["X-Queries"])
                name = f"{what}, last page"
                rows.append(Row(name, size, pair.ours, pair.bare, pair.ratio, 2.0, queries, 8))
    return rows


def _last_whole(visitor, page):
    """The address of the page before the last one: it is full, and nothing stands further."""
    here, folder = page, page.partition("?")[0]
    while link := re.search(rb'<a[^>]*rel="next"[^>]*>', visitor.get(page)[0]):
        href = re.search(rb'href="([^"]+)"', link[0])[1].decode().replace("&amp;", "&")
        here, page = page, folder + href if href.startswith("?") else href
    return here


def details(house):
    """The dossier, a member, a circle, a contract… and the public pages at each size."""
    return _measured(house, one_of_each, goal=3.0, most_queries=12)


def one_of_each(size, house):
    number, person, call = house.examples(size)
    return (
        ("dossier", f"/candidatures/{number}/", f"/_bare/candidatures/{number}/"),
        ("membre", f"/membres/{person}/", f"/_bare/membres/{person}/"),
        ("registre, une vie", f"/registre/{person}/", f"/_bare/registre/{person}/"),
        ("cotisation", f"/cotisations/appels/{call}/", f"/_bare/cotisations/appels/{call}/"),
        ("cercle", "/cercles/1/", "/_bare/cercles/1/"),
        ("décision", "/decisions/1/", "/_bare/decisions/1/"),
        ("contrat", "/contrats/1/", "/_bare/contrats/1/"),
        ("tour de reprises", "/tours/1/", "/_bare/tours/1/"),
        *PUBLIC,
    )


def _measured(house, cases, *, goal, most_queries):
    rows = []
    for size in SIZES:
        house.fill(size)
        visitor = Visitor(house.session_of(FOUNDER, size))
        with house.server(size):
            for what, page, bare in cases(size, house) if callable(cases) else cases:
                pair = alternate(partial(visitor.get, page), partial(visitor.get, bare))
                body, headers = visitor.get(page)
                refuse_other_rows(page, body, visitor.get(bare)[0])
                queries = int(headers["X-Queries"])
                rows.append(
                    Row(what, size, pair.ours, pair.bare, pair.ratio, goal, queries, most_queries)
                )
    return rows


def growth(house):
    """P3: the same page on 10 000 and on 150 rows, two servers asked in turn."""
    small, large = SIZES[0], SIZES[-1]
    for size in (small, large):
        house.fill(size)
    visitors = {
        size: Visitor(house.session_of(FOUNDER, size), port=PORT + rank)
        for rank, size in enumerate((small, large))
    }
    rows = []
    with house.server(small, port=PORT), house.server(large, port=PORT + 1):
        both = (_every_page(size, house) + list(DESKS) for size in (small, large))
        pages = zip(*both, strict=True)
        for (what, here), (_, there) in pages:
            pair = alternate(
                partial(visitors[large].get, there), partial(visitors[small].get, here)
            )
            rows.append(
                Row(f"growth, {what}", "10 000 ÷ 150", pair.ours, pair.bare, pair.ratio, 1.3)
            )
    return rows


def hidden(house):
    """P15: what no query shows is the same with ten times as many rows."""
    counts = {}
    for size in SIZES[1:]:
        house.fill(size)
        visitor = Visitor(house.session_of(FOUNDER, size))
        with house.server(size, BENCH_HIDDEN="1"):
            for what, page in _every_page(size, house)[: len(LISTS)]:
                visitor.get(page)
                counts[what, size] = json.loads(visitor.get(page)[1]["X-Hidden"])
    rows = []
    for what, *_ in LISTS:
        less, more = (counts[what, size] for size in SIZES[1:])
        ratio = max(more.get(one, 0) / less.get(one, 1) for one in {*less, *more})
        said = [", ".join(f"{one[key]} {key}" for key in sorted(one)) for one in (more, less)]
        rows.append(Row(f"hidden work, {what}", "10 000 ÷ 1 000", *said, ratio, 1.0))
    return rows


def _every_page(size, house):
    return [(what, page) for what, page, _ in (*LISTS, *one_of_each(size, house))]


def refuse_other_rows(page, ours, bare):
    """A bare twin shows the rows of its page, in the same order, or measures nothing."""
    there = [int(key) for key in re.findall(rb"<li><span>(\d+)</span>", bare)]
    folder = page.partition("?")[0].encode()
    table = ours[max(ours.find(b"<tbody"), 0) :]
    here = [int(key) for key in re.findall(rb'href="%s(?:[a-z]+/)?(\d+)/"' % folder, table)]
    if len(there) > 1 and list(dict.fromkeys(here))[: len(there)] != there:
        raise SystemExit(f"{page} shows {here}, its bare twin {there}.")


def sensitivity(house):
    """P14: with 5 ms more on each statement, a list page loses 40 ms at most."""
    size, rows = SIZES[1], []
    house.fill(size)
    session = house.session_of(FOUNDER, size)
    quick, slow = (Visitor(session, port=PORT + rank) for rank in range(2))
    with house.server(size), house.server(size, port=PORT + 1, BENCH_SQL_DELAY_MS="5"):
        for what, page, _ in LISTS:
            pair = alternate(partial(slow.get, page), partial(quick.get, page))
            lost = pair.ours - pair.bare
            rows.append(
                Row(f"5 ms a statement, {what}", size, f"{lost:.0f} ms", "40 ms", lost / 40, 1)
            )
    return rows


def weight(house):
    """P12: what a first visit carries, compressed, as a share of its budget in kilobytes."""
    size = SIZES[0]
    house.fill(size)
    visitor = Visitor(house.session_of(FOUNDER, size))
    carried = {}
    with house.server(size):
        for what, page, _ in (*LISTS, *one_of_each(size, house)):
            body, _ = visitor.get(page)
            carried[f"HTML, {what}"] = (len(gzip.compress(body)), 40)
            if what in ("candidatures", "accueil public"):
                for kind, budget in BUDGETS.items():
                    files = sorted(set(re.findall(WORN[kind], body.decode())))
                    weights = [len(visitor.get(file, compressed=True)[0]) for file in files]
                    carried[f"{kind}, {what}"] = (sum(weights), budget)
    return [
        Row(what, size, f"{size_of / 1000:.1f} kB", f"{budget} kB", size_of / 1000 / budget, 1)
        for what, (size_of, budget) in carried.items()
    ]
