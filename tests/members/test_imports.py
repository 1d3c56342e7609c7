"""Import of members: understood, tried, written once, and told to nobody."""

from datetime import UTC, date, datetime

import pytest
from allauth.account.models import EmailAddress

from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from members import fees, tasks
from members.actions import imports
from members.actions.erasing import anonymise
from members.actions.imports import reading
from members.importing.reaching import HALF_A_NAME, NO_WAY, TO_HAND, TO_POST
from members.models import (
    Category,
    FeePayment,
    FeeReceipt,
    Import,
    ImportFile,
    Membership,
    Person,
)
from members.states import Answer, ImportState, Priority, Verdict
from tests.members import factories
from tests.members.fees import factories as fee_factories
from tests.sheets.uploads import in_words
from tests.together import together

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HEAD = "Prénom;Nom;E-mail;Tél.;CP;Ville;Membre depuis le"
NOEMIE = "Noémie;Perrin;noemie@exemple.fr;06 12 34 56 78;21000;Dijon;12/03/2024"
MEHDI = "Mehdi;Zerrouki;mehdi@exemple.fr;;58000;Nevers;01/06/2023"


def given(*lines, head=HEAD, by=None):
    sheet = in_words("\n".join([head, *lines]) + "\n")
    return read_in(imports.receive(sheet, by=by or factories.secretary(), at=AT))


def read_in(import_):
    imports.read_in(import_, at=AT)
    import_.refresh_from_db()
    return import_


def tried(*lines, head=HEAD, columns=None, **defaults):
    import_ = given(*lines, head=head)
    imports.say_columns(
        import_, by=import_.by, at=AT, columns=columns or import_.columns, **defaults
    )
    return carried(import_)


def carried(import_):
    while imports.carry(import_, at=AT):
        pass
    import_.refresh_from_db()
    return import_


def written(*lines, **options):
    import_ = tried(*lines, **options)
    imports.confirm(import_, by=import_.by, at=AT)
    return carried(import_)


def verdicts(import_):
    return [line.verdict for line in import_.lines.all()]


def first(import_):
    return import_.lines.first()


def known(**facts):
    """Noémie, as a sheet made her known: she never entered here."""
    one = factories.member("Noémie", "Perrin", email="noemie@exemple.fr", **facts)
    EmailAddress.objects.filter(user=one).update(verified=False)
    return one


# --- columns ---


def test_columns_are_recognised_by_their_titles():
    import_ = given(NOEMIE)

    assert import_.columns == [
        "first_name", "last_name", "email", "phone", "postcode", "town", "since",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "said", [["first_name", "last_name", "", "", "", "", ""], ["email", "", "", "", "", "", ""]]
)
def test_without_a_name_or_an_address_nothing_is_tried(said):
    import_ = given(NOEMIE)

    with pytest.raises(imports.ColumnsMissing):
        imports.say_columns(import_, by=import_.by, at=AT, columns=said)


HELD_BACK = f"{HEAD};N° sécurité sociale;Santé;Groupe"


def test_what_the_house_may_not_read_is_not_kept_at_all():
    import_ = given(f"{NOEMIE};180022100012345;asthme;A", head=HELD_BACK)

    assert first(import_).cells[-3:] == ["", "", "A"]
    assert first(import_).cells[0] == "Noémie"


def test_what_was_not_read_goes_when_the_lines_are_written():
    import_ = written(f"{NOEMIE};180022100012345;asthme;A", head=HELD_BACK)

    assert first(import_).cells == [*NOEMIE.split(";"), "", "", ""]
    assert verdicts(import_) == ["created"]


# --- the reading ---


def waiting(content=f"{HEAD}\n{NOEMIE}\n{MEHDI}\n"):
    return imports.receive(in_words(content), by=factories.secretary(), at=AT)


def test_what_is_given_waits_for_a_worker_and_no_row_is_read_before():
    import_ = waiting()

    assert (import_.state, import_.lines.count()) == (ImportState.READING, 0)
    assert list(Import.objects.running()) == [import_]


def test_the_file_goes_as_soon_as_it_is_read():
    import_ = read_in(waiting())

    assert (import_.state, import_.length) == (ImportState.RECEIVED, 2)
    assert not ImportFile.objects.exists()


def test_a_reading_that_was_cut_short_goes_on_and_keeps_no_row_twice(monkeypatch):
    monkeypatch.setattr(reading, "AT_ONCE", 1)
    import_ = waiting()
    import_.lines.create(number=2, cells=NOEMIE.split(";"))
    Import.objects.filter(pk=import_.pk).update(reached=2, length=1)

    read_in(import_)

    assert (import_.length, import_.reached) == (2, 0)
    assert [line.number for line in import_.lines.all()] == [2, 3]


