"""All that one apport shows of itself: to its contributor, to whoever answers for the books."""

from datetime import timedelta

from django.db.models import Q
from django.utils.functional import cached_property

from contributions.apports import things
from contributions.apports.movements import BROUGHT, TAKEN, Life
from contributions.apports.stages import stages
from contributions.apports.staircase import CUTS, Staircase
from contributions.apports.statement import last_share, rank_of, told
from contributions.models import (
    BankAccount,
    Contract,
    FiscalYear,
    Good,
    Pledge,
    RepaymentRound,
    Transmission,
)
from contributions.states import ContractState, Form, RoundState
from coopstudio.documents.models import Document
from coopstudio.french import dates
from coopstudio.french.money import euros

MOST = 60  # papers that a page shows
MONTH = timedelta(days=30)
UNDER_WAY = [RoundState.DRAFT, RoundState.COMPUTED]
TONES = {
    ContractState.ISSUED: "warning",
    ContractState.SIGNED: "warning",
    ContractState.IN_FORCE: "success",
}


def mine(person):
    """One's apports, the newest first, with what is left of each."""
    found = Contract.objects.of(person).select_related("balance")
    return list(found.order_by("-year", "-number"))


def together(found):
    """Apports as one: what is left is what was brought, less what was taken and given up or passed
    on. ``due``: what is counted as taken, and did not arrive yet. In cents."""
    balances = [one.balance for one in found]
    return {
        "left": sum(one.outstanding for one in balances),
        "brought": sum(one.received + one.taken_on for one in balances),
        "taken": sum(one.repaid + one.returned for one in balances),
        "others": sum(one.waived + one.passed_on for one in balances),
        "due": sum(one.due for one in balances),
    }


def promised(person):
    """What one promised and that is not a contract yet, the newest first."""
    found = Pledge.objects.filter(person=person).under_way().select_related("need")
    return list(found.order_by("-declared_at"))


