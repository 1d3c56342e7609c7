"""Three people elect one of them, each on a device; whom they chose objects, and is heard."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.actions import consents
from governance.college import facilitator
from governance.models import CircleRole, Election, Mandate, Proposal
from governance.states import ElectionState, OfficeKind, Strategy
from tests.browser.chromium import axe, broken, overflows
from tests.governance.factories import circle, entrust

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
LONG = timedelta(days=200)
PEOPLE = ["fleur", "thomas", "member"]
REASON = "On l’écoute, et ce que l’on a dit se retrouve tel quel."


@pytest.fixture
def devices(eyes, site, world):
    """Each on a device of their own: a desk, two telephones."""
    contexts = []
    today = timezone.localdate()
    made = circle("Cercle Général", people=[world.fleur, world.thomas, world.member])
    entrust(world.fleur, made, OfficeKind.FACILITATOR, since=today - LONG, until=today + LONG)
    CircleRole.objects.create(circle=made, kind=OfficeKind.LOG_KEEPER, name="Journal de bord")

    def open_as(persona, device):
        context = eyes.context(hurry=True, **device)
        contexts.append(context)
        world.sign_in(persona)
        context.add_cookies(world.cookies(persona, site))
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(f"script: {error}"))
        page.set_default_timeout(40_000)
        return page

    yield [open_as(*one) for one in zip(PEOPLE, [DESK, PHONE, PHONE], strict=True)], made
    for context in contexts:
        context.close()


def press(page, button):
    page.get_by_role("button", name=button, exact=True).first.click()


def agree(pages):
    """Each consents to what is asked, on their own screen, when it comes there by itself."""
    for page in pages:
        page.get_by_text("Je consens", exact=True).click()
        press(page, "Donner ma réponse")


def look(page):
    assert axe(page) == []
    assert overflows(page) <= 0
    assert broken(page) == []


def test_three_people_elect_one_of_them(devices, site):
    (fleur, thomas, mehdi), made = devices
    pages = [fleur, thomas, mehdi]
    open_it(fleur, site, made)
    election = Election.objects.get(circle=made)
    for page in (thomas, mehdi):
        page.goto(f"{site}{election.get_absolute_url()}")

    say_the_role_and_the_criteria(fleur, pages)
    fold_and_open(fleur, thomas, mehdi)
    hear_again(fleur, pages)
    propose(mehdi, "Thomas Marshall")
    thomas.get_by_role("heading", name="Mehdi propose Thomas Marshall").wait_for()
    look(thomas)
    integrate_a_shorter_mandate(election)

    mehdi.get_by_role("heading", name="Thomas Marshall tient ce rôle").wait_for()
    look(mehdi)
    mandate = Mandate.objects.get(election=election)
    assert mandate.until == timezone.localdate() + timedelta(days=90)
    assert Election.objects.get(circle=made).state == ElectionState.DONE


def open_it(fleur, site, made):
    fleur.goto(f"{site}/cercles/{made.pk}/elections/nouvelle/")
    look(fleur)
    fleur.get_by_label("Journal de bord").check()
    press(fleur, "Ouvrir l’élection")
    fleur.get_by_label("Ce qui est attendu du rôle").fill("Garder la trace de ce qui se décide.")
    press(fleur, "Garder ces mots")
    press(fleur, "Commencer par le rôle")


def say_the_role_and_the_criteria(fleur, pages):
    press(fleur, "Demander l’accord du cercle")
    agree(pages)
    press(fleur, "Ouvrir le tour des critères")
    for page, words in zip(pages, ["Écrire sans tordre", "", "Être là le jeudi"], strict=True):
        page.get_by_role("button", name="Rien à ajouter").wait_for()
        if words:
            page.get_by_label("Ce que je cherche").fill(words)
            press(page, "Le dire")
        else:
            press(page, "Rien à ajouter")
    press(fleur, "Mettre la liste au consentement")
    agree(pages)


def fold_and_open(fleur, thomas, mehdi):
    """A ballot that arrives is seen everywhere; what one is writing stays under the fingers."""
    press(fleur, "Distribuer les bulletins")
    words = mehdi.get_by_label("parce que")
    words.press_sequentially("On l’écoute, ")
    for page in (fleur, thomas):
        page.get_by_role("radio", name="Thomas").check()
        page.get_by_label("parce que").fill(REASON)
        press(page, "Plier et déposer")
        page.get_by_role("heading", name="Votre bulletin est plié").wait_for()
        assert REASON not in page.content()
    mehdi.get_by_text("2 sur 3").wait_for()
    look(mehdi)
    words.press_sequentially("et elle relit.")
    assert words.input_value() == "On l’écoute, et elle relit."
    mehdi.get_by_role("radio", name="Fleur Mathet").check()
    press(mehdi, "Plier et déposer")
    for page in (fleur, thomas, mehdi):
        page.get_by_role("heading", name="Les bulletins sont ouverts").wait_for()
    look(thomas)


def hear_again(fleur, pages):
    """Fleur facilitates, and was named too: she asks the one who was not to word the proposal."""
    press(fleur, "Ouvrir le tour de confirmation")
    for page in pages:
        page.get_by_role("heading", name="Ayant entendu les autres").wait_for()
        page.get_by_role("radio", name="Thomas").check()
        page.get_by_label("parce que").fill("En vous écoutant.")
        press(page, "Le dire")
    fleur.get_by_text("Un nom qui vous touche").wait_for()
    fleur.get_by_text("Passer le relais").click()
    fleur.get_by_label("Demander de formuler à").select_option(label="Mehdi Zerrouki")
    press(fleur, "Demander de formuler")
    fleur.get_by_text("Mehdi Zerrouki formule la proposition").wait_for()
    press(fleur, "Passer à la proposition")


def propose(page, name):
    page.get_by_role("heading", name="Votre proposition").wait_for()
    look(page)
    page.get_by_role("radio", name=name).check()
    page.get_by_label("parce que").fill("Le critère A s’entend chez lui.")
    press(page, "Proposer au cercle")


def integrate_a_shorter_mandate(election):
    """The others consent, Thomas objects to the duration; three months answer it."""
    proposal, now = election.proposals.get(), timezone.now()
    *others, last = _seats(proposal)
    for seat in others:
        consents.consent(seat, by=seat.person, at=now)
    objection = consents.object(
        last, by=last.person, at=now, words="Un an, c’est trop.", touches="Tenir le rôle"
    )
    carrier = Proposal.objects.get(pk=proposal.pk).carrier
    facilitates = facilitator(election.circle, on=timezone.localdate())
    consents.hear(objection, by=facilitates, at=now, heard_as="Trois mois te conviennent.")
    consents.amend(
        proposal, by=carrier, at=now, why="Trois mois pour commencer.",
        term_on=timezone.localdate() + timedelta(days=90),
        integrates=[(objection, Strategy.SHORTEN)],
    )  # fmt: skip
    objection.refresh_from_db()
    consents.explore(objection, by=facilitates, at=now)
    consents.integrate(objection, by=last.person, at=now)
    consents.open_consent(proposal, by=carrier, at=now)
    for seat in _seats(proposal):
        consents.consent(seat, by=seat.person, at=now)


def _seats(proposal):
    opened = proposal.rounds.open().get()
    return list(opened.seats.select_related("person", "round__proposal"))
