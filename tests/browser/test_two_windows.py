"""Two windows of one notebook, on a telephone: nobody's words are covered, and it is said."""

import pytest

from applications.states import State

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def telephone(eyes, site, world):
    """The telephone of Fleur, signed in."""
    context = eyes.context(viewport=PHONE, has_touch=True)
    world.sign_in("fleur")
    context.add_cookies(world.cookies("fleur", site))
    yield context
    context.close()


def test_two_windows_of_one_draft_say_so_on_a_telephone(telephone, site, world):
    """What the older window types is not kept over the other's words, and it says what to do."""
    dossier = world.applications[State.SUBMITTED]
    old, new = telephone.new_page(), telephone.new_page()
    for window in (old, new):
        window.goto(f"{site}{dossier.get_absolute_url()}")

    typed(new, "Sa clarté.")
    new.get_by_text("Brouillon enregistré à").wait_for()
    typed(old, "Sa patience.")

    warning = old.get_by_text("Une autre fenêtre a écrit ici depuis.")
    warning.wait_for()
    assert warning.is_visible()
    assert old.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert old.get_by_label("Ce qui me touche").input_value() == "Sa patience."


def typed(page, words):
    field = page.get_by_label("Ce qui me touche")
    field.scroll_into_view_if_needed()
    field.press_sequentially(words)
