"""A letter that carries a paper leaves once it is made; when it cannot be, people are told."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from coopstudio.documents import api, press, rendering
from coopstudio.documents.models import Document
from coopstudio.mail import actions, post
from coopstudio.mail.api import KINDS
from coopstudio.mail.models import Letter
from tests.mail.post_office import counter, letter
from tests.members.factories import founder, person

pytestmark = pytest.mark.django_db
POST_BELL = "coopstudio.mail.tasks.deliver"


@pytest.fixture
def awaited():
    """A letter that waits for its paper."""
    paper = api.ask("tests.copy", person(), title="Votre copie", template="documents/sheet.html")
    return letter(document=paper)


def print_with(monkeypatch, outcome):
    def as_pdf(html):
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(rendering, "as_pdf", as_pdf)


def bells():
    return [bell.task for _, bell, _ in connection.run_on_commit]


def try_until_it_fails(paper):
    for _ in range(press.TRIES):
        Document.objects.filter(pk=paper.pk).update(next_try_at=timezone.now() - timedelta(days=1))
        press.produce(paper.pk)


def test_a_paper_that_is_made_rings_the_post_at_once(awaited, monkeypatch):
    print_with(monkeypatch, b"%PDF-1.7")
    connection.run_on_commit.clear()

    press.produce(awaited.document_id)

    assert bells() == [POST_BELL]


def test_a_paper_that_will_be_tried_again_rings_nobody(awaited, monkeypatch):
    print_with(monkeypatch, rendering.RenderFailed("no fonts"))
    connection.run_on_commit.clear()

    press.produce(awaited.document_id)

    assert bells() == []


def test_a_paper_that_cannot_be_made_is_told_on_the_post_and_can_be_asked_again(
    client, awaited, monkeypatch, settings
):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    client.force_login(founder())
    print_with(monkeypatch, rendering.RenderFailed("no fonts"))
    try_until_it_fails(awaited.document)
    with counter(settings):
        post.deliver_due()

    outbox = client.get("/courrier/").text
    told = client.get(f"/courrier/{awaited.pk}/").text
    client.post(f"/courrier/{awaited.pk}/nouvel-envoi/")

    awaited.refresh_from_db()
    awaited.document.refresh_from_db()
    assert "Des lettres n’ont pas pu partir" in outbox
    assert "n’a pas pu être préparé" in told
    assert "serveur de courrier" not in told
    assert (awaited.state, awaited.document.state) == ("waiting", "asked")


def test_once_asked_again_and_made_both_leave_together(awaited, monkeypatch, settings):
    print_with(monkeypatch, rendering.RenderFailed("no fonts"))
    try_until_it_fails(awaited.document)
    with counter(settings):
        post.deliver_due()
    print_with(monkeypatch, b"%PDF-1.7 at last")

    actions.retry(Letter.objects.get(), by=founder(), at=timezone.now())
    press.produce(awaited.document_id)
    with counter(settings) as office:
        post.deliver_due()

    assert office.taken[0].attachments[0].content == b"%PDF-1.7 at last"


def test_a_letter_that_opens_a_door_is_titled_by_its_occasion(client, settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    client.force_login(founder())
    one = letter(kind="members.sign_in_code", is_secret=True, subject="Votre code pour entrer")

    seen = client.get("/courrier/").text + client.get(f"/courrier/{one.pk}/").text

    assert "Votre code pour entrer" not in seen
    assert seen.count(KINDS["members.sign_in_code"].occasion) >= 2
