"""Reacting to a passage: by hand, by keyboard, by finger, without script."""

import re

import pytest
from playwright.sync_api import expect

from applications.models import Passage, Reaction
from tests.applications import factories as applying
from tests.browser.chromium import axe, broken, overflows, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = (
    "Nous travaillons en sociocratie. Une proposition avance quand plus personne n’y voit "
    "d’objection. C’est un peu plus lent au départ."
)


@pytest.fixture
def passage(transactional_db):
    """The first passage of the only call there is."""
    version = applying.call_version(published_at=None)
    section = version.sections.first()
    section.passages.all().delete()
    passage = applying.passage(section, 1, text=TEXT)
    applying.passage(section, 2, text="Un autre passage, un peu plus bas.")
    type(version).objects.filter(pk=version.pk).update(published_at=applying.NOON)
    return passage


@pytest.fixture
def reader(eyes, live_server, bundled, passage):
    """Opens the call in a browser of one's own."""
    contexts = []

    def open_call(**options):
        context = eyes.context(**options)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.set_default_timeout(8_000)
        page.goto(f"{live_server.url}/appel/")
        return page

    yield open_call
    for context in contexts:
        context.close()


def first(page):
    return page.locator(".passage").first


def react(page):
    return first(page).get_by_role("link", name=re.compile("Réagir"))


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim().replace(/\\s+/g, ' ')")


SELECT = """([from, to]) => {
  const text = document.querySelector(".passage__text p").firstChild;
  const range = document.createRange();
  range.setStart(text, from); range.setEnd(text, to);
  getSelection().removeAllRanges(); getSelection().addRange(range);
}"""


def select(page, words):
    start = TEXT.index(words)
    page.evaluate(SELECT, [start, start + len(words)])


def test_a_reaction_is_kept_changed_and_taken_back_without_leaving_the_page(reader):
    page = reader()
    page.evaluate("window.stayed = true")

    react(page).click()
    page.get_by_text("Me plaît", exact=True).click()
    page.get_by_label("Pourquoi ?").fill("Enfin.")
    page.get_by_role("button", name="Garder").click()
    first(page).locator(".passage__note", has_text="Enfin.").wait_for()
    assert page.get_by_text("1 réaction").first.is_visible()

    first(page).get_by_role("link", name=re.compile("Modifier")).click()
    page.get_by_text("Question", exact=True).click()
    page.get_by_role("button", name="Garder").click()
    first(page).locator(".passage__note", has_text="Question").wait_for()
    assert Reaction.objects.get().kind == "question"

    first(page).get_by_role("link", name=re.compile("Modifier")).click()
    page.get_by_role("button", name="Retirer").click()
    page.locator(".passage__note").wait_for(state="detached")
    assert not Reaction.objects.exists()
    assert page.evaluate("window.stayed")
    assert broken(page) == []


def test_a_few_selected_words_are_answered_alone_and_underlined(reader):
    page = reader()

    select(page, "une proposition avance".capitalize())
    page.get_by_role("button", name="Réagir à ces mots").click()
    page.get_by_text("Me plaît", exact=True).click()
    page.get_by_role("button", name="Garder").click()
    first(page).locator(".passage__note").wait_for()

    assert Reaction.objects.get().quote == "Une proposition avance"
    assert page.evaluate("CSS.highlights.get('reaction').size") == 1


def test_half_a_word_is_answered_whole(reader):
    page = reader()

    select(page, "ne proposition avan")
    page.get_by_role("button", name="Réagir à ces mots").click()
    page.get_by_text("Me plaît", exact=True).click()
    page.get_by_role("button", name="Garder").click()
    first(page).locator(".passage__note").wait_for()

    assert Reaction.objects.get().quote == "Une proposition avance"


def test_with_a_finger_the_button_stands_clear_of_the_handles(reader):
    page = reader(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)

    select(page, "sociocratie")
    button = page.get_by_role("button", name="Réagir à ces mots")
    button.wait_for()
    words = page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().bottom")
    assert button.bounding_box()["y"] - words >= 30
    assert overflows(page) <= 0

    button.tap()
    page.get_by_text("Me décrit", exact=True).tap()
    page.get_by_role("button", name="Garder").tap()
    first(page).locator(".passage__note").wait_for()
    assert Reaction.objects.get().quote == "sociocratie"


def test_the_keyboard_goes_all_the_way_and_finds_its_place_again(reader):
    page = reader()
    react(page).focus()

    page.keyboard.press("Enter")
    page.locator("[data-composer]").wait_for()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Trop lent ?")
    page.keyboard.press("Tab")
    assert focused(page) == "Garder"
    page.keyboard.press("Enter")

    first(page).locator(".passage__note").wait_for()
    given = Reaction.objects.get()
    assert (given.kind, given.words) == ("dislike", "Trop lent ?")
    assert focused(page).startswith("Réagir")
    assert page.locator("[data-said]").inner_text() == "Votre réaction est gardée."


