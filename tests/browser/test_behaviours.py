"""What the small scripts add to pages that already work without them."""

import re

import pytest
from django.utils import timezone

from tests.browser.chromium import press

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def drafting(eyes, site, world):
    """A page of somebody whose draft is open, in a context of its own."""
    context = eyes.context()
    context.add_cookies(world.cookies("drafter", site))
    yield context.new_page()
    context.close()


def test_dark_is_put_on_at_once_and_found_again(eyes, site):
    page = eyes.context().new_page()
    page.goto(site + "/aide/")

    with page.expect_response("**/apparence/"):
        page.get_by_role("button", name="Sombre").click()

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.context.close()


def test_dark_is_put_on_without_any_script(eyes, site):
    page = eyes.context(java_script_enabled=False).new_page()
    page.goto(site + "/aide/")

    press(page.get_by_role("button", name="Sombre"))

    assert page.url == site + "/aide/"
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.context.close()


def test_a_refused_form_is_heard_first_and_leads_into_the_question(drafting, site):
    drafting.goto(site + "/candidater/vous/")
    drafting.locator("#q_first_name").fill("")

    press(drafting.locator("main form button[type=submit]").first)

    assert drafting.title().startswith("Erreur")
    drafting.locator(".error-summary:focus").wait_for()
    drafting.locator(".error-summary a").first.click()
    assert drafting.evaluate("document.activeElement.id") == "q_first_name"


def test_what_is_typed_keeps_itself(drafting, site):
    drafting.goto(site + "/candidater/offre/")

    before = timezone.localtime().hour
    with drafting.expect_response("**/brouillon/") as kept:
        drafting.locator("textarea").first.type("Et encore un mot.")

    assert kept.value.ok
    hours = {before, timezone.localtime().hour}
    in_paris = re.compile(f"Brouillon enregistré à ({'|'.join(map(str, hours))})\\sh")
    drafting.get_by_text(in_paris).wait_for()


def test_half_an_answer_holds_back_nothing_else_and_is_not_another_window(drafting, site):
    drafting.goto(site + "/candidater/vous/")
    postcode, town = drafting.get_by_label("Code postal"), drafting.get_by_label("Commune")

    postcode.fill("21")
    for place in ("Dole", "Dijon"):
        town.fill(place)
        with drafting.expect_response("**/brouillon/") as kept:
            town.blur()
        drafting.get_by_text("sauf une réponse à compléter").wait_for()

    assert kept.value.status == 422


def test_going_back_in_one_window_is_not_another_window(drafting, site):
    drafting.goto(site + "/candidater/offre/")
    text = drafting.locator("textarea").first
    with drafting.expect_response("**/brouillon/"):
        text.fill("Un mot d’abord.")
    drafting.get_by_role("button", name="Continuer").click()
    drafting.go_back()
    drafting.wait_for_load_state("networkidle")

    with drafting.expect_response("**/brouillon/") as kept:
        drafting.locator("textarea").first.fill("Un mot, puis un autre.")

    assert kept.value.status == 200