def test_a_sheet_that_breaks_on_the_way_says_why_and_nothing_of_it_stays(monkeypatch):
    monkeypatch.setattr(reading, "AT_ONCE", 1)

    import_ = read_in(waiting(f"{HEAD}\n{NOEMIE}\nAwa;{'x' * 6000}\n"))

    assert import_.state == ImportState.UNREAD
    assert import_.refusal.startswith("Une case de la ligne 3 contient plus de 5000 signes.")
    assert (import_.length, import_.lines.count(), ImportFile.objects.count()) == (0, 0, 0)


def test_a_sheet_that_is_read_is_not_read_again():
    import_ = given(NOEMIE)

    read_in(import_)

    assert (import_.state, import_.lines.count()) == (ImportState.RECEIVED, 1)


@pytest.mark.django_db(transaction=True)
def test_two_workers_keep_every_row_once():
    import_ = waiting()

    together(*[lambda: imports.read_in(import_, at=AT)] * 2)

    import_.refresh_from_db()
    assert (import_.state, import_.lines.count()) == (ImportState.RECEIVED, 2)


def test_while_it_is_read_nothing_else_is_done_with_it():
    import_ = waiting()

    with pytest.raises(imports.StillReading):
        imports.drop(import_, by=import_.by, at=AT)
    assert imports.carry(import_, at=AT) is False


def test_a_file_that_nobody_read_in_a_month_is_forgotten():
    import_ = waiting()

    imports.forget(import_, at=AT)

    import_.refresh_from_db()
    assert (import_.state, ImportFile.objects.count()) == (ImportState.DROPPED, 0)


# --- the dry run ---


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


# --- duplicates ---


def test_the_same_address_twice_in_a_sheet_is_one_person():
    import_ = tried(NOEMIE, NOEMIE)

    assert verdicts(import_) == ["created", "error"]
    assert "La ligne 2 a déjà cette adresse" in import_.lines.last().causes[0][0]


def test_the_same_name_and_postcode_twice_in_a_sheet_is_asked():
    import_ = tried(NOEMIE, NOEMIE.replace("noemie@", "np@").replace("06 12 34 56 78", ""))

    assert verdicts(import_) == ["created", "twin"]


def test_two_who_share_a_telephone_in_a_sheet_are_two():
    couple = "Awa;Diop;{};03 80 12 34 56;21000;Dijon;12/03/2024"

    import_ = written(
        couple.format("a@exemple.fr"), couple.format("b@exemple.fr").replace("Awa", "Élie")
    )

    assert verdicts(import_) == ["created", "created"]


def test_a_known_telephone_at_another_address_is_asked():
    factories.member("Noé", "Perrin", phone="+33612345678")

    import_ = tried(NOEMIE)

    assert verdicts(import_) == ["twin"]
    assert "le même téléphone" in first(import_).causes[0][0]


@pytest.mark.parametrize(("postcode", "verdict"), [("", "twin"), ("75011", "created")])
def test_the_same_name_is_asked_unless_they_live_elsewhere(postcode, verdict):
    factories.member("Noémie", "Perrin", postcode=postcode)

    assert verdicts(tried(NOEMIE)) == [verdict]


def test_accents_and_capitals_do_not_hide_a_twin():
    factories.member("NOEMIE", "perrin", postcode="21000")

    assert verdicts(tried(NOEMIE)) == ["twin"]


def test_an_address_known_under_quite_another_name_is_refused():
    factories.member("Colette", "Roux", email="noemie@exemple.fr")

    import_ = tried(NOEMIE)

    assert verdicts(import_) == ["error"]
    assert "Colette Roux" in first(import_).causes[0][0]


def test_a_twin_without_an_answer_is_not_written():
    factories.member("Noémie", "Perrin", postcode="21000")

    import_ = written(NOEMIE, MEHDI)

    assert verdicts(import_) == ["twin", "created"]
    assert not Person.objects.filter(email="noemie@exemple.fr").exists()


def test_a_twin_said_to_be_the_same_keeps_their_own_address():
    one = factories.member(
        "Noémie", "Perrin", email="np@exemple.fr", postcode="21000",
        since=date(2020, 1, 1), until=date(2021, 1, 1),
    )  # fmt: skip
    import_ = tried(NOEMIE)

    imports.settle(first(import_), by=import_.by, at=AT, answer=Answer.SAME)

    line = first(import_)
    assert (line.verdict, line.person) == (Verdict.CHANGED, one)
    imports.confirm(import_, by=import_.by, at=AT)
    carried(import_)
    one.refresh_from_db()
    assert (one.email, one.phone) == ("np@exemple.fr", "+33612345678")
    assert one.memberships.last().started_on == date(2024, 3, 12)


