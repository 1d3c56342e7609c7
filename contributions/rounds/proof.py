"""The proof of a round: what was written, and the same worked again from the books; equal bytes."""

from contributions.rounds.frozen import base_of, digest_of, written
from contributions.rounds.sources import envelope_of
from contributions.rounds.wanted import shares_of


def proof_of(tour):
    """What the round says of itself, as bytes of JSON."""
    return written(_facts(tour, tour.base or [], tour.digest, tour.shares.order_by("rank")))


def worked_again(tour):
    """The same, worked anew: the base read in the books, the rule applied to it."""
    rows = base_of(tour)
    shares = shares_of(tour, rows, envelope_of(tour))
    return written(_facts(tour, rows, digest_of(tour, rows), shares))


def _facts(tour, rows, digest, shares):
    return {
        "round": f"{tour}", "cut_off_on": f"{tour.cut_off_on}", "rule": f"{tour.rule}",
        "minimum": tour.minimum, "envelope": envelope_of(tour), "base": rows, "digest": digest,
        "shares": [
            {
                "contract": one.contract_id, "rank": one.rank, "outstanding": one.outstanding,
                "cents": one.cents, "fraction": one.fraction, "odd": one.has_odd_cent,
            }
            for one in shares
        ],
    }  # fmt: skip
