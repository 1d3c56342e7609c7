"""The way of a sheet through the pages: given, told, tried, confirmed, taken back as a sheet."""

from datetime import date

import pytest

from members import tasks
from members.models import Import, Person
from members.states import ImportState
from tests.members import factories
from tests.sheets.opened import in_ods, in_xlsx
from tests.sheets.uploads import in_words, upload

pytestmark = pytest.mark.django_db
IMPORT = "/association/import/"
SHEET = (
    "Prénom;Nom;E-mail;CP;Ville;Membre depuis le;Date de naissance\n"
    "Noémie;Perrin;noemie@exemple.fr;21000;Dijon;12/03/2024;01/01/1980\n"
    "Mehdi;Zerrouki;mehdi@exemple.fr;58000;Nevers;01/06/2023;02/02/1985\n"
)


@pytest.fixture
def blaise(client, db):
    blaise = factories.secretary()
    client.force_login(blaise)
    return blaise


def given(client, sheet=None):
    client.post(IMPORT, {"file": sheet or in_words(SHEET)})
    tasks.carry_imports()
    return Import.objects.latest("pk")


def told(import_, **facts):
    """What the form of the columns sends when nothing is corrected."""
    said = {f"col{rank}": code for rank, code in enumerate(import_.columns)}
    return said | {"priority": "house"} | facts


def tried(client, sheet=None):
    import_ = given(client, sheet)
    client.post(f"{IMPORT}{import_.pk}/colonnes/", told(import_))
    tasks.carry_import(import_.pk)
    import_.refresh_from_db()
    return import_


def test_the_whole_way(client, blaise):
    answer = client.post(IMPORT, {"file": in_words(SHEET)})
    import_ = Import.objects.get()
    reading = client.get(answer.url)

    assert answer.url == f"{IMPORT}{import_.pk}/"
    assert "La feuille se lit" in reading.text
    tasks.carry_imports()
    import_.refresh_from_db()
    answer = client.get(answer.url)
    columns = client.get(answer.url)

    assert answer.url == f"{IMPORT}{import_.pk}/colonnes/"
    assert "La date et le lieu de naissance ne servent pas à adhérer." in columns.text
    assert "Elle n’a pas été gardée." in columns.text
    assert "01/01/1980" not in columns.text
    answer = client.post(answer.url, told(import_))
    waiting = client.get(answer.url)

    assert "L’essai est en cours" in waiting.text
    tasks.carry_imports()
    report = client.get(answer.url)

    assert "Rien n’est écrit." in report.text
    assert "Inscrire 2 lignes" in report.text
    client.post(f"{IMPORT}{import_.pk}/inscription/")
    tasks.carry_imports()
    done = client.get(answer.url)

    assert "Inscrit au registre" in done.text
    assert Person.objects.members(on=date(2026, 11, 23)).filter(town="Nevers").count() == 1


def test_a_file_that_is_no_sheet_is_refused_with_its_cause(client, blaise):
    answer = client.post(IMPORT, {"file": upload(b"%PDF-1.7", "membres.pdf")})

    assert answer.status_code == 422
    assert "C’est un PDF, pas un tableau." in answer.text
    assert "<title>Erreur" in answer.text


def test_a_sheet_that_breaks_on_the_way_says_so_where_it_was_awaited(client, blaise):
    text = SHEET + "Awa;Diop;awa@exemple.fr;;" + "x" * 6000 + ";;\n"

    import_ = given(client, in_words(text))

    page = client.get(f"{IMPORT}{import_.pk}/")
    assert "<title>Erreur" in page.text
    assert "Une case de la ligne 4" in page.text
    assert 'name="file"' in page.text
    assert "Perrin" not in page.text
    assert "ne se lit pas" in client.get(IMPORT).text.lower()


def test_the_sheet_that_was_asked_for_is_asked_again_with_another_file(client, blaise):
    client.post(IMPORT, {"file": in_words("Prénom;Nom\n"), "sheet": "Membres 2026"})
    tasks.carry_imports()

    page = client.get(f"{IMPORT}{Import.objects.get().pk}/")

    assert 'value="Membres 2026"' in page.text


def test_while_a_sheet_is_read_the_page_counts_its_lines(client, blaise):
    client.post(IMPORT, {"file": in_words(SHEET)})
    import_ = Import.objects.get()
    Import.objects.update(length=1500)

    running = client.get(f"{IMPORT}{import_.pk}/avancement/")

    assert "1\u202f500 lignes déjà" in running.text
    assert "<progress" in running.text


def test_nothing_chosen_is_told(client, blaise):
    answer = client.post(IMPORT, {})

    assert answer.status_code == 422
    assert "Choisissez un fichier" in answer.text


def test_columns_without_an_address_are_sent_back_as_they_were_said(client, blaise):
    import_ = given(client)

    answer = client.post(f"{IMPORT}{import_.pk}/colonnes/", told(import_, col2="headline"))

    assert answer.status_code == 422
    assert "Dites au moins où sont le nom, et de quoi écrire à la personne" in answer.text
    assert '<option value="headline" selected>' in answer.text


