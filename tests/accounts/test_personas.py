"""« Entrer comme… »: in the demonstration, and nowhere else."""

import mailbox
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from django.utils import timezone

from applications.actions import conversations
from coopstudio.mail.models import Letter
from coopstudio.mail.post import as_message
from members.models import Person
from members.visits import personas
from members.visits.mailbox import delivered_to
from tests.accounts.conftest import enter, is_in
from tests.applications.factories import conversation
from tests.members import factories

PAGES = ["/_demo/", "/_demo/courrier/", "/_demo/courrier/fleur@exemple.fr/", "/_demo/lettres/x/"]
FLEUR = "fleur@exemple.fr"


@pytest.fixture
def demonstration(settings, monkeypatch, tmp_path):
    settings.DEMO = True
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    settings.VAR_DIR = tmp_path
    declared = [
        (FLEUR, "Fleur Mathet, fondatrice", "Lire une candidature."),
        ("noemie@exemple.fr", "Noémie Perrin, un brouillon en cours", "Reprendre."),
        ("absent@exemple.fr", "Personne, nulle part", "Rien."),
    ]
    monkeypatch.setattr(personas, "import_string", lambda name: declared)
    factories.founder(email=FLEUR)
    factories.person(email="noemie@exemple.fr")


@pytest.mark.parametrize("path", PAGES)
def test_elsewhere_these_pages_do_not_exist(client, path):
    assert client.get(path).status_code == 404


def test_elsewhere_nobody_enters_in_one_click(client):
    factories.founder(email=FLEUR)

    assert client.post(f"/_demo/{FLEUR}/").status_code == 404
    assert not is_in(client)


@pytest.mark.usefixtures("demonstration")
def test_each_persona_has_a_card(client):
    page = client.get("/_demo/").content.decode()

    assert "Fleur Mathet" in page
    assert "fondatrice" in page
    assert "Noémie Perrin" in page
    assert "Personne" not in page.replace("personnes", "")


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(
    ("email", "place"), [(FLEUR, "/accueil/"), ("noemie@exemple.fr", "/ma-candidature/")]
)
def test_one_click_and_one_is_somebody(client, email, place):
    arrived = client.post(f"/_demo/{email}/", follow=True)

    assert arrived.redirect_chain[1][0] == place


@pytest.mark.usefixtures("demonstration")
def test_a_visit_alone_makes_nobody_enter(client):
    client.get(f"/_demo/{FLEUR}/")

    assert not is_in(client)


@pytest.mark.usefixtures("demonstration")
def test_only_personas_may_be_entered(client):
    factories.member(email="autre@exemple.fr")

    assert client.post("/_demo/autre@exemple.fr/").status_code == 404


@pytest.mark.usefixtures("demonstration")
def test_every_page_says_that_it_is_a_demonstration(client):
    assert "Démonstration" in client.get("/aide/").content.decode()
    assert "Démonstration" in enter(factories.member()).get("/accueil/").content.decode()


def test_elsewhere_no_page_says_so(client):
    assert "Démonstration" not in client.get("/aide/").content.decode()


@pytest.mark.usefixtures("demonstration")
def test_letters_that_were_delivered_are_read_with_their_links(client, settings):
    box = mailbox.Maildir(settings.VAR_DIR / "mailbox")
    letter = EmailMessage()
    letter["To"], letter["Subject"] = FLEUR, "Une candidature est arrivée"
    letter["Date"] = "Thu, 03 Dec 2026 13:30:00 +0000"
    letter.set_content("Bonjour Fleur,\n\n→ La lire : http://localhost:8000/candidatures/7/")
    letter.add_alternative("<p>Bonjour Fleur</p>", subtype="html")
    box.add(letter)

    listed = client.get(f"/_demo/courrier/{FLEUR}/").content.decode()
    read = client.get(f"/_demo/lettres/{delivered_to(FLEUR)[0].key}/").content.decode()

    assert "Une candidature est arrivée" in listed
    assert 'href="http://localhost:8000/candidatures/7/"' in read
    assert delivered_to("noemie@exemple.fr") == []


