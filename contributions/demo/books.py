"""The books of the demonstration beside apports: a dividend, invoices, a gift, a proof."""

from datetime import date

from django.utils import timezone

from contributions.actions import entries, years
from contributions.actions.books import anchors, dealings, verifications
from contributions.books.dealings import DEALINGS
from contributions.chart import BANK
from contributions.demo.people import person
from contributions.models import Chain, FiscalYear

LIVED = [
    # kind, day, cents, chosen account, label, piece
    ("capital", -28, 1_000_00, "", "Libération du capital de la société", "Statuts, article 7"),
    ("dividende", -24, 600_00, "", "Dividende de la société", "Décision de l’associée"),
    ("facture", -21, 234_00, "62000000", "Expertise comptable", "F-881"),
    ("dividende-encaisse", -15, 600_00, "", "Dividende de la société", "Relevé 10"),
    ("depense", -11, 48_90, "61000000", "Assurance de l’atelier", "F-2026-118"),
    ("don", -8, 50_00, "", "Don manuel", "Relevé 11"),
    ("depense", -2, 8_90, "62700000", "Frais de tenue de compte", "Relevé 11"),
]


LAST_YEAR = [
    # kind, month, day, cents, chosen account, label, piece
    ("recette", 2, 9, 2_400_00, "75600000", "Cotisations de l’année", "Bordereau 1"),
    ("don", 5, 17, 6_500_00, "", "Don manuel", "Relevé 5"),
    ("depense", 6, 20, 186_40, "61000000", "Assurance de l’année", "F-2117"),
    ("recette", 9, 30, 1_500_00, "74000000", "Subvention de la commune", "Convention de juin"),
    ("depense", 10, 4, 412_75, "62000000", "Impression du livret", "F-3302"),
    ("depense", 12, 18, 36_00, "62700000", "Frais de tenue de compte", "Relevé 12"),
]


def plan(world):
    last = world.day(-79).year - 1
    world.plan(world.moment("-78 14:10"), _take_over, last=last)
    world.plan(world.moment("-77 17:40"), _close, last=last)
    for rank, (kind, day, cents, chosen, label, piece) in enumerate(LIVED):
        told = {"kind": kind, "cents": cents, "chosen": chosen, "label": label, "piece": piece}
        world.plan(world.moment(f"{day} 16:20"), _write, rank=rank, **told)
    world.plan(world.moment("-1 03:12"), _read_again)
    world.plan(world.moment("-1 18:40"), _confide)


def _take_over(*, at, last):
    """The accounts of the year before the house, from the old notebook."""
    years.open_year(
        by=person("helene"), at=at, code=f"{last}", starts_on=date(last, 1, 1),
        ends_on=date(last, 12, 31),
    )  # fmt: skip
    for rank, (kind, month, day, cents, chosen, label, piece) in enumerate(LAST_YEAR):
        dealings.write(
            DEALINGS[kind], by=person("helene"), at=at, on=date(last, month, day), cents=cents,
            money=BANK, chosen=chosen, source_key=f"demo:last:{rank}", label=label, piece=piece,
        )  # fmt: skip


def _close(*, at, last):
    entries.seal()
    years.close_year(FiscalYear.objects.get(code=f"{last}"), by=person("helene"), at=at)


def _write(*, at, rank, kind, cents, chosen, **words):
    day = timezone.localdate(at)
    if FiscalYear.objects.open().holding(day).exists():
        dealings.write(
            DEALINGS[kind], by=person("helene"), at=at, on=day, cents=cents, money=BANK,
            chosen=chosen, source_key=f"demo:books:{rank}", **words,
        )  # fmt: skip


def _read_again(*, at):
    """All is played in one transaction: what was posted is sealed first, as each day would."""
    entries.seal()
    verifications.read_nightly(at=at)


def _confide(*, at):
    entries.seal()
    if Chain.objects.exists():
        anchors.drop("Avant le conseil de décembre", by=person("helene"), at=at)
