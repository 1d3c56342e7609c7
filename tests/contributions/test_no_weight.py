"""Money weighs nothing: who brought a hundred times more may do exactly the same (4.6)."""

import re

import pytest
from django.apps import apps

from governance import permissions
from governance.college import college, has_a_voice, sits
from tests.contributions.factories import books, contract
from tests.governance.factories import TODAY, circle, meeting, people_of, proposal, version

pytestmark = pytest.mark.django_db
DOORS = re.compile(r'(?:href|action|formaction)="([^"]*)"|name="([^"]*)"')
OF_WEIGHT = {"weight", "poids", "shares", "voices", "voting_power", "rank_of_voice", "coefficient"}


@pytest.fixture
def here():
    """A circle of three; the first brings 20 000 €, the second 200 €."""
    made, _ = circle(), books()
    for one, euros in zip(people_of(made), (20_000, 200), strict=False):
        contract(euros * 100, person=one)
    return made


def gestures(client, person, address):
    """What this person may open, send or fill in there; a member's page is anybody's."""
    client.force_login(person)
    answer = client.get(address)
    found = ["".join(one) for one in DOORS.findall(answer.content.decode())]
    return answer.status_code, sorted(
        re.sub(r"^/membres/\d+/$", "/membres/…/", one) for one in found
    )


def test_two_members_identical_but_for_their_apports_have_the_same_rights(client, here):
    rich, poor, third = people_of(here)
    text = version(proposal(here, carrier=third, state="basket")).proposal
    meets, _item = meeting(here, by=third)
    pages = ["/cercles/", "/decisions/", "/reunions/", "/elections/"] + [
        one.get_absolute_url() for one in (here, text, meets)
    ]

    for may in (permissions.sees_governance, permissions.drops_tensions):
        assert may(rich) == may(poor)
    for asks in (has_a_voice, sits):
        assert asks(rich, here, on=TODAY) == asks(poor, here, on=TODAY)
    one, other, _third = college(here, on=TODAY)
    assert (one.standing, one.links, one.label) == (other.standing, other.links, other.label)
    for page in pages:
        assert gestures(client, rich, page) == gestures(client, poor, page)


def test_no_field_of_governance_holds_a_weight():
    fields = {one.name for model in apps.get_app_config("governance").get_models()
              for one in model._meta.get_fields()}  # fmt: skip

    assert fields & OF_WEIGHT == set()
