"""The main way, from the first reaction to a member who comes home, in real browsers.

Joséphine on her telephone, Fleur and Thomas on their computers, the secretary on his. Every page is
clicked as they would; days pass between them as they do in life.
"""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from applications.models import Application
from members.models import Person
from tests.browser.chromium import press, tick
from tests.files.corpus import pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 6, 1, 9, 0, tzinfo=PARIS)
FRIDAY = MONDAY + timedelta(days=4, hours=5)
PHONE = {"width": 390, "height": 844}
JOSEPHINE = "josephine.mbaye@exemple.fr"


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=True) as clock:
        yield clock


@pytest.fixture
def sitting(eyes, site, world):
    """Open a page as somebody, in a browser of their own; all are closed at the end."""
    contexts = []

    def sit(persona="", **options):
        context = eyes.context(**options)
        contexts.append(context)
        if persona:
            world.sign_in(persona)
            context.add_cookies(world.cookies(persona, site))
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page

    yield sit
    for context in contexts:
        context.close()


def letter_to(address, words):
    """The last letter really delivered to ``address`` whose subject holds ``words``."""
    letters = [sent for sent in mail.outbox if address in sent.to and words in sent.subject]
    assert letters, [(sent.to, sent.subject) for sent in mail.outbox]
    return letters[-1]


def link_in(letter):
    return re.search(r"https?://[^/\s]+(/\S+)", letter.body).group(1)


def test_from_the_first_reaction_to_a_member_who_comes_home(sitting, site, world, clock):
    josephine = sitting(viewport=PHONE, has_touch=True)
    she_reads_the_call(josephine, site)
    she_writes(josephine, site)
    she_joins_her_cv(josephine)
    she_sends(josephine, site)
    desk = f"{site}{Application.objects.get(email=JOSEPHINE).get_absolute_url()}"

    clock.move_to(MONDAY + timedelta(days=2))
    fleur, thomas = sitting("fleur"), sitting("thomas")
    they_read(fleur, thomas, desk)
    an_hour_is_found(fleur, josephine, desk, site)

    clock.move_to(FRIDAY + timedelta(hours=2))
    fleur, thomas = sitting("fleur"), sitting("thomas")
    they_decide(fleur, thomas, josephine, desk, site)
    she_asks_to_join(josephine, site)

    clock.shift(timedelta(days=7))
    the_board_has_met(sitting("secretary"), site)
    she_comes_home(sitting(), site)


def she_reads_the_call(josephine, site):
    """One evening she reads the call, and answers its first passage. Nobody asked who she is."""
    josephine.goto(f"{site}/appel/")
    josephine.get_by_role("link", name=re.compile("Réagir")).first.click()
    josephine.get_by_text("Me plaît", exact=True).click()
    josephine.get_by_label("Pourquoi ?").fill("C’est ce que je cherche depuis dix ans.")
    josephine.get_by_role("button", name="Garder").click()
    josephine.get_by_text("C’est ce que je cherche depuis dix ans.").first.wait_for()


def she_writes(josephine, site):
    """She begins to write: who she is, then the offer."""
    josephine.goto(f"{site}/candidater/vous/")
    josephine.get_by_role("textbox", name="Prénom").fill("Joséphine")
    josephine.get_by_label("Nom", exact=True).fill("Mbaye")
    josephine.get_by_label("Adresse e-mail").fill(JOSEPHINE)
    josephine.get_by_label("Code postal").fill("70000")
    josephine.get_by_label("Commune").fill("Vesoul")
    josephine.get_by_role("button", name=re.compile("Continuer")).click()
    josephine.wait_for_url("**/candidater/offre/")
    josephine.get_by_label("En quoi cela vous parle-t-il").fill("Monter des dossiers à plusieurs.")
    josephine.get_by_text("Recherche de financements").click()
    josephine.get_by_label("Et pour vous, où").fill("Vesoul, et le train.")
    josephine.get_by_text("possible, avec plaisir").click()
    josephine.get_by_role("button", name=re.compile("Continuer")).click()
    josephine.wait_for_url("**/candidater/appel/")
    josephine.get_by_text("Rien à signaler").click()
    josephine.get_by_role("button", name=re.compile("Continuer")).click()


def she_joins_her_cv(josephine):
    """Her CV is a real PDF; another kind of file is refused with a way out, and nothing is lost."""
    josephine.wait_for_url("**/candidater/parcours/")
    word = {"name": "cv.docx", "mimeType": "application/msword", "buffer": b"PK\x03\x04 rien"}
    josephine.locator("input[type=file]").set_input_files(word)
    josephine.get_by_role("button", name=re.compile("Continuer")).click()
    josephine.locator(".error-summary").get_by_text("PDF").first.wait_for()
    assert josephine.title().startswith("Erreur")
    paper = {"name": "CV de Joséphine.pdf", "mimeType": "application/pdf", "buffer": pdf(2)}
    josephine.locator("input[type=file]").set_input_files(paper)
    josephine.get_by_role("button", name=re.compile("Continuer")).click()


