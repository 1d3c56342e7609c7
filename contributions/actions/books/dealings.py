"""What a treasurer writes by hand: an event of the trade, or a free entry that balances."""

from django.db import transaction

from contributions.actions import early, lettering
from contributions.actions.entries import credit, debit, post
from contributions.books.dealings import NEVER, book_of, legs_of
from contributions.chart import THIRD_PARTIES
from contributions.models import Line
from contributions.states import Nature, Side
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


def _posted(legs, *, by, at, on, **more):
    accounts = [leg.account for leg in legs]
    if any(account.startswith(NEVER) for account in accounts):
        raise NotByHand
    with early.left_there(accounts):
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
