"""A morning at two desks: what Fleur asks, Thomas receives; a letter that both read leaves once."""

import re

import pytest

from applications.models import Decision
from applications.states import State
from coopstudio.mail.models import Letter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def sitting(eyes, site, world):
    """Open a page as somebody, in a browser of their own; all are closed at the end."""
    contexts = []

    def sit(persona, **options):
        context = eyes.context(**options)
        contexts.append(context)
        world.sign_in(persona)
        context.add_cookies(world.cookies(persona, site))
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    yield sit
    for context in contexts:
        context.close()


def test_a_morning_at_two_desks(sitting, site, world):
    unread = world.applications[State.SUBMITTED]
    decided = world.applications[State.DECIDED]
    fleur, thomas = sitting("fleur"), sitting("thomas", viewport=PHONE)

    asks_to_read(fleur, site, unread)
    letter = Letter.objects.get(kind="applications.reading_asked")
    assert letter.to == world.thomas.email
    assert unread.reference in letter.text

    both_send(fleur, thomas, site)
    assert Decision.objects.get(application=decided).told_by == world.fleur
    assert Letter.objects.filter(kind="applications.answer").count() == 1

    assert re.fullmatch(r"candidatures-\d{4}-\d\d-\d\d\.xlsx", takes_the_list(fleur, site))


def asks_to_read(fleur, site, unread):
    """With the keyboard alone: she reads what will happen, then does it."""
    fleur.goto(f"{site}/candidatures/")
    fleur.get_by_role("checkbox", name=f"Choisir {unread.reference}").focus()
    fleur.keyboard.press("Space")
    fleur.get_by_role("button", name="Voir ce qui se passera").focus()
    fleur.keyboard.press("Enter")
    fleur.get_by_text("Thomas recevra une lettre").wait_for()
    assert not Letter.objects.filter(kind="applications.reading_asked").exists()
    fleur.get_by_role("button", name="Demander une lecture").click()
    fleur.get_by_role("heading", name="C’est fait").wait_for()


def both_send(fleur, thomas, site):
    """Both read the same answer, and both press the button."""
    for page in (fleur, thomas):
        page.goto(f"{site}/candidatures/lettres/")
        page.get_by_text("Venez.").wait_for()
    fleur.get_by_role("button", name="Envoyer cette lettre").click()
    fleur.get_by_text("part dans la minute").wait_for()
    thomas.get_by_role("button", name="Envoyer cette lettre").click()
    thomas.get_by_text(re.compile("Fleur .* a déjà envoyé cette lettre")).wait_for()


def takes_the_list(fleur, site):
    fleur.goto(f"{site}/candidatures/?vue=lire")
    fleur.get_by_role("link", name="Exporter cette vue").click()
    with fleur.expect_download() as caught:
        fleur.get_by_role("button", name="Prendre le fichier").click()
    return caught.value.suggested_filename
