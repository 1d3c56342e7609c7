"""What was said under a seal, and may not be read yet, or ever.

A seal opens when every seat has spoken, or at the end of the window. A round that was stopped
before stays sealed for ever: nobody reads it, and it stops nothing.
"""


def seal_is_open(opened, silent, *, at):
    """May what was said in this round be read? ``silent``: how many seats have not spoken."""
    if not opened.is_async or not silent:
        return True
    until = min(at, opened.voided_at) if opened.voided_at else at
    return until > opened.ends_at


def sealed_rounds(proposal, *, at):
    """The rounds of this proposal of which nothing may be read at that hour."""
    apart = proposal.rounds.filter(is_async=True)
    return [one for one in apart if not seal_is_open(one, one.seats.silent().count(), at=at)]
