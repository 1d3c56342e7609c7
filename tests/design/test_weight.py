"""What a page weighs: a slow line must do. Nothing comes from a third party."""

import gzip
import re

import pytest
from django.conf import settings

from coopstudio.design import bundles
from tests.applications import factories as applying
from tests.members import factories as belonging

HTML, CSS, JS, FONTS = 40_000, 20_000, 30_000, 110_000  # octets
STATIC = settings.BASE_DIR / "static"
PUBLIC = ["/", "/appel/", "/aide/", "/confidentialite/", "/mentions-legales/", "/accessibilite/"]
ELSEWHERE = re.compile(
    r"""(?:src|srcset|action|data)=["'](?:https?:)?//|<link[^>]+href=["'](?:https?:)?//"""
)


def compressed(text):
    return len(gzip.compress(text.encode(), 9))


def sheets_of(html):
    return re.findall(r'<link rel="stylesheet" href="/static/built/(\w+)\.css">', html)


@pytest.fixture
def house(db, settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    applying.call_version()
    return belonging.founder()


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_light(path, client, house):
    html = client.get(path).content.decode()

    assert len(html.encode()) <= HTML
    assert sum(compressed(bundles.sheet(name)) for name in sheets_of(html)) <= CSS


@pytest.mark.parametrize("path", ["/accueil/", "/candidatures/"])
def test_a_member_page_is_light(path, client, house):
    client.force_login(house)

    html = client.get(path).content.decode()

    assert len(html.encode()) <= HTML
    assert sum(compressed(bundles.sheet(name)) for name in sheets_of(html)) <= CSS


def sheets_named(template):
    """The sheets of a page: its own, and those of the layouts that it stands in."""
    words = (settings.BASE_DIR / "templates" / template).read_text()
    parent = re.search(r'{% extends "([^"]+)" %}', words)
    named = re.search(r"{% block styles %}(.*?){% endblock %}", words)
    above = sheets_named(parent[1]) if parent else ["app"]
    if not named:
        return above
    kept = above if "block.super" in named[1] else ["app"]
    return kept + re.findall(r'{% stylesheet "(\w+)" %}', named[1])


PAGES = sorted(
    f"{path.relative_to(settings.BASE_DIR / 'templates')}"
    for path in (settings.BASE_DIR / "templates").rglob("*.html")
    if "{% extends" in path.read_text() and "gallery" not in path.parts
)


def test_no_page_wears_more_style_than_a_slow_line_carries():
    weights = {name: compressed(bundles.sheet(name)) for name in bundles.SHEETS}
    worn = {page: sum(weights[name] for name in sheets_named(page)) for page in PAGES}

    assert {page: octets for page, octets in worn.items() if octets > CSS} == {}


def test_all_scripts_together_are_light():
    vendor = (STATIC / "vendor" / "htmx.js").read_text()
    own = [path.read_text() for path in (STATIC / "js").glob("*.js")]

    assert compressed(vendor) + compressed("\n".join(own)) <= JS


def test_the_fonts_that_every_page_loads_are_light(client, house):
    names = re.findall(
        r'href="/static/(vendor/fonts/[^"]+)" as="font"', client.get("/").content.decode()
    )

    assert len(names) == 2
    assert sum((STATIC / name).stat().st_size for name in names) <= FONTS


@pytest.mark.parametrize("path", PUBLIC)
def test_nothing_comes_from_a_third_party(path, client, house):
    assert not ELSEWHERE.search(client.get(path).content.decode())


@pytest.mark.parametrize("name", bundles.SHEETS)
def test_no_style_sheet_asks_a_third_party(name):
    addresses = re.findall(r"url\(([^)]+)\)", bundles.sheet(name))

    assert all(address.startswith(('"../vendor/fonts/', '"../fonts/')) for address in addresses)


@pytest.mark.parametrize("name", bundles.SHEETS)
def test_a_bundle_has_no_import_left(name):
    assert "@import" not in bundles.sheet(name)
