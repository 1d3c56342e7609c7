"""A round as somebody looks at it: the whole for all, each their own, and to the cent for a few."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import BigIntegerField, Exists, OuterRef

from contributions.chart import OWED
from contributions.models import Discernment, Hardship, Share, Transfer
from contributions.permissions import (
    discerns_hardship,
    reads_books,
)
from contributions.rounds import comparing
from contributions.rounds.frozen import base_of, digest_of, taking_part
from contributions.rounds.gestures import Gestures
from contributions.rounds.promised import departures
from contributions.rounds.sources import envelope_of, guards
from contributions.rounds.wanted import said, shares_of, unshared, way_of
from contributions.rounds.working import in_euros
from contributions.states import HardshipState, RoundState, Rule, SourceKind, TransferState
from coopstudio.french.money import euros
from coopstudio.french.typography import plural
from coopstudio.prepared import Given, prepared
from members.models import Person

STEPS = [
    (RoundState.COMPUTED, "Calculé", "Calculer"),
    (RoundState.CONSENTED, "Consenti", "Faire décider"),
    (RoundState.POSTED, "Comptabilisé", "Comptabiliser"),
    (RoundState.SENT, "Remis à la banque", "Remettre à la banque"),
    (RoundState.PAID, "Payé", "Payé"),
]
BEFORE = (RoundState.DRAFT, RoundState.COMPUTED, RoundState.CONSENTED)
ROUND = Given("round", BigIntegerField())
OPEN = [Rule.PRO_RATA, Rule.OLDEST, Rule.EQUAL]


@prepared
def _shares_of():
    going = Transfer.objects.filter(share=OuterRef("pk")).exclude(state=TransferState.RETURNED)
    found = Share.objects.filter(round=ROUND)
    found = found.select_related("contract__account", "contract__person")
    found = found.defer("contract__person__search")
    return found.annotate(is_under_way=Exists(going)).order_by("rank")


@prepared
def _entrusted():
    """What somebody trusts this person with, in this round: one is enough."""
    theirs = Discernment.objects.filter(by=Given("person", BigIntegerField()))
    return theirs.filter(hardship__round=ROUND).values_list("pk")[:1]


@dataclass(frozen=True)
class Mine:
    """What a round is for one apport of whoever looks."""

    contract: int
    reference: str
    outstanding: int
    share: object
    is_out: bool
    hardship: object

    @property
    def working(self):
        return in_euros(self.share.fraction)


class RoundPage(Gestures):
    """One round, for a viewer at an hour; ``as_circle``: as a member without apport reads it."""

    def __init__(self, tour, viewer, *, now, as_circle=False):
        self.tour, self.viewer, self.now, self.as_circle = tour, viewer, now, as_circle
        self.answers_for_books = reads_books(viewer)

    # --- the whole ---

    @property
    def lead(self):
        """Where it stands, in a sentence."""
        count = len(self.parts)
        what = f"{euros(self.envelope)} à partager entre {count} apport{plural(count)}"
        given = f"{euros(sum(one.cents for one in self.shares))}"
        return {
            RoundState.DRAFT: "L’enveloppe se prépare : rien n’est figé, tout peut encore changer.",
            RoundState.COMPUTED: f"{what}. {self._unshared}{self._deciding}",
            RoundState.CONSENTED: f"{what}. {self._posting}",
            RoundState.POSTED: f"{given} sont dus, écrits dans les comptes. Il reste à les virer.",
            RoundState.SENT: f"{given} sont dus ; des virements sont à la banque.",
            RoundState.PAID: f"{given} sont rendus : tout est payé.",
            RoundState.CANCELLED: "Ce tour est annulé : chaque droit est ce qu’il était avant.",
        }[self.tour.state]

    @property
    def _unshared(self):
        return unshared(self.envelope, self.shares)

    @property
    def _deciding(self):
        if self.is_carried:
            return f"La proposition est devant le cercle {self.tour.proposal.circle.name}."
        return "C’est calculé ; un cercle doit en décider."

    @property
    def _posting(self):
        if self.tour.posted_by:
            return f"{self.tour.posted_by} a relu et signé ; une autre personne confirme."
        return "La règle est consentie ; il reste à comptabiliser, à deux."

    @cached_property
    def sources(self):
        """Profits first, then what was returned, then the rest."""
        order = list(SourceKind).index
        return sorted(self.tour.sources.all(), key=lambda one: (order(one.kind), one.pk))

    @cached_property
    def envelope(self):
        return envelope_of(self.tour)

    @property
    def bars(self):
        """(x, width, is an advance or another resource) of each source in the bar, in percent."""
        at = 0
        for one in self.sources:
            wide = 100 * one.cents / self.envelope
            yield f"{at:.2f}%", f"{wide:.2f}%", one.kind
            at += wide

    @cached_property
    def fresh(self):
        """The base as the books tell it at this hour."""
        return base_of(self.tour)

    @cached_property
    def rows(self):
        return self.fresh if self.tour.base is None else self.tour.base

    @property
    def parts(self):
        return taking_part(self.rows)

    @property
    def owed(self):
        return sum(row["outstanding"] for row in self.parts)

    @property
    def owed_figures(self):
        return comparing.figures(self.owed)

    @property
    def served(self):
        """How many apports this round gives something to."""
        return sum(one.cents > 0 for one in self.shares)

    @property
    def letting_pass(self):
        return len({row["person"] for row in self.rows if row["is_out"]})

    @property
    def fingerprint(self):
        """Its first figures, by fours."""
        return " ".join(self.tour.digest[at : at + 4] for at in range(0, 16, 4))

    @cached_property
    def has_moved(self):
        """Did something move since it was computed?"""
        if not self.tour.digest:
            return False
        if digest_of(self.tour, self.fresh) != self.tour.digest:
            return True
        wanted = shares_of(self.tour, self.fresh, self.envelope)
        return said(wanted) != said(self.shares)

    @cached_property
    def guards(self):
        """Those that hold are told too, but an envelope that holds something need not say so."""
        if self.tour.state not in BEFORE or not self.answers_for_books:
            return []
        first, *others = guards(self.tour, self.rows, self.terms)
        return others if first.holds else [first, *others]

    @property
    def walls(self):
        """What keeps this round from being computed, for who would compute it."""
        if not self.rows:
            return ["rien ne reste à reprendre à cette date"]
        return [one.words for one in self.guards if not one.holds]

    @cached_property
    def departures(self):
        """What signed contracts say, and this round does not: for who prepares it."""
        is_told = self.sees_amounts and self.tour.state in BEFORE
        return departures(self.tour, self.rows) if is_told else ""

    @property
    def steps(self):
        """(name, is it done, is it the next one)."""
        reached = [state for state, _, _ in STEPS]
        here = reached.index(self.tour.state) if self.tour.state in reached else -1
        for rank, (_, done, ahead) in enumerate(STEPS):
            yield (done if rank <= here else ahead), rank <= here, rank == here + 1, rank + 1

    @cached_property
    def shares(self):
        return _shares_of(round=self.tour.pk)

    @property
    def writing(self):
        """The lines of the entry to come: (account, its words, debit, credit)."""
        for one in self.shares:
            if one.cents:
                figures = comparing.figures(one.cents)
                yield one.contract.account.number, f"{one.contract.account.name}", figures, ""
                yield OWED, f"Dû, {one.contract.reference}", "", figures

    # --- the rules ---

    @property
    def sees_amounts(self):
        return self.answers_for_books and not self.as_circle

    @cached_property
    def is_trusted(self):
        """Is the viewer one of the two whom somebody chose?"""
        if not discerns_hardship(self.viewer):
            return False
        return bool(_entrusted(round=self.tour.pk, person=self.viewer.pk))

    @cached_property
    def columns(self):
        rules = list(OPEN)
        chosen = self.tour.rule == Rule.HARDSHIP and self.sees_amounts
        if chosen or (self.is_trusted and not self.as_circle):
            rules.append(Rule.HARDSHIP)
        ways = [way_of(self.tour, self.envelope, rule=rule) for rule in rules]
        return comparing.columns(self.tour, self.rows, ways)

    @property
    def table(self):
        names = {one.contract.person_id: f"{one.contract.person}" for one in self.shares}
        if missing := {row["person"] for row in self.rows} - names.keys():
            names |= {one.pk: f"{one}" for one in Person.objects.filter(pk__in=missing)}
        return comparing.by_contract(self.rows, self.columns, names)

    @property
    def groups(self):
        return comparing.by_group(self.rows, self.columns)

    @property
    def odd_cents(self):
        """How many odd cents the chosen rule gave."""
        return sum(one.has_odd_cent for one in self.shares)

    # --- one's own ---

    @cached_property
    def mine(self):
        own = [row for row in self.rows_with_opt_outs if row["person"] == self.viewer.pk]
        if not own:
            return []
        shares = {one.contract_id: one for one in self.shares}
        theirs = Hardship.objects.filter(round=self.tour, contract__person=self.viewer)
        asked = {one.contract_id: one for one in theirs}
        return [
            Mine(
                row["contract"], row["reference"], row["outstanding"],
                shares.get(row["contract"]), row["is_out"], asked.get(row["contract"]),
            )
            for row in own
        ]  # fmt: skip

    @property
    def rows_with_opt_outs(self):
        """The frozen rows; who let it pass since then is told of it."""
        return (
            self.fresh if self.tour.state in (RoundState.DRAFT, RoundState.COMPUTED) else self.rows
        )

    @property
    def to_read(self):
        """What somebody trusts the viewer with, unread or read."""
        if not self.is_trusted:
            return []
        theirs = Discernment.objects.filter(hardship__round=self.tour, by=self.viewer)
        return theirs.exclude(hardship__state=HardshipState.WITHDRAWN).select_related("hardship")
