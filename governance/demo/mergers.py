"""Two circles that became one, as a story tells it: both consented to the same version."""

from datetime import timedelta

from governance.actions import consents
from governance.actions.circles import proposing
from governance.college import facilitator
from governance.demo.circles import circle, person
from governance.states import RoundKind


def plan(world, told):
    world.plan(world.moment(told["at"]), _merge, told=told, world=world)


def _merge(*, at, told, world):
    """It goes straight to consent, as each person of the circle that closes agrees."""
    closing, goes_on = circle(told["closing"]), circle(told["goes_on"])
    proposal = proposing.merger(
        closing, goes_on, by=person(told["by"]), at=at, needs=told["needs"], goes_on=goes_on,
        review_on=world.today + timedelta(days=told["review_on"]), more=told["more"],
    )  # fmt: skip
    consents.put_in_basket(proposal, by=proposal.carrier, at=at)
    for concern in proposal.concerns.filter(must_consent=False):
        who, words = told["heard"]
        consents.hear_circle(concern, by=person(who), at=at, words=words)
    lead = facilitator(closing, on=at.date())
    for seat in consents.ask_to_skip(proposal, by=lead, at=at).seats.all():
        consents.agree(seat, by=seat.person, at=at)
    for one in (closing, goes_on):
        lead = facilitator(one, on=at.date())
        consents.open_consent(proposal, by=lead, at=at, circle=one)
        opened = proposal.rounds.open().get(kind=RoundKind.CONSENT, circle=one)
        for seat in opened.seats.all():
            consents.consent(seat, by=seat.person, at=at)
