"""Ten exercices of apports: people come, a round a year by another rule, transfers that come back,
a right given up, one that passes on; each year closes on the one before, to the cent.

Nothing here asks the ledger what it holds: every cent is counted beside it, from what was done and
from the bytes of the file of entries alone.
"""

from collections import Counter, defaultdict
from datetime import date, datetime
from hashlib import sha256

import pytest

from contributions.actions import batches, payouts, rounds, transmissions, waivers, years
from contributions.actions.books import dealings
from contributions.apports.statement import Statement
from contributions.books.balance import Balance
from contributions.books.dealings import DEALINGS
from contributions.books.periods import Whole
from contributions.chart import BANK
from contributions.fec.reading import digest_at_closing, faults_of, outstanding_on
from contributions.fec.writing import ENCODING, written
from contributions.models import FiscalYear, Transmission
from contributions.states import Rule
from contributions.verifying import verify
from tests.contributions.factories import at_once, contract, received, signs_for_us
from tests.contributions.round_factories import IBANS, bank, terms
from tests.governance import factories as texts
from tests.governance.register_factories import decided
from tests.members.factories import PARIS, founder, member, treasurer

pytestmark = pytest.mark.django_db
FIRST, LAST = 2027, 2036
RULES = (Rule.PRO_RATA, Rule.OLDEST, Rule.EQUAL)
OWED, RESULT = "46880000", ("12000000", "12900000")


