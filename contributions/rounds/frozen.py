"""The base of a round: what was outstanding of each contract, read in the books and frozen.

A receipt counts when it is dated up to the cut-off; whatever was taken back counts whatever its
day, so that nobody is given twice; and so does a right that passed on, on both sides: who holds it
now takes part for it (F8). An entry that was reversed counts no more, nor its reversal.
"""

import json
from hashlib import sha256

from django.db.models import BigIntegerField, DateField, DateTimeField, Exists, OuterRef

from contributions.models import Contract, Line, OptOut
from contributions.states import ContractState, Nature, Side
from coopstudio.prepared import Given, prepared

ARRIVES = (Nature.RECEIPT, Nature.IN_KIND)


def base_of(tour, *, but=None):
    """The rows of this round's base, by rank; for a posted one, as the books were just before.

    ``but``: an entry that is read as if it were not there.
    """
    contracts = {one.pk: one for one in _contracts(tour)}
    arrived, gone = _moved(_lines(tour, but), tour, contracts)
    rows = []
    for contract in sorted(contracts.values(), key=lambda one: _rank(one, contracts)):
        lots = _left(sorted(arrived.get(contract.pk, [])), gone.get(contract.pk, 0))
        if lots and _takes_part(contract, tour):
            rows.append({
                "contract": contract.pk, "reference": contract.reference,
                "person": contract.person_id, "outstanding": sum(cents for _, cents in lots),
                "rank": len(rows) + 1, "received_on": lots[0][0], "lots": lots,
                "is_out": contract.is_out,
            })  # fmt: skip
    return rows


def digest_of(tour, rows):
    """SHA-256 of the base and of its day, as one would write them down."""
    return sha256(written({"cut_off_on": f"{tour.cut_off_on}", "base": rows})).hexdigest()


def written(facts):
    """The one way to write these facts: the same facts are the same bytes (UTF-8 JSON)."""
    return json.dumps(
        facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    ).encode()


def taking_part(rows):
    """What is shared among: the rows of those who do not let this round pass."""
    return [row for row in rows if not row["is_out"]]


def total(rows):
    """T: what is outstanding of those who take part, in cents."""
    return sum(row["outstanding"] for row in taking_part(rows))


def came_since(share):
    """Cents that came after the base of a share that was just written."""
    return share.contract.balance.outstanding - (share.outstanding - share.cents)


def _contracts(tour):
    """Those in force by then that money or a thing ever moved, and those whose right they continue;
    of which nobody changed their mind, before the round was posted if it is."""
    given = {"round": tour.pk, "cut_off_on": tour.cut_off_on}
    if tour.entry_id is None:
        return _in_force(**given)
    return _in_force(True, **given, until=tour.entry.written_at)  # noqa: FBT003 (a shape)


@prepared
def _in_force(is_posted=False):  # noqa: FBT002 (a shape)
    until = Given("until", DateTimeField()) if is_posted else None
    found = Contract.objects.filter(in_force_on__lte=Given("cut_off_on", DateField()))
    out = OptOut.objects.filter(round=Given("round", BigIntegerField()), contract=OuterRef("pk"))
    left = Contract.objects.retracted(until=until)
    found = found.filter(Exists(Line.objects.filter(contract=OuterRef("pk"))))
    return found.exclude(pk__in=left).annotate(is_out=Exists(out)).order_by("pk")


def _takes_part(contract, tour):
    """Alive; for a posted round, alive when it was posted."""
    if tour.entry_id is None:
        return contract.state == ContractState.IN_FORCE
    return contract.ended_at is None or contract.ended_at > tour.entry.written_at


def _rank(contract, contracts):
    """The day of the first contract of the chain: a right passed on keeps its rank (F8)."""
    root = _root(contract, contracts)
    return root.in_force_on, root.year, root.number, contract.pk


def _root(contract, contracts):
    while contract.follows_id in contracts:
        contract = contracts[contract.follows_id]
    return contract


def _moved(lines, tour, contracts):
    """({contract: [(day, cents)…]}, {contract: cents}): what arrived, and what was taken back."""
    answered = {line["entry__reverses_id"] for line in lines} - {None}
    arrived, gone = {}, {}
    for line in lines:
        contract, nature = line["contract_id"], line["entry__nature"]
        if line["entry_id"] in answered or line["entry__reverses_id"]:
            continue
        if line["side"] == Side.DEBIT:
            gone[contract] = gone.get(contract, 0) + line["cents"]
        elif nature == Nature.TRANSMISSION or _came_by(line, tour):
            day = _day_of(line, contracts)
            arrived.setdefault(contract, []).append([f"{day}", line["cents"]])
    return arrived, gone


def _came_by(line, tour):
    return line["entry__nature"] in ARRIVES and line["entry__on"] <= tour.cut_off_on


def _day_of(line, contracts):
    """What was passed on is as old as the contract it comes from."""
    if line["entry__nature"] == Nature.TRANSMISSION and line["contract_id"] in contracts:
        return _root(contracts[line["contract_id"]], contracts).in_force_on
    return line["entry__on"]


def _lines(tour, but):
    """The lines of accounts 1034 but openings; before the round's own entry, once it is posted."""
    given = {"rank": tour.entry.seal.rank} if tour.entry_id else {}
    given |= {} if but is None else {"but": but.pk}
    return _brought("rank" in given, "but" in given, **given)


@prepared
def _brought(is_posted=False, but_one=False):  # noqa: FBT002 (a shape)
    found = Line.objects.filter(account__number__startswith="1034")
    found = found.exclude(entry__nature=Nature.OPENING)
    if is_posted:
        found = found.filter(entry__seal__rank__lt=Given("rank", BigIntegerField()))
    if but_one:
        found = found.exclude(entry=Given("but", BigIntegerField()))
    return found.order_by("entry_id", "rank").values(
        "contract_id", "side", "cents", "entry_id", "entry__on", "entry__nature",
        "entry__reverses_id",
    )  # fmt: skip


def _left(lots, gone):
    """The oldest lots are taken back first."""
    left = []
    for day, cents in lots:
        taken = min(cents, gone)
        gone -= taken
        if cents > taken:
            left.append([day, cents - taken])
    return left
