"""Every page of the matrix, asked what nobody should ask: never a 500, never a way out."""

import pytest

from tests.house import access
from tests.house.test_bad_inputs import PAGES, somebody_who_may

QUESTIONS = [
    "page=-1&sort=password&q=%27%22%5C&etat=x&near=99999999",
    "page=9e9&sort=-user__password&q=%ED%A0%80&tri=email&next=//evil.example",
    "page=99999999999999999999&lire=1&status[]=x&q=" + "e" * 5_000,
    "page=a%00&q=-&du=0001-01-01&par=%00",
    "page=",
]
"""Several follies at once: a page that survives them all survives each."""


@pytest.mark.django_db  # the file needs the base; see ``worlds``
def test_there_are_pages_to_ask():
    assert len(PAGES) > 50


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_a_page_survives_any_question(row, worlds):
    world = worlds(row.state)
    browser, things = somebody_who_may(row, world)
    path = access.address(row, things)
    broken = []
    for question in QUESTIONS:
        with access.undone():
            response = browser.get(f"{path}?{question}")
        if response.status_code >= 500 or "evil" in response.get("Location", ""):
            broken.append(f"{question[:40]}: {response.status_code}")

    assert broken == []
