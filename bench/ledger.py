"""P8, P9, P13: posting with every guard, balances that stay flat, the whole ledger read again.

`python -m bench.ledger` is the same in a process that has Django: it prints a row to a line.
"""

import json
import os
import subprocess
import sys
import uuid
from datetime import UTC, date, datetime
from functools import cache

from bench import peer
from bench.clock import alternate, timed
from bench.house import VAR
from bench.million import MILLION, a_million
from bench.report import Row
from bench.writers import WRITERS, rates, writers

FEW, MANY = 10_000, 100_000
BESIDE = f", beside {FEW} lines"
SUMMED = "a trial balance"
DAY, AT = date(2027, 3, 1), datetime(2027, 3, 1, 9, tzinfo=UTC)
BANK, OWED = "51200000", "46880000"
CONTRACTS = 100
LINES_AT_ONCE = 20
ENTRY = """
    INSERT INTO contributions_entry (book_id, year_id, number, "on", piece, piece_on, label,
      validated_on, nature, source_key, written_at)
    VALUES (%s, %s, 0, %s, 'P', %s, 'Mesure', %s, %s, %s, %s) RETURNING id
"""
LINES = """
    INSERT INTO contributions_line (entry_id, rank, account_id, contract_id, side, cents)
    SELECT %s, row_number() OVER (), *
      FROM unnest(%s::text[], %s::bigint[], %s::text[], %s::bigint[])
"""


def ledger(house):
    """Ours beside raw SQL in a transaction with the same triggers, and beside django-hordak."""
    house.fill(0)
    environment = house.environment(0, DJANGO_SETTINGS_MODULE="bench.peer_settings")
    if place := peer.folder(VAR):
        environment["PYTHONPATH"] = os.pathsep.join([environment["PYTHONPATH"], str(place)])
    rows = _told(environment)
    few = {row["what"]: row["limit"] for row in rows if row["what"].endswith(BESIDE)}
    with a_million(house):
        far = _told(environment, "far")
    rows += [one | _beside(one, few[one["what"]]) for one in far]
    return [Row(**row) for row in rows]


def _told(environment, *words):
    done = subprocess.run(
        [sys.executable, "-m", "bench.ledger", *words],
        env=environment, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.splitlines() if line[:1] == "{"]


def _beside(told, limit):
    return {"limit": limit, "ratio": told["ours"] / limit, "goal": 1.3}


# --- in a process that has Django ---


def measured():
    """Each row of the table, as what makes it."""
    world = _World()
    few = world.filled(FEW)  # first: PostgreSQL plans for empty tables what it then keeps
    yield from world.posting()
    yield from world.posting_together()
    yield from world.a_round()
    many = world.filled(MANY)
    yield from world.flat(few, many)
    yield from world.read_again()


