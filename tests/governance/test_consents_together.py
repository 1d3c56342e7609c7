"""At the same second: thirty consents, an objection beside an adoption, two adoptions."""

from datetime import timedelta

import pytest

from governance.actions import consents
from governance.models import Decision, Objection
from governance.states import ProposalState
from tests.governance.factories import AT, circle
from tests.governance.test_consents import drafted, fresh, in_consent, seats
from tests.members.factories import member
from tests.together import together

SOON = AT + timedelta(minutes=9)
pytestmark = pytest.mark.django_db(transaction=True)


def says(seat, kind="consent"):
    def act():
        if kind == "consent":
            return consents.consent(seat, by=seat.person, at=SOON)
        return consents.object(
            seat, by=seat.person, at=SOON, words="Cela ferme la porte.", touches="Le but."
        )

    return act


def test_thirty_people_consent_at_the_same_second_and_there_is_one_decision():
    made = circle(people=[member(f"Prénom{one}", "Roux") for one in range(30)])
    proposal = in_consent(drafted(made))

    raised = together(*[says(seat) for seat in seats(proposal)])

    assert raised == []
    assert fresh(proposal).state == ProposalState.ADOPTED
    assert Decision.objects.count() == 1


def test_a_double_click_is_one_voice():
    seat = seats(in_consent())[0]

    assert together(says(seat), says(seat)) == []
    assert seat.positions.count() == 1


def test_an_objection_at_the_same_second_as_the_last_consent_is_never_lost():
    proposal = in_consent()
    first, second, third = seats(proposal)
    says(first)()
    says(second)()

    together(says(second, "objection"), says(third))

    heard = Objection.objects.exists()
    assert heard == (fresh(proposal).state == ProposalState.OBJECTIONS)
    assert heard != Decision.objects.exists()


def test_two_people_amend_at_once_and_each_version_has_its_number():
    proposal = drafted()
    acts = [
        lambda text=text: consents.amend(
            proposal, by=proposal.carrier, at=SOON, why="Mieux dit.", text=text
        )
        for text in ("Une autre phrase.", "Encore une autre.")
    ]

    assert together(*acts) == []
    assert [one.number for one in proposal.versions.order_by("number")] == [1, 2, 3]


def test_two_meetings_open_the_round_once():
    proposal = drafted()
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    lead = proposal.circle.members.order_by("pk")[1].person
    opened = consents.ask_to_skip(proposal, by=lead, at=AT)
    for seat in opened.seats.all():
        consents.agree(seat, by=seat.person, at=AT)

    together(*[lambda: consents.open_consent(proposal, by=lead, at=SOON)] * 2)

    assert proposal.rounds.open().filter(kind="consent").count() == 1