def test_a_twin_said_to_be_another_is_created():
    factories.member("Noémie", "Perrin", email="np@exemple.fr", postcode="21000")
    import_ = tried(NOEMIE)

    imports.settle(first(import_), by=import_.by, at=AT, answer=Answer.OTHER)

    assert first(import_).verdict == Verdict.CREATED


def test_a_finished_import_takes_up_what_was_settled_since():
    factories.member("Noémie", "Perrin", email="np@exemple.fr", postcode="21000")
    import_ = written(NOEMIE, MEHDI)

    imports.settle(first(import_), by=import_.by, at=AT, answer=Answer.OTHER)
    imports.confirm(import_, by=import_.by, at=AT)
    carried(import_)

    assert Person.objects.filter(email="noemie@exemple.fr").count() == 1
    assert Entry.objects.filter(event="members.imported").count() == 2


def test_what_resembles_nobody_is_not_settled():
    import_ = tried(NOEMIE)

    with pytest.raises(imports.NotDoubtful):
        imports.settle(first(import_), by=import_.by, at=AT, answer=Answer.SAME)


def test_what_is_written_is_not_settled_any_more():
    import_ = written(NOEMIE)

    with pytest.raises(imports.AlreadyWritten):
        imports.settle(first(import_), by=import_.by, at=AT, answer=Answer.LEFT)


# --- without e-mail ---

PAPER_HEAD = "Prénom;Nom;Rue;CP;Ville;Tél.;Membre depuis le"
LUCIENNE = "Lucienne;Charolles;4 rue du Lavoir;71120;Charolles;;12/03/2024"
BY_PHONE = "Lucienne;Charolles;;;;06 12 34 56 78;12/03/2024"


def on_paper(*lines, **options):
    return tried(*lines, head=PAPER_HEAD, **options)


def lucienne(**facts):
    """A member to whom one writes by post."""
    one = factories.without_mail(**facts)
    Membership.objects.create(
        person=one, started_on=date(2024, 3, 12), decided_on=date(2024, 3, 12), organ="bureau",
        reference="PV",
    )  # fmt: skip
    return one


def causes_of(import_):
    return [cause for cause, _way in first(import_).causes]


def settled(import_, answer):
    imports.settle(first(import_), by=import_.by, at=AT, answer=answer)
    imports.confirm(import_, by=import_.by, at=AT)
    return carried(import_)


def test_from_a_sheet_without_e_mails_to_a_letter_that_waits_to_be_posted():
    """The dry run says it, the doubt is settled, the fee is called, the letter is printed."""
    fee_factories.ready()
    namesake = factories.member("Lucienne", "Charolles", email="autre@exemple.fr")
    import_ = on_paper(LUCIENNE)
    assert causes_of(import_) == ["Lucienne Charolles, autre@exemple.fr, a le même nom."]

    imports.settle(first(import_), by=import_.by, at=AT, answer=Answer.OTHER)
    assert (verdicts(import_), causes_of(import_)) == (["created"], [TO_POST])
    imports.confirm(import_, by=import_.by, at=AT)
    carried(import_)

    one = Person.objects.without_mail().get()
    assert one.postal_lines == ["4 rue du Lavoir", "71120 Charolles"]
    assert not EmailAddress.objects.filter(user=one).exists()
    assert not one.has_usable_password()
    assert Letter.objects.count() == 0
    fee_factories.call(one)
    [letter] = Letter.objects.to_post()
    assert (letter.kind, letter.to) == ("members.fee_called", one.paper_box)
    assert namesake.memberships.count() == 1


@pytest.mark.parametrize("title", ["Adresse", "Rue et numéro", "Adresse postale", "N° et rue"])
def test_a_street_is_recognised_by_its_title(title):
    assert given(LUCIENNE, head=PAPER_HEAD.replace("Rue", title)).columns[2] == "street"


def test_names_and_towns_alone_reach_nobody():
    import_ = given(LUCIENNE, head=PAPER_HEAD)

    with pytest.raises(imports.ColumnsMissing):
        imports.say_columns(
            import_, by=import_.by, at=AT,
            columns=["first_name", "last_name", "", "postcode", "town", "phone", "since"],
        )  # fmt: skip


