"""The house's words, read with names, are the same letters once the names are filled."""

import pytest

from coopstudio.mail.api import KINDS, from_template
from coopstudio.wordings.api import DRAFTS
from coopstudio.wordings.desk import Desk
from coopstudio.wordings.house import house_of
from coopstudio.wordings.placeholders import lacking
from coopstudio.wordings.words import fill, why_fixed
from tests.house import test_letters  # noqa: F401  (reads every emails room)

FREE = {name: kind for name, kind in KINDS.items() if not why_fixed(kind)}


@pytest.mark.parametrize("kind", FREE.values(), ids=FREE)
def test_read_with_names_then_filled_it_is_the_same_letter(kind):
    """It says all that it asks of others; its names are French, tell what they stand for, and a
    letter that opens a page must keep its link."""
    house = house_of(kind)

    subject, body = fill(kind, house.subject, house.body, kind.sample())

    assert (subject, body) == tuple(part.strip() for part in from_template(kind, kind.sample()))
    assert lacking(house.subject, house.body, house.placeholders) == []
    for one in house.placeholders:
        assert one.says.endswith((".", "»."))
        assert "_" not in one.name
        assert "|" not in one.name
        assert one.is_required or one.name != "lien"


def test_only_what_opens_or_protects_something_is_not_for_founders_to_change():
    """A new letter gives a name to all that it fills in (``wordings.py``), or says why not."""
    fixed = {
        name
        for name, kind in KINDS.items()
        if why_fixed(kind) and not (kind.is_secret or kind.fixed)
    }

    assert fixed == set()


@pytest.mark.parametrize("draft", DRAFTS.values(), ids=DRAFTS)
def test_a_draft_is_read_the_same_way(draft):
    house = house_of(draft)

    assert house.unnamed == ()
    assert house.subject == ""
    assert house.body.startswith("Bonjour {prénom},")


def test_the_same_code_is_called_by_what_it_says_in_that_letter():
    def names(kind):
        return {one.source: one.name for one in house_of(KINDS[kind]).placeholders}

    assert names("members.tutorship_begun")["{{ other }}"] == "l’autre personne"
    assert names("members.review_asked")["{{ day|short_day }}"] == "jour du point"
    assert names("members.outside_decided")["{{ day|short_day }}"] == "jour de la décision"
    assert names("members.outside_decided")["{{ organ }}"] == "qui décide"
    assert names("members.fee_received")["{{ number }}"] == "numéro du reçu"


def test_every_name_is_shown_with_an_example():
    """But a sentence that a believable letter does not need."""
    for kind in FREE.values():
        names = [(one, said) for one, said in Desk(kind).names if "{% if" not in one.source]

        assert [one.name for one, said in names if not said] == [], kind.name


def test_a_block_keeps_its_space_outside_of_its_name():
    body = house_of(KINDS["applications.faq_told"]).body

    assert body.startswith("Bonjour {prénom},")
