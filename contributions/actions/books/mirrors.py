"""What stands in the books by mistake is answered by its mirror, each kind by its own gesture."""

from django.db import transaction

from contributions.actions import batches, early, goods_in, matching, transmissions, waivers
from contributions.actions.entries import AlreadyReversed, NeverReversed, reverse
from contributions.books.story import BY_HAND
from contributions.models import Lettering
from contributions.states import Nature, RoundState
from coopstudio.refusals import Refused

ELSEWHERE = {
    Nature.RECEIPT: "un versement se contre-passe depuis son reçu, sur la page de l’apport.",
    Nature.IN_KIND: "un bien se rend depuis la page de l’apport, tel quel ou après un changement "
    "d’avis.",
    Nature.REPAYMENT_DECIDED: "un tour s’annule depuis sa page, avant que ses virements partent.",
}
"""Where else a mistake is put right, or what answers it, for those that no mirror answers here."""

ANSWERS = (Nature.REPAYMENT_PAID, Nature.TRANSFER_RETURNED)
"""What the bank told of a transfer: undone, its line told something else, and waits again."""


class FromItsPage(Refused):
    """Something else would have to follow; its words say where."""

    def __init__(self, nature):
        super().__init__(f"Cette écriture ne se défait pas ici : {ELSEWHERE[nature]}")


class IsLettered(Refused):
    message = "Une de ses lignes est lettrée : défaites d’abord ce lettrage."


class FeedsARound(Refused):
    """A round that stands drew from it; one that was given up holds nothing."""

    def __init__(self, tour):
        way = (
            "retirez-la d’abord de ses ressources"
            if tour.state == RoundState.DRAFT
            else "elle ne se contre-passe plus tant qu’il n’est pas annulé"
        )
        super().__init__(f"Cette écriture nourrit le tour de reprises {tour} : {way}.")


def take_back(entry, *, by, at, on, label):
    """Answer an entry by its mirror, dated ``on``; ``label``: why. Returns the mirror."""
    if hasattr(entry, "reversed_by"):
        raise AlreadyReversed
    if entry.nature in (Nature.REVERSAL, Nature.OPENING):
        raise NeverReversed
    gestures = dict.fromkeys(BY_HAND, _by_hand) | {
        Nature.DEPRECIATION: goods_in.unwear,
        Nature.WAIVER: waivers.undo,
        Nature.REPAYMENT_PAID: batches.unpaid,
        Nature.TRANSFER_RETURNED: batches.arrived,
        Nature.RETURN_IN_KIND: goods_in.keep_here,
        Nature.TRANSMISSION: transmissions.undo,
    }
    if entry.nature not in gestures:
        raise FromItsPage(entry.nature)
    with transaction.atomic():
        mirror = gestures[entry.nature](entry, by=by, at=at, on=on, why=label)
        if entry.nature in ANSWERS:
            matching.release(entry, by=by)
    return mirror


def _by_hand(entry, *, by, at, on, why):
    """What was written by hand; a round that it feeds keeps it."""
    if Lettering.objects.filter(line__entry=entry).exists():
        raise IsLettered
    fed = entry.sources.exclude(round__state=RoundState.CANCELLED).select_related("round").first()
    if fed:
        raise FeedsARound(fed.round)
    with early.left_there(entry.lines.values_list("account_id", flat=True)):
        return reverse(entry, by=by, at=at, on=on, label=why)
