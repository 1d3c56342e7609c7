"""The margin of a dossier: filtered and folded without script, walked by buttons and keys."""

import pytest

from applications.states import State
from tests.browser.chromium import tick

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def dossier(eyes, site, world):
    """The dossier of somebody with five reactions, as Fleur reads it."""
    contexts = []

    def open_dossier(**options):
        context = eyes.context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        context.add_cookies(world.cookies("fleur", site))
        page = context.new_page()
        page.set_default_timeout(8_000)
        page.goto(f"{site}/candidatures/{world.applications[State.CROSSED].number}/")
        return page

    yield open_dossier
    for context in contexts:
        context.close()


def shown(page, what):
    return [one.get_attribute("id") for one in page.locator(what).all() if one.is_visible()]


@pytest.mark.parametrize("script", [True, False])
def test_one_kind_of_reaction_is_read_alone(dossier, script):
    page = dossier(java_script_enabled=script)
    assert len(shown(page, ".ca-note[id]")) == 5

    tick(page.locator("#m-question"))

    assert len(shown(page, ".ca-note[id]")) == 1
    assert page.locator(".margin__refs .ca-ref:visible").count() == 1


@pytest.mark.parametrize("script", [True, False])
def test_passages_without_reaction_fold(dossier, script):
    page = dossier(java_script_enabled=script)
    passages = page.locator(".ca-call__row:not(.ca-call__row--title):visible")
    assert passages.count() == 2

    page.locator("#m-seuls").check()

    assert passages.count() == 1


def test_numbers_lead_to_each_reaction_without_script(dossier):
    page = dossier(java_script_enabled=False)

    page.locator(".margin__refs .ca-ref").nth(2).click()
    page.wait_for_url("**#r3")

    assert page.url.endswith("#r3")


def test_keys_and_buttons_go_from_one_reaction_to_the_next(dossier):
    page = dossier()
    active = "document.activeElement.id"
    page.locator("#m-toutes").focus()

    page.keyboard.press("j")
    assert page.evaluate(active) == "r1"
    page.keyboard.press("j")
    assert page.evaluate(active) == "r2"
    page.keyboard.press("k")
    assert page.evaluate(active) == "r1"

    page.get_by_role("button", name="Réaction suivante").click()
    assert page.evaluate(active) == "r2"
    page.get_by_role("button", name="Réaction précédente").click()
    assert page.evaluate(active) == "r1"


def test_keys_skip_what_the_filter_hides(dossier):
    page = dossier()
    tick(page.locator("#m-question"))
    alone = shown(page, ".ca-note[id]")

    page.keyboard.press("j")

    assert [page.evaluate("document.activeElement.id")] == alone


def test_letters_typed_in_the_notebook_stay_letters(dossier):
    """The keys are of the margin alone: outside of it they do nothing."""
    page = dossier()
    page.locator("h1").click()

    page.keyboard.press("j")

    assert not page.evaluate("document.activeElement.id").startswith("r")


@pytest.mark.parametrize("width", [760, 1280, 1600])
def test_notes_stand_beside_their_passage_and_never_on_each_other(dossier, width):
    page = dossier(viewport={"width": width, "height": 900})

    row = page.locator(".ca-call__row:has(.ca-note)").first
    boxes = [note.bounding_box() for note in row.locator(".ca-note").all()]
    top = row.locator(".ca-call__text").bounding_box()["y"]

    assert abs(boxes[0]["y"] - top) < 40
    for above, below in zip(boxes, boxes[1:], strict=False):
        assert above["y"] + above["height"] <= below["y"]


def test_on_a_telephone_notes_stand_under_their_passage(dossier):
    page = dossier(viewport={"width": 390, "height": 844})

    row = page.locator(".ca-call__row:has(.ca-note)").first
    text = row.locator(".ca-call__text").bounding_box()
    note = row.locator(".ca-note").first.bounding_box()

    assert note["y"] >= text["y"] + text["height"] - 1
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