def test_a_telephone_is_enough_and_the_address_that_is_missing_is_told():
    import_ = on_paper(BY_PHONE)

    assert (verdicts(import_), causes_of(import_)) == (["created"], [TO_HAND])


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("Lucienne;Charolles;4 rue du Lavoir;;Charolles;;12/03/2024", NO_WAY[0]),
        ("Lucienne;;4 rue du Lavoir;71120;Charolles;;12/03/2024", HALF_A_NAME[0]),
    ],
)
def test_without_e_mail_a_line_says_who_it_is_and_where_one_writes(line, cause):
    import_ = on_paper(line)

    assert (verdicts(import_), causes_of(import_)) == (["error"], [cause])


@pytest.mark.parametrize("cell", ["", "-", "non", "Pas d’e-mail"])
def test_a_cell_that_says_that_there_is_no_e_mail_is_none(cell):
    import_ = tried(f"{LUCIENNE};{cell}", head=f"{PAPER_HEAD};E-mail")

    assert causes_of(import_) == [TO_POST]


def test_an_address_on_several_lines_of_a_cell_is_one():
    written('Lucienne;Charolles;"4 rue du Lavoir\nBât. B";71120;Charolles;;12/03/2024',
            head=PAPER_HEAD)  # fmt: skip

    assert Person.objects.without_mail().get().street == "4 rue du Lavoir, Bât. B"


def test_the_street_of_somebody_who_has_an_e_mail_is_not_kept():
    written(f"{NOEMIE};12 rue des Lilas", head=f"{HEAD};Adresse")

    assert Person.objects.get(email="noemie@exemple.fr").street == ""


@pytest.mark.parametrize(
    ("line", "same"),
    [
        (LUCIENNE, "le même nom"),
        (LUCIENNE.replace("71120", "71000"), "le même nom"),
        ("Lucie;Charolles;4, Rue du lavoir;71120;Charolles;;12/03/2024", "la même adresse postale"),
        ("Lucie;Roux;;;;06 12 34 56 78;12/03/2024", "le même téléphone"),
    ],
)
def test_who_resembles_is_shown_by_name_by_house_or_by_telephone(line, same):
    lucienne(phone="+33612345678")

    import_ = on_paper(line)

    assert verdicts(import_) == ["twin"]
    assert causes_of(import_) == [
        f"Lucienne Charolles, sans e-mail, 4 rue du Lavoir, 71120 Charolles, a {same}."
    ]


def test_a_neighbour_of_another_name_is_nobodys_twin():
    lucienne()

    import_ = on_paper(LUCIENNE.replace("Lucienne;Charolles", "Awa;Diop"))

    assert verdicts(import_) == ["created"]


def test_somebody_known_who_is_the_same_keeps_their_e_mail_and_gets_no_street():
    one = factories.member("Lucienne", "Charolles", email="l@exemple.fr", since=date(2024, 3, 12))

    settled(on_paper(LUCIENNE), Answer.SAME)

    one.refresh_from_db()
    assert (one.email, one.street, one.memberships.count()) == ("l@exemple.fr", "", 1)
    assert not Person.objects.without_mail().exists()


def test_an_e_mail_that_a_sheet_learns_of_is_left_to_the_register():
    one = lucienne()

    import_ = settled(tried("Lucienne;Charolles;l@exemple.fr;;;;12/03/2024"), Answer.SAME)

    one.refresh_from_db()
    assert one.email == ""
    assert "L’adresse l@exemple.fr n’est pas reprise" in causes_of(import_)[0]


MOVED = "Lucienne;Charolles;9 place Neuve;58000;Nevers;;12/03/2024"


@pytest.mark.parametrize(
    ("line", "priority", "lines"),
    [
        (MOVED, Priority.HOUSE, ["4 rue du Lavoir", "71120 Charolles"]),
        (MOVED, Priority.SHEET, ["9 place Neuve", "58000 Nevers"]),
        (
            MOVED.replace("9 place Neuve", ""),
            Priority.SHEET,
            ["4 rue du Lavoir", "71120 Charolles"],
        ),
    ],
)
def test_an_envelope_is_never_half_of_one_house_and_half_of_another(line, priority, lines):
    one = lucienne()

    import_ = on_paper(line, priority=priority)
    imports.settle(first(import_), by=import_.by, at=AT, answer=Answer.SAME)
    imports.confirm(import_, by=import_.by, at=AT)
    carried(import_)

    one.refresh_from_db()
    assert one.postal_lines == lines


def test_a_house_that_was_missing_is_filled():
    one = lucienne(street="", postcode="", town="", phone="+33612345678")

    settled(on_paper(LUCIENNE), Answer.SAME)

    one.refresh_from_db()
    assert one.postal_lines == ["4 rue du Lavoir", "71120 Charolles"]


