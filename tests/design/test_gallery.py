"""A part that is not in the gallery does not exist; and only those who build it may look."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

from coopstudio import gallery
from coopstudio.design import bundles
from tests.members import factories

TEMPLATES = settings.BASE_DIR / "templates"
COMPONENTS = settings.BASE_DIR / "static" / "css" / "components"
IN_ANOTHER_WAY = {"letter"}  # the frame of a letter read again: an iframe shows it on its page
FIRST_CLASS = re.compile(r"^\s+\.([a-z-]+)", re.MULTILINE)


@pytest.fixture(scope="module")
def shown():
    """The gallery as it is drawn."""
    request = RequestFactory().get("/_galerie/")
    request.user, request.session = AnonymousUser(), {}
    return render_to_string("gallery/gallery.html", gallery.samples(), request)


def components():
    return sorted(path.stem for path in (TEMPLATES / "cotton").glob("*.html"))


def sheets():
    return sorted(path.stem for path in COMPONENTS.glob("*.css"))


@pytest.mark.parametrize("name", components())
def test_each_component_has_its_specimen(name):
    written = "".join(path.read_text() for path in (TEMPLATES / "gallery").glob("*.html"))

    assert f"<c-{name.replace('_', '-')}" in written


@pytest.mark.parametrize("name", sorted(set(sheets()) - IN_ANOTHER_WAY))
def test_each_style_sheet_has_its_specimen(name, shown):
    first = FIRST_CLASS.findall((COMPONENTS / f"{name}.css").read_text())
    worn = {one for words in re.findall(r'class="([^"]*)"', shown) for one in words.split()}

    assert worn & set(first)


@pytest.mark.parametrize("name", sheets())
def test_each_style_sheet_is_bundled(name):
    lists = [(bundles.source() / "css" / f"{one}.css").read_text() for one in bundles.SHEETS]

    assert any(f"components/{name}.css" in text for text in lists)


@pytest.mark.parametrize("name", sheets())
def test_each_style_sheet_begins_with_what_it_is(name):
    assert (COMPONENTS / f"{name}.css").read_text().startswith("/* ")


def test_every_icon_is_shown(shown):
    assert len(gallery.icons()) >= 60
    assert all(f"<span>{name}</span>" in shown for name in gallery.icons())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("maker", "status"),
    [(None, 404), ("member", 404), ("founder", 200), ("administrator", 200)],
)
def test_the_gallery_is_for_those_who_build(client, settings, maker, status):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    if maker:
        client.force_login(getattr(factories, maker)())

    assert client.get("/_galerie/").status_code == status
