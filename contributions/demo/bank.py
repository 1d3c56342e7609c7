"""The account of the association in the demonstration, and what its bank said yesterday."""

from io import BytesIO

from django.utils import timezone

from contributions.actions import bank, matching
from contributions.bank.guesses import Guesser
from contributions.demo.payments import ARRIVED, apport
from contributions.demo.people import person
from contributions.models import BankAccount, Entry, Operation, Receipt

OURS = "FR7630006000011234567890189"
HEAD = "Date;Libellé;Tiers;Débit;Crédit"
NEW = [
    # days ago, words, who, out, in: nobody has said yet what these are
    (-2, "VIR {reference}", "O. D'Almeida", "", "500,00"),
    (-2, "VIR PERRIN N.", "N. Perrin", "", "60,00"),
    (-1, "COTISATION COMPTE ASSOCIATION", "", "3,20", ""),
]


def plan(world):
    world.plan(world.moment("-47 09:10"), _open)
    rows = [(world.day(day), *said) for day, *said in NEW]
    world.plan(world.moment("-1 17:30"), _import, rows=rows)


def _open(*, at):
    bank.open_bank(
        by=person("helene"), name="Compte courant", holder="Institut de Santé Sociale", iban=OURS,
        bic="", opened_on=timezone.localdate(at),
    )  # fmt: skip


def _import(*, at, rows):
    """The lines of what was written already, and three new ones; the first find their entry."""
    brought = apport("odile")
    reference = brought.reference if brought else "apport"
    told = [HEAD, *_known(), *(_row(day, said.format(reference=reference), *more)
                               for day, said, *more in rows)]  # fmt: skip
    content = "\n".join(told).encode()
    upload = BytesIO(content)
    upload.name, upload.size = "compte-courant.csv", len(content)
    bank.import_file(BankAccount.objects.get(iban=OURS), upload, by=person("helene"), at=at)
    waiting = list(Operation.objects.order_by("on", "pk"))
    guesser = Guesser(waiting)
    for line in waiting:
        for guess in guesser.of(line)[:1]:
            if guess.kind == "entry" and not guess.thing.operations.exists():
                matching.as_entry(line, entry=guess.thing, by=person("helene"), at=at)


def _known():
    """What the books say that the bank saw: transfers and cheques of apports, the advance."""
    pieces = {piece for _, _, _, means, piece in ARRIVED if means != Receipt.Means.CASH}
    entries = Entry.objects.filter(book_id="BQ", reversed_by=None, reverses=None)
    for entry in entries.order_by("on", "pk"):
        line = entry.lines.filter(account__number__startswith="512").first()
        if line and (entry.piece in pieces or entry.piece.startswith("Avance")):
            amount = f"{line.cents // 100},{line.cents % 100:02}"
            sides = ("", amount) if line.side == "D" else (amount, "")
            yield _row(entry.on, entry.piece.upper(), "", *sides)


def _row(day, words, who, out, into):
    return f"{day:%d/%m/%Y};{words};{who};{out};{into}"
