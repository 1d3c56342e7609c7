"""What was said under a seal, and may not be read yet, or ever.

A seal opens when every seat has spoken, or at the end of the extension: a window that ends while
somebody is awaited is extended, and its seal holds meanwhile, whenever the clock passes. A round
that was stopped before stays sealed for ever: nobody reads it, and it stops nothing.
"""

from governance.models import Objection


def seal_is_open(opened, silent, *, at):
    """May what was said in this round be read? ``silent``: how many seats have not spoken."""
    if not opened.is_async or not silent:
        return True
    until = min(at, opened.voided_at) if opened.voided_at else at
    return opened.extended_to is not None and until > opened.extended_to


def sealed_rounds(proposal, *, at):
    """The rounds of this proposal of which nothing may be read at that hour."""
    apart = proposal.rounds.filter(is_async=True)
    return [one for one in apart if not seal_is_open(one, one.seats.silent().count(), at=at)]


def waiting_objections(proposal, *, at):
    """What was objected, may be read at that hour, and is not lifted."""
    waiting = Objection.objects.filter(round__proposal=proposal, ended_at=None)
    return waiting.exclude(round__in=sealed_rounds(proposal, at=at))


def is_sealed(opened, *, at):
    return not seal_is_open(opened, opened.seats.silent().count(), at=at)
