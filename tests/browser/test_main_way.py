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
from tests.files.corpus import pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 6, 1, 9, 0, tzinfo=PARIS)
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

    # One evening she reads the call, and answers its first passage. Nobody asked who she is.
    josephine.goto(f"{site}/appel/")
    josephine.get_by_role("link", name=re.compile("Réagir")).first.click()
    josephine.get_by_text("Me plaît", exact=True).click()
    josephine.get_by_label("Pourquoi ?").fill("C’est ce que je cherche depuis dix ans.")
    josephine.get_by_role("button", name="Garder").click()
    josephine.get_by_text("C’est ce que je cherche depuis dix ans.").first.wait_for()

    # She begins to write: who she is, then the offer.
    josephine.goto(f"{site}/candidater/vous/")
    josephine.get_by_label("Prénom").fill("Joséphine")
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

    # Her CV is a real PDF; another kind of file is refused with a way out, and nothing is lost.
    josephine.wait_for_url("**/candidater/parcours/")
    word = {"name": "cv.docx", "mimeType": "application/msword", "buffer": b"PK\x03\x04 rien"}
    josephine.get_by_label("Votre CV").set_input_files(word)
    josephine.get_by_role("button", name=re.compile("Continuer")).click()
    josephine.get_by_text("PDF").first.wait_for()
    assert josephine.title().startswith("Erreur")
    paper = {"name": "CV de Joséphine.pdf", "mimeType": "application/pdf", "buffer": pdf(2)}
    josephine.get_by_label("Votre CV").set_input_files(paper)
    josephine.get_by_role("button", name=re.compile("Continuer")).click()

    # The letter's link confirms her address: a button, then she is back where she was.
    josephine.wait_for_url("**/candidater/relecture/")
    josephine.goto(site + link_in(letter_to(JOSEPHINE, "")))
    josephine.locator("main form button[type=submit]").first.click()
    josephine.goto(f"{site}/candidater/relecture/")
    josephine.get_by_text("J’accepte que").click()
    josephine.get_by_role("button", name=re.compile("Envoyer")).click()
    josephine.wait_for_url("**/ma-candidature/**")
    received = letter_to(JOSEPHINE, "votre candidature est bien arrivée")
    assert [name for name, *_ in received.attachments] != []

    # On Wednesday Fleur and Thomas read, each for themselves. No name stands on their page.
    clock.move_to(MONDAY + timedelta(days=2))
    sent = Application.objects.get(email=JOSEPHINE)
    desk = f"{site}/candidatures/{sent.number}/"
    fleur, thomas = sitting("fleur"), sitting("thomas")
    for reader, words in ((fleur, "Sa clarté."), (thomas, "Ses dix ans d’attente.")):
        reader.goto(desk)
        assert "Mbaye" not in reader.content()
        reader.get_by_label("Ce qui me touche").fill(words)
        reader.get_by_label("oui", exact=True).check(force=True)
        reader.get_by_role("button", name="Terminer ma lecture").click()
        reader.wait_for_load_state()
    fleur.goto(f"{desk}lectures/")
    assert "Mbaye" in fleur.content()
    assert "Ses dix ans d’attente." in fleur.content()

    # They propose an hour; she takes it from her telephone; the day comes and they meet.
    fleur.goto(f"{desk}rencontre/")
    friday = MONDAY + timedelta(days=4, hours=5)
    propose(fleur, friday)
    josephine.goto(f"{site}/ma-candidature/")
    josephine.locator("form[action$='/creneau/'] input[type=radio]").first.check(force=True)
    josephine.locator("form[action$='/creneau/'] button[type=submit]").first.click()
    letter_to(JOSEPHINE, "C’est noté")
    clock.move_to(friday + timedelta(hours=2))
    fleur, thomas = sitting("fleur"), sitting("thomas")
    fleur.goto(desk)
    fleur.get_by_role("button", name="Noter qu’elle a eu lieu").click()

    # Both consent, at two different moments; the letter waits for a person to send it.
    for founder in (fleur, thomas):
        founder.goto(f"{desk}position/")
        founder.get_by_text("Inviter à adhérer", exact=False).last.click()
        founder.get_by_text("Je consens").first.click()
        founder.get_by_role("button", name="Donner ma position").click()
        founder.wait_for_load_state()
    assert not [one for one in mail.outbox if "notre réponse" in one.subject]
    thomas.goto(f"{desk}lettre/")
    thomas.get_by_role("button", name=re.compile("^Envoyer")).first.click()
    thomas.wait_for_load_state()
    answer = letter_to(JOSEPHINE, "notre réponse")

    # She fills the bulletin that the letter opens.
    josephine.goto(site + link_in(answer))
    josephine.get_by_label("Rue et numéro").fill("3 place de la République")
    josephine.get_by_label(re.compile("statuts")).check(force=True)
    josephine.get_by_role("button", name="Envoyer mon bulletin").click()
    josephine.wait_for_load_state()
    letter_to(JOSEPHINE, "bulletin")

    # The board meets; the secretary records what it decided. She is a member.
    clock.shift(timedelta(days=7))
    secretary = sitting("secretary")
    request = Person.objects.get(email=JOSEPHINE).requests.get()
    secretary.goto(f"{site}/demandes/{request.pk}/")
    secretary.get_by_label("Référence").fill("Conseil du 10 juin 2026, point 4")
    secretary.get_by_role("button", name="Enregistrer l’admission").click()
    secretary.wait_for_load_state()
    assert Person.objects.members(on=timezone.localdate()).filter(email=JOSEPHINE).exists()

    # That evening, on her computer, she comes in with a code, and finds herself in the directory.
    welcome = letter_to(JOSEPHINE, "Bienvenue")
    at_home = sitting()
    at_home.goto(site + link_in(welcome))
    at_home.get_by_label(re.compile("e-mail")).first.fill(JOSEPHINE)
    at_home.locator("main form button[type=submit]").first.click()
    at_home.wait_for_load_state()
    code = re.search(r"\b\d{3} ?\d{3}\b", letter_to(JOSEPHINE, "").body).group()
    at_home.get_by_label(re.compile("[Cc]ode")).first.fill(code)
    at_home.locator("main form button[type=submit]").first.click()
    at_home.get_by_text("Bonjour Joséphine").wait_for()
    at_home.goto(f"{site}/membres/?q=mbaye")
    at_home.get_by_role("link", name="Joséphine Mbaye").wait_for()


def propose(founder, hour):
    founder.get_by_label("Créneau 1").fill(f"{hour:%Y-%m-%dT%H:%M}")
    founder.get_by_label("Lieu, ou lien de la visio").fill("Nuits-Saint-Georges, à l’Institut")
    founder.get_by_role("button", name="Proposer ces créneaux").click()
    founder.wait_for_load_state()
