"""A CV is a PDF: taken in, replaced, removed; anything else is answered with advice."""

from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import Application
from applications.states import State
from coopstudio.files.api import may_open
from coopstudio.files.models import PrivateFile
from tests.applications.factories import application, draft
from tests.members.factories import founder, member

pytestmark = pytest.mark.django_db


def pdf(pages=1):
    paper, content = pikepdf.new(), BytesIO()
    for _ in range(pages):
        paper.add_blank_page()
    paper.save(content)
    return content.getvalue()


def sent_by(client, mine, content, name="CV de Noémie.pdf"):
    session = client.session
    session["draft"] = mine.pk
    session.save()
    upload = SimpleUploadedFile(name, content, content_type="application/pdf")
    return client.post("/candidater/parcours/", {"cv": upload})


def test_a_pdf_is_kept_then_replaced_then_removed(client):
    mine = draft()

    assert sent_by(client, mine, pdf()).url == "/candidater/relecture/"
    mine.refresh_from_db()
    first = mine.cv
    assert first.name == "CV de Noémie.pdf"

    sent_by(client, mine, pdf(2))
    mine.refresh_from_db()
    assert mine.cv.pages == 2
    first.refresh_from_db()
    assert first.state == PrivateFile.State.ERASED

    client.post("/candidater/parcours/cv/")
    mine.refresh_from_db()
    assert mine.cv is None


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "vide.pdf"),
        (b"MZ\x90\x00 not a pdf", "cv.pdf"),
        (b"%PDF-1.7\n<html></html>", "cv.pdf"),
        (b"PK\x03\x04", "cv.docx"),
        (pdf()[:200], "coupe.pdf"),
        (b"x" * (10 * 1024 * 1024 + 1), "lourd.pdf"),
    ],
)
def test_anything_else_is_refused_and_the_words_beside_it_are_kept(client, content, name):
    mine = draft(path="")
    session = client.session
    session["draft"] = mine.pk
    session.save()
    upload = SimpleUploadedFile(name, content, content_type="application/pdf")

    answer = client.post("/candidater/parcours/", {"cv": upload, "path": "Douze ans.", "go": "on"})

    assert answer.status_code == 422
    assert "field--error" in answer.text
    assert not PrivateFile.objects.exists()
    assert Application.objects.get().path == "Douze ans."


def test_a_cv_opens_for_founders_once_sent_and_for_nobody_else(client):
    mine = draft()
    sent_by(client, mine, pdf())
    mine.refresh_from_db()
    fleur = founder()

    assert not may_open(fleur, mine.cv)

    sent = application(State.CROSSED, cv=_moved(mine))

    assert may_open(fleur, sent.cv)
    assert may_open(sent.person, sent.cv)
    assert not may_open(member(), sent.cv)


def _moved(mine):
    """The CV of a draft, free to be sent with another application."""
    cv, mine.cv = mine.cv, None
    mine.save()
    return cv


def test_a_cv_that_is_checked_or_refused_is_told_to_its_person(client):
    sent_by(client, draft(), pdf())
    checked = client.get("/candidater/parcours/").text

    PrivateFile.objects.update(state="refused")
    refused = client.get("/candidater/parcours/").text

    assert "En cours de vérification" in checked
    assert "Ce CV n’a pas passé la vérification" in refused


def test_who_tells_their_path_without_a_cv_reads_so_before_the_sending(client):
    sent_by(client, draft(), pdf())
    with_a_cv = client.get("/candidater/relecture/").text

    client.post("/candidater/parcours/cv/")
    client.post("/candidater/parcours/", {"path": "Vingt ans de fournil."})
    without = client.get("/candidater/relecture/").text

    assert ["Sans CV" in page for page in (with_a_cv, without)] == [False, True]