def test_a_street_says_of_whom_it_is_kept(client, blaise):
    sheet = in_words("Prénom;Nom;Adresse;CP;Ville\nLucienne;Charolles;4 rue A;71120;Cluny\n")

    page = client.get(f"{IMPORT}{given(client, sheet).pk}/colonnes/")

    assert page.text.count("Elle ne se garde que des personnes sans e-mail") == 1


def test_the_progress_is_a_fragment_until_the_page_comes_anew(client, blaise):
    import_ = given(client)
    client.post(f"{IMPORT}{import_.pk}/colonnes/", told(import_))

    running = client.get(f"{IMPORT}{import_.pk}/avancement/")
    tasks.carry_imports()
    over = client.get(f"{IMPORT}{import_.pk}/avancement/")

    assert "0 sur 2" in running.text
    assert over.headers["HX-Refresh"] == "true"


def test_a_doubt_is_settled_on_its_line(client, blaise):
    factories.member("Noémie", "Perrin", email="np@exemple.fr", postcode="21000")
    import_ = tried(client)

    client.post(f"{IMPORT}{import_.pk}/lignes/2/", {"reponse": "same"})

    report = client.get(f"{IMPORT}{import_.pk}/")
    assert "Son adresse reste np@exemple.fr" in report.text
    assert import_.lines.get(number=2).verdict == "changed"


@pytest.mark.parametrize("answer", ["", "x"])
def test_an_answer_that_is_none_is_not_heard(client, blaise, answer):
    import_ = tried(client)

    response = client.post(f"{IMPORT}{import_.pk}/lignes/2/", {"reponse": answer})

    assert response.status_code in {302, 404}
    assert import_.lines.get(number=2).answer == ""


def test_a_given_up_import_says_so_and_holds_no_name(client, blaise):
    import_ = tried(client)

    client.post(f"{IMPORT}{import_.pk}/abandon/")

    page = client.get(f"{IMPORT}{import_.pk}/")
    assert "Cet import est abandonné" in page.text
    assert "Perrin" not in page.text


@pytest.mark.parametrize("rows", [1, 30])
def test_the_report_costs_the_same_questions_for_one_and_for_thirty(
    client, blaise, rows, django_assert_max_num_queries
):
    lines = "".join(f"Awa;Diop {n};awa{n}@exemple.fr;;;12/03/2024;\n" for n in range(rows))
    import_ = tried(client, in_words(SHEET.splitlines()[0] + "\n" + lines))

    with django_assert_max_num_queries(8):
        page = client.get(f"{IMPORT}{import_.pk}/")

    assert page.text.count('class="sh-line"') == min(rows, 25)


def test_the_report_goes_on_and_narrows(client, blaise):
    lines = "".join(f"Awa;Diop {n};awa{n}@exemple.fr;;;12/03/2024;\n" for n in range(30))
    import_ = tried(client, in_words(SHEET.splitlines()[0] + "\n" + lines))

    after = client.get(f"{IMPORT}{import_.pk}/?apres=26")
    errors = client.get(f"{IMPORT}{import_.pk}/?verdict=error")

    assert (after.text.count('class="sh-line"'), errors.text.count('class="sh-line"')) == (5, 0)


# --- sheets that come out ---


def test_the_template_is_recognised_as_it_is(client, blaise):
    content = client.get(f"{IMPORT}modele/xlsx/").getvalue()
    [head] = in_xlsx(content)

    import_ = given(client, in_words(";".join(head) + "\n" + "a;b;c@exemple.fr\n"))

    assert "" not in import_.columns
    assert import_.columns[:3] == ["first_name", "last_name", "email"]


def test_the_report_is_taken_as_a_sheet_with_what_was_given(client, blaise):
    import_ = tried(client)

    head, first, _second = in_ods(client.get(f"{IMPORT}{import_.pk}/rapport/ods/").getvalue())

    words = [words for _kind, words, _formula in first]
    assert [cell[1] for cell in head][:2] == ["Ligne", "Verdict"]
    assert (words[:4], words[7]) == (["2", "créée", "non", "Noémie Perrin"], "Noémie")


@pytest.mark.parametrize("form", ["pdf", "xls"])
def test_a_form_that_we_do_not_write_does_not_exist(client, blaise, form):
    assert client.get(f"{IMPORT}modele/{form}/").status_code == 404


# --- who may ---


@pytest.mark.parametrize("who", [factories.member, factories.treasurer, factories.administrator])
def test_the_import_does_not_exist_for_others(client, who):
    import_ = Import.objects.create(
        name="x.csv", by=factories.founder(), head=[], columns=[], state=ImportState.CHECKED
    )
    client.force_login(who())

    assert client.get(IMPORT).status_code == 404
    assert client.get(f"{IMPORT}{import_.pk}/").status_code == 404
    assert client.post(f"{IMPORT}{import_.pk}/inscription/").status_code == 404
