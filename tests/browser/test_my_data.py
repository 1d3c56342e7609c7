"""« Mes données » in a real browser: who read, an accord given and taken back, a copy kept."""

import zipfile

import pytest

from applications.models import Application
from applications.states import State
from members.rights.consents import has_given
from members.states import Purpose
from tests.browser.chromium import press

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PHONE = {"width": 390, "height": 844}


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def page(request, eyes, site, world, settings, tmp_path):
    """The page of somebody who candidated, on a telephone."""
    settings.ERASURES_FILE = tmp_path / "erasures.txt"
    context = eyes.context(viewport=PHONE, java_script_enabled=request.param)
    context.add_cookies(world.cookies("candidate", site))
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def theirs(world):
    return Application.objects.get(pk=world.applications[State.SUBMITTED].pk)


def test_from_who_read_to_a_copy(page, site, world):
    page.goto(f"{site}/mes-donnees/")
    assert page.get_by_text("a ouvert votre dossier").first.is_visible()

    press(page.get_by_role("button", name="Donner cet accord").first)
    assert page.get_by_text("C’est noté").is_visible()
    assert has_given(world.candidate, Purpose.KEEP)
    press(page.get_by_role("button", name="Retirer cet accord"))
    assert not has_given(world.candidate, Purpose.KEEP)

    with page.expect_download() as coming:
        page.get_by_role("button", name="Télécharger mes données").click()
    with zipfile.ZipFile(coming.value.path()) as box:
        assert "lisez-moi.html" in box.namelist()


def test_a_wrong_word_erases_nothing_and_keeps_the_way_back(page, site, world):
    page.goto(f"{site}/mes-donnees/")
    page.get_by_role("link", name="Voir ce qui s’effacerait").click()

    page.get_by_label("écrivez le mot").fill("oui")
    press(page.get_by_role("button", name="effacer maintenant"))

    assert page.title().startswith("Erreur")
    assert page.get_by_role("link", name="Ne rien effacer").is_visible()
    assert theirs(world).state == State.SUBMITTED
