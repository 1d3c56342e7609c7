"""P7: papers through our press, beside bare WeasyPrint on the same HTML.

`python -m bench.printing` is the same in a process that has Django: it prints a row to a line;
`python -m bench.printing 50` prints so many statements, and says how long they took.
"""

import json
import resource
import subprocess
import sys

from bench.clock import alternate, timed
from bench.report import Row

SIZE, MANY, FEW = 150, 100, 10
PAPERS = (
    ("PDF of an application", "applications.copy"),
    ("PDF of a contract", "contributions.contract_to_sign"),
    ("PDF of minutes", "governance.minutes"),
)
FLAT = 1.05


def papers(house):
    """Four papers one by one, then a hundred statements by one process and by two."""
    house.fill(SIZE)
    rows = [Row(**json.loads(line)) for line in _started(house).communicate()[0].splitlines()]
    alone = _printed(_started(house, MANY))
    both = [_started(house, MANY // 2) for _ in range(2)]
    together = max(_printed(one)["seconds"] for one in both)
    rate, twice = MANY / alone["seconds"], MANY / together
    said = (f"{each:.1f} /s" for each in (twice, rate))
    memory = [alone[f"memory_after_{count}"] for count in (MANY, FEW)]
    kept = (f"{each:.0f} MB" for each in memory)
    return [
        *rows,
        Row("statements by 2 processes, beside 1", MANY, *said, twice / rate, 1.8, at_least=True),
        Row(f"memory after {MANY} papers, beside {FEW}", MANY, *kept, memory[0] / memory[1], FLAT),
    ]


def _started(house, *words):
    """A process that has Django; it begins to print once it has warmed up."""
    return subprocess.Popen(
        [sys.executable, "-m", "bench.printing", *map(str, words)],
        env=house.environment(SIZE), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def _printed(process):
    told = json.loads(process.communicate()[0].splitlines()[-1])
    if process.returncode:
        raise SystemExit("A process that prints stopped.")
    return told


# --- in a process that has Django ---


def compared():
    """A row for each paper, as what makes it."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 (1 s, and only here)
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    from coopstudio.documents import rendering  # noqa: PLC0415

    fonts = FontConfiguration()
    style = CSS(filename=str(rendering.STYLE), font_config=fonts)

    def barely(page):
        HTML(string=page).write_pdf(stylesheets=[style], font_config=fonts, **rendering.OPTIONS)

    for what, page in _pages():
        pair = alternate(
            lambda page=page: rendering.as_pdf(page),
            lambda page=page: barely(page),
            rounds=20,
            warm_up=2,
        )
        yield {
            "what": what, "size": 1, "ours": pair.ours, "limit": pair.bare,
            "ratio": pair.ratio, "goal": 1.15,
        }  # fmt: skip


def printed(count):
    """Print so many statements; tell the seconds, and the megabytes after ten and after all."""
    from coopstudio.documents import rendering  # noqa: PLC0415

    page, told = _statement(), {}
    rendering.as_pdf(page)
    milliseconds = 0.0
    for rank in range(1, count + 1):
        milliseconds += timed(lambda: rendering.as_pdf(page))
        if rank in (FEW, count):
            used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            told[f"memory_after_{rank}"] = used
    return told | {"seconds": milliseconds / 1000}


def _pages():
    from coopstudio.documents.models import Document  # noqa: PLC0415
    from coopstudio.documents.press import as_page  # noqa: PLC0415

    for what, kind in PAPERS:
        paper = Document.objects.filter(kind=kind).order_by("asked_at").first()
        if paper is None:
            raise SystemExit(f"No paper of the kind {kind} in this database.")
        yield what, as_page(paper)
    yield "PDF of a statement", _statement()


def _statement():
    """The words of a statement of the year under way, which is then not kept."""
    from django.utils import timezone  # noqa: PLC0415

    from bench.inside import nothing_stays  # noqa: PLC0415
    from contributions.documents.statements import statement  # noqa: PLC0415
    from contributions.models import Contract, FiscalYear  # noqa: PLC0415
    from coopstudio.documents.press import as_page  # noqa: PLC0415

    contract = Contract.objects.filter(state="in_force").order_by("pk").first()
    with nothing_stays():
        year = FiscalYear.objects.order_by("starts_on").last()
        return as_page(statement(contract, year, at=timezone.now(), is_yearly=False))


if __name__ == "__main__":
    import django

    django.setup()
    if len(sys.argv) > 1:
        print(json.dumps(printed(int(sys.argv[1]))))
    else:
        for row in compared():
            print(json.dumps(row))
