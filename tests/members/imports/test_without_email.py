"""People without an e-mail are reached by post, or by hand."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress

from coopstudio.mail.models import Letter
from members.actions import imports
from members.importing.reaching import HALF_A_NAME, NO_WAY, TO_HAND, TO_POST
from members.models import (
    Membership,
    Person,
)
from members.states import Answer, Priority
from tests.members import factories
from tests.members.fees import factories as fee_factories
from tests.members.imports.sheets import (
    AT,
    HEAD,
    LUCIENNE,
    NOEMIE,
    PAPER_HEAD,
    carried,
    first,
    given,
    tried,
    verdicts,
    written,
)

pytestmark = pytest.mark.django_db


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
