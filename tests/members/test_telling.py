"""Nothing that points at a person is forgotten: it is told to them, and its end is known."""

from datetime import UTC, datetime

import pytest
from django.apps import apps

from members.actions.erasing import anonymise
from members.actions.life import excluding, noticing
from members.disclosure import chapters_of, folder
from members.models import Exchange, Import, ImportLine, Leg, Person, Skill
from members.rights.fates import GOES, STAYS
from members.telling import TOLD, UNTOLD
from tests.members import factories
from tests.members.fees.factories import call
from tests.members.life import factories as life

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OF_NOBODY = {
    "AgendaItem", "Category", "Cohort", "DoNotRestore", "FeeBalance", "ImportFile", "Need",
    "Tariff",
}  # fmt: skip
"""Tables of members/ that speak of nobody, not even through another. A file that was given is read
within the minute, and gone: its lines speak. A balance sums what its terms and payments tell."""


def columns():
    """Every column of every table, applications aside, that points at a person."""
    return [
        field
        for model in apps.get_models()
        if model._meta.app_label != "applications"
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is Person
    ]


def name_of(column):
    return f"{column.model._meta.label}.{column.name}"


def told():
    return {(one.model, one.path) for one in TOLD}


def test_every_column_that_points_at_a_person_is_told_or_says_why_not():
    silent = [
        name_of(column)
        for column in columns()
        if (column.model, column.name) not in told() and name_of(column) not in UNTOLD
    ]

    assert silent == []


def test_what_is_not_told_still_exists():
    assert set(UNTOLD) - {name_of(column) for column in columns()} == set()


def test_every_table_of_members_is_told_or_speaks_of_nobody():
    tables = set(apps.get_app_config("members").get_models())
    named = {one.model for one in TOLD} | {column.model for column in columns()}

    assert {model.__name__ for model in tables - named - {Person}} == OF_NOBODY


def test_every_path_leads_to_a_person(db):
    for one in TOLD:
        assert list(one.model._base_manager.filter(**{one.path: 0})) == []


def test_every_column_says_what_becomes_of_it_when_somebody_is_erased():
    undecided = [
        name_of(column)
        for column in columns()
        if name_of(column) not in GOES and name_of(column) not in STAYS
    ]

    assert undecided == []
    assert (set(GOES) | set(STAYS)) - {name_of(column) for column in columns()} == set()
    assert set(GOES) & set(STAYS) == set()


def test_a_line_of_a_sheet_is_told_and_goes_with_its_person(db):
    awa = factories.person("Awa", "Diop")
    fleur = factories.founder()
    import_ = Import.objects.create(name="x.csv", by=fleur, head=["Nom"], columns=[""])
    ImportLine.objects.create(import_of=import_, number=2, cells=["Diop, née ailleurs"], person=awa)

    assert "Les lignes de tableau qui parlent de vous" in [one.title for one in chapters_of(awa)]

    anonymise(awa, by=None, at=AT)

    assert ImportLine.objects.count() == 0


def test_the_folder_of_a_member_holds_their_chapters(db):
    noemie = factories.member("Noémie", "Perrin")
    Skill.objects.create(person=noemie, craft="finance", level="do", words="Compta associative")

    titles = [one.title for one in chapters_of(noemie)]

    assert titles[:2] == ["Vous", "Vos adresses"]
    assert {"Vos savoir-faire", "Vos adhésions"} <= set(titles)
    assert folder(noemie, at=AT).startswith(b"PK")


@pytest.mark.parametrize("word", ["session_key", "signature", "clés"])
def test_no_key_of_the_house_is_told(db, word):
    noemie = factories.member("Noémie", "Perrin")

    assert [one for one in chapters_of(noemie) for row in one.rows if word in row] == []


def test_what_was_never_sent_is_told_to_nobody_even_once_it_is_given_up(db):
    mine, blaise = life.belonging(), life.keeper()
    call(mine.person)
    case = excluding.open_case(mine, by=blaise, at=life.at(), grievances="Le 3 mai.")
    notice = noticing.propose(mine, by=factories.treasurer(), at=life.at())
    excluding.shelve(case, by=blaise, at=life.at())
    noticing.drop(notice, by=blaise, at=life.at())

    titles = {one.title for one in chapters_of(mine.person) if one.rows}
    assert not titles & {"Les mises en demeure", "Les procédures d’exclusion"}

    life.signed(mine)
    life.accuse(mine, blaise)
    titles = {one.title for one in chapters_of(mine.person) if one.rows}
    assert titles >= {"Les mises en demeure", "Les procédures d’exclusion"}


def test_both_sides_of_an_exchange_are_named_and_what_became_of_it_is_said(db):
    odile, fleur = factories.member("Odile"), factories.founder()
    made = Exchange.objects.create(
        opened_by=fleur, signature="x", state="turned_down", closed_at=AT
    )
    Leg.objects.create(exchange=made, giver=fleur, taker=odile, craft="law")

    (row,) = next(one for one in chapters_of(odile) if "vous transmet" in one.title).rows

    assert (row["qui transmet"], row["qui apprend"]) == (str(fleur), str(odile))
    assert row["où il en est"] == "pas cette fois"
