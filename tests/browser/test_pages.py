"""Every page, as the person who uses it, is whole: for eyes, for axe, for a strict policy.

A new page is one line of PAGES. Each is opened once, then looked at on a telephone and on a desk,
in light and in dark, and squeezed to 320 pixels.
"""

from dataclasses import dataclass

import pytest

from applications.states import State
from tests.browser.chromium import axe, broken, overflows

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SIZES = {390: 844, 1280: 900}


@dataclass(frozen=True)
class Page:
    """A page to look at. ``path`` may hold ``{fields}`` filled from the world by ``places``."""

    path: str
    persona: str = ""
    status: int = 200

    def __str__(self):
        return f"{self.persona or 'visitor'} {self.path}"


PAGES = [
    Page("/"),
    Page("/appel/"),
    Page("/appel/versions/1/"),
    Page("/candidater/vous/"),
    Page("/candidater/reprise/"),
    Page("/confidentialite/"),
    Page("/mentions-legales/"),
    Page("/accessibilite/"),
    Page("/aide/"),
    Page("/compte/login/"),
    Page("/rien-ici/", status=404),
    Page("/", "drafter"),
    Page("/appel/", "drafter"),
    Page("/candidater/vous/", "drafter"),
    Page("/candidater/offre/", "drafter"),
    Page("/candidater/appel/", "drafter"),
    Page("/candidater/parcours/", "drafter"),
    Page("/candidater/relecture/", "drafter"),
    Page("/accueil/", "candidate"),
    Page("/ma-candidature/{submitted}/", "candidate"),
    Page("/accueil/", "newcomer"),
    Page("/accueil/", "member"),
    Page("/rien-ici/", "member", 404),
    Page("/accueil/", "fleur"),
    Page("/candidatures/", "fleur"),
    Page("/candidatures/?vue=closes", "fleur"),
    Page("/candidatures/?q=xyz", "fleur"),
    Page("/appel/versions/nouvelle/", "fleur"),
    Page("/courrier/", "fleur"),
    Page("/courrier/modeles/", "fleur"),
    Page("/_galerie/", "fleur"),
    Page("/candidatures/{submitted}/", "fleur"),
    Page("/candidatures/{crossed}/", "fleur"),
    Page("/candidatures/{crossed}/lectures/", "fleur"),
    Page("/candidatures/{crossed}/rencontre/", "fleur"),
    Page("/candidatures/?metier=law&lieu=region", "fleur"),
    Page("/candidatures/{met}/", "fleur"),
    Page("/candidatures/{met}/position/", "fleur"),
    Page("/candidatures/{decided}/", "fleur"),
    Page("/membres/", "fleur"),
    Page("/demandes/", "fleur"),
    Page("/compte/2fa/", "fleur"),
    Page("/membres/", "member"),
    Page("/membres/?q=xyz", "member"),
    Page("/membres/{member}/", "member"),
    Page("/profil/", "member"),
    Page("/demandes/", "secretary"),
    Page("/accueil/", "administrator"),
    Page("/courrier/", "administrator"),
    Page("/accueil/", "secretary"),
]


def places(world):
    """What ``{fields}`` in a path stand for."""
    return {
        "submitted": world.applications[State.SUBMITTED].number,
        "crossed": world.applications[State.CROSSED].number,
        "decided": world.applications[State.DECIDED].number,
        "met": world.applications[State.MET].number,
        "member": world.member.pk,
    }


@pytest.mark.parametrize("visit", PAGES, ids=str)
def test_a_page_is_whole_on_every_screen(visit, eyes, site, world):
    path = visit.path.format(**places(world))
    sheet = eyes.page_of((site, visit.persona), world.cookies(visit.persona, site))
    sheet.complaints.clear()

    answer = sheet.goto(site + path)

    assert answer.status == visit.status
    assert sheet.url == site + path
    found = look(sheet)
    assert "\n".join(found) == ""


def look(sheet):
    """What is wrong with the open page, in every scheme and size; nothing when it is whole.

    Dark changes colours and nothing else: there, only the rules of colour are asked again.
    """
    found = []
    for scheme in ("light", "dark"):
        sheet.emulate_media(color_scheme=scheme)
        for width, height in SIZES.items():
            sheet.set_viewport_size({"width": width, "height": height})
            found += [
                f"{width} {scheme}: {one}" for one in axe(sheet, colours_only=scheme == "dark")
            ]
    sheet.set_viewport_size({"width": 320, "height": 640})
    if overflows(sheet) > 0:
        found.append(f"{overflows(sheet)} px too wide at 320")
    return found + broken(sheet)
