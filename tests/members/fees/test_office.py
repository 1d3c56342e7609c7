"""The treasurer's pages: a year at a glance, calls found, payments entered, mistakes answered."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from coopstudio.mail.models import Letter
from members.models import BankDetails, FeeCall, FeePayment, FeeYear, Person, TaxRight
from members.querysets.fees import EVER
from tests.members.factories import administrator, founder, member, secretary, treasurer
from tests.members.fees.factories import IBAN, bank_details, call, payment, ready, tariff, year

pytestmark = pytest.mark.django_db
HOME, LIST, BATCH = "/cotisations/", "/cotisations/appels/", "/cotisations/bordereau/"


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False


@pytest.fixture
def helene(client):
    helene = treasurer()
    client.force_login(helene)
    return helene


def owed(made):
    return FeeCall.objects.standing(on=EVER).get(pk=made.pk).owed


def paper(**changed):
    return {
        "amount": "30",
        "received_on": f"{timezone.localdate()}",
        "means": "cheque",
        "reference": "0000417",
        "fate": "",
    } | changed


# --- who may ---


@pytest.mark.parametrize(
    ("who", "status"),
    [(treasurer, 200), (founder, 200), (secretary, 404), (administrator, 404), (member, 404)],
)
def test_who_paid_what_is_for_the_treasurer_and_founders(client, who, status):
    made = call()
    client.force_login(who())

    for path in (HOME, LIST, f"{LIST}{made.pk}/"):
        assert client.get(path).status_code == status


def test_a_founder_reads_and_writes_nothing(client):
    made = call()
    client.force_login(founder())

    assert "Inscrire un règlement" not in client.get(f"{LIST}{made.pk}/").text
    assert client.post(f"{LIST}{made.pk}/reglement/", paper()).status_code == 404


# --- a year at a glance ---


def test_before_the_first_year_the_page_says_how_to_begin(client, helene):
    assert "Aucun exercice n’est encore ouvert" in client.get(HOME).text


@pytest.mark.parametrize("people", [1, 30])
def test_pages_cost_the_same_with_one_and_with_thirty(
    client, helene, people, django_assert_max_num_queries
):
    for number in range(people):
        payment(call(member("Zoé", f"Étienne {number}")), 1_000)
    client.get(HOME)  # the session is stamped once

    for path, most in (
        (HOME, 13), (LIST, 9), (f"{LIST}?q=zoe", 10), (f"{LIST}?situation=late", 9),
    ):  # fmt: skip
        with django_assert_max_num_queries(most):
            client.get(path)


def test_one_person_costs_a_dozen_queries(client, helene, django_assert_max_num_queries):
    made = call()
    for cents in (100, 200, 300):
        payment(made, cents)
    client.get(HOME)

    with django_assert_max_num_queries(12):
        client.get(f"{LIST}{made.pk}/")


def test_the_sums_of_the_year_are_those_of_its_calls(client, helene):
    payment(call(member("Anna")), 1_000)
    call(member("Bela"))

    seen = client.get(HOME).context["overview"]

    calls = FeeCall.objects.standing(on=EVER)
    assert seen.asked == sum(one.asked for one in calls)
    assert seen.paid == 1_000
    assert seen.owed == seen.asked - 1_000
    assert seen.people == calls.count()


def test_pages_are_read_by_a_bookmark(client, helene):
    for number in range(30):
        call(member("Zoé", f"Étienne {number:02}"))

    first = client.get(LIST).context["calls"]
    second = client.get(LIST + first.next_page).context["calls"]

    keys = [row["pk"] for row in [*first.rows, *second.rows]]
    assert len(first.rows) == 25
    assert len(set(keys)) == len(keys) == FeeCall.objects.count()


def test_a_call_is_found_by_a_name_or_leads_by_its_reference(client, helene):
    made = call(member("Noémie", "Perrin"))
    call(member("Zoé", "Étienne"))

    found = client.get(f"{LIST}?q=noemie").context["calls"].rows
    straight = client.get(f"{LIST}?q={made.reference.lower()}")

    assert [row["name"] for row in found] == ["Noémie Perrin"]
    assert straight.url == f"{LIST}{made.pk}/"


# --- a payment ---


@pytest.mark.parametrize(("died_on", "is_said"), [((2025, 12, 30), True), ((2026, 5, 2), False)])
def test_the_page_of_a_fee_says_a_death_and_what_is_not_to_be_asked_any_more(
    client, helene, died_on, is_said
):
    made = call(member("Noémie", "Perrin", phone="+33612345678"))
    before = client.get(f"{LIST}{made.pk}/").text
    Person.objects.filter(pk=made.person_id).update(deceased_on=date(*died_on), is_active=False)

    page = client.get(f"{LIST}{made.pk}/").text

    assert "Décès" not in before
    assert "Joindre Noémie" in before
    assert "Décès le" in page
    assert "Joindre" not in page
    assert ("n’est plus à demander" in page) is is_said


def test_a_payment_is_entered_and_its_receipt_leaves(client, helene):
    made = call()

    page = client.post(f"{LIST}{made.pk}/reglement/", paper(), follow=True)

    assert "le reçu part par e-mail" in page.text
    assert owed(made) == 0
    assert FeePayment.objects.get().by == helene
    assert Letter.objects.filter(kind="members.fee_received").exists()


def test_more_than_owed_keeps_what_was_typed_and_asks(client, helene):
    made = call()

    page = client.post(f"{LIST}{made.pk}/reglement/", paper(amount="50"))
    client.post(f"{LIST}{made.pk}/reglement/", paper(amount="50", fate="gift"))

    assert page.status_code == 422
    assert "<title>Erreur" in page.text
    assert 'value="50"' in page.text
    assert "dites ce que devient le reste" in page.text
    assert FeePayment.objects.get().rest == 2_000


def test_a_waiver_and_a_correction_are_entered(client, helene):
    made, other = call(member("Anna")), call(member("Bela"))
    today = f"{timezone.localdate()}"

    empty = client.post(f"{LIST}{made.pk}/dispense/", {"organ": ""})
    client.post(
        f"{LIST}{made.pk}/dispense/", {"organ": "CA", "decided_on": today, "reference": "x"}
    )
    client.post(f"{LIST}{other.pk}/montant/", {"amount": "12,50", "reason": "erreur de tarif"})

    assert empty.status_code == 422
    assert (owed(made), owed(other)) == (0, 1_250)


def test_a_payment_is_reversed_from_its_page(client, helene):
    paid = payment()
    path = f"/cotisations/reglements/{paid.pk}/annulation/"

    before = client.get(path)
    empty = client.post(path, {"on": f"{timezone.localdate()}", "reason": ""})
    client.post(path, {"on": f"{timezone.localdate()}", "reason": "chèque impayé"})
    again = client.post(path, {"on": f"{timezone.localdate()}", "reason": "chèque impayé"})

    assert "0001" in before.text
    assert (empty.status_code, again.status_code) == (422, 422)
    assert owed(paid.call) == 3_000


def test_what_is_left_over_is_given_back(client, helene):
    paid = payment(amount=3_500, fate="refund")

    page = client.post(
        f"/cotisations/reglements/{paid.pk}/rendu/",
        {"given_on": f"{timezone.localdate()}", "means": "transfer", "reference": ""},
        follow=True,
    )

    assert "rendus : c’est inscrit" in page.text.replace("\u00a0", " ")
    assert not FeePayment.objects.to_give_back(on=timezone.localdate()).exists()


# --- a paying-in slip ---


def slip(*lines, **more):
    sent = {"received_on": f"{timezone.localdate()}", "means": "cheque"}
    sent |= {"ligne-TOTAL_FORMS": "8", "ligne-INITIAL_FORMS": "0"}
    for rank, line in enumerate(lines):
        sent |= {f"ligne-{rank}-{name}": value for name, value in line.items()}
    return sent | more


def test_a_slip_is_summed_up_before_anything_is_saved(client, helene):
    first, second = call(member("Noémie", "Perrin")), call(member("Zoé", "Étienne"))
    sent = slip(
        {"who": "perrin", "amount": "30", "reference": "1"},
        {"who": second.reference, "amount": "10,50", "reference": "2"},
    )

    summary = client.post(BATCH, sent)
    assert not FeePayment.objects.exists()
    assert "40,50" in summary.text
    page = client.post(BATCH, sent | {"sure": "1"}, follow=True)

    assert "2 règlements inscrits" in page.text
    assert (owed(first), owed(second)) == (0, 1_950)


def test_the_summary_promises_no_e_mail_to_who_has_none(client, helene):
    nowhere = call(member("Noémie", "Perrin"))
    call(member("Zoé", "Étienne"))
    Person.objects.filter(pk=nowhere.person_id).update(email="", password=make_password(None))
    lines = {"who": "perrin", "amount": "30"}, {"who": "étienne", "amount": "30"}

    page = client.post(BATCH, slip(*lines))

    assert "par e-mail ; à poster pour Noémie Perrin." in page.text.replace("\u202f", " ")


def test_one_payment_and_one_mistake_are_said_in_the_singular(client, helene):
    call(member("Noémie", "Perrin"))

    wrong = client.post(BATCH, slip({"who": "perrin", "amount": ""}))
    done = client.post(BATCH, slip({"who": "perrin", "amount": "30"}, sure="1"), follow=True)

    assert "1 case à corriger, marquée dans" in wrong.text
    assert "1 règlement inscrit" in done.text
    assert "son reçu part." in done.text


def test_nothing_is_all_paid_as_long_as_somebody_is_to_be_called(client, helene):
    call(member("Noémie", "Perrin"))
    for one in FeeCall.objects.all():
        payment(one)
    done = client.get(f"/cotisations/?exercice={year().pk}").text
    member("Léo", "Jacquot")

    page = client.get(f"/cotisations/?exercice={year().pk}").text

    assert "Tout est réglé" in done
    assert "Tout est réglé" not in page
    assert "Il reste 1 personne à appeler." in page


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"who": "personne", "amount": "30"}, "Personne n’a d’appel"),
        ({"who": "perrin", "amount": ""}, "Indiquez combien est arrivé"),
        ({"who": "", "amount": "30"}, "Indiquez de qui"),
        ({"who": "perrin", "amount": "-3"}, "négatif"),
        ({"who": "perrin", "amount": "31"}, "Dites ce que devient le reste"),
        ({}, "Aucune ligne n’est remplie"),
    ],
)
def test_a_slip_that_does_not_hold_is_said_and_kept(client, helene, line, said):
    call(member("Noémie", "Perrin"))

    page = client.post(BATCH, slip(line, sure="1"))

    assert page.status_code == 422
    assert said in page.text
    assert not FeePayment.objects.exists()


def test_the_line_that_pays_too_much_is_marked(client, helene):
    call(member("Noémie", "Perrin"))
    call(member("Léo", "Jacquot"))
    lines = {"who": "jacquot", "amount": "30"}, {"who": "perrin", "amount": "31"}

    page = client.post(BATCH, slip(*lines))

    marked = [list(one.errors) for one in page.context["lines"]]
    assert marked[:2] == [[], ["fate"]]
    assert 'id="id_ligne-1-fate_error"' in page.text
    assert "<title>Erreur" in page.text


def test_two_people_of_one_name_are_told_apart(client, helene):
    call(member("Noémie", "Perrin"))
    call(member("Léon", "Perrin"))

    page = client.post(BATCH, slip({"who": "perrin", "amount": "30"}))

    assert page.status_code == 422
    assert "Écrivez la référence" in page.text


def test_two_lines_for_one_fee_are_summed_together(client, helene):
    made = call(member("Noémie", "Perrin"))
    lines = [{"who": made.reference, "amount": "20", "reference": f"{n}"} for n in (1, 2)]

    page = client.post(BATCH, slip(*lines, sure="1"))

    assert page.status_code == 422
    assert not FeePayment.objects.exists()


# --- settings ---


def test_a_year_is_opened_its_tariff_written_and_called(client, helene):
    today = timezone.localdate()
    bank_details(written_by=helene)

    opened = client.post(
        "/cotisations/exercices/nouveau/",
        {
            "name": "Essai", "starts_on": f"{today.year}-01-01", "ends_on": f"{today.year}-12-31",
            "manner": "common", "days_to_pay": "30", "limitation_years": "5",
            "calls_newcomers": "on",
        },
    )  # fmt: skip
    made = FeeYear.objects.get()
    assert opened.url == f"/cotisations/exercices/{made.pk}/"
    refused = client.post(f"{opened.url}tarif/", {"kind": "free"})
    client.post(
        f"{opened.url}tarif/",
        {
            "kind": "free", "amount": "30", "minimum": "10", "arrival": "whole",
            "free_months": "0", "organ": "AG", "decided_on": f"{today}", "reference": "point 3",
        },
    )  # fmt: skip
    preview = client.get(opened.url)
    client.post(f"{opened.url}appel/")

    assert refused.status_code == 422
    assert preview.context["preview"].many == FeeCall.objects.count() == 1


def test_a_year_that_cannot_be_called_says_why(client, helene):
    made = year()
    tariff(made)

    page = client.post(f"/cotisations/exercices/{made.pk}/appel/", follow=True)

    assert "IBAN de l’association" in page.text
    assert not FeeCall.objects.exists()


def test_years_that_overlap_are_refused_in_words(client, helene):
    ready()

    page = client.post(
        "/cotisations/exercices/nouveau/",
        {
            "name": "bis", "starts_on": "2026-06-01", "ends_on": "2027-05-31", "manner": "common",
            "days_to_pay": "30", "limitation_years": "5",
        },
    )  # fmt: skip

    assert page.status_code == 422
    assert "couvre déjà une partie de ces jours" in page.text


@pytest.mark.parametrize(
    ("iban", "said"),
    [
        ("", "Indiquez l’IBAN"),
        ("FR76 3000 6000 0112 3456 7890 188", "mal recopié"),
        ("FR76 3000 6000", "Un IBAN français compte"),
        ("1234", "deux lettres"),
    ],
)
def test_a_wrong_iban_is_explained(client, helene, iban, said):
    page = client.post("/cotisations/comment-regler/", {"holder": "Institut", "iban": iban})

    assert page.status_code == 422
    assert said in page.text


def test_how_to_pay_is_a_dated_version(client, helene):
    client.post(
        "/cotisations/comment-regler/",
        {
            "holder": "Institut", "iban": "fr76 3000 6000 0112 3456 7890 189",
            "from_on": f"{timezone.localdate()}", "validated_by": "CA",
        },
    )  # fmt: skip

    assert BankDetails.objects.get().iban == IBAN


@pytest.mark.parametrize(
    ("who", "status"), [(secretary, 302), (administrator, 302), (treasurer, 404), (founder, 404)]
)
def test_the_right_to_speak_of_taxes_is_not_in_the_hands_of_the_money(client, who, status):
    client.force_login(who())
    sent = {
        "reference": "rescrit", "mention": "Mention.", "from_on": f"{timezone.localdate()}",
        "validated_by": "cabinet",
    }  # fmt: skip

    assert client.post("/cotisations/droit-fiscal/", sent).status_code == status
    assert TaxRight.objects.exists() == (status == 302)


def test_months_and_sums_of_the_picture_agree(client, helene):
    made = call(member("Anna"))
    payment(made, 1_000, on=date(2026, 3, 20))
    payment(made, 2_500, on=date(2026, 5, 2), fate="gift")

    rows = dict(client.get(HOME).context["overview"].picture.rows)

    plain = [value.replace("\u00a0", " ") for value in rows["mai"]]
    assert plain == ["20 €", "5 €", "35 €"]


def test_a_reversal_of_a_later_month_lowers_the_sum(client, helene):
    paid = payment(on=date(2026, 3, 20))
    client.post(
        f"/cotisations/reglements/{paid.pk}/annulation/",
        {"on": f"{date(2026, 3, 20) + timedelta(days=20)}", "reason": "impayé"},
    )

    assert client.get(HOME).context["overview"].paid == 0


def test_a_slip_of_yesterday_keeps_its_day(client, helene):
    call(member("Noémie", "Perrin"))
    day = timezone.localdate() - timedelta(days=1)

    client.post(BATCH, slip({"who": "perrin", "amount": "30"}, received_on=f"{day}", sure="1"))

    assert FeePayment.objects.get().received_on == day