def test_the_same_sheet_without_e_mails_twice_asks_and_writes_nobody_twice():
    imports.confirm(import_ := on_paper(LUCIENNE), by=import_.by, at=AT)
    carried(import_)

    again = on_paper(LUCIENNE)
    assert verdicts(again) == ["twin"]
    settled(again, Answer.SAME)

    assert (verdicts(again), Person.objects.without_mail().count()) == (["same"], 1)


@pytest.mark.parametrize("line", [LUCIENNE, BY_PHONE])
def test_the_same_person_twice_in_a_sheet_without_e_mails_is_asked(line):
    assert verdicts(on_paper(line, line)) == ["created", "twin"]


def test_of_two_namesakes_the_nearest_is_shown_first_and_the_sheet_may_mean_the_other():
    lucienne(postcode="58000", street="9 place Neuve", town="Nevers")
    near = lucienne()

    line = first(on_paper(LUCIENNE))

    assert line.person == near
    [_near, (other, way)] = line.causes
    assert "9 place Neuve, 58000 Nevers, ressemble aussi" in other
    assert "son téléphone ou sa rue" in way


def test_a_name_a_house_or_a_telephone_never_tells_who_candidates_without_e_mail():
    factories.person("Lucienne", "Charolles", postcode="71120", phone="+33612345678")
    factories.without_mail(phone="+33612345678")

    import_ = on_paper(LUCIENNE.replace(";;", ";06 12 34 56 78;"))

    assert (verdicts(import_), causes_of(import_)) == (["created"], [TO_POST])


@pytest.mark.parametrize("rows", [1, 30])
def test_a_batch_without_e_mails_asks_the_same_questions(rows, django_assert_max_num_queries):
    lines = [f"Awa;Diop {n};{n} rue Haute;71120;Charolles;;12/03/2024" for n in range(rows)]
    import_ = given(*lines, head=PAPER_HEAD)
    imports.say_columns(import_, by=import_.by, at=AT, columns=import_.columns)

    with django_assert_max_num_queries(18):
        imports.carry(import_, at=AT)


# --- what is written ---


def test_somebody_new_has_their_membership_and_nothing_else():
    Category.objects.create(
        code="salaries", name="Personnes salariées", masculine="entrepreneur salarié",
        feminine="entrepreneuse salariée", opened_on=date(2020, 1, 1),
    )  # fmt: skip
    head = f"{HEAD};Collège;Admis par;PV;Civilité"

    import_ = written(f"{NOEMIE};personnes salariées;bureau;PV 12;Mme", head=head)

    noemie = Person.objects.get(email="noemie@exemple.fr")
    membership = noemie.memberships.get()
    assert (noemie.agreement, noemie.offices.count(), noemie.is_founder) == ("f", 0, False)
    assert (membership.category.code, membership.organ, membership.reference) == (
        "salaries", "bureau", "PV 12",
    )  # fmt: skip
    assert import_.state == ImportState.DONE


def test_an_unknown_category_is_told_with_those_that_are_known():
    Category.objects.create(
        code="team", name="Équipe", masculine="membre", feminine="membre",
        opened_on=date(2020, 1, 1),
    )  # fmt: skip

    import_ = tried(f"{NOEMIE};Amis", head=f"{HEAD};Collège")

    assert "Équipe" in first(import_).causes[0][1]


def test_nothing_is_sent_to_anybody():
    written(NOEMIE, MEHDI)

    assert Letter.objects.count() == 0


def test_somebody_imported_enters_by_a_code_and_their_address_is_not_proved_before():
    written(NOEMIE)

    address = EmailAddress.objects.get(email="noemie@exemple.fr")
    assert (address.primary, address.verified) == (True, False)
    assert not address.user.has_usable_password()


def test_the_journal_has_one_line_a_person():
    import_ = written(NOEMIE, MEHDI)

    lines = Entry.objects.filter(subject_kind="members.person", actor=import_.by)
    assert sorted(lines.values_list("event", flat=True)) == ["members.imported"] * 2


def test_a_membership_that_ended_is_written_with_its_end():
    written(f"{NOEMIE};31/12/2025", head=f"{HEAD};Départ")

    membership = Membership.objects.get(person__email="noemie@exemple.fr")
    assert membership.ended_on == date(2025, 12, 31)
    assert not Person.objects.members(on=date(2026, 11, 23)).filter(email="noemie@exemple.fr")


