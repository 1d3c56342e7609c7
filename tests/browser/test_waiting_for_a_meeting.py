"""The telephone on the table learns by itself that the meeting opened, and loses no word for it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.actions import meetings
from tests.browser.chromium import axe, overflows
from tests.governance.factories import circle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def convened(world):
    """A meeting of this evening, convened, with one subject."""
    now = timezone.now()
    made = circle("Cercle Général", people=[world.fleur, world.member])
    one = meetings.prepare(
        made, by=world.fleur, at=now, starts_at=now + timedelta(hours=1), minutes=60, place="Dijon"
    )
    meetings.add_item(
        one, by=world.fleur, at=now, subject="Les clés", wish="explore", minutes=20, carrier=None
    )
    return meetings.convene(one, by=world.fleur, at=now)


@pytest.fixture
def phone(eyes, site, world, convened):
    context = eyes.context(hurry=True, **PHONE)
    world.sign_in("member")
    context.add_cookies(world.cookies("member", site))
    page = context.new_page()
    page.goto(f"{site}/reunions/{convened.pk}/")
    yield page
    context.close()


def test_a_telephone_that_waits_learns_that_the_meeting_opened(phone, world, convened):
    phone.get_by_role("link", name="Ouvrir la réunion").wait_for()
    word = phone.get_by_label("Un mot")
    word.fill("J’apporte le pain")

    meetings.answer(convened, by=world.fleur, at=timezone.now(), answer="late", words="Train")
    phone.get_by_text("« Train »").wait_for()
    assert word.input_value() == "J’apporte le pain"
    phone.get_by_role("button", name="Je viens").click()
    phone.get_by_role("button", name="Je viens", pressed=True).wait_for()
    assert convened.comings.get(person=world.member).words == "J’apporte le pain"

    meetings.open_meeting(
        convened, by=world.fleur, at=timezone.now(), people=[world.fleur, world.member]
    )

    phone.get_by_role("link", name="Entrer dans la réunion").wait_for()
    assert phone.get_by_role("link", name="Ouvrir la réunion").count() == 0
    assert axe(phone) == []
    assert not overflows(phone)
    phone.get_by_role("link", name="Entrer dans la réunion").click()
    phone.get_by_role("heading", name="Ouverture").wait_for()
