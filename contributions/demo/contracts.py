"""The contracts of the demonstration: four in force, one to countersign, one to sign."""

from dataclasses import replace
from datetime import date, timedelta

from django.utils import timezone

from contributions.actions import contracts, signing, years
from contributions.contracts.facts import Said
from contributions.demo.needs import need
from contributions.demo.people import person
from contributions.demo.pledges import promise
from contributions.documents import paper_to_sign
from contributions.models import FiscalYear
from contributions.states import Party
from coopstudio.documents import press
from coopstudio.mail.models import Letter

WRITTEN = [
    # who, issued, signed, countersigned, born on, born in, address
    ("odile", -46, -44, -42, date(1961, 5, 8), "Beaune", "12, rue du Four, 21200 Beaune"),
    ("lan", -44, -43, -41, date(1994, 11, 2), "Lyon", "4, place Wilson, 21000 Dijon"),
    ("aicha.benali", -40, -38, -37, date(1988, 3, 4), "Chalon-sur-Saône",
     "27, rue aux Fèvres, 71100 Chalon-sur-Saône"),
    ("maheswaran", -31, -30, -29, date(1979, 7, 19), "Pondichéry", "8, rue Pasteur, 39100 Dole"),
    ("maylis.de-saint-romain", -8, -3, None, date(1983, 1, 27), "Autun",
     "2, rue de la Grange, 71400 Autun"),
    ("jean-baptiste.le-goff", -4, None, None, date(1972, 9, 14), "Brest",
     "31, avenue Carnot, 25000 Besançon"),
]  # fmt: skip
OURS = {"rna": "W212000000", "seat": "3, rue des Tilleuls, 21700 Nuits-Saint-Georges"}
QUALITY, MANDATE = "cofondatrice", "conseil d’administration du printemps, point 4"
PROOF = {"ip": "192.0.2.24", "user_agent": "Démonstration", "second_factor": False}


def plan(world):
    for name, issued, signed, ours, born_on, born_in, address in WRITTEN:
        said = Said(**OURS, born_on=born_on, born_in=born_in, address=address)
        world.plan(world.moment(f"{issued} 10:20"), _issue, name=name, said=said)
        if signed:
            world.plan(world.moment(f"{signed} 20:45"), _sign, name=name, party=Party.CONTRIBUTOR)
        if ours:
            world.plan(world.moment(f"{ours} 12:30"), _sign, name=name, party=Party.ASSOCIATION)
    for day in range(-7, 0):
        world.plan(world.moment(f"{day} 07:20"), _tend)


def _issue(*, at, name, said):
    """To the need of the promise; a promise to the whole project says which ones, in writing."""
    found = promise(name)
    if found.need is None:
        half = found.cents // 2
        needs = (need("Site et identité"), found.cents - half), (need("Prospection"), half)
        said = replace(said, needs=needs)
    contracts.issue(
        found, by=person("helene"), at=at, on=timezone.localdate(at),
        signs_for=person("fleur"), quality=QUALITY, mandate=MANDATE, said=said,
    )  # fmt: skip


def _sign(*, at, name, party):
    """On the screen, with the code of the letter, once the PDF is there."""
    open_the_year(at, by=person("helene"))
    version = promise(name).contract.versions.get()
    paper = paper_to_sign(version)
    press.produce(paper.pk)
    paper.refresh_from_db(fields=["sha256"])
    signatory = version.signatories.get(party=party)
    signing.send_code(signatory, by=signatory.person, at=at - timedelta(minutes=2))
    letters = Letter.objects.filter(kind="contributions.signing_code").order_by("pk")
    opened = {"opened_at": (at - timedelta(minutes=9)).isoformat()}
    signing.sign(
        signatory, by=signatory.person, at=at, name=signatory.person.civil_name,
        mention=version.facts["mentions"][party], code=letters.last().subject[:6],
        shown=paper.sha256, proof=PROOF | opened,
    )  # fmt: skip


def _tend(*, at):
    signing.tend(at=at)


def open_the_year(at, *, by):
    """Things enter the books when their contract enters into force."""
    day = timezone.localdate(at)
    if not FiscalYear.objects.open().holding(day).exists():
        years.open_year(
            by=by, at=at, code=f"{day.year}", starts_on=date(day.year, 1, 1),
            ends_on=date(day.year, 12, 31),
        )  # fmt: skip
