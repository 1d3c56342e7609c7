"""A circle meets on four devices: who facilitates, who writes, and two telephones."""

import re
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from governance.actions import consents, meetings
from governance.models import Meeting
from governance.states import OfficeKind
from tests.browser.chromium import axe, broken, overflows
from tests.governance.factories import circle, entrust, tension
from tests.members import factories as belonging

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
LONG = timedelta(days=200)
LAST = "Léa"
PEOPLE = ["fleur", "thomas", "member", "lea"]


@pytest.fixture
def sitting(eyes, site, world):
    """Open the room as somebody, on a device of their own."""
    contexts = []

    def sit(persona, meeting, device):
        context = eyes.context(hurry=True, **device)
        contexts.append(context)
        world.sign_in(persona)
        context.add_cookies(world.cookies(persona, site))
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(f"script: {error}"))
        page.set_default_timeout(40_000)
        page.goto(f"{site}/reunions/{meeting.pk}/seance/")
        return page

    yield sit
    for context in contexts:
        context.close()


@pytest.fixture
def meeting(world):
    """Four people, a text to decide; it opens now."""
    now = timezone.now()
    world.lea = belonging.member("Léa", "Marchand")
    people = [world.fleur, world.thomas, world.member, world.lea]
    made = circle("Cercle Général", people=people)
    today = now.date()
    entrust(world.fleur, made, OfficeKind.FACILITATOR, since=today - LONG, until=today + LONG)
    entrust(world.thomas, made, OfficeKind.SECRETARY, since=today - LONG, until=today + LONG)
    text = consents.draft(
        made, by=world.fleur, at=now, tension=tension(made, by=world.fleur),
        title="Signer un devis à deux", needs="Savoir qui engage le cercle.",
        text="Au-delà de 800 €, deux personnes signent.", responsible=world.fleur,
        review_on=today + LONG,
    )  # fmt: skip
    consents.put_in_basket(text, by=world.fleur, at=now)
    begun = meetings.prepare(
        made, by=world.fleur, at=now, starts_at=now + timedelta(hours=1), minutes=90, place="Dijon"
    )
    meetings.add_item(
        begun, by=world.fleur, at=now, subject=text.title, wish="decide", minutes=30,
        carrier=world.fleur, proposal=text,
    )  # fmt: skip
    return meetings.open_meeting(begun, by=world.fleur, at=now, people=people)


def round_the_table(pages, button):
    """Each presses it when their own screen says that it is their turn, until it is heard."""
    for page in pages:
        mine = page.get_by_role("heading", name="C’est à vous")
        mine.wait_for()
        page.get_by_role("button", name=button).first.click()
        mine.wait_for(state="hidden")


def press(page, button):
    page.get_by_role("button", name=button, exact=True).first.click()


def press_slowly(page, button, *, while_it_moves):
    """A finger stays on a button while the room moves: the tap is not lost."""
    held = page.get_by_role("button", name=button, exact=True).first
    held.hover()
    page.mouse.down()
    assert held.evaluate("one => one.matches(':active')"), "the finger missed it"
    with page.expect_response(has_moved):
        while_it_moves()
    page.wait_for_timeout(100)
    page.mouse.up()


def begin(fleur, pages):
    """The opening round, the agenda, the first subject."""
    press(fleur, "Ouvrir le tour d’ouverture")
    round_the_table(pages, "J’ai parlé")
    press(fleur, "Demander le consentement à l’ordre du jour")
    round_the_table(pages, "Je consens")
    press(fleur, "Commencer ce point")


def has_moved(answer):
    """A live page was told that something is not as it shows it."""
    return "/pouls/" in answer.url and answer.status == 200


def write_while_it_moves(fleur, thomas, reader):
    """What is typed stays under the fingers when the room moves, and others read it."""
    words = thomas.get_by_label("Signer un devis à deux")
    words.press_sequentially("Deux questions, ")
    with thomas.expect_response(has_moved):
        press(fleur, "Présenter")
    words.press_sequentially("sur le seuil.")
    reader.get_by_text("Deux questions, sur le seuil.").wait_for()
    assert words.input_value() == "Deux questions, sur le seuil."


def hear(fleur, pages):
    """Clarification, in which who carries the text only answers; reactions; the floor goes back."""
    press(fleur, "Ouvrir le tour de clarification")
    *others, last = pages
    round_the_table(others[1:], "Pas de question")
    fleur.locator("[aria-current=true]", has_text=LAST).wait_for(state="attached")
    last_says = partial(round_the_table, [last], "Pas de question")
    press_slowly(fleur, "Passer aux réactions", while_it_moves=last_says)
    round_the_table(pages, "J’ai parlé")
    press(fleur, "Rendre la parole à Fleur")
    press(fleur, "Ouvrir le tour de consentement")


def lose_the_network(page, *, while_another):
    """A telephone loses its network, and finds the meeting where it is."""
    page.context.set_offline(True)
    round_the_table([while_another], "Je consens")
    page.get_by_text("Le réseau ne répond pas.").wait_for()
    page.context.set_offline(False)
    page.get_by_role("heading", name="C’est à vous").wait_for()


def end(fleur, pages):
    press(fleur, "Terminer ce point")
    press(fleur, "Le panier est à jour")
    fleur.get_by_text("Clore la réunion ici").click()
    press(fleur, "Clore la réunion")
    for page in pages:
        page.get_by_text("Compte-rendu projet").wait_for()


def test_a_circle_decides_on_four_devices(sitting, meeting):
    pages = [
        sitting(persona, meeting, device)
        for persona, device in zip(PEOPLE, [DESK, DESK, PHONE, PHONE], strict=True)
    ]
    fleur, thomas, mehdi, lea = pages

    begin(fleur, pages)
    write_while_it_moves(fleur, thomas, lea)
    hear(fleur, pages)
    round_the_table([fleur], "Je consens")
    lose_the_network(mehdi, while_another=thomas)
    assert [axe(page) for page in (fleur, mehdi)] == [[], []]
    assert [overflows(page) for page in pages] == [0, 0, 0, 0]
    round_the_table([mehdi, lea], "Je consens")
    fleur.get_by_text(re.compile("C’est adopté")).first.wait_for()
    end(fleur, pages)

    item = meeting.items.select_related("proposal").get()
    over = Meeting.objects.get(pk=meeting.pk)
    assert (item.proposal.state, over.state) == ("adopted", "closed")
    assert [broken(page) for page in pages] == [[], [], [], []]
