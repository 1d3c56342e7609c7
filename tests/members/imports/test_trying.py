"""A dry run says of every line what would become of it, and writes nothing."""

from datetime import date

import pytest

from coopstudio.mail.models import Letter
from members.importing.reaching import NO_WAY
from members.models import (
    Category,
    Membership,
    Person,
)
from members.states import ImportState, Verdict
from tests.members import factories
from tests.members.imports.sheets import HEAD, MEHDI, NOEMIE, first, known, tried, verdicts, written

pytestmark = pytest.mark.django_db


def test_a_dry_run_writes_nothing_of_anybody():
    before = Person.objects.count()

    import_ = tried(NOEMIE, MEHDI)

    assert (import_.state, import_.tally) == (ImportState.CHECKED, {"created": 2})
    assert Person.objects.count() == before + 1  # the secretary
    assert Letter.objects.count() == 0


def test_every_line_has_its_verdict():
    known(phone="+33612345678", postcode="21000", town="Dijon", since=date(2024, 3, 12))
    factories.member("Blaise", "Marin", postcode="71000", email="blaise@exemple.fr")

    import_ = tried(
        NOEMIE,
        MEHDI,
        "Blaise;Marin;autre@exemple.fr;;71000;Mâcon;01/06/2023",
        "Awa;Diop;awa@exemple;;;;01/06/2023",
    )

    assert verdicts(import_) == ["same", "created", "twin", "error"]


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        (";;a@exemple.fr;;;;12/03/2024", "Il manque le nom."),
        ("Awa;Diop;;;;;12/03/2024", "Il manque de quoi joindre cette personne."),
        ("Awa;Diop;sans;;21000;Dijon;12/03/2024", "Il manque de quoi joindre cette personne."),
        ("Awa;;;06 12 34 56 78;;;12/03/2024", "Sans adresse e-mail, il faut le prénom et le nom."),
        ("Awa;Diop;awa@exemple.fr;;;;", "On ne sait pas depuis quand"),
        ("Awa;Diop;awa@exemple.fr;;;;12/03/2027", "dans le futur"),
        ("Awa;Diop;awa@exemple.fr;;;;31/02/2024", "Ce jour n’existe pas"),
        ("Awa;Diop;awa@gmial.com;;;;12/03/2024", "awa@gmail.com"),
        ("Awa;Diop;awa@exemple.fr;123;;;12/03/2024", "Ce numéro n’existe pas"),
        ("Awa;Diop;awa@exemple.fr;;;;12/03/2024;de trop", "plus de cases"),
    ],
)
def test_what_is_wrong_is_said_with_its_cause_and_a_way_out(line, cause):
    [(said, way_out)] = first(tried(line)).causes

    assert cause in said
    assert way_out


def test_all_that_is_wrong_in_a_line_is_said_at_once():
    Category.objects.create(
        code="actifs", name="Actifs", masculine="actif", feminine="active",
        opened_on=date(2020, 1, 1),
    )  # fmt: skip

    import_ = tried("Noémie;Perrin;;;210;Dijon;31/02/2024;Amis", head=f"{HEAD};Collège")

    causes = [cause for cause, _way in first(import_).causes]
    assert len(causes) == 4
    assert causes[0].startswith("Code postal, « 210 »")
    assert causes[1].startswith("Membre depuis le, « 31/02/2024 »")
    assert causes[2:] == ["Le collège « Amis » n’est pas connu.", NO_WAY[0]]


def test_a_line_that_cannot_be_written_stands_in_nobodys_way():
    import_ = tried("Noémie;Perrin;noemie@exemple.fr;;21000;Dijon;31/02/2024", NOEMIE, NOEMIE)

    assert verdicts(import_) == [Verdict.ERROR, Verdict.CREATED, Verdict.ERROR]
    assert import_.lines.last().causes[0][0] == "La ligne 3 a déjà cette adresse e-mail."


def test_a_line_in_error_of_an_earlier_batch_stands_in_nobodys_way(monkeypatch):
    monkeypatch.setattr("members.actions.imports.carrying.BATCH", 1)

    import_ = tried("Noémie;Perrin;noemie@exemple.fr;;21000;Dijon;31/02/2024", NOEMIE)

    assert verdicts(import_) == [Verdict.ERROR, Verdict.CREATED]


@pytest.mark.parametrize("cell", ["45363", "45363,5", "45363.0"])
def test_the_number_that_a_spreadsheet_gives_to_a_day_is_read_and_said(cell):
    import_ = written(f"Noémie;Perrin;noemie@exemple.fr;;21000;Dijon;{cell}")

    found = Membership.objects.get(person__email="noemie@exemple.fr")
    assert found.started_on == date(2024, 3, 12)
    [cause, _way] = first(import_).causes[0]
    assert cause.startswith("Date lue 12/03/2024 : la case ne contient que 45363")


def test_a_year_alone_is_not_taken_for_the_number_of_a_day():
    import_ = tried("Noémie;Perrin;noemie@exemple.fr;;21000;Dijon;2024")

    assert verdicts(import_) == [Verdict.ERROR]


def test_a_date_for_every_line_serves_those_that_have_none():
    import_ = written("Awa;Diop;awa@exemple.fr;;;;", since=date(2020, 1, 1))

    assert verdicts(import_) == ["created"]
    assert Membership.objects.get(person__email="awa@exemple.fr").started_on == date(2020, 1, 1)


def test_a_postcode_gets_back_the_zero_that_the_sheet_took():
    written("Awa;Diop;awa@exemple.fr;;1000;Bourg-en-Bresse;12/03/24")

    awa = Person.objects.get(email="awa@exemple.fr")
    assert (awa.postcode, awa.memberships.get().started_on) == ("01000", date(2024, 3, 12))


def test_both_names_in_one_cell_are_told_apart_by_capitals():
    written(
        "D’ALMEIDA Hélène;helene@exemple.fr;12/03/2024",
        head="Nom prénom;E-mail;Depuis",
    )

    helene = Person.objects.get(email="helene@exemple.fr")
    assert (helene.first_name, helene.last_name) == ("Hélène", "D’Almeida")


def test_three_words_without_capitals_are_not_guessed():
    import_ = tried("Marie Claude Petit;mc@exemple.fr;12/03/2024", head="Membre;E-mail;Depuis")

    assert verdicts(import_) == ["error"]