class _World:
    """A year, a hundred contracts in force, and lines by the thousand."""

    def __init__(self):
        from django.db import connection  # noqa: PLC0415 (needs Django)

        from contributions.actions.accounts import open_books  # noqa: PLC0415
        from contributions.models import FiscalYear  # noqa: PLC0415

        with connection.cursor() as cursor:  # what is repaid here, no round decided
            cursor.execute("SET coop.owner_says = 'reading again'")
        open_books()
        self.year, _ = FiscalYear.objects.get_or_create(
            code="2027", defaults={"starts_on": date(2027, 1, 1), "ends_on": date(2027, 12, 31)}
        )
        *self.contracts, self.apart = [self._contract(rank) for rank in range(CONTRACTS + 1)]
        if not self.apart.lines.exists():
            _raw_entry("receipt", [(BANK, None, "D", 500_00), (*self._own(self.apart), 500_00)])

    def posting(self):
        """One entry of two lines, one transaction."""
        pair = alternate(_ours, _raw, rounds=200)
        yield self._rate("an entry through its action, beside raw SQL", 2, pair)
        if peer.is_here():
            peer.prepared()
            pair = alternate(_ours, peer.transfer, rounds=200)
            what = "an entry through its action, beside a transfer of django-hordak"
            yield self._rate(what, 2, pair) | {"goal": 1}

    def posting_together(self):
        """The same by eight processes at once, entries a second: they queue for one chain."""
        with writers() as pool:
            found = rates(pool, [name for name in ACTS if name != "hordak" or peer.is_here()])
        ours = found.pop("ours")
        for name, goal in (("raw SQL", 0.5), ("hordak", 1)):
            if name in found:
                yield {
                    "what": f"entries by {WRITERS} writers at once, beside {name}", "size": WRITERS,
                    "ours": f"{ours:.0f} /s", "limit": f"{found[name]:.0f} /s",
                    "ratio": ours / found[name], "goal": goal, "at_least": True,
                }  # fmt: skip

    def a_round(self):
        """One entry that touches a hundred contracts."""
        for contract in self.contracts:
            _raw_entry("receipt", [(BANK, None, "D", 500_00), (*self._own(contract), 500_00)])
        pair = alternate(self._round, self._raw_round, rounds=30)
        yield self._rate("a round over 100 contracts, beside raw SQL", 2 * CONTRACTS, pair)

    def filled(self, many):
        """Lines up to ``many``; returns what reading costs then."""
        from contributions.models import Line  # noqa: PLC0415

        for _ in range((many - Line.objects.count()) // LINES_AT_ONCE):
            legs = [(BANK, None, "D", 100), ("75411000", None, "C", 100)] * (LINES_AT_ONCE // 2)
            _raw_entry("misc", legs)
        self._analyze()
        return {name: alternate(act, act, rounds=30).ours for name, act in self._readings().items()}

    def far(self):
        """What reading costs with a million lines, but what sums them all."""
        for name, act in self._readings().items():
            if name != SUMMED:
                yield {
                    "what": f"{name}{BESIDE}", "size": MILLION,
                    "ours": alternate(act, act, rounds=30).ours,
                }  # fmt: skip

    def flat(self, few, many):
        for name in few:
            yield {
                "what": f"{name}{BESIDE}", "size": MANY, "ours": many[name],
                "limit": few[name], "ratio": many[name] / few[name],
                "goal": 1.3 if name != SUMMED else 12,
            }  # fmt: skip

    def read_again(self):
        from contributions.fec.reading import faults_of  # noqa: PLC0415
        from contributions.fec.writing import written  # noqa: PLC0415
        from contributions.verifying import verify  # noqa: PLC0415

        spent = timed(verify)
        yield {
            "what": "the whole ledger verified", "size": MANY, "ours": spent, "limit": "10 s",
            "ratio": spent / 10_000, "goal": 1,
        }  # fmt: skip
        file = alternate(
            lambda: sum(map(len, written(self.year))), self._bare_file, rounds=5, warm_up=1
        )
        checked = alternate(lambda: faults_of(self.year), self._bare_file, rounds=5, warm_up=1)
        for name, pair, goal in (("written", file, 4), ("written and checked", checked, 12)):
            yield {
                "what": f"the file of entries {name}, beside its bare lines", "size": MANY,
                "ours": pair.ours, "limit": pair.bare, "ratio": pair.ratio, "goal": goal,
            }  # fmt: skip

    def _bare_file(self):
        """The same rows, in the same order, joined by tabs and nothing more."""
        from django.db import connection  # noqa: PLC0415

        from contributions.fec.writing import BATCH  # noqa: PLC0415
        from contributions.fec.writing import LINES as ROWS  # noqa: PLC0415

        size = 0
        with connection.cursor() as cursor:
            cursor.execute(ROWS, [self.year.pk])
            while rows := cursor.fetchmany(BATCH):
                size += len("".join("\t".join(map(str, row)) + "\r\n" for row in rows).encode())
        return size

    def _readings(self):
        from contributions.apports.movements import Life  # noqa: PLC0415
        from contributions.books.balance import Balance  # noqa: PLC0415
        from contributions.books.journal import Journal  # noqa: PLC0415
        from contributions.books.periods import Whole  # noqa: PLC0415
        from contributions.models import ContractBalance  # noqa: PLC0415
        from contributions.treasury.asked import TOTALS, asked  # noqa: PLC0415

        return {
            "the balances of all contracts": lambda: list(ContractBalance.objects.all()),
            "the four figures of the treasury": lambda: asked(TOTALS),
            "a page of entries": lambda: Journal({}, today=DAY),
            "all that one apport lived": lambda: Life(self.apart),
            SUMMED: lambda: Balance(Whole(self.year)),
        }

    def _round(self):
        from contributions.actions.entries import credit, debit, post  # noqa: PLC0415

        legs = [
            leg
            for one in self.contracts
            for leg in (debit(one.account.number, 1, one), credit(OWED, 1, one))
        ]
        post(
            legs, by=None, at=AT, on=DAY, nature="repayment_decided", book_id="OD", piece="P",
            source_key=_key(), label="Mesure",
        )  # fmt: skip

    def _raw_round(self):
        legs = [
            leg
            for one in self.contracts
            for leg in ((one.account.number, one.pk, "D", 1), (OWED, one.pk, "C", 1))
        ]
        _raw_entry("repayment_decided", legs)

    def _own(self, contract):
        return contract.account.number, contract.pk, "C"

    def _contract(self, rank):
        """Signed by two, in force: the shortest way that the walls let through."""
        from django.db import transaction  # noqa: PLC0415

        from contributions.actions.accounts import account_of  # noqa: PLC0415
        from contributions.models import Contract, Signatory, Signature, Version  # noqa: PLC0415
        from members.models import Person  # noqa: PLC0415

        with transaction.atomic():
            mine, ours = (
                Person.objects.get_or_create(email=mail, defaults={"first_name": "Mesure"})[0]
                for mail in (f"apport-{rank}@exemple.fr", "signe@exemple.fr")
            )
            made = Contract.objects.create(year=2027, number=0, person=mine, committed=10_000_00)
            version = Version.objects.create(
                contract=made, number=1, clauses=[], facts={}, digest="a" * 64, issued_by=mine
            )
            for party, person in (("contributor", mine), ("association", ours)):
                signatory = Signatory.objects.create(
                    version=version, party=party, person=person, quality="x", mandate="x"
                )
                Signature.objects.create(signatory=signatory, way="online", digest="b" * 64)
            Contract.objects.filter(pk=made.pk).update(state="in_force", in_force_on=DAY)
        account_of(made)
        return made

    def _analyze(self):
        from django.db import connection  # noqa: PLC0415

        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def _rate(self, what, size, pair):
        return {
            "what": what, "size": size, "ours": pair.ours, "limit": pair.bare,
            "ratio": pair.bare / pair.ours, "goal": 0.5, "at_least": True,
        }  # fmt: skip


def _key():
    """Another one each time, in whatever process or run."""
    return f"bench:{uuid.uuid4()}"


@cache
def _year():
    from contributions.models import FiscalYear  # noqa: PLC0415 (needs Django)

    return FiscalYear.objects.get(code="2027").pk


def _ours():
    from contributions.actions.entries import credit, debit, post  # noqa: PLC0415

    post(
        [debit(BANK, 100), credit("75411000", 100)], by=None, at=AT, on=DAY, nature="misc",
        source_key=_key(), book_id="BQ", piece="P", label="Mesure",
    )  # fmt: skip


def _raw():
    _raw_entry("misc", [(BANK, None, "D", 100), ("75411000", None, "C", 100)])


def _raw_entry(nature, legs):
    from django.db import connection, transaction  # noqa: PLC0415

    with transaction.atomic(), connection.cursor() as cursor:
        facts = ["BQ", _year(), DAY, DAY, DAY, nature, _key(), AT]
        cursor.execute(ENTRY, facts)
        cursor.execute(LINES, [cursor.fetchone()[0], *map(list, zip(*legs, strict=True))])


ACTS = {"ours": _ours, "raw SQL": _raw, "hordak": peer.transfer}

if __name__ == "__main__":
    import django

    django.setup()
    for row in _World().far() if sys.argv[1:] == ["far"] else measured():
        print(json.dumps(row))
