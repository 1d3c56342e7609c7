"""The learning mode: at each step, what may be said there, for whoever wishes to read it (4.12)."""

import re

import pytest

from governance.learning import STEPS, said_at
from governance.models import LearningMode
from governance.states import ElectionState, ProposalState, RoundKind
from tests.governance.factories import people_of
from tests.governance.meetings import living
from tests.members.factories import person

pytestmark = pytest.mark.django_db
NEVER = re.compile(
    r"\b(vot\w*|candidat\w*|majorit\w*|veto|abst\w*|supérieur\w*|inférieur\w*)\b", re.I
)


def choose(client, is_on, back="/"):
    return client.post("/apprentissage/", {"aide": "oui" if is_on else "non", "retour": back})


def test_every_step_where_somebody_speaks_has_its_words():
    spoken = {*RoundKind.values, *ElectionState.values[1:8], *ProposalState.values[3:8]}

    assert [one for one in spoken if said_at(one) is None] == []


def test_only_words_of_the_method_are_used():
    said = " ".join(f"{one.name} {one.may} {' '.join(one.frames)}" for one in STEPS.values())

    assert NEVER.findall(said) == []


def test_in_the_room_one_gesture_shows_it_and_one_hides_it(client, time_machine):
    time_machine.move_to(living.after(1), tick=False)
    meeting = living.opened()
    living.a_round(meeting)
    first, second = people_of(meeting.circle)[:2]
    room = f"/reunions/{meeting.pk}/seance/"
    client.force_login(first)
    assert "Ce qui m’aiderait à être là" not in client.get(room).content.decode()

    answer = choose(client, True, room)

    assert answer.url == room
    assert "Ce qui m’aiderait à être là" in client.get(room).content.decode()
    client.force_login(second)
    assert "Ce qui m’aiderait à être là" not in client.get(room).content.decode()
    client.force_login(first)
    choose(client, False, room)
    assert LearningMode.objects.count() == 0


def test_twice_is_once_and_no_other_house_is_gone_to(client):
    client.force_login(people_of(living.a_circle())[0])

    choose(client, True)

    assert choose(client, True, "https://ailleurs.example/").url == "/"
    assert LearningMode.objects.count() == 1


def test_a_stranger_chooses_nothing(client):
    client.force_login(person())

    assert choose(client, True).status_code == 404
