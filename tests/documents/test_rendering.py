"""A PDF is made of words alone, within its limits, whatever the words pretend to be."""

import io
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pikepdf
import pytest
from django.template.loader import render_to_string

from coopstudio.documents import rendering
from coopstudio.documents.rendering import RenderFailed, as_pdf
from coopstudio.start import pango

pytestmark = pytest.mark.skipif(
    bool(pango.missing()), reason="PDFs need Pango: see `make help` for the line to type"
)

BOMBS = {
    "a table of a million columns": "<table><tr><td colspan=1000000>a</td></tr></table>",
    "a drawing that draws itself": "<svg><defs><g id=a0><rect/></g>"
    + "".join(f"<g id=a{n}>{f'<use href=#a{n - 1} />' * 10}</g>" for n in range(1, 9))
    + "</defs><use href=#a8 /></svg>",
    "a thousand boxes in each other": "<div>" * 1000 + "a",
    "a letter of a billion points": "<p style='font-size:1e9px'>x</p>",
}


def page(body, *, title="Copie"):
    return f"<!doctype html><html lang=fr><head><title>{title}</title></head><body>{body}</html>"


@pytest.fixture
def canary():
    """A server that counts those who come to it."""
    visits = []

    class Canary(BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802 (the name that http.server calls)
            visits.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Canary)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", visits
    server.shutdown()


def test_the_paper_is_tagged_titled_french_and_carries_its_fonts():
    content = as_pdf(page("<h1>Élan</h1><p>Une page <em>claire</em>.</p>", title="Votre copie"))

    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        assert str(pdf.docinfo.Title) == "Votre copie"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        fonts = list(pdf.pages[0].Resources.Font.values())
        assert fonts
        assert all("FontFile2" in str(list(descriptor(font).keys())) for font in fonts)


def test_a_paper_fetches_nothing(canary):
    address, visits = canary
    traps = [
        f"<img src={address}/img>",
        f"<link rel=stylesheet href={address}/css>",
        f"<style>@import url({address}/import); p {{ background: url({address}/back) }}</style>",
        f"<object data={address}/object></object><svg><image href={address}/svg /></svg>",
        "<img src=file:///etc/passwd><link rel=attachment href=file:///etc/passwd>",
        f"<link rel=attachment href={address}/file><a rel=attachment href={address}/a>a</a>",
    ]

    content = as_pdf(page("<p>".join(traps)))

    assert visits == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert dict(pdf.attachments) == {}
    assert b"root:" not in content


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_stopped_and_leaves_no_process(bomb, monkeypatch):
    monkeypatch.setattr(rendering, "CPU", 3)

    with pytest.raises(RenderFailed):
        as_pdf(page(bomb))


def test_a_paper_that_takes_too_much_memory_is_stopped(monkeypatch):
    monkeypatch.setattr(rendering, "MEMORY", 30 << 20)

    with pytest.raises(RenderFailed):
        as_pdf(page("<p>mot</p>" * 20_000))


def test_the_clock_stops_a_paper_that_sleeps(monkeypatch):
    monkeypatch.setattr(rendering, "WALL", 0.01)

    with pytest.raises(RenderFailed, match="arrêté en chemin"):
        as_pdf(page("<p>mot</p>" * 2000))


def test_the_press_works_on_after_a_bomb():
    with pytest.raises(RenderFailed):
        as_pdf(page(BOMBS["a thousand boxes in each other"]))

    assert as_pdf(page("<p>ouf</p>")).startswith(b"%PDF-1.7")


def descriptor(font):
    return font.DescendantFonts[0].FontDescriptor if "/DescendantFonts" in font else (
        font.FontDescriptor
    )  # fmt: skip


def test_a_long_answer_begins_on_its_page_and_goes_on_over_the_next():
    told = render_to_string(
        "applications/documents/copy.html",
        {"name": "Noémie", "offer": [{"question": "Quoi", "answer": "Un mot. " * 700}]},
    )

    with pikepdf.open(io.BytesIO(as_pdf(told))) as pdf:
        first, second = (len(page.Contents.read_bytes()) for page in pdf.pages[:2])
    assert first > second / 2
