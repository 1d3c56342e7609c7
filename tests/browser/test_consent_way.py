"""A circle decides at a distance: an objection is heard, and becomes a measure of the text."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from governance.actions import consents
from governance.models import Decision, Objection, Proposal
from governance.states import ObjectionState, OfficeKind, ProposalState, RoundKind
from tests.browser.chromium import axe, broken, overflows
from tests.governance import carrying_factories as carried
from tests.governance.factories import circle, entrust

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
LONG = timedelta(days=200)


@pytest.fixture
def open_as(eyes, site, world):
    """The proposal, on somebody's telephone."""
    contexts = []

    def show(persona, address):
        context = eyes.context(**PHONE)
        contexts.append(context)
        world.sign_in(persona)
        context.add_cookies(world.cookies(persona, site))
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(f"script: {error}"))
        page.set_default_timeout(40_000)
        page.goto(f"{site}{address}")
        return page

    yield show
    for context in contexts:
        context.close()


@pytest.fixture
def asked(world):
    """Thomas carries it, Fleur facilitates; reactions were heard, the round is open, sealed."""
    now = timezone.now()
    made = circle("Cercle Clients", people=[world.thomas, world.fleur, world.member])
    today = now.date()
    entrust(world.fleur, made, OfficeKind.FACILITATOR, since=today - LONG, until=today + LONG)
    carried.allowing(made, at=now - timedelta(days=9))
    text = carried.text_of(made, at=now)
    consents.put_in_basket(text, by=world.thomas, at=now)
    consents.wish_async(text, by=world.thomas, at=now)
    consents.open_async(text, by=world.fleur, at=now)
    for seat in text.rounds.open().get(kind=RoundKind.CLARIFICATION).seats.all():
        if seat.person != world.thomas:
            consents.pass_turn(seat, by=seat.person, at=now)
    for seat in text.rounds.open().get(kind=RoundKind.REACTIONS).seats.all():
        consents.react(seat, by=seat.person, at=now, words="Je respire en lisant.")
    return consents.open_consent(text, by=world.thomas, at=now)


def seat_of(text, person):
    opened = text.rounds.open().filter(kind=RoundKind.CONSENT).last()
    return opened.seats.get(person=person)


def whole(page):
    assert broken(page) == []
    assert overflows(page) == 0
    assert axe(page) == []


def test_an_objection_makes_the_text_grow_and_is_measured(asked, open_as, world):
    fleur, member = sealed_until_the_last_voice(asked, open_as)

    heard(fleur, member)
    measured(asked, member, world)
    for persona in ("fleur", "thomas"):
        page = open_as(persona, asked.get_absolute_url())
        page.get_by_role("button", name="Je consens").click()
        page.get_by_text("Vous avez dit : je consens.").wait_for()
    page, stale = (open_as("member", asked.get_absolute_url()) for _ in range(2))
    stale.route("**/pouls/**", lambda route: route.abort())
    page.get_by_role("button", name="Je consens").click()

    page.get_by_role("heading", name=re.compile("Adoptée")).wait_for()
    whole(page)
    refused_before_the_eyes(stale)
    decision = Decision.objects.get(proposal=asked)
    assert Proposal.objects.get(pk=asked.pk).state == ProposalState.ADOPTED
    objection = Objection.objects.get(round__proposal=asked)
    assert objection.state == ObjectionState.MEASURED
    assert [one.objection for one in decision.version.measures.all()] == [objection]


def refused_before_the_eyes(stale):
    """A window that heard of nothing speaks too late: the refusal is where one looks."""
    stale.get_by_role("button", name="Je consens").click()
    said = stale.locator("#contenu .messages [role=alert]")
    said.wait_for()
    assert said.evaluate("one => one === document.activeElement")


def sealed_until_the_last_voice(asked, open_as):
    """One consents, one objects, and nobody reads it before the third has spoken."""
    address = asked.get_absolute_url()
    fleur = open_as("fleur", address)
    fleur.get_by_role("button", name="Je consens").click()
    fleur.get_by_text("Vous avez dit : je consens.").wait_for()
    member = open_as("member", address)
    assert member.get_by_text("scellée", exact=True).count() == 1
    assert member.get_by_text("consent", exact=True).count() == 0
    member.get_by_role("link", name="J’ai une objection").click()
    member.get_by_label("Votre objection").fill("Nos devis doublent pour six salariées.")
    member.get_by_label("Ce qu’elle touche").fill("Être accessible à toute structure.")
    member.get_by_role("button", name="Dire cette objection").click()
    member.get_by_text("Vous avez dit : j’ai une objection.").wait_for()
    thomas = open_as("thomas", address)
    assert thomas.get_by_text("Nos devis doublent").count() == 0
    thomas.get_by_role("button", name="Je consens").click()
    thomas.get_by_role("heading", name="L’objection que le cercle intègre").wait_for()
    return fleur, member


def heard(fleur, member):
    """Who facilitates says it again, its author recognises it."""
    fleur.reload()
    fleur.get_by_text("Aider à l’entendre").click()
    fleur.get_by_label(re.compile("La dire autrement")).fill("Tu crains que la porte se ferme.")
    fleur.get_by_role("button", name="Proposer cette reformulation").click()
    fleur.get_by_text("Tu crains que la porte se ferme.").first.wait_for()
    member.reload()
    member.get_by_role("button", name="C’est bien cela").click()
    member.get_by_text("« c’est bien cela »").wait_for()


def measured(asked, member, world):
    """The fear becomes a measure, in a version of its own; its author says that it is answered."""
    now, objection = timezone.now(), Objection.objects.get(round__proposal=asked)
    fear = {"name": "Devis refusés pour leur prix", "who": world.member, "threshold": 3}
    consents.explore(objection, by=world.fleur, at=now)
    consents.amend(
        asked, by=world.thomas, at=now, why="La crainte devient une mesure.",
        measures=[fear | {"objection": objection}], integrates=[(objection, "measure")],
    )  # fmt: skip
    member.reload()
    whole(member)
    member.get_by_role("button", name="Ce texte intègre mon objection").click()
    member.get_by_text(re.compile("Devenue une mesure")).first.wait_for()
    consents.open_consent(asked, by=world.fleur, at=timezone.now())
