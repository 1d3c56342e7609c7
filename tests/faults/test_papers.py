"""Papers that are bombs: the press stops them, the pages do not feel it."""

import time

import pytest

from coopstudio.documents import api as documents
from coopstudio.documents.models import Document
from tests.applications.factories import call_version
from tests.faults.house import until
from tests.faults.visitors import Visitor, broken, flow, slowest
from tests.members.factories import member, person

pytestmark = pytest.mark.services
LONG = "Une phrase qui ne finit pas " * 360  # 10 000 characters


@pytest.mark.fault(29)
def test_a_paper_that_is_too_heavy_stops_alone(house, seen):
    call_version()
    someone, inside = person(), Visitor(house.port, member())
    house.open("web", "worker")
    asks = [lambda path=path: inside.get(path) for path in ("/accueil/", "/appel/")]
    flow(asks, rate=10, seconds=3)  # each process reads its templates once, bombs or not
    for name in (LONG * 10, LONG * 100, "x" * 1_000_000):
        documents.ask("tests.copy", someone, title=name[:100],
                      template="documents/sheet.html", name=name)  # fmt: skip
    begun = time.monotonic()
    for paper in Document.objects.all():
        house.ring_paper(paper.pk)

    answers = flow(asks, rate=10, seconds=15)
    until(lambda: not Document.objects.filter(state="asked", attempts=0).exists(), "all were tried",
          seconds=180)  # fmt: skip

    states = sorted(Document.objects.values_list("state", "attempts"))
    seen(f"{states} after {time.monotonic() - begun:.0f} s, "
         f"p95 {slowest(answers, 0.95) * 1000:.0f} ms")  # fmt: skip
    assert broken(answers) == []
    assert slowest(answers, 0.95) < 1