def she_sends(josephine, site):
    """The letter's link confirms her address: a button, then she is back where she was."""
    josephine.wait_for_url("**/candidater/relecture/")
    josephine.goto(site + link_in(letter_to(JOSEPHINE, "")))
    press(josephine.locator("main form button[type=submit]").first)
    josephine.goto(f"{site}/candidater/relecture/")
    josephine.get_by_text("J’accepte que").click()
    josephine.get_by_role("button", name=re.compile("Envoyer")).click()
    josephine.wait_for_url("**/ma-candidature/**")
    received = letter_to(JOSEPHINE, "Gardez cette copie")
    assert [name for name, *_ in received.attachments] != []


def they_read(fleur, thomas, desk):
    """On Wednesday Fleur and Thomas read, each for themselves. No name stands on their page."""
    for reader, words in ((fleur, "Sa clarté."), (thomas, "Ses dix ans d’attente.")):
        reader.goto(desk)
        assert "Mbaye" not in reader.content()
        reader.get_by_label("Ce qui me touche").fill(words)
        tick(reader.get_by_label("oui", exact=True))
        press(reader.get_by_role("button", name="Terminer ma lecture"))
    fleur.goto(f"{desk}lectures/")
    assert "Mbaye" in fleur.content()
    assert "Ses dix ans d’attente." in fleur.content()


def an_hour_is_found(fleur, josephine, desk, site):
    """They propose an hour; she takes it from her telephone."""
    fleur.goto(f"{desk}rencontre/")
    propose(fleur, FRIDAY)
    josephine.goto(f"{site}/ma-candidature/")
    tick(josephine.locator("form[action$='/creneau/'] input[type=radio]").first)
    press(josephine.locator("form[action$='/creneau/'] button[type=submit]").first)
    letter_to(JOSEPHINE, "C’est noté")


def she_consents(site, josephine):
    """Nothing leaves without her word."""
    josephine.goto(link_of(site, letter_to(JOSEPHINE, "votre parole")))
    tick(josephine.locator("input[name=stance][value=consent]"))
    josephine.get_by_role("button", name="Dire ma parole").click()
    josephine.get_by_text("Vous consentez à poursuivre").wait_for()


def link_of(site, letter):
    return f"{site}{link_in(letter)}"


def they_decide(fleur, thomas, josephine, desk, site):
    """They have met. Both consent, each in turn; the letter waits for a person to send it."""
    fleur.goto(f"{desk}rencontre/")
    press(fleur.get_by_role("button", name="Noter qu’elle a eu lieu"))

    for founder in (fleur, thomas):
        founder.goto(f"{desk}position/")
        tick(founder.locator("input[name=outcome][value=invite]"))
        tick(founder.locator("input[name=stance][value=consent]"))
        founder.locator("textarea[name=words]").fill("Elle écoute avant de répondre.")
        press(founder.get_by_role("button", name="Donner ma position"))
    assert not [one for one in mail.outbox if "notre réponse" in one.subject]
    she_consents(site, josephine)
    thomas.goto(f"{desk}lettre/relecture/")
    press(thomas.get_by_role("button", name=re.compile("^Envoyer")).first)
    assert letter_to(JOSEPHINE, "notre réponse")


def she_asks_to_join(josephine, site):
    """She fills the bulletin that the letter opens."""
    josephine.goto(site + link_in(letter_to(JOSEPHINE, "notre réponse")))
    josephine.get_by_label("Rue et numéro").fill("3 place de la République")
    tick(josephine.get_by_role("radio", name=re.compile("18 ans ou plus")))
    tick(josephine.get_by_role("checkbox", name=re.compile("J’ai lu les statuts")))
    press(josephine.get_by_role("button", name="Envoyer mon bulletin"))
    letter_to(JOSEPHINE, "bulletin")


def the_board_has_met(secretary, site):
    """The secretary records what the board decided. She is a member."""
    request = Person.objects.get(email=JOSEPHINE).requests.get()
    secretary.goto(f"{site}/demandes/{request.pk}/")
    secretary.get_by_label("Décidée le").fill("2026-06-10")
    secretary.get_by_label("Référence", exact=True).fill("Conseil du 10 juin 2026, point 4")
    press(secretary.get_by_role("button", name="Enregistrer l’admission"))
    assert Person.objects.members(on=timezone.localdate()).filter(email=JOSEPHINE).exists()


def she_comes_home(at_home, site):
    """That evening, on her computer, she comes in with a code, and stands in the directory."""
    welcome = letter_to(JOSEPHINE, "Bienvenue")
    at_home.goto(site + link_in(welcome))
    at_home.get_by_label(re.compile("e-mail")).first.fill(JOSEPHINE)
    at_home.get_by_role("button", name="Recevoir un code").click()
    at_home.wait_for_url("**/code/**")
    code = re.search(r"\b\d{3}\s?\d{3}\b", letter_to(JOSEPHINE, "code").body).group()
    at_home.get_by_label(re.compile("[Cc]ode")).first.fill(code)
    at_home.locator("main form button[type=submit]").first.click()
    at_home.get_by_text("Bonjour Joséphine").wait_for()
    at_home.goto(f"{site}/membres/?q=mbaye")
    at_home.get_by_role("link", name="Joséphine Mbaye").wait_for()


def propose(founder, hour):
    founder.get_by_label("Créneau 1").fill(f"{hour:%Y-%m-%dT%H:%M}")
    founder.get_by_label("Lieu, ou lien de la visio").fill("Nuits-Saint-Georges, à l’Institut")
    press(founder.get_by_role("button", name="Proposer ces créneaux"))