class Decade:
    """The association, and what each apport is owed, counted by hand. In cents."""

    def __init__(self, clock):
        self.clock, self.left, self.contracts = clock, Counter(), []
        self.helene = treasurer("Hélène", "Guyot", email="helene@exemple.fr")
        self.fleur = founder("Fleur", "Besson", email="fleur@exemple.fr")
        self.thomas = founder("Thomas", "Roux", email="thomas@exemple.fr")
        self.circle = texts.circle("Ressources", prefix="CR", people=[self.helene, self.fleur])
        terms(treasury_floor=0)
        whole = {"starts_on": date(FIRST, 1, 1), "ends_on": date(FIRST, 12, 31)}
        years.open_year(by=None, at=self.at(1, 4, FIRST), code=f"{FIRST}", **whole)
        bank()

    def at(self, month, day, year):
        moment = datetime(year, month, day, 10, 0, tzinfo=PARIS)
        self.clock.move_to(moment, tick=False)
        return moment

    def lives(self, year):
        """What comes in, what is shared, what is left, what passes on."""
        self.somebody_brings(year)
        self.the_company_gives(year)
        tour = self.a_part_goes_back(year)
        self.the_bank_answers(tour, year)
        if year % 3 == 0:
            self.somebody_gives_up(year)
        if year % 4 == 0:
            self.a_right_passes_on(year)

    def somebody_brings(self, year):
        """Sums that nothing divides, in two times."""
        cents = 1_000_00 + 33_33 * (year - FIRST) + 7
        at = self.at(2, 10, year)
        who = member("Alix", f"Numéro{year}", email=f"alix{year}@exemple.fr")
        made = contract(cents, person=who, in_force_on=at.date())
        self.account_of(who, at)
        for month, part in ((2, cents // 3), (4, cents - cents // 3)):
            on = self.at(month, 20, year)
            received(made, part, on=on.date(), at=on)
        self.left[made.pk] += cents
        self.contracts.append(made)

    def account_of(self, person, at):
        given = payouts.ask(
            person, by=person, at=at, holder=person.full_name, iban=IBANS["Alix"], proved_at=at
        )
        payouts.confirm(given, by=self.thomas, at=at, heard=given.iban[-4:])

    def the_company_gives(self, year):
        for rank, (key, cents) in enumerate(
            (("dividende", 401_01), ("dividende-encaisse", 401_01), ("avance", 10_03),
             ("don", 5_00 + year)), start=1,
        ):  # fmt: skip
            at = self.at(5, rank, year)
            dealings.write(
                DEALINGS[key], by=self.helene, at=at, on=at.date(), cents=cents, money=BANK,
                source_key=f"{key}:{year}", piece=key, label=f"{key} {year}",
            )  # fmt: skip

    def a_part_goes_back(self, year):
        """200,50 €, whatever the rule, and not a cent more: half of 401,01 € is 200,505 €."""
        at = self.at(6, 1, year)
        rule = RULES[year % len(RULES)]
        tour = rounds.prepare(by=self.helene, at=at, on=date(year, 5, 31), rule=rule)
        rounds.compute(tour, by=self.helene, at=at)
        rounds.propose(tour, self.circle, by=self.helene, at=at)
        tour.refresh_from_db()
        version = tour.proposal.versions.get()
        texts.everyone(texts.consent_round(version, at=at), at=at)
        rounds.consented(tour, decision=decided(version, on=at.date()), at=at)
        tour.refresh_from_db()
        rounds.post(tour, by=self.helene, at=at)
        tour = rounds.confirm(tour, by=self.fleur, at=at, on=at.date())
        assert sum(one.cents for one in tour.shares.all()) == 200_50
        self.left.subtract({one.contract_id: one.cents for one in tour.shares.all()})
        assert min(self.left.values()) >= 0
        return tour

    def the_bank_answers(self, tour, year):
        """All are paid; one transfer comes back, and leaves again the year after by nobody."""
        at = self.at(6, 10, year)
        batch = batches.make(tour, by=self.helene, at=at, on=date(year, 6, 20))
        batches.send(batch, by=self.fleur, at=at)
        on = self.at(6, 20, year)
        facts = {"by": self.helene, "at": on, "on": on.date()}
        batches.batch_paid(batch, source_key=f"lot:{batch.pk}", **facts)
        first = batch.transfers.order_by("pk").first()
        batches.returned(first, why="compte clos", source_key=f"retour:{first.pk}", **facts)
        self.due = getattr(self, "due", 0) + first.cents

    def somebody_gives_up(self, year):
        made = self.contracts[-1]
        cents = min(self.left[made.pk], 11_11)
        asked = waivers.ask(made, by=made.person, at=self.at(7, 1, year), cents=cents)
        at = self.at(7, 2, year)
        waivers.write_down(asked, by=self.helene, at=at, on=at.date())
        self.left[made.pk] -= cents

    def a_right_passes_on(self, year):
        """A death: two heirs, whose halves are not the same cent."""
        made = max(self.contracts, key=lambda one: self.left[one.pk])
        left, at = self.left[made.pk], self.at(8, 1, year)
        heirs = [member("Ayant", f"Droit{rank}-{year}") for rank in (1, 2)]
        halves = [left // 2, left - left // 2]
        passed = transmissions.pass_on(
            made, list(zip(heirs, halves, strict=True)), by=self.helene, at=at, on=at.date(),
            why=Transmission.Why.DEATH, deed="Acte de notoriété du 20 juillet",
        )  # fmt: skip
        self.left[made.pk] = 0
        for one, cents in zip(passed, halves, strict=True):
            self.left[one.to_id] = cents
            self.contracts.append(one.to)
            self.account_of(one.to.person, at)

    def closes(self, year):
        at_once()
        closed = FiscalYear.objects.get(code=f"{year}")
        assert faults_of(closed) == []
        return years.close_year(closed, by=self.helene, at=self.at(1, 15, year + 1))


@pytest.fixture
def decade(time_machine):
    signs_for_us()
    return Decade(time_machine)


def rows(year):
    """What the bytes of its file say: [{field: words}]."""
    heading, *lines = b"".join(written(year)).decode(ENCODING).split("\r\n")[:-1]
    return [dict(zip(heading.split("\t"), line.split("\t"), strict=True)) for line in lines]


def summed(lines):
    """{(account, third party): cents}, debit above zero, those that are not nil."""
    found = defaultdict(int)
    for line in lines:
        debit, credit = (int(line[name].replace(",", "")) for name in ("Debit", "Credit"))
        found[line["CompteNum"], line["CompAuxNum"]] += debit - credit
    return {key: cents for key, cents in found.items() if cents}


def passed_on(closing):
    """What a year must leave to the next one: its balance, its result on one account."""
    left = {key: cents for key, cents in closing.items() if key[0][0] < "6"}
    result = sum(cents for key, cents in closing.items() if key[0][0] in "67")
    if result:
        key = (RESULT[result > 0], "")
        left[key] = left.get(key, 0) + result
    return {key: cents for key, cents in left.items() if cents}


def test_ten_years_agree_to_the_cent(decade):
    told = {}
    for year in range(FIRST, LAST + 1):
        decade.lives(year)
        closed = decade.closes(year)
        the_books_say_what_was_counted(decade, closed)
        the_next_year_takes_over(closed)
        told[year] = digest_at_closing(closed)

    assert verify().wrong == []
    for year in FiscalYear.objects.exclude(closed_at=None):
        assert sha256(b"".join(written(year))).hexdigest() == told[year.starts_on.year]


def the_books_say_what_was_counted(decade, closed):
    held = summed(rows(closed))
    apports = -sum(cents for (account, _), cents in held.items() if account.startswith("1034"))
    due = -sum(cents for (account, _), cents in held.items() if account == OWED)
    statements = [Statement(one, closed).sums for one in decade.contracts]

    assert apports == sum(decade.left.values()) == outstanding_on(closed.ends_on)
    assert Balance(Whole(closed)).apports == apports
    assert due == decade.due
    assert [one["left"] for one in statements] == [decade.left[one.pk] for one in decade.contracts]
    for one in statements:
        assert one["left"] == one["brought"] - one["taken"] - one["waived"] - one["passed"]


def the_next_year_takes_over(closed):
    following = FiscalYear.objects.get(code=f"{closed.starts_on.year + 1}")
    opening = [line for line in rows(following) if line["JournalCode"] == "AN"]

    assert summed(opening) == passed_on(summed(rows(closed)))
    assert {line["EcritureDate"] for line in opening} == {f"{following.starts_on:%Y%m%d}"}
