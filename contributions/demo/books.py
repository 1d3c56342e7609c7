"""The books of the demonstration beside apports: a dividend, invoices, a gift, a proof."""

from django.utils import timezone

from contributions.actions import entries
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


def plan(world):
    for rank, (kind, day, cents, chosen, label, piece) in enumerate(LIVED):
        told = {"kind": kind, "cents": cents, "chosen": chosen, "label": label, "piece": piece}
        world.plan(world.moment(f"{day} 16:20"), _write, rank=rank, **told)
    world.plan(world.moment("-1 03:12"), _read_again)
    world.plan(world.moment("-1 18:40"), _confide)


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