def test_a_departure_that_the_house_does_not_know_is_only_told():
    known(since=date(2024, 3, 12))

    import_ = written(f"{NOEMIE};31/12/2025", head=f"{HEAD};Départ")

    assert Membership.objects.get(person__email="noemie@exemple.fr").ended_on is None
    assert any("ne s’importe pas" in cause for cause, _ in first(import_).causes)


def test_a_membership_of_other_days_is_kept_as_the_house_knows_it():
    one = known(since=date(2021, 1, 1))

    import_ = written(NOEMIE)

    assert one.memberships.get().started_on == date(2021, 1, 1)
    assert any("connaît déjà son adhésion" in cause for cause, _ in first(import_).causes)


# --- fees ---

PAYING = f"{HEAD};Cotisation 2026;Réglée le;Moyen"


def test_a_fee_already_paid_goes_to_the_accounts_without_letter_nor_receipt():
    fee_factories.tariff()

    written(f"{NOEMIE};25;15/02/2026;virement", head=PAYING)

    payment = FeePayment.objects.get()
    assert (payment.applied, payment.means, payment.received_on) == (
        2_500, "transfer", date(2026, 2, 15),
    )  # fmt: skip
    assert fees.owed_by(payment.call.person, on=date(2026, 11, 23)) == 0
    assert (Letter.objects.count(), FeeReceipt.objects.count()) == (0, 0)


def test_a_fee_is_taken_over_once():
    fee_factories.tariff()
    written(f"{NOEMIE};25;15/02/2026;virement", head=PAYING)

    again = written(f"{NOEMIE};25;15/02/2026;virement", head=PAYING)

    assert verdicts(again) == ["same"]
    assert FeePayment.objects.count() == 1


@pytest.mark.parametrize("said", ["25;;virement", "25;15/02/2026;", "25;15/02/2026;troc"])
def test_a_fee_without_its_day_or_its_means_is_not_taken_over(said):
    fee_factories.tariff()

    import_ = written(f"{NOEMIE};{said}", head=PAYING)

    assert verdicts(import_) == ["created"]
    assert FeePayment.objects.count() == 0
    assert any("non reprise" in cause for cause, _ in first(import_).causes)


def test_a_fee_of_a_year_without_tariff_is_not_taken_over():
    fee_factories.year()

    import_ = written(f"{NOEMIE};25;15/02/2026;chèque", head=PAYING)

    assert any("aucun tarif" in cause for cause, _ in first(import_).causes)


def test_a_fee_above_what_was_called_is_announced_before_anything_is_written():
    one = known(since=date(2024, 3, 12))
    fee_factories.call(one)

    import_ = tried(f"{NOEMIE};45;15/02/2026;virement", head=PAYING)

    assert any("l’appel n’en demande que 30,00" in cause for cause, _ in first(import_).causes)
    assert not any("déjà payée" in word for word, _before, _after in first(import_).changes)


# --- what the house knows ---


def test_what_is_missing_is_filled_and_what_differs_is_kept():
    one = known(town="Chenôve")

    import_ = written(NOEMIE)

    one.refresh_from_db()
    assert (one.town, one.postcode) == ("Chenôve", "21000")
    assert any("la maison garde « Chenôve »" in cause for cause, _ in first(import_).causes)


def test_the_sheet_wins_when_one_says_so():
    one = known(town="Chenôve")

    written(NOEMIE, priority=Priority.SHEET)

    one.refresh_from_db()
    assert one.town == "Dijon"


def test_what_somebody_who_enters_here_said_of_themselves_always_stays():
    one = known(town="Chenôve", last_login=AT)

    written(NOEMIE, priority=Priority.SHEET)

    one.refresh_from_db()
    assert one.town == "Chenôve"


def test_the_report_says_what_changes_from_what_to_what():
    known(town="Chenôve", phone="+33612345678", postcode="21000", since=date(2024, 3, 12))

    import_ = tried(NOEMIE, priority=Priority.SHEET)

    assert first(import_).changes == [["Commune", "Chenôve", "Dijon"]]


# --- twice, interrupted, together ---


def test_the_same_sheet_given_twice_changes_nothing():
    written(NOEMIE, MEHDI)

    again = written(NOEMIE, MEHDI)

    assert verdicts(again) == ["same", "same"]
    assert Membership.objects.filter(person__email="noemie@exemple.fr").count() == 1
    assert Entry.objects.filter(event="members.imported").count() == 2


def lines_of(count):
    return [f"Awa;Diop {n};awa{n}@exemple.fr;;;;12/03/2024" for n in range(count)]