def test_escape_closes_gives_the_focus_back_and_loses_no_word(reader):
    page = reader()
    react(page).focus()
    page.keyboard.press("Enter")
    page.get_by_label("Pourquoi ?").fill("Pas encore gardé.")

    page.keyboard.press("Escape")
    assert page.locator("[data-composer]").count() == 0
    assert focused(page).startswith("Réagir")

    page.keyboard.press("Enter")
    page.locator("[data-composer]").wait_for()
    assert page.get_by_label("Pourquoi ?").input_value() == "Pas encore gardé."


def test_words_typed_wait_on_their_passage_when_another_opens(reader):
    page = reader()
    react(page).click()
    page.get_by_text("Question", exact=True).click()
    page.get_by_label("Pourquoi ?").fill("Pas encore gardé.")

    page.locator(".passage").nth(1).get_by_role("link", name=re.compile("Réagir")).click()
    page.locator(".passage").nth(1).locator("[data-composer]").wait_for()
    assert page.get_by_label("Pourquoi ?").input_value() == ""
    assert "vous attendent ici" in first(page).inner_text()

    select(page, "un peu plus lent")
    react(page).click()
    first(page).locator("[data-composer]").wait_for()
    assert page.get_by_label("Pourquoi ?").input_value() == "Pas encore gardé."
    assert first(page).locator("input[value=question]").is_checked()
    assert page.get_by_text("vous attendent ici").count() == 0


def test_cancelling_over_words_asks_once_more(reader):
    page = reader()
    react(page).click()
    page.get_by_label("Pourquoi ?").fill("Pas encore gardé.")

    page.get_by_role("link", name="Annuler").click()
    assert page.get_by_label("Pourquoi ?").input_value() == "Pas encore gardé."
    page.get_by_role("link", name="Effacer mes mots").click()

    assert page.locator("[data-composer]").count() == 0
    react(page).click()
    page.locator("[data-composer]").wait_for()
    assert page.get_by_label("Pourquoi ?").input_value() == ""


def test_words_chosen_with_the_keyboard_are_answered_by_the_link_of_the_margin(reader):
    page = reader()
    select(page, "un peu plus lent")
    react(page).focus()

    page.keyboard.press("Enter")

    page.locator(".composer__quote", has_text="un peu plus lent").wait_for()


def test_a_sentence_is_chosen_from_a_list(reader):
    page = reader()
    react(page).click()

    page.get_by_label("À propos de").select_option(index=1)
    page.get_by_text("Me plaît", exact=True).click()
    page.get_by_role("button", name="Garder").click()
    first(page).locator(".passage__note").wait_for()

    assert Reaction.objects.get().quote == "Nous travaillons en sociocratie."


def test_a_refusal_is_said_in_place(reader):
    page = reader(viewport={"width": 390, "height": 500})
    react(page).click()

    page.get_by_role("button", name="Garder").click()

    said = page.get_by_text("Choisissez d’abord ce que ce passage vous fait.")
    expect(said).to_be_in_viewport(ratio=1)  # the composer is taller than the telephone
    assert page.url.endswith("/appel/")


def test_without_script_the_same_is_done_by_pages(reader):
    page = reader(java_script_enabled=False)

    react(page).click()
    page.get_by_label("À propos de").select_option(index=2)
    page.get_by_text("Me plaît", exact=True).click()
    page.get_by_label("Pourquoi ?").fill("Enfin.")
    press(page.get_by_role("button", name="Garder"))

    given = Reaction.objects.get()
    assert given.quote == "Une proposition avance quand plus personne n’y voit d’objection."
    assert f"#p-{given.passage.uid}" in page.url
    assert first(page).locator(".passage__note", has_text="Enfin.").is_visible()


@pytest.mark.parametrize(("width", "zoom"), [(320, 100), (1280, 200)])
def test_the_open_composer_fits_and_is_accessible(reader, width, zoom):
    page = reader(viewport={"width": width, "height": 800})
    page.evaluate(f"document.documentElement.style.setProperty('font-size', '{zoom}%')")

    react(page).click()
    page.locator("[data-composer]").wait_for()

    assert overflows(page) <= 0
    assert axe(page) == []


def test_the_choice_between_two_versions_is_whole(reader, passage, live_server):
    page = reader()
    react(page).click()
    page.get_by_text("Me plaît", exact=True).click()
    page.get_by_role("button", name="Garder").click()
    first(page).locator(".passage__note").wait_for()
    version = passage.section.version
    newer = applying.call_version(2, call=version.call, published_at=None)
    there = Passage.objects.filter(section__version=newer).first()
    Passage.objects.filter(pk=there.pk).update(uid=passage.uid, text=TEXT.replace("lent", "long"))
    type(newer).objects.filter(pk=newer.pk).update(published_at=applying.NOON)

    page.goto(f"{live_server.url}/candidater/version/")

    assert axe(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert overflows(page) <= 0
    page.get_by_role("button", name="Passer à la version 2").click()
    page.goto(f"{live_server.url}/appel/")
    page.get_by_text("Portait sur la version du 21 avril 2026").wait_for()