def test_a_file_too_heavy_is_said_before_it_leaves(drafting, site):
    drafting.goto(site + "/candidater/parcours/")
    heavy = {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": b"0" * 10_600_000}

    drafting.locator("input[type=file]").set_input_files(heavy)

    drafting.get_by_text("10 Mo au plus. Rien n’est parti. Allégez-le").wait_for()
    assert drafting.locator("input[type=file]").evaluate("field => field.files.length") == 0


@pytest.mark.parametrize(
    ("name", "bytes_", "said"),
    [("cv.docx", b"PK", "Rien n’est parti. Ouvrez-le"), ("cv.pdf", b"", "est vide")],
)
def test_a_file_of_another_kind_or_empty_is_said_before_it_leaves(
    drafting, site, name, bytes_, said
):
    drafting.goto(site + "/candidater/parcours/")
    file = {"name": name, "mimeType": "application/pdf", "buffer": bytes_}

    drafting.locator("input[type=file]").set_input_files(file)

    drafting.get_by_text(said).wait_for()
    assert drafting.locator("input[type=file]").evaluate("field => field.files.length") == 0


def test_every_entry_of_the_menu_is_seen_on_a_telephone(eyes, site):
    context = eyes.context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(site + "/")

    for link in page.locator(".masthead nav a:visible").all():
        box = link.bounding_box()
        assert box["x"] + box["width"] <= 390
    context.close()


def test_the_end_of_a_long_answer_is_told_when_it_comes_near(drafting, site):
    drafting.goto(site + "/candidater/offre/")
    text = drafting.locator("textarea[data-limit]").first
    limit = int(text.get_attribute("data-limit"))
    told = drafting.locator(f"[data-remaining-for={text.get_attribute('id')}]")

    text.fill("a" * (limit - 10))
    assert told.inner_text() == "encore 10 signes"

    text.fill("a" * (limit + 3))
    assert told.inner_text() == "3 signes de trop"
    text.fill("a" * (limit + 1))
    assert told.inner_text() == "1 signe de trop"


def test_the_menu_opens_on_a_telephone_and_closes_again(eyes, site, world):
    context = eyes.context(viewport={"width": 390, "height": 844})
    context.add_cookies(world.cookies("member", site))
    page = context.new_page()
    page.goto(site + "/accueil/")

    page.get_by_role("button", name="Menu", exact=True).click()
    assert page.locator("#menu").is_visible()

    page.get_by_role("button", name="Fermer le menu").click()
    assert page.locator("#menu").is_hidden()
    context.close()


@pytest.mark.parametrize("path", ["/", "/appel/", "/candidater/vous/", "/aide/"])
def test_text_twice_as_large_still_fits(path, eyes, site, world):
    context = eyes.context(viewport={"width": 1280, "height": 900})
    context.add_cookies(world.cookies("drafter", site))
    page = context.new_page()
    page.goto(site + path)

    page.evaluate("document.documentElement.style.setProperty('font-size', '212.5%')")

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    context.close()


def test_paper_shows_the_words_and_not_the_buttons(eyes, site):
    page = eyes.context().new_page()
    page.goto(site + "/")

    page.emulate_media(media="print")

    assert page.locator("h1").is_visible()
    assert page.locator(".masthead").is_hidden()
    assert page.locator(".button:visible").count() == 0
    page.context.close()


def test_forced_colours_keep_the_edges_of_what_one_chooses(eyes, site):
    page = eyes.context(forced_colors="active").new_page()
    page.goto(site + "/aide/")

    pressed = page.locator(".theme__choice[aria-pressed=true]").first

    assert pressed.evaluate("element => getComputedStyle(element).borderTopStyle") == "solid"
    page.context.close()


def test_a_page_that_gives_a_file_gives_another_one(eyes, site, world):
    context = eyes.context()
    context.add_cookies(world.cookies("fleur", site))
    page = context.new_page()
    page.goto(site + "/candidatures/export/?vue=lire")
    button = page.get_by_role("button", name="Prendre le fichier")

    with page.expect_download():
        button.click()
    page.wait_for_selector("form[data-file]:not([data-sent])", state="attached")

    with page.expect_download():
        button.click()
    context.close()


def test_coming_back_to_a_refused_form_sends_nothing_and_finds_the_words(eyes, site, world):
    context = eyes.context()
    context.add_cookies(world.cookies("secretary", site))
    page = context.new_page()
    page.on("dialog", lambda asked: asked.accept())
    page.goto(site + "/demandes/bulletin/")
    page.fill("[name=first_name]", "Lucienne")
    page.locator("main form .button--primary").first.click()
    page.wait_for_function("document.title.startsWith('Erreur')")
    page.fill("[name=street]", "4 rue du Lavoir")

    page.goto(site + "/aide/")
    answer = page.go_back()

    assert (answer.status, answer.request.method) == (200, "GET")
    assert page.input_value("[name=first_name]") == "Lucienne"
    assert page.input_value("[name=street]") == "4 rue du Lavoir"
    context.close()