def test_an_import_that_was_interrupted_goes_on_where_it_was():
    import_ = tried(*lines_of(250))
    imports.confirm(import_, by=import_.by, at=AT)

    assert imports.carry(import_, at=AT)
    import_.refresh_from_db()
    assert (import_.looked_at, Person.objects.filter(last_name__startswith="Diop").count()) == (
        100, 100,
    )  # fmt: skip
    tasks.carry_imports()

    import_.refresh_from_db()
    assert (import_.state, import_.tally) == (ImportState.DONE, {"created": 250})
    assert Person.objects.filter(last_name__startswith="Diop").count() == 250


def test_an_import_that_breaks_stops_no_other(monkeypatch):
    broken, sound = tried(*lines_of(2)), tried("Bela;Ndour;bela@exemple.fr;;;;12/03/2024")
    for import_ in (broken, sound):
        imports.confirm(import_, by=import_.by, at=AT)
    whole = imports.carry

    def carry(import_, *, at):
        if import_.pk == broken.pk:
            raise RuntimeError
        return whole(import_, at=at)

    monkeypatch.setattr(imports, "carry", carry)
    tasks.carry_imports()

    sound.refresh_from_db()
    assert sound.state == ImportState.DONE


def test_a_task_that_runs_twice_writes_once():
    import_ = written(*lines_of(3))

    tasks.carry_import(import_.pk)
    tasks.carry_import(import_.pk)

    assert Person.objects.filter(last_name__startswith="Diop").count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_workers_take_turns():
    import_ = tried(*lines_of(210))
    imports.confirm(import_, by=import_.by, at=AT)

    together(*[lambda: tasks.carry_import(import_.pk)] * 2)

    import_.refresh_from_db()
    assert import_.state == ImportState.DONE
    assert Person.objects.filter(last_name__startswith="Diop").count() == 210


def test_nothing_is_confirmed_while_it_is_being_read():
    import_ = given(NOEMIE)
    imports.say_columns(import_, by=import_.by, at=AT, columns=import_.columns)

    with pytest.raises(imports.StillReading):
        imports.confirm(import_, by=import_.by, at=AT)


def test_an_import_with_nothing_to_write_is_not_confirmed():
    import_ = tried("Awa;Diop;;;;;")

    with pytest.raises(imports.NothingToWrite):
        imports.confirm(import_, by=import_.by, at=AT)


# --- whom a sheet may not meet ---


@pytest.mark.parametrize(
    "line",
    [
        NOEMIE.replace("noemie@", "candidate@"),
        "Blaise;Marin;candidate@exemple.fr;;;;12/03/2024",
    ],
)
def test_an_address_of_somebody_who_candidates_is_left_aside_without_a_word_of_them(line):
    factories.person(
        "Noémie", "Perrin", email="candidate@exemple.fr", phone="+33699999999", town="Chenôve"
    )

    import_ = written(line, MEHDI)

    [left, created] = import_.lines.all()
    assert (left.verdict, left.person, left.changes) == (Verdict.LEFT, None, [])
    assert created.verdict == Verdict.CREATED
    [(cause, _way)] = left.causes
    assert cause.startswith("La maison connaît déjà cette adresse")
    assert not Membership.objects.filter(person__email="candidate@exemple.fr").exists()


def test_a_name_or_a_telephone_never_tells_who_candidates():
    factories.person("Noémie", "Perrin", postcode="21000", phone="+33612345678")

    import_ = tried(NOEMIE)

    assert (verdicts(import_), first(import_).causes) == (["created"], [])


def test_what_somebody_without_membership_told_is_not_repeated():
    factories.administrator("Noémie", "Perrin", email="noemie@exemple.fr", town="Chenôve")

    import_ = tried(NOEMIE)

    assert "Chenôve" not in f"{first(import_).causes} {first(import_).changes}"


def test_the_dead_are_not_made_members_again():
    one = known(since=date(2020, 1, 1), until=date(2022, 5, 1), deceased_on=date(2022, 5, 1))

    import_ = written(NOEMIE, MEHDI)

    assert verdicts(import_) == ["left", "created"]
    assert one.memberships.count() == 1


def test_two_who_share_an_address_are_asked_and_nobody_becomes_the_other():
    one = factories.member("Jean", "Perrin", email="noemie@exemple.fr", until=date(2026, 4, 1))
    EmailAddress.objects.filter(user=one).update(verified=False)

    import_ = written(NOEMIE, MEHDI, priority=Priority.SHEET)

    one.refresh_from_db()
    assert verdicts(import_) == ["twin", "created"]
    assert (one.first_name, one.memberships.count()) == ("Jean", 1)
    imports.settle(first(import_), by=import_.by, at=AT, answer=Answer.OTHER)
    assert first(import_).verdict == Verdict.ERROR


