"""What the signed contracts say of a round: it may depart from their rule, never in silence."""

from collections import Counter
from dataclasses import dataclass

from contributions.models import Contract, Signatory
from contributions.rounds.frozen import taking_part
from contributions.states import Rule
from coopstudio.french.money import euros
from coopstudio.french.typography import plural


@dataclass(frozen=True)
class Promised:
    """How a contract says that rounds are shared."""

    rule: str
    minimum: int = 0

    @property
    def words(self):
        words = Rule(self.rule).label
        return f"{words}, minimum {euros(self.minimum)}" if self.minimum else words


def promised_by(contracts):
    """{contract: Promised}, as their last version signed on both sides says; whose right passed on
    keeps the paper that it comes from. ``contracts``: keys."""
    said = _signed(contracts)
    if left := set(contracts) - set(said):
        before = dict(Contract.objects.values_list("pk", "follows_id"))
        root = {one: _first(one, before) for one in left}
        papers = _signed(root.values())
        said |= {one: papers.get(first) for one, first in root.items()}
    return {one: promised for one, promised in said.items() if promised}


def _signed(contracts):
    """{contract: what its last version signed on both sides says of a round; None if nothing}."""
    told = (
        Signatory.objects.signed().filter(version__contract__in=contracts)
        .order_by("version__number", "party")
        .values_list(
            "version__contract", "version", "version__facts__terms__rule",
            "version__facts__terms__minimum",
        )
    )  # fmt: skip
    sides, said = Counter(), {}
    for contract, version, rule, minimum in told:
        sides[version] += 1
        if sides[version] == 2:
            said[contract] = Promised(rule, minimum or 0) if rule else None
    return said


def departures(tour, rows):
    """In a sentence, which signed contracts this round does not follow; often nothing."""
    chosen = Promised(tour.rule, tour.minimum)
    parts = {row["contract"] for row in taking_part(rows)}
    others = Counter(one.words for one in promised_by(parts).values() if one != chosen)
    if not others:
        return ""
    told = " ; ".join(
        f"{many} contrat{plural(many)} signé{plural(many)} {'disent' if many > 1 else 'dit'} "
        f"« {words} »"
        for words, many in others.most_common()
    )
    return f"Ce tour se partage « {chosen.words} », et {told}."


def _first(contract, before):
    while before.get(contract):
        contract = before[contract]
    return contract
