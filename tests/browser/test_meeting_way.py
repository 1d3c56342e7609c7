"""An hour is found between two people and a telephone, in real browsers."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from applications.actions.meeting import meetings
from applications.models import Application, Meeting
from applications.states import State
from tests.browser.chromium import axe, broken, overflows, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 6, 1, 9, 0, tzinfo=PARIS)
THURSDAY = datetime(2026, 6, 11, 14, 30, tzinfo=PARIS)
VISIO = "https://visio.exemple.fr/coop-studio"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
FAR = PHONE | {"timezone_id": "Indian/Reunion"}


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=True) as clock:
        yield clock


@pytest.fixture
def sitting(eyes, site, world):
    """Open a page as somebody, in a browser of their own."""
    contexts = []

    def sit(persona, **options):
        context = eyes.context(**options)
        contexts.append(context)
        world.sign_in(persona)
        context.add_cookies(world.cookies(persona, site))
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(f"script: {error}"))
        page.set_default_timeout(10_000)
        return page

    yield sit
    for context in contexts:
        context.close()


@pytest.fixture
def dossier(world, clock):
    """The one of the person who was invited to choose, with fresh hours."""
    application = world.applications[State.MEETING_PROPOSED]
    Meeting.objects.filter(application=application).update(called_off_at=MONDAY)
    Application.objects.filter(pk=application.pk).update(state=State.CROSSED)
    application.refresh_from_db()
    meetings.propose_meeting(
        application,
        by=world.fleur,
        at=MONDAY,
        slots=[THURSDAY, THURSDAY + timedelta(days=1)],
        place=VISIO,
        minutes=60,
    )
    return application


def test_an_hour_is_found_lost_and_found_again(sitting, site, dossier, world):
    her, fleur, thomas = sitting("invited", **PHONE), sitting("fleur"), sitting("thomas", **PHONE)
    hers = f"{site}/ma-candidature/{dossier.number}/rencontre/"
    theirs = f"{site}/candidatures/{dossier.number}/rencontre/"

    far_from_paris_the_hour_there_is_said(sitting("invited", **FAR), her, hers)
    none_suits_and_a_founder_takes_her_hour(her, fleur, hers, theirs)
    it_is_moved(her, fleur, hers, theirs)
    it_is_called_off_and_proposed_again(fleur, theirs)
    she_chooses_without_scripts(sitting("invited", **PHONE, java_script_enabled=False), hers)
    both_founders_see_it(fleur, thomas, theirs)
    the_trame_is_arranged_with_the_keyboard(fleur, f"{site}/candidatures/{dossier.number}/trame/")
    for page in (her, fleur, thomas):
        page.reload()
        assert (axe(page), overflows(page), broken(page)) == ([], 0, [])


def far_from_paris_the_hour_there_is_said(away, here, address):
    """Paris stays the truth; the hour of the island stands beside it."""
    said = []
    for page in (away, here):
        page.goto(address)
        said.append(page.locator("time[data-paris]").first.inner_text())
    assert "jeudi 16\u00a0h\u00a030 chez vous" in said[0]
    assert "chez vous" not in said[1]


def none_suits_and_a_founder_takes_her_hour(her, fleur, hers, theirs):
    """She says which hour would do; the founders' page, open elsewhere, has a button for it."""
    fleur.goto(theirs)
    fleur.get_by_role("heading", name="Les créneaux sont chez").wait_for()
    her.goto(hers)
    her.get_by_text("Aucune ne me convient").click()
    her.get_by_label("Heure 1").fill("2026-06-11T18:30")
    her.get_by_label("Quelques mots").fill("Plutôt le soir.")
    her.get_by_role("button", name="Envoyer ma demande").click()
    her.get_by_text("Nous avons votre demande").wait_for()
    fleur.reload()
    assert fleur.get_by_text("Plutôt le soir.").is_visible()
    fleur.get_by_role("button", name="Prendre cette heure").click()
    fleur.get_by_text("Jeudi 11 juin 2026 à 18 h 30").first.wait_for()


def it_is_moved(her, fleur, hers, theirs):
    """Half an hour later, and at a table: her page follows."""
    fleur.get_by_text("Déplacer ou annuler").click()
    fleur.get_by_role("link", name="Changer l’heure ou le lieu").click()
    fleur.get_by_label("Nouvelle heure").fill("2026-06-11T19:00")
    fleur.get_by_label("Lieu, ou lien").fill("12 rue Monge, Dijon")
    fleur.get_by_role("button", name="Déplacer la rencontre").click()
    fleur.wait_for_url("**/rencontre/")
    her.goto(hers)
    assert her.get_by_text("Jeudi 11 juin 2026 à 19 h").is_visible()
    assert her.get_by_text("12 rue Monge, Dijon").is_visible()


def it_is_called_off_and_proposed_again(fleur, theirs):
    """The hour falls; two others are offered, by a video call this time."""
    fleur.goto(theirs)
    fleur.get_by_text("Déplacer ou annuler").click()
    fleur.get_by_role("button", name="Annuler la rencontre").click()
    fleur.get_by_role("heading", name="Proposer une rencontre").wait_for()
    fleur.get_by_label("Créneau 1").fill("2026-06-11T14:30")
    fleur.get_by_label("Créneau 2").fill("2026-06-12T14:30")
    fleur.get_by_label("Lieu, ou lien").fill(VISIO)
    fleur.get_by_role("button", name="Proposer ces créneaux").click()
    fleur.get_by_role("heading", name="Les créneaux sont chez").wait_for()


def she_chooses_without_scripts(her, hers):
    her.goto(hers)
    her.get_by_text("Vendredi 12 juin 2026 à 14 h 30").click()
    press(her.get_by_role("button", name="Choisir cette heure"))
    assert her.get_by_role("heading", name="Nous nous voyons dans 11 jours").is_visible()


def both_founders_see_it(fleur, thomas, theirs):
    thomas.goto(theirs)
    assert thomas.get_by_text("Vendredi 12 juin 2026 à 14 h 30").is_visible()
    assert thomas.get_by_role("link", name="Ouvrir la visio").get_attribute("href") == VISIO
    fleur.reload()
    fleur.get_by_role("heading", name="Rencontre dans 11 jours").wait_for()


def the_trame_is_arranged_with_the_keyboard(fleur, address):
    fleur.goto(address)
    part = fleur.locator("section", has=fleur.get_by_role("heading", name="Trois ouvertures"))
    second = part.locator("textarea").nth(1).input_value()
    part.get_by_role("button", name="Descendre la ligne 1").focus()
    fleur.keyboard.press("Enter")
    fleur.get_by_text("Gardée par Fleur").wait_for()
    assert part.locator("textarea").first.input_value() == second
