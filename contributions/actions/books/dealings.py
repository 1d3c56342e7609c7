"""What a treasurer writes by hand: an event of the trade, or a free entry that balances."""

from datetime import timedelta

from django.db import transaction

from contributions.actions import early, lettering
from contributions.actions.entries import credit, debit, post
from contributions.books.dealings import NEVER, book_of, legs_of
from contributions.chart import THIRD_PARTIES
from contributions.models import Entry, Line
from contributions.states import Nature, Side
from coopstudio.db import one_at_a_time
from coopstudio.refusals import Refused

A_WHILE = timedelta(hours=1)
"""Within which the same entry, word for word, is another tab."""


class NotByHand(Refused):
    message = (
        "Les comptes 1034 et 4688 ne s’écrivent pas à la main : un apport bouge par son contrat, "
        "une reprise par son tour."
    )


class WrittenJustNow(Refused):
    """The same event, from another tab: two entries would say it twice."""

    def __init__(self, entry):
        super().__init__(
            f"Cette écriture vient d’être passée, mot pour mot : c’est {entry.book_id} "
            f"{entry.number}. Si c’en est une autre, dites-le par sa pièce ou son libellé."
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


@transaction.atomic
def _posted(legs, *, by, at, on, **more):
    accounts = [leg.account for leg in legs]
    if any(account.startswith(NEVER) for account in accounts):
        raise NotByHand
    _refuse_echo(legs, at=at, on=on, **more)
    with early.left_there(accounts):
        return post(legs, by=by, at=at, on=on, book_id=book_of(accounts), **more)


def _refuse_echo(legs, *, at, on, source_key, label, piece, **_others):
    """Raises WrittenJustNow. The same page sent twice (one ``source_key``) is no echo."""
    one_at_a_time("contributions.hand")
    said = Entry.objects.filter(on=on, label=label, piece=piece, written_at__gt=at - A_WHILE)
    mine = sorted((leg.account, f"{leg.side}", leg.cents) for leg in legs)
    for entry in said.filter(reversed_by=None).exclude(source_key=source_key):
        if sorted(entry.lines.values_list("account", "side", "cents")) == mine:
            raise WrittenJustNow(entry)


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
