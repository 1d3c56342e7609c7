"""A founder lives the arrival in a real browser, from the door to the answer, noting each stop."""

import pytest

from applications.models import Application, RehearsalNote
from applications.rehearsal.script import STOPS
from coopstudio.mail.models import Letter

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_from_the_door_to_the_answer(eyes, site, world):
    sheet = eyes.page_of((site, "fleur"), world.cookies("fleur", site))
    before = Application.objects.count(), Letter.objects.count()
    sheet.complaints.clear()
    sheet.goto(f"{site}/appel/vivre/")
    sheet.get_by_role("button", name="Commencer").last.click()

    for stop in STOPS:
        sheet.get_by_role("heading", level=1, name=stop.title.replace(" ?", "")).wait_for()
        page = sheet.frame_locator(".wording__frame iframe")
        page.locator("main").wait_for()
        sheet.get_by_label("Ce que j’ai ressenti").fill(f"Ressenti, {stop.name}")
        sheet.get_by_role("button", name="Noter, et").click()

    sheet.get_by_role("heading", name="Ce que l’arrivée nous a fait").wait_for()
    assert sheet.get_by_text("Ressenti, reponse").is_visible()
    assert RehearsalNote.objects.count() == len(STOPS)
    assert (Application.objects.count(), Letter.objects.count()) == before
    assert sheet.complaints == []


def test_a_letter_received_opens_under_its_subject(eyes, site, world):
    sheet = eyes.page_of((site, "fleur"), world.cookies("fleur", site))
    sheet.goto(f"{site}/appel/vivre/")
    walk = RehearsalNote.objects.first().rehearsal
    sheet.goto(f"{site}/appel/vivre/{walk.pk}/arrivee/")

    sheet.get_by_text("Dans votre boîte").click()

    letter = sheet.frame_locator("iframe[title='La lettre reçue']")
    letter.get_by_text("Bonjour Alix,").wait_for()
