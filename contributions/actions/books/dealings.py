"""What a treasurer writes by hand: an event of the trade, or a free entry that balances."""

from django.db import transaction

from contributions.actions import lettering
from contributions.actions.entries import credit, debit, post, reverse
from contributions.books.dealings import NEVER, book_of, legs_of
from contributions.chart import THIRD_PARTIES
from contributions.models import Lettering, Line
from contributions.states import Nature, RoundState, Side
from coopstudio.refusals import Refused


class NotByHand(Refused):
    message = (
        "Les comptes 1034 et 4688 ne s’écrivent pas à la main : un apport bouge par son contrat, "
        "une reprise par son tour."
    )


@transaction.atomic
def write(dealing, *, by, at, on, cents, source_key, money, chosen="", **words):
    """Post an event of the trade. ``words``: piece, label, piece_on.

    What answers exactly one line that waited (a dividend, an invoice) is lettered with it.
    """
    to, out = legs_of(dealing, money=money, chosen=chosen)
    entry = _posted(
        [debit(to, cents), credit(out, cents)], by=by, at=at, on=on, nature=dealing.nature,
        source_key=source_key, **words,
    )  # fmt: skip
    _letter_what_answers(entry, by=by)
    return entry


def write_freely(legs, *, by, at, on, source_key, **words):
    """Post an « opération diverse »: any accounts that balance, never those of an apport."""
    return _posted(legs, by=by, at=at, on=on, nature=Nature.MISC, source_key=source_key, **words)


class FromItsPage(Refused):
    message = (
        "Cette écriture vient d’un apport, d’un tour ou de la banque : elle se défait de là, pour "
        "que tout ce qui en dépend suive."
    )


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
    """Answer what was written by hand by its mirror; a round that it feeds keeps it."""
    if entry.nature not in (Nature.MISC, Nature.DIVIDEND):
        raise FromItsPage
    if Lettering.objects.filter(line__entry=entry).exists():
        raise IsLettered
    fed = entry.sources.exclude(round__state=RoundState.CANCELLED).select_related("round").first()
    if fed:
        raise FeedsARound(fed.round)
    return reverse(entry, by=by, at=at, on=on, label=label)


def _posted(legs, *, by, at, on, **more):
    accounts = [leg.account for leg in legs]
    if any(account.startswith(NEVER) for account in accounts):
        raise NotByHand
    return post(legs, by=by, at=at, on=on, book_id=book_of(accounts), **more)


def _letter_what_answers(entry, *, by):
    """Letter a line of a third party with the only line that it answers, if there is one."""
    for line in entry.lines.filter(lettering=None):
        if not line.account_id.startswith(THIRD_PARTIES):
            continue
        other = Side.CREDIT if line.side == Side.DEBIT else Side.DEBIT
        waiting = Line.objects.filter(
            account_id=line.account_id, contract=line.contract_id, side=other, cents=line.cents,
            lettering=None, entry__year=entry.year_id, entry__on__lte=entry.on,
        )[:2]  # fmt: skip
        if len(waiting) == 1:
            lettering.letter([line, *waiting], by=by, on=entry.on)
