"""The user guide: chapters are pages, pictures exist and are asked for, every page is told."""

import re

import pytest
from django.urls import get_resolver, reverse

from coopstudio import guide
from tests.browser.guide import GUIDE, IMAGES, pictures
from tests.house.access import rows

SHOWN = re.compile(r"!\[([^\]]*)\]\(images/([a-z0-9-]+)\.jpg\)")
CONVERTER = re.compile(r"<[^>]+>")
OPEN = {"yes", "own", "others"}
TEXTS = {path: path.read_text() for path in GUIDE.glob("*.md")}


def test_every_chapter_stands_in_the_index():
    assert {path.stem for path in TEXTS} == set(guide.names())


def test_every_picture_shown_is_taken_by_the_command_and_the_other_way_round():
    shown = {name for text in TEXTS.values() for _, name in SHOWN.findall(text)}

    assert shown == {picture.name for picture in pictures()}


def test_every_picture_is_there():
    assert {picture.file for picture in pictures()} == {path.name for path in IMAGES.glob("*.jpg")}


def test_every_picture_says_what_it_shows():
    assert [words for text in TEXTS.values() for words, _ in SHOWN.findall(text) if not words] == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", guide.names())
def test_every_chapter_is_a_page(client, name):
    page = client.get(guide.address(name))

    assert page.status_code == 200
    assert f"<h1>{guide.chapter(name).title}" in page.content.decode().replace("\u202f", " ")


@pytest.mark.parametrize("name", guide.names())
def test_a_link_of_a_chapter_leads_to_a_page_of_the_house(name):
    html = guide.chapter(name).html

    assert re.findall(r'href="[^"]*\.md[^"]*"', html) == []
    assert re.findall(r'src="images/', html) == []


def test_a_picture_that_was_not_taken_leaves_its_words():
    assert guide._picture(guide.IMAGE.match('<img src="images/rien.jpg" alt="Rien">')) == (
        "<em>Rien</em>"
    )


@pytest.mark.django_db
def test_another_file_is_not_a_chapter(client):
    assert client.get(reverse("guide_chapter", args=["pictures"])).status_code == 404


def test_every_page_of_the_house_is_told_in_the_guide():
    """An address that somebody may open stands in a chapter, with <…> for what changes in it."""
    told = "\n".join(TEXTS.values())
    opened = {row.url for row in rows() if row.verb == "GET" and OPEN & set(row.cells)}
    routes = {name: route for name, route in _routes(get_resolver().url_patterns) if name in opened}

    assert {name: route for name, route in routes.items() if f"`{route}`" not in told} == {}


def _routes(patterns, space="", path="/"):
    """(name, address with … for what changes) of the pages of our two apps that people use."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            if pattern.namespace in {"applications", "members"}:
                yield from _routes(pattern.url_patterns, f"{pattern.namespace}:")
        elif not str(pattern.pattern).startswith(("_demo", "^")) and space:
            yield f"{space}{pattern.name}", path + CONVERTER.sub("…", str(pattern.pattern))
