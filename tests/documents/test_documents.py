"""A paper is asked for with its fact, made once, and never rewritten."""

import hashlib

import pytest
from django.db import IntegrityError, connection, transaction

from coopstudio.documents import api, press, rendering, tasks
from coopstudio.documents.models import Document
from coopstudio.mail.tasks import deliver
from tests.members.factories import founder, person

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 made by the test"


@pytest.fixture
def someone():
    return person()


@pytest.fixture
def paper(someone):
    return api.ask(
        "tests.copy", someone, title="Votre copie", template="documents/sheet.html", name="Zoé"
    )


@pytest.fixture
def quick_press(monkeypatch):
    """A press that prints at once; its printed pages."""
    pages = []

    def print_it(html):
        pages.append(html)
        return PDF

    monkeypatch.setattr(rendering, "as_pdf", print_it)
    return pages


def broken(monkeypatch, trouble):
    def refuse(html):
        raise trouble

    monkeypatch.setattr(rendering, "as_pdf", refuse)


def test_a_paper_is_made_from_its_frozen_words(paper, quick_press):
    press.produce(paper.pk)

    paper.refresh_from_db()
    assert (paper.state, bytes(paper.content)) == ("issued", PDF)
    assert paper.sha256 == hashlib.sha256(PDF).hexdigest()
    assert "<title>Votre copie</title>" in quick_press[0]


def test_it_is_made_once(paper, quick_press):
    press.produce(paper.pk)
    press.produce(paper.pk)
    press.produce_due()

    assert len(quick_press) == 1


def test_a_forgotten_bell_is_made_up_for(paper, quick_press):
    press.produce_due()

    paper.refresh_from_db()
    assert paper.is_issued


def test_a_round_begins_no_paper_past_its_time(paper, quick_press):
    press.produce_due(seconds=0)

    assert not quick_press


def test_letters_are_taken_before_papers():
    first = deliver.priority or 0

    assert {tasks.produce.priority, tasks.produce_forgotten.priority} == {tasks.LAST}
    assert first < tasks.LAST


def test_the_narrow_space_never_reaches_the_paper(someone, quick_press):
    asked = api.ask("tests.copy", someone, title="Oui\u202f!", template="documents/sheet.html")

    press.produce(asked.pk)

    assert "\u202f" not in quick_press[0]


def test_what_people_type_stays_words(someone):
    trap = "<script>alert(1)</script>{{ 7|add:7 }}"
    asked = api.ask("tests.copy", someone, title=trap, template="documents/sheet.html")

    page = press.as_page(asked)

    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in page


def test_a_failure_is_tried_again_then_shown(paper, monkeypatch):
    broken(monkeypatch, rendering.RenderFailed("plus de 20 secondes de calcul"))

    states = []
    for _ in range(3):
        press.produce(paper.pk)
        paper.refresh_from_db()
        states.append(paper.state)

    assert states == ["asked", "asked", "failed"]
    assert paper.error == "plus de 20 secondes de calcul"


def test_a_template_that_fails_blocks_nobody(someone, paper, quick_press):
    bad = api.ask("tests.copy", someone, title="Perdu", template="nowhere.html")

    press.produce_due()

    bad.refresh_from_db()
    paper.refresh_from_db()
    assert (bad.state, bad.attempts) == ("asked", 1)
    assert "TemplateDoesNotExist" in bad.error
    assert paper.is_issued


def test_without_its_libraries_the_paper_waits(paper, monkeypatch):
    broken(monkeypatch, rendering.Unavailable("bibliothèques absentes"))

    for _ in range(5):
        press.produce(paper.pk)

    paper.refresh_from_db()
    assert (paper.state, paper.attempts) == ("asked", 0)


@pytest.mark.parametrize(
    "change",
    ["content = 'x'", "sha256 = repeat('1', 64)", "data = '{}'", "title = 'Autre'",
     "state = 'asked', content = NULL, sha256 = '', issued_at = NULL"],
)  # fmt: skip
def test_an_issued_paper_is_final_in_the_database(paper, quick_press, change):
    press.produce(paper.pk)

    with (
        pytest.raises(IntegrityError, match="is final"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE documents_document SET {change}")  # noqa: S608

    paper.refresh_from_db()
    assert bytes(paper.content) == PDF


def test_a_failed_paper_can_be_asked_again(paper, quick_press):
    Document.objects.update(state="failed", attempts=3)
    paper.refresh_from_db()

    api.ask_again(paper)
    press.produce(paper.pk)

    paper.refresh_from_db()
    assert paper.is_issued


class TestThePage:
    @pytest.fixture(autouse=True)
    def rule(self, monkeypatch, settings, someone):
        settings.PRIVILEGED_NEED_SECOND_FACTOR = False
        monkeypatch.setattr(api, "READERS", {})
        api.readable_by("tests.copy", lambda reader, document: reader.pk == document.subject_id)

    def test_says_that_the_pdf_is_coming(self, client, someone, paper):
        client.force_login(someone)

        page = client.get(f"/documents/{paper.pk}/").content.decode()
        fragment = client.get(f"/documents/{paper.pk}/etat/").content.decode()

        assert "Le PDF se prépare" in page
        assert f'hx-get="/documents/{paper.pk}/etat/"' in fragment

    def test_stops_asking_once_it_is_there(self, client, someone, paper, quick_press):
        press.produce(paper.pk)
        client.force_login(someone)

        fragment = client.get(f"/documents/{paper.pk}/etat/").content.decode()

        assert "Ouvrir le PDF" in fragment
        assert "hx-get" not in fragment

    def test_says_that_it_failed(self, client, someone, paper):
        Document.objects.update(state="failed")
        client.force_login(someone)

        assert "n’a pas pu être préparé" in client.get(f"/documents/{paper.pk}/").content.decode()

    def test_is_the_pdf_once_issued(self, client, someone, paper, quick_press):
        press.produce(paper.pk)
        client.force_login(someone)

        answer = client.get(f"/documents/{paper.pk}/")

        assert (answer.content, answer["Content-Type"]) == (PDF, "application/pdf")
        assert answer["Content-Disposition"] == 'inline; filename="Votre copie.pdf"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]

    def test_does_not_exist_for_others(self, client, paper):
        client.force_login(founder())

        assert client.get(f"/documents/{paper.pk}/").status_code == 404
        assert client.get(f"/documents/{paper.pk}/etat/").status_code == 404

    def test_of_an_undeclared_kind_is_read_by_nobody(self, client, someone, paper):
        api.READERS.clear()
        client.force_login(someone)

        assert client.get(f"/documents/{paper.pk}/").status_code == 404
