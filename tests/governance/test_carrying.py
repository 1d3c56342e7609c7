"""What was met elsewhere, and what two people do not say, come into the basket of a circle."""

from datetime import timedelta

import pytest

from governance.models import Tension
from governance.tasks import tend_circles
from members.actions import encounters
from members.learning import waiting
from members.models import Person
from members.states import Fruit
from tests.governance.factories import AT, circle, joins, people_of
from tests.members.factories import encounter, secretary
from tests.members.learning_factories import tutorship

pytestmark = pytest.mark.django_db


def test_a_tension_drawn_from_an_encounter_is_carried_to_a_circle_once(client):
    general = circle()
    lan, other = people_of(general)[:2]
    met = encounter(lan, shared=True)
    drawn = encounters.draw(
        met, by=lan, at=AT, kind=Fruit.TENSION, title="Trop protéger", words="Comme là-bas."
    )
    client.force_login(lan)
    there = f"/cercles/{general.pk}/tension/?rencontre={drawn.pk}"

    assert there in client.get(met.get_absolute_url()).text
    form = client.get(there).context["form"]
    assert form.initial["subject"] == "Trop protéger"
    assert "Le Fournil" in form.initial["words"]
    client.post(there, form.initial | {"wish": "explore"})
    client.force_login(other)
    late = client.post(there, form.initial | {"wish": "decide", "words": "Chez nous aussi."})
    assert (late.status_code, "Chez nous aussi." in late.text) == (422, True)
    assert client.get(there).status_code == 302

    tension = Tension.objects.get()
    assert (tension.by, tension.circle) == (lan, general)
    page = client.get(met.get_absolute_url()).text
    assert tension.get_absolute_url() in page
    assert "attend d’être portée" not in page


def test_a_silent_review_comes_to_the_circle_where_both_sit(time_machine):
    walk, blaise = tutorship(), secretary()
    review = walk.reviews.get()
    review.asked_at = review.reminded_at = AT - timedelta(days=9)
    review.save()
    time_machine.move_to(AT, tick=False)

    tend_circles()
    assert not Tension.objects.exists(), "they share no circle: it stays on the desk"
    assert waiting.silences(blaise, AT.date()).rows

    general = circle(people=1)
    for one in (walk.newcomer, walk.tutor):
        joins(one, general)
    Person.objects.filter(pk=walk.tutor.pk).update(frozen_since=AT)
    tend_circles()
    assert not Tension.objects.exists(), "nothing is told of whom the data rest"
    Person.objects.filter(pk=walk.tutor.pk).update(frozen_since=None)
    tend_circles()
    tend_circles()

    tension = Tension.objects.get()
    assert (tension.circle, tension.by) == (general, None)
    assert f"{walk.newcomer.first_name}" in tension.subject
    assert not waiting.silences(blaise, AT.date()).rows
