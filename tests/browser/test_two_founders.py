"""Two founders, two browsers, the same second: one decision, one letter, and nobody is deceived."""

import re
from contextlib import ExitStack

import pytest

from applications.models import Application, Assent, Decision, Position
from applications.states import State
from coopstudio.mail.models import Letter
from tests.applications.factories import met
from tests.browser.chromium import tick

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
SOON = """(form) => {
  const wait = 1000 - Date.now() % 1000 + 1000;
  setTimeout(() => form.requestSubmit(form.querySelector("button[type=submit]")), wait);
}"""
"""Press the button at the next but one full second: both browsers have the same clock."""


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
        page.set_default_timeout(40_000)
        return page

    yield sit
    for context in contexts:
        context.close()


def at_the_same_second(*forms):
    """Every form is sent at once, each from its own browser."""
    with ExitStack() as answers:
        for form in forms:
            answers.enter_context(form.page.expect_navigation())
        for form in forms:
            form.evaluate(SOON)


def test_two_founders_consent_at_the_same_second_then_send_at_the_same_second(sitting, site, world):
    dossier = world.applications[State.MET]
    met(dossier, by=world.fleur)
    Assent.objects.create(application=dossier)
    desk = f"{site}{dossier.get_absolute_url()}"
    fleur, thomas = sitting("fleur"), sitting("thomas", viewport=PHONE)

    at_the_same_second(*[consenting(page, desk) for page in (fleur, thomas)])

    assert Position.objects.filter(application=dossier).count() == 2
    assert Decision.objects.filter(application=dossier, reopened_at=None).count() == 1
    assert Application.objects.get(pk=dossier.pk).state == State.DECIDED
    assert not Letter.objects.filter(kind="applications.answer", to=dossier.email).exists()

    at_the_same_second(*[sending(page, desk) for page in (fleur, thomas)])

    assert Letter.objects.filter(kind="applications.answer", to=dossier.email).count() == 1
    assert Application.objects.get(pk=dossier.pk).state == State.INVITED
    told = Decision.objects.get(application=dossier).told_by
    late = thomas if told == world.fleur else fleur
    late.get_by_text(re.compile(f"{told.first_name} .*a déjà envoyé cette lettre")).wait_for()


def consenting(page, desk):
    """The form of a founder who consents to invite, filled and not sent."""
    page.goto(f"{desk}position/")
    tick(page.locator("input[name=outcome][value=invite]"))
    tick(page.locator("input[name=stance][value=consent]"))
    page.locator("textarea[name=words]").fill("Elle écoute avant de répondre.")
    return page.locator("form:has(input[name=outcome])")


def sending(page, desk):
    """The form of a founder who has read the letter again, and not sent it."""
    page.goto(f"{desk}lettre/relecture/")
    return page.locator("form[action$='/lettre/envoi/']")
