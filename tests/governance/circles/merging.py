"""Two circles on the point of becoming one, in a line."""

from datetime import date

from governance.actions import consents
from governance.actions.circles import proposing
from governance.models import Proposal
from governance.states import ProposalState
from tests.governance.factories import AT, consent_round, people_of

REVIEW = date(2027, 4, 1)


def proposed(closing, goes_on, *, at=AT, **facts):
    """Somebody of the circle that would close proposes it."""
    return proposing.merger(
        closing, goes_on, by=people_of(closing)[0], at=at, needs="Nous faisons deux fois la même "
        "chose.", review_on=REVIEW, goes_on=goes_on, **facts,
    )  # fmt: skip


def asked(proposal):
    """Others were heard, the round is open in each circle that must consent; every seat, in
    order."""
    proposal.concerns.filter(must_consent=False).update(heard_at=AT)
    Proposal.objects.filter(pk=proposal.pk).update(state=ProposalState.CONSENT)
    proposal.refresh_from_db()
    version = proposal.versions.get()
    concerned = [one.circle for one in proposal.concerns.filter(must_consent=True)]
    rounds = [consent_round(version, circle=one) for one in (proposal.circle, *concerned)]
    return [seat for opened in rounds for seat in opened.seats.all()]


def all_consent(seats, *, at=AT):
    for seat in seats:
        consents.consent(seat, by=seat.person, at=at)


def merged(closing, goes_on, *, at=AT, **facts):
    """Both circles consented to the end."""
    proposal = proposed(closing, goes_on, **facts)
    all_consent(asked(proposal), at=at)
    proposal.refresh_from_db()
    return proposal.decision
