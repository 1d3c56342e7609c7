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
    return {path.stem: path.read_text() for path in sorted(COMPONENTS.glob("*.css"))}


def test_each_component_has_its_specimen():
    written = "".join(path.read_text() for path in (TEMPLATES / "gallery").glob("*.html"))

    assert [one for one in components() if f"<c-{one.replace('_', '-')}" not in written] == []


def test_each_style_sheet_has_its_specimen(shown):
    worn = {one for words in re.findall(r'class="([^"]*)"', shown) for one in words.split()}
    first = {name: FIRST_CLASS.findall(text) for name, text in sheets().items()}

    unseen = {name for name, classes in first.items() if not worn & set(classes)}
    assert unseen - IN_ANOTHER_WAY == set()


def test_each_style_sheet_is_bundled_and_begins_with_what_it_is():
    bundled = "".join(
        (bundles.source() / "css" / f"{one}.css").read_text() for one in bundles.SHEETS
    )

    assert [name for name in sheets() if f"components/{name}.css" not in bundled] == []
    assert [name for name, text in sheets().items() if not text.startswith("/* ")] == []


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
