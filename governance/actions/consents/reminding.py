"""Only those who are awaited are reminded: two days before the end, and on the last day."""

from datetime import timedelta

from governance import emails
from governance.actions.consents import steps
from governance.consents.unfolding.way import CATCHING_UP
from governance.states import ProposalState, RoundKind

LAST_DAY, NEAR = timedelta(days=1), timedelta(days=2)
LONG = timedelta(days=3)
"""A window that is shorter is reminded once only."""
RESERVE_DAYS = (2, CATCHING_UP.days)
"""After so many days, whoever is awaited on a text that is adopted under reserve is reminded."""


def remind(proposal, *, at):
    """Write to those who have not spoken, once for each of these days: a letter has one key."""
    for opened in proposal.rounds.open().exclude(kind=RoundKind.ASSENT):
        day = _day(opened, proposal, at=at)
        if day:
            for seat in steps.waited_for(opened).select_related("person", "round"):
                emails.consent_reminder(seat, day=day)


def _day(opened, proposal, *, at):
    """Which of the days of reminders it is, "" for none."""
    if opened.is_async:
        left = opened.ends_at - at
        is_long = opened.ends_at - opened.opened_at > LONG
        if timedelta(0) < left <= LAST_DAY:
            return f"j0-{opened.ends_at:%m%d}"
        return "j2" if is_long and LAST_DAY < left <= NEAR else ""
    if proposal.state != ProposalState.RESERVED:
        return ""
    passed = [one for one in RESERVE_DAYS if (at - proposal.moved_at).days >= one]
    return f"r{passed[-1]}" if passed else ""