def test_of_two_namesakes_the_one_who_was_shown_is_the_one_who_is_written():
    ones = [factories.member("Noémie", "Perrin", email=f"{n}@exemple.fr") for n in "ab"]
    import_ = tried(NOEMIE)
    line = first(import_)
    assert line.person == ones[0]
    assert any("b@exemple.fr, ressemble aussi" in cause for cause, _ in line.causes)

    line.person = ones[1]
    line.save()
    imports.settle(line, by=import_.by, at=AT, answer=Answer.SAME)
    imports.confirm(import_, by=import_.by, at=AT)
    carried(import_)

    for one in ones:
        one.refresh_from_db()
    assert [one.phone for one in ones] == ["", "+33612345678"]


def test_a_namesake_who_went_away_since_is_asked_again():
    ones = [factories.member("Noémie", "Perrin", email=f"{n}@exemple.fr") for n in "ab"]
    import_ = tried(NOEMIE)
    imports.settle(first(import_), by=import_.by, at=AT, answer=Answer.SAME)
    Person.objects.filter(pk=ones[0].pk).update(last_name="Diop")

    imports.confirm(import_, by=import_.by, at=AT)
    carried(import_)

    ones[1].refresh_from_db()
    assert (first(import_).verdict, ones[1].phone) == (Verdict.TWIN, "")


@pytest.mark.parametrize("facts", [{"last_login": AT}, {}])
def test_the_agreement_and_the_name_that_somebody_said_stay(facts):
    one = known(**facts)
    EmailAddress.objects.filter(user=one).update(verified=not facts)
    Person.objects.filter(pk=one.pk).update(town="Chenôve")

    written(f"{NOEMIE};Mme", head=f"{HEAD};Civilité", priority=Priority.SHEET)

    one.refresh_from_db()
    assert (one.agreement, one.town) == ("both", "Chenôve")


def test_what_somebody_shows_and_took_away_is_not_filled_by_a_sheet():
    one = known(last_login=AT, shown=["phone"])

    import_ = written(NOEMIE)

    one.refresh_from_db()
    assert (one.phone, one.town) == ("", "Dijon")
    assert any("la maison n’en garde pas" in cause for cause, _ in first(import_).causes)


# --- forgetting ---


@pytest.mark.parametrize("read", [given, tried])
def test_the_lines_that_say_the_address_of_somebody_erased_go_with_them(read):
    zenobie = factories.person("Zénobie", "Quartz", email="noemie@exemple.fr")
    import_ = read(NOEMIE.replace("noemie@", "NOEMIE@"), MEHDI)

    anonymise(zenobie, by=None, at=AT)

    assert [line.cells[0] for line in import_.lines.all()] == ["Mehdi"]


@pytest.mark.parametrize("read", [given, tried])
def test_the_lines_that_name_somebody_erased_who_has_no_e_mail_go_with_them(read):
    one = factories.without_mail()
    import_ = read(
        LUCIENNE, LUCIENNE.replace("Lucienne", "Awa"), "Lucienne;Diop;1 rue A;71120;Cluny;;",
        head=PAPER_HEAD,
    )  # fmt: skip

    anonymise(one, by=None, at=AT)

    assert [line.cells[:2] for line in import_.lines.all()] == [
        ["Awa", "Charolles"], ["Lucienne", "Diop"],
    ]  # fmt: skip


def test_a_dropped_import_loses_its_lines_at_once():
    import_ = tried(NOEMIE)

    imports.drop(import_, by=import_.by, at=AT)

    import_.refresh_from_db()
    assert (import_.state, import_.lines.count()) == (ImportState.DROPPED, 0)


def test_the_lines_go_after_a_month_and_the_counts_stay():
    import_ = written(NOEMIE)

    imports.forget(import_, at=AT)

    import_.refresh_from_db()
    assert (import_.lines.count(), import_.tally) == (0, {"created": 1})
    assert Import.objects.stale(since=datetime(2030, 1, 1, tzinfo=UTC)).count() == 0


@pytest.mark.parametrize("rows", [1, 30])
def test_a_batch_asks_the_same_questions_for_one_and_for_thirty(
    rows, django_assert_max_num_queries
):
    import_ = given(*lines_of(rows))
    imports.say_columns(import_, by=import_.by, at=AT, columns=import_.columns)

    with django_assert_max_num_queries(18):
        imports.carry(import_, at=AT)