@pytest.mark.usefixtures("demonstration")
def test_an_address_that_is_no_persona_has_its_box_once_it_was_written_to(client, settings):
    box = mailbox.Maildir(settings.VAR_DIR / "mailbox")
    letter = EmailMessage()
    letter["To"], letter["Subject"] = "zoe@exemple.fr", "Reprenez votre candidature"
    letter["Date"] = "Thu, 03 Dec 2026 13:30:00 +0000"
    letter.set_content("Bonjour Zoé")
    letter.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="copie.pdf")
    box.add(letter)
    key = delivered_to("zoe@exemple.fr")[0].key

    listed = client.get("/_demo/courrier/").content.decode()
    paper = client.get(f"/_demo/lettres/{key}/1/")

    assert 'href="/_demo/courrier/zoe@exemple.fr/"' in listed
    assert b"".join(paper.streaming_content) == b"%PDF-1.7"
    assert client.get(f"/_demo/lettres/{key}/2/").status_code == 404
    assert client.get("/_demo/courrier/oe@exemple.fr/").status_code == 404


@pytest.mark.usefixtures("demonstration")
def test_a_letter_can_be_answered_and_comes_in_by_the_door_of_every_mail(
    client, settings, tmp_path
):
    settings.REPLY_ADDRESS = "reponse@demo.example"
    noemie = Person.objects.get(email="noemie@exemple.fr")
    thread = conversation(person=noemie)
    answered = conversations.answer(
        thread, by=Person.objects.get(email=FLEUR), text="Oui.", at=timezone.now()
    )
    letter = Letter.objects.get(kind="applications.message_answered")
    key = mailbox.Maildir(tmp_path / "mailbox").add(as_message(letter).as_bytes())

    page = client.get(f"/_demo/lettres/{key}/")
    client.post(f"/_demo/lettres/{key}/reponse/", {"words": "Merci, à jeudi !"})

    assert "Répondre à ce message" in page.text
    assert [one.text for one in thread.messages.filter(at__gt=answered.at)] == ["Merci, à jeudi !"]


@pytest.mark.usefixtures("demonstration")
def test_a_letter_that_nobody_answers_offers_no_answer(client, tmp_path):
    mail = EmailMessage()
    mail["To"], mail["Subject"], mail["Date"] = FLEUR, "Un mot", "Mon, 01 Jun 2026 09:00:00 +0200"
    mail.set_content("Bonjour")
    key = mailbox.Maildir(tmp_path / "mailbox").add(mail.as_bytes())

    assert "Répondre à ce message" not in client.get(f"/_demo/lettres/{key}/").text
    assert client.post(f"/_demo/lettres/{key}/reponse/", {"words": "Oui"}).status_code == 404


@pytest.mark.usefixtures("demonstration")
def test_a_letter_of_the_story_is_in_the_box_once_at_the_hour_of_paris(client, tmp_path):
    at = datetime(2026, 7, 3, 13, 30, tzinfo=UTC)
    facts = {"to": FLEUR, "subject": "Une réponse", "text": "Bonjour.", "html": "<p>Bonjour.</p>"}
    sent = {"state": Letter.State.SENT, "sent_at": at}
    Letter.objects.create(kind="x", key="x:1", **facts, **sent)
    really = Letter.objects.create(kind="x", key="x:2", **facts | {"subject": "Une autre"}, **sent)
    mailbox.Maildir(tmp_path / "mailbox").add(as_message(really).message().as_bytes())
    Letter.objects.create(kind="x", key="x:3", **facts | {"subject": "Pas encore"})

    found = delivered_to(FLEUR)
    page = client.get(f"/_demo/courrier/{FLEUR}/").text
    story = next(one for one in found if one.subject == "Une réponse")

    assert sorted(one.subject for one in found) == ["Une autre", "Une réponse"]
    assert "3 juillet 2026 à 15\u00a0h\u00a030" in page
    assert "Bonjour." in client.get(f"/_demo/lettres/{story.key}/").text
    assert client.get("/_demo/lettres/story-x/").status_code == 404