class Apport:
    """A contract on a day. Reads its lines once; amounts in cents."""

    def __init__(self, contract, *, today):
        self.contract, self.today = contract, today
        self.balance = contract.balance
        self.life = Life(contract)
        self.is_thing = contract.form == Form.IN_KIND

    @cached_property
    def is_retracted(self):
        """Its contributor changed their mind, and what came is still to be given back."""
        waits = self.contract.state == ContractState.IN_FORCE
        return waits and self.contract.is_retracted

    @property
    def tone(self):
        if self.is_retracted:
            return "warning"
        return TONES.get(self.contract.state, "")

    @property
    def others(self):
        """What was given up, and what was passed on."""
        return self.life.waived + self.life.passed

    @property
    def undone(self):
        """The entries that were put right since."""
        return {one.undoes for one in self.life.movements if one.undoes}

    @cached_property
    def stages(self):
        return stages(self)

    @cached_property
    def instalments(self):
        if self.is_thing:
            return []
        return list(self.contract.instalments.filled().order_by("due_on", "pk"))

    @property
    def expected(self):
        """What is still awaited, the oldest first."""
        is_alive = self.contract.state == ContractState.IN_FORCE
        return [one for one in self.instalments if is_alive and not one.lapsed_at and one.missing]

    @property
    def awaits_money(self):
        """Whether a payment may still be written down."""
        is_alive = self.contract.state == ContractState.IN_FORCE and not self.is_retracted
        is_money = not self.is_thing and not self.contract.follows_id
        given_up = sum(one.cents for one in self.lapsed)
        left = self.contract.committed - self.balance.received - given_up
        return is_alive and is_money and left > 0

    @property
    def missing(self):
        return sum(one.missing for one in self.expected)

    @property
    def next_cents(self):
        """What the oldest instalment still misses."""
        return self.expected[0].missing if self.expected else 0

    @property
    def lapsed(self):
        return [one for one in self.instalments if one.lapsed_at]

    @cached_property
    def bank(self):
        """Where to pay what is awaited."""
        return BankAccount.objects.filter(closed_on=None).first() if self.missing else None

    @cached_property
    def tour(self):
        """The round that is being prepared, in which one may say a word; None otherwise."""
        under_way = RepaymentRound.objects.filter(state__in=UNDER_WAY)
        return under_way.order_by("year", "number").last()

    @cached_property
    def waivers(self):
        return list(self.contract.waivers.select_related("entry"))

    @property
    def wish(self):
        """A waiver that waits to be written, the last one; None otherwise."""
        open_ones = [one for one in self.waivers if not one.entry_id and not one.taken_back_at]
        return open_ones[-1] if open_ones else None

    @cached_property
    def passed(self):
        """To whom the right passed."""
        if not self.balance.passed_on:
            return []
        found = Transmission.objects.select_related("to__person", "contract__person")
        return list(found.filter(contract=self.contract, entry__reversed_by=None))

    @cached_property
    def things(self):
        if not self.is_thing:
            return []
        found = Good.objects.filter(pledge__contract=self.contract).exclude(entry=None)
        brought = {one.key: one.cents for one in self.life.movements}
        return [
            things.Thing(one, today=self.today, worth=brought[one.entry_id], written=one.written)
            for one in things.with_wear(found.select_related("entry"))
        ]

    @cached_property
    def rank(self):
        contract = self.contract
        if not contract.in_force_on:
            return None
        return rank_of(contract) if contract.follows_id else contract.rank

    @cached_property
    def why(self):
        """The formula of the last round; empty before the first."""
        share = last_share(self.contract) if self.balance.repaid else None
        return told(share) | {"round": share.round} if share else {}

    @cached_property
    def papers(self):
        """Every PDF about this apport, the newest first."""
        made, goods = self.contract, Good.objects.filter(pledge__contract=self.contract)
        about = {
            "contract": [made.pk],
            "version": made.versions.values("pk"),
            "receipt": made.receipts.values("pk"),
            "waiver": made.waivers.values("pk"),
            "share": made.shares.values("pk"),
            "good": goods.values("pk"),
            "transmission": Transmission.objects.filter(to=made).values("pk"),
        }
        return list(_papers(about).without_bytes().order_by("-asked_at", "-pk")[:MOST])

    @cached_property
    def years(self):
        """The exercices in which it lived: a statement may be asked for each, the last first."""
        if not self.life.movements:
            return []
        found = FiscalYear.objects.filter(
            ends_on__gte=self.life.movements[0].on, starts_on__lte=self.today
        )
        return list(found.order_by("-starts_on"))

    @cached_property
    def drawings(self):
        """The staircase in its two cuts; empty before anything came."""
        if not self.steps:
            return {}
        facts = {"today": self.today, "first": self.contract.in_force_on, "ahead": self.ahead}
        return {cut: Picture(Staircase(self.steps, cut=cut, **facts), self) for cut in CUTS}

    @cached_property
    def steps(self):
        """[(day, cents left)]: one for each day on which something moved."""
        by_day = {one.on: one.left for one in self.life.movements if one.on <= self.today}
        return sorted(by_day.items())

    @property
    def ahead(self):
        if self.contract.state != ContractState.IN_FORCE or not self.life.left:
            return []
        lived = self.today - (self.contract.in_force_on or self.today)
        return [(self.today + max(lived / 4, MONTH), "la suite")]

    @property
    def says(self):
        """The picture in words, for whoever does not see it."""
        told = [f"{euros(cents)} le {dates.short_day(day)}" for day, cents in self.steps]
        return "Ce qui reste à reprendre : " + ", ".join(told) + "."


class Picture:
    """A staircase and the words below it."""

    def __init__(self, stairs, apport):
        self.stairs = stairs
        self.labels = stairs.words(_told(apport))

    def __getattr__(self, name):
        return getattr(self.stairs, name)


def _told(apport):
    """[(day, words)] of the days that one remembers."""
    told = [(apport.contract.in_force_on, "contrat")] if apport.contract.in_force_on else []
    brought = [one for one in apport.life.movements if one.column == BROUGHT]
    if brought and brought[-1].on > brought[0].on and not apport.missing:
        told.append((brought[-1].on, "tout est versé"))
    elif brought:
        told.append((brought[-1].on, "versement"))
    told += [(one.on, "reprise") for one in apport.life.movements if one.column == TAKEN]
    return [one for one in told if one[0] <= apport.today] + apport.ahead


def _papers(about):
    wanted = Q()
    for kind, keys in about.items():
        wanted |= Q(subject_kind=f"contributions.{kind}", subject_id__in=keys)
    return Document.objects.filter(wanted)
