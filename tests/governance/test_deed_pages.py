"""The pages of actions, of what comes back with a role, and of the steps of a long change."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from governance.actions import rounds
from governance.models import Deed, Meeting, RoleTask
from governance.states import MeetingState, OfficeKind
from tests.governance import factories
from tests.governance.factories import FAR
from tests.members.factories import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle():
    return factories.circle(people=2)


@pytest.fixture
def fleur(circle, client):
    found = factories.people_of(circle)[0]
    client.force_login(found)
    return found


def deed(circle, person, **facts):
    facts = {"words": "Appeler la mairie", "due_on": timezone.localdate(), "by": person} | facts
    return Deed.objects.create(circle=circle, person=person, **facts)


def url(name, *args):
    return reverse(f"governance:{name}", args=args)


@pytest.mark.parametrize("many", [1, 30])
@pytest.mark.parametrize(("name", "most"), [("my_deeds", 8), ("circle_deeds", 13)])
def test_the_lists_cost_the_same_with_one_row_and_with_thirty(
    client, circle, fleur, name, most, many
):
    for _ in range(many):
        deed(circle, fleur)
        deed(circle, fleur, state="done", ended_at=timezone.now(), ended_by=fleur)
        factories.asked(circle, fleur)
    page = url(name, *([circle.pk] if name == "circle_deeds" else []))
    client.get(page)

    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200

    assert len(asked) <= most


def test_a_circle_sees_who_was_away_and_is_still_to_be_heard(client, circle, fleur):
    proposal = factories.proposal(circle, state="reserved")
    opened = factories.consent_round(factories.version(proposal))
    here, away = opened.seats.all()
    rounds.take_position(here, by=here.person, at=factories.AT, kind="consent")
    factories.entrust(fleur, circle, OfficeKind.LEADER, until=FAR)

    shown = client.get(url("circle_deeds", circle.pk)).context["shown"]

    assert ([one.person for one in shown.to_hear], shown.leader) == ([away.person], fleur)


def test_mine_are_told_by_how_near_they_are(client, circle, fleur):
    today = timezone.localdate()
    for days in (-2, 3, 60):
        deed(circle, fleur, due_on=today + timedelta(days=days))

    groups = client.get(url("my_deeds")).context["mine"].groups

    assert [(title, len(rows)) for title, rows in groups] == [
        ("En retard", 1),
        ("D’ici deux semaines", 1),
        ("Plus tard", 1),
    ]


def test_an_action_is_asked_done_and_taken_up(client, circle, fleur):
    other = factories.people_of(circle)[1]
    told = {"words": "Écrire au maire", "person": other.pk, "due_on": "2027-05-03"}

    client.post(url("new_deed", circle.pk), told)
    asked = Deed.objects.get()
    assert (asked.person, asked.by, asked.due_on) == (other, fleur, date(2027, 5, 3))

    client.force_login(other)
    client.post(url("deed_done", asked.pk), {"note": "C’est parti."})
    asked.refresh_from_db()
    assert (asked.state, asked.note) == ("done", "C’est parti.")

    client.post(url("deed_reopening", asked.pk))
    asked.refresh_from_db()
    assert asked.state == "open"


def test_what_was_typed_is_kept(client, circle, fleur):
    refused = client.post(url("new_deed", circle.pk), {"words": "Écrire au maire"})

    assert refused.status_code == 422
    assert "Erreur\u00a0:" in refused.text
    assert 'value="Écrire au maire"' in refused.text


def test_a_circle_lets_go_in_a_meeting_only(client, circle, fleur):
    other = factories.people_of(circle)[1]
    one = deed(circle, other)

    refused = client.post(url("deed_release", one.pk), {"note": "Sans objet."})
    assert refused.status_code == 422
    assert "en réunion" in refused.text

    now = timezone.now()
    Meeting.objects.create(
        circle=circle, at=now, place="Dijon", by=fleur, state=MeetingState.AGREED, opened_at=now
    )
    client.post(url("deed_release", one.pk), {"note": "Sans objet."})
    one.refresh_from_db()
    assert (one.state, one.note) == ("released", "Sans objet.")


def test_who_has_no_voice_there_reads_and_does_nothing(client, circle, fleur):
    one = deed(circle, fleur)
    client.force_login(member("Odile", "Faivre"))

    assert client.get(url("circle_deeds", circle.pk)).status_code == 200
    for name, key in [("new_deed", circle.pk), ("new_task", circle.pk), ("deed_release", one.pk)]:
        assert client.get(url(name, key)).status_code == 404
    assert client.post(url("deed_done", one.pk)).status_code == 404


def test_a_role_is_given_a_task_that_may_be_stopped(client, circle, fleur):
    role = circle.roles.create(name="Permanence")
    told = {"role": role.pk, "words": "Ouvrir le local", "every_days": 7, "next_on": "2027-05-03"}

    client.post(url("new_task", circle.pk), told)
    task = RoleTask.objects.get()
    assert (task.role, task.every_days) == (role, 7)

    client.post(url("task_end", task.pk))
    task.refresh_from_db()
    assert task.ended_on == timezone.localdate()


def test_steps_are_laid_moved_and_done_down_to_the_term(client, circle, fleur):
    made, step = factories.support(circle, [fleur])
    page = url("circle_steps", made.pk)

    late = client.post(page, {"words": "Signer", "due_on": (FAR + timedelta(days=1)).isoformat()})
    assert late.status_code == 422
    client.post(page, {"words": "Signer", "due_on": FAR.isoformat()})
    assert list(made.steps.values_list("rank", "words")) == [(1, "Relire"), (2, "Signer")]

    client.post(url("step_date", step.pk), {"due_on": "2026-12-24"})
    client.post(url("step_done", step.pk))
    step.refresh_from_db()
    assert (step.due_on, step.done_by) == (date(2026, 12, 24), fleur)

    client.post(url("step_done", step.pk), {"rouvrir": "1"})
    step.refresh_from_db()
    assert step.done_at is None


def test_only_a_support_circle_has_a_way(client, circle, fleur):
    assert client.get(url("circle_steps", circle.pk)).status_code == 404
