"""A founder rewords a letter: what is typed is seen at once, in a frame that runs nothing."""

import re

import pytest

from coopstudio.wordings.models import Wording

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PAGE = "/courrier/modeles/applications.draft_invite/texte/"
BODY = "textarea[name=body]"


@pytest.fixture
def sheet(eyes, site, world):
    sheet = eyes.page_of((site, "fleur"), world.cookies("fleur", site))
    sheet.goto(site + PAGE)
    return sheet


def shown(sheet, words):
    """The frame says these words, after the moment that a pause in typing takes."""
    sheet.frame_locator("iframe[name=lettre]").get_by_text(words).wait_for(timeout=10_000)


def test_the_letter_follows_what_is_typed_and_the_browser_keeps_no_trace_of_it(sheet):
    before = sheet.evaluate("history.length")

    sheet.fill(BODY, "Bonjour {prénom},\n\nVenez voir le jardin.")
    shown(sheet, "Venez voir le jardin.")
    sheet.fill(BODY, "Bonjour {prénom},\n\nVenez voir la cave.")
    shown(sheet, "Venez voir la cave.")

    assert sheet.evaluate("history.length") - before <= 1


def test_a_name_that_is_wrong_is_told_while_one_types(sheet):
    sheet.fill(BODY, "Bonjour {prenom},")

    shown(sheet, re.compile("Vouliez-vous écrire {prénom}"))


def test_having_looked_one_may_still_keep(sheet, world):
    sheet.fill(BODY, "Bonjour {prénom},\n\nNos mots.")
    shown(sheet, "Nos mots.")

    sheet.get_by_role("button", name="Garder ces mots").click()
    sheet.get_by_text("C’est gardé.").wait_for()

    assert Wording.objects.of("applications.draft_invite").first().body.endswith("Nos mots.")


def test_the_letter_narrows_to_a_telephone(sheet):
    frame = sheet.locator("iframe[name=lettre]")
    wide = frame.bounding_box()["width"]

    sheet.get_by_label("Sur un téléphone").check()

    assert frame.bounding_box()["width"] <= min(390, wide)


def test_looking_needs_no_script(eyes, site, world):
    context = eyes.context(java_script_enabled=False)
    context.add_cookies(world.cookies("fleur", site))
    plain = context.new_page()
    plain.goto(site + PAGE)

    plain.fill(BODY, "Bonjour {prénom},\n\nSans script.")
    plain.get_by_role("button", name="Voir la lettre").click()

    shown(plain, "Sans script.")
    context.close()
