"""The six steps: told by their facts, on one page for everybody; none can be ticked."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.states import State
from coopstudio.french.dates import short_moment
from members.actions import skills
from members.models import LearningSession
from tests.applications.factories import application, draft
from tests.members.factories import cohort, founder, invitation, member, person, place, request
from tests.members.learning_factories import seat, session

pytestmark = pytest.mark.django_db


def steps_of(client, someone):
    """The six steps as this person sees them: [(looks, words of the fact)]."""
    client.force_login(someone)
    page = client.get(reverse("steps"))
    assert page.status_code == 200
    return page.context["steps"]


def words(steps):
    return [step["fact"].words for step in steps]


def current(steps):
    return [step["rank"] for step in steps if step["is_current"]]


def test_somebody_who_has_written_nothing_stands_at_the_first_step(client):
    steps = steps_of(client, person())

    assert current(steps) == [1]
    assert words(steps)[0] == "Vous n’avez pas encore écrit"


def test_a_draft_says_its_day_and_how_to_take_it_up(client):
    noemie = person()
    draft(person=noemie)

    first = steps_of(client, noemie)[0]["fact"]

    assert first.link == ("Le reprendre", reverse("applications:start"))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.SUBMITTED, "Bien arrivée"),
        (State.CROSSED, "En cours de lecture"),
        (State.DECIDED, "En cours de lecture"),  # nobody met, nothing is told yet
        (State.PAUSED, "En attente"),
    ],
)
def test_the_first_step_uses_the_persons_own_words(client, state, said):
    noemie = person()
    application(state, person=noemie)

    steps = steps_of(client, noemie)

    assert (words(steps)[0], current(steps)) == (said, [1])


@pytest.mark.parametrize(
    ("state", "said"),
    [(State.DECLINED, "Nous en restons là"), (State.WITHDRAWN, "Retirée à votre demande")],
)
def test_nothing_is_promised_after_a_candidature_that_stopped(client, state, said):
    noemie = person()
    application(state, person=noemie)

    first, second = steps_of(client, noemie)[:2]

    assert (first["fact"].words, second["fact"].words) == (said, "Pas pour le moment")
    assert second["fact"].more == [
        "Votre candidature s’est arrêtée : rien n’est attendu de vous. Vous pourrez nous écrire "
        "de nouveau."
    ]


def test_who_begins_again_reads_of_the_new_draft(client):
    noemie = person()
    application(State.DECLINED, person=noemie)
    draft(person=noemie)

    first, second = steps_of(client, noemie)[:2]

    assert first["fact"].link == ("Le reprendre", reverse("applications:start"))
    assert second["fact"].words == "Après la rencontre"


def test_somebody_invited_stands_at_the_second_step(client):
    noemie = person()
    application(State.INVITED, person=noemie)
    invitation(noemie, on=timezone.localdate())

    steps = steps_of(client, noemie)

    assert current(steps) == [2]
    assert steps[1]["fact"].link[1] == reverse("members:joining")


def test_a_member_stands_at_the_third_step_and_sees_the_group(client):
    lan = member()
    skills.say(lan, {"funding": "learn", "law": "learn", "finance": "teach"})
    place(lan)
    coming = timezone.now() + timedelta(days=9)
    seat(session(at=coming), lan)

    steps = steps_of(client, lan)

    assert current(steps) == [3]
    assert steps[3]["fact"].more == [
        f"Votre prochaine séance : « Lire un bilan », le {short_moment(coming)}."
    ]
    assert words(steps)[3] == (
        "Vous voulez apprendre : recherche de financements et droit et ressources humaines"
    )
    assert steps[2]["fact"].link[1] == reverse("members:group")


def test_nothing_that_has_no_fact_is_ever_done(client):
    steps = steps_of(client, founder())

    assert [step["fact"].done for step in steps] == [True, True, False, False, False, False]


def test_the_steps_take_no_post(client):
    client.force_login(member())

    assert client.post(reverse("steps")).status_code == 405


def test_the_home_of_each_says_where_they_stand(client):
    for someone in (person(), member()):
        client.force_login(someone)
        assert "Étape" in client.get(reverse("home")).content.decode()


def test_the_page_asks_little_of_the_base(client, django_assert_max_num_queries):
    client.force_login(member())

    with django_assert_max_num_queries(17):
        client.get(reverse("steps"))


def test_a_request_that_waits_is_told(client):
    noemie = person()
    request(noemie)

    assert words(steps_of(client, noemie))[1].startswith("Demande arrivée le ")


def test_the_group_and_what_was_learnt_are_done_by_their_facts(client):
    lan = member()
    place(lan, cohort=cohort(state="launched", launched_on=date(2026, 11, 2)))
    held = LearningSession.objects.create(
        title="Lire un bilan", craft="finance", about="Lire", place="Dijon", opened_by=lan,
        at=datetime(2026, 11, 10, 18, tzinfo=UTC), held_at=datetime(2026, 11, 11, 9, tzinfo=UTC),
    )  # fmt: skip
    before = [step["fact"].done for step in steps_of(client, lan)]
    held.seats.create(person=lan, attended=True)

    steps = steps_of(client, lan)

    assert before[2:4] == [True, False]
    assert words(steps)[2:4] == [
        "Le groupe est lancé depuis le 2 novembre 2026",
        "Une séance vécue le 10 novembre 2026 : « Lire un bilan »",
    ]
    assert current(steps) == [5]
