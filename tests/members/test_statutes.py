"""The statutes are dated settings: a new version never changes the past."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.actions import register
from members.cautions import cautions
from members.models import Category, Statutes
from tests.members.factories import founder, member, person, secretary, statutes

pytestmark = pytest.mark.django_db
PAGE = "/statuts/"
SAID = {
    "adopted_on": "2026-05-12",
    "validated_by": "assemblée générale",
    "admission_organ": "conseil d’administration",
    "removal_organ": "conseil d’administration",
    "exclusion_organ": "assemblée générale",
    "fee_minimum": "10",
    "fee_usual": "30",
    "fee_grace_days": "30",
    "removal_notice_days": "30",
    "resignation_notice_days": "60",
    "defence_days": "15",
    "assembly_notice_days": "15",
    "board_notice_days": "8",
    "proxies_most": "2",
    "assembly_quorum": "1/3",
    "board_quorum": ">1/2",
}


@pytest.fixture
def blaise(client):
    blaise = secretary()
    client.force_login(blaise)
    return blaise


def test_a_new_version_holds_from_its_day_and_leaves_the_past_as_it_was(client, blaise):
    before = statutes()

    client.post(f"{PAGE}nouvelle/", SAID)

    made = Statutes.objects.latest()
    assert (made.resignation_notice_days, made.written_by) == (60, blaise)
    assert Statutes.objects.in_force(on=date(2026, 5, 11)) == before
    assert Statutes.objects.in_force(on=date(2026, 5, 12)) == made


def test_a_day_of_adoption_that_was_miswritten_holds_no_more():
    wrong = statutes(adopted_on=date(2026, 5, 1), resignation_notice_days=300)

    right = register.write_statutes(
        by=founder(), corrects=wrong, adopted_on=date(2026, 4, 1), fee_minimum=1_000,
        fee_usual=3_000, admission_organ="CA", validated_by="AG", resignation_notice_days=30,
    )  # fmt: skip

    assert Statutes.objects.in_force(on=date(2026, 6, 15)) == right
    assert Statutes.objects.in_force(on=date(2026, 4, 15)) == right


def test_a_version_never_changes(client):
    made = statutes()

    with pytest.raises(IntegrityError, match="is final"), transaction.atomic():
        Statutes.objects.filter(pk=made.pk).update(fee_minimum=1)
    with pytest.raises(IntegrityError, match="is final"), transaction.atomic():
        made.delete()


def test_a_slip_of_the_pen_is_corrected_by_a_row_that_points_at_it(client, blaise):
    wrong = statutes()

    shown = client.get(f"{PAGE}{wrong.pk}/correction/")
    sent = SAID | {"adopted_on": f"{wrong.adopted_on}", "fee_usual": "35"}
    client.post(f"{PAGE}{wrong.pk}/correction/", sent)

    right = Statutes.objects.in_force(on=wrong.adopted_on)
    assert "a été mal recopiée" in shown.text
    assert (right.corrects, right.fee_usual) == (wrong, 3_500)
    assert client.get(f"{PAGE}{wrong.pk}/correction/").status_code == 404


def test_a_version_is_corrected_once():
    wrong = statutes()
    said = {"fee_minimum": 0, "fee_usual": 0, "admission_organ": "x", "validated_by": "x"}
    register.write_statutes(by=None, adopted_on=wrong.adopted_on, corrects=wrong, **said)

    with pytest.raises(register.AlreadyCorrected):
        register.write_statutes(by=None, adopted_on=wrong.adopted_on, corrects=wrong, **said)
    with pytest.raises(register.AlreadyWritten):
        register.write_statutes(by=None, adopted_on=wrong.adopted_on, **said)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"adopted_on": "2999-01-01"}, "Choisissez une date jusqu’au"),
        ({"fee_usual": "5"}, "plus petite que la cotisation minimale"),
        ({"resignation_notice_days": "trois mois"}, "Écrivez un nombre de jours"),
        ({"resignation_notice_days": "4000"}, "vérifiez"),
        ({"proxies_most": ""}, "Indiquez un nombre"),
        ({"validated_by": ""}, "Indiquez qui a adopté"),
    ],
)
def test_what_does_not_hold_is_said_and_kept(client, blaise, changed, said):
    page = client.post(f"{PAGE}nouvelle/", SAID | changed)

    assert page.status_code == 422
    assert said in page.text
    assert not Statutes.objects.exists()


def test_what_the_last_version_said_is_proposed_again_but_for_its_day(client, blaise):
    statutes(removal_clause="Par le non-paiement.", adopted_on=date(2026, 4, 1))

    form = client.get(f"{PAGE}nouvelle/").context["form"]

    assert form["removal_clause"].value() == "Par le non-paiement."
    assert form["adopted_on"].value() is None


# --- the categories that they name ---


def test_a_category_is_written_and_closed_on_a_day(client, blaise):
    told = {"name": "membres actifs", "masculine": "membre actif", "feminine": "membre active",
            "opened_on": "2026-01-05", "votes": "on"}  # fmt: skip

    client.post(f"{PAGE}colleges/", told)
    twice = client.post(f"{PAGE}colleges/", told)
    made = Category.objects.get()
    client.post(f"{PAGE}colleges/{made.pk}/fermeture/")

    made.refresh_from_db()
    today = timezone.localdate()
    assert (made.code, made.votes, made.closed_on) == ("membres-actifs", True, today)
    assert "porte déjà ce nom" in twice.text
    assert not Category.objects.open(on=today + timedelta(days=1)).exists()


def test_a_person_is_named_as_they_wish():
    actifs = Category(masculine="membre actif", feminine="membre active")

    assert [actifs.said_of(person(agreement=how)) for how in ("f", "m", "both")] == [
        "membre active",
        "membre actif",
        "membre actif ou membre active",
    ]


# --- who reads, who writes ---


@pytest.mark.parametrize(
    ("who", "reads", "writes"),
    [(founder, 200, 200), (member, 200, 404), (person, 404, 404)],
)
def test_every_member_reads_them_and_the_keepers_write(client, who, reads, writes):
    statutes()
    client.force_login(who())

    assert client.get(PAGE).status_code == reads
    assert client.get(f"{PAGE}nouvelle/").status_code == writes


@pytest.mark.parametrize("versions", [1, 30])
def test_the_page_costs_the_same_with_one_and_with_thirty(
    client, blaise, versions, django_assert_max_num_queries
):
    for number in range(versions):
        statutes(adopted_on=date(1990 + number, 1, 1), written_by=blaise)

    client.get(PAGE)
    with django_assert_max_num_queries(7):
        client.get(PAGE)


# --- what is worth reading twice ---


def version(**said):
    return Statutes(adopted_on=date(2026, 5, 12), fee_minimum=1_000, fee_usual=3_000, **said)


def test_the_statutes_of_most_associations_have_nothing_to_read_twice():
    assert cautions(version()) == []


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"resignation_notice_days": 120}, "trois mois"),
        ({"defence_days": 2}, "Délai de la défense, 2 jours"),
        ({"defence_days": 0}, "Délai de la défense, 0 jour "),
        ({"removal_notice_days": 400}, "Délai d’une mise en demeure, 400 jours"),
        ({"assembly_notice_days": 3}, "Convocation de l’assemblée générale, 3 jours"),
        ({"proxies_most": 30}, "une seule voix peut emporter l’assemblée"),
    ],
)
def test_a_value_out_of_custom_is_said(said, word):
    [caution] = cautions(version(**said))

    assert word in caution.replace(" :", "  :")


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("Radiation deux mois après une mise en demeure.", "deux mois"),
        ("Radiation après 15 jours francs.", "15 jours francs"),
        ("Après soixante (60) jours sans réponse.", "soixante (60) jours"),
        ("Un mois et demi après une mise en demeure.", "Un mois et demi"),
        ("Un mois après une mise en demeure.", None),
        ("Trente (30) jours après la mise en demeure.", None),
        ("Si la cotisation tarde de six mois, trente jours après une mise en demeure.", None),
        ("Après une mise en demeure restée sans réponse.", None),
    ],
)
def test_a_clause_that_contradicts_the_number_beside_it_is_said(clause, said):
    found = cautions(version(removal_clause=clause, removal_notice_days=30))

    assert [f"« {said} »" in one for one in found] == ([True] if said else [])


def test_a_doubtful_version_is_written_all_the_same_and_read_again(client, blaise):
    page = client.post(f"{PAGE}nouvelle/", SAID | {"resignation_notice_days": "120"}, follow=True)

    assert Statutes.objects.get().resignation_notice_days == 120
    assert "À relire" in page.text
    client.force_login(member("Léo", "Jacquot"))
    assert "À relire" not in client.get(PAGE).text
