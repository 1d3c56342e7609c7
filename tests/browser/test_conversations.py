"""Jeanne asks from her telephone, Fleur answers, Jeanne goes on by mail: one thread for both."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from applications.models import Conversation
from coopstudio.french.typography import tidy
from coopstudio.mail.inbound.door import take_in
from tests.mail.test_inbound import HOUSE, plain

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
QUESTION = "Faut-il habiter la région ?"


@pytest.fixture(autouse=True)
def house(settings):
    settings.REPLY_ADDRESS = HOUSE


def letter_to(address):
    return [sent for sent in mail.outbox if address in sent.to][-1]


def test_a_question_is_asked_answered_and_goes_on_by_mail(eyes, site, world):  # noqa: PLR0915
    jeanne = eyes.context(viewport=PHONE).new_page()
    fleur = eyes.context()
    world.sign_in("fleur")
    fleur.add_cookies(world.cookies("fleur", site))
    desk = fleur.new_page()

    # She asks, without an account; the trap for machines is not in her way.
    jeanne.goto(f"{site}/questions/")
    jeanne.get_by_role("link", name="Posez-la").click()
    jeanne.get_by_label("Votre question").fill(QUESTION)
    jeanne.get_by_label("Votre adresse e-mail").fill("jeanne.colin@exemple.fr")
    assert jeanne.locator("#poser").get_by_role("textbox").count() == 2
    jeanne.get_by_role("button", name="Envoyer ma question").click()
    jeanne.get_by_role("heading", name="Encore un geste").wait_for()

    # The letter's button confirms her address, and she is at home on the page of her question.
    link = re.search(
        r"https?://[^/\s]+(/questions/confirmation/\S+)", letter_to("jeanne.colin@exemple.fr").body
    )
    jeanne.goto(site + link[1])
    jeanne.get_by_role("button", name="Envoyer ma question").click()
    jeanne.get_by_role("heading", name="Votre question").wait_for()

    # Fleur finds her in the inbox, and answers.
    thread = Conversation.objects.get(email="jeanne.colin@exemple.fr")
    desk.goto(f"{site}/conversations/")
    desk.get_by_role("link", name="jeanne.colin@exemple.fr").click()
    desk.get_by_label("Votre réponse").fill("Non, mais on s’y voit souvent.")
    desk.keyboard.press("Tab")  # by the keyboard alone
    desk.keyboard.press("Enter")
    desk.get_by_text("Votre réponse est partie").wait_for()

    # Jeanne answers the letter itself, from her telephone: the thread is one, on both sides.
    letter = letter_to("jeanne.colin@exemple.fr")
    headers = {"From": "jeanne.colin@exemple.fr", "To": letter.extra_headers["Reply-To"]}
    take_in(plain("Parfait !\n\nEnvoyé de mon iPhone", **headers), at=timezone.now())
    for page, address in (
        (jeanne, f"/ma-question/{thread.pk}/"),
        (desk, f"/conversations/{thread.pk}/"),
    ):
        page.goto(site + address)
        words = page.locator(".thread__words").all_inner_texts()
        said = [QUESTION, "Non, mais on s’y voit souvent.", "Parfait !"]
        assert words == [tidy(one) for one in said]
    assert "iPhone" not in desk.content()

    # And the day she applies, the conversation comes along.
    jeanne.goto(f"{site}/ma-question/{thread.pk}/")
    jeanne.locator("main").get_by_role("button", name="Candidater").click()
    jeanne.get_by_text("Notre conversation suivra votre candidature").wait_for()
    thread.refresh_from_db()
    assert thread.application.email == "jeanne.colin@exemple.fr"
