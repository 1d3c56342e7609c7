"""What one reads of an apport: its page, its statement (golden example G12), and who reads it."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from contributions.actions import accounts, goods_in, payments, statements, waivers
from contributions.actions.entries import credit, debit
from contributions.apports.movements import Life
from contributions.apports.statement import told
from contributions.models import (
    ContractBalance,
    Entry,
    Good,
    Instalment,
    Pledge,
    RepaymentRound,
    Share,
    Waiver,
)
from contributions.states import ContractState, Form, Nature, PledgeState, Rule
from contributions.tasks import tend_apports
from coopstudio.documents.models import Document
from coopstudio.mail.models import Letter
from tests.contributions.factories import (
    OWED,
    at_once,
    books,
    carried,
    contract,
    of,
    posted,
    valued,
)
from tests.contributions.factories import year as year_of
from tests.members.factories import PARIS, founder, member, treasurer

pytestmark = pytest.mark.django_db
BROUGHT, DECIDED, PAID = date(2027, 2, 1), date(2027, 9, 15), date(2027, 9, 22)
GIVEN_UP, NEW_YEAR = date(2027, 10, 4), datetime(2028, 3, 2, 9, tzinfo=PARIS)


def on(day):
    return datetime(day.year, day.month, day.day, 10, tzinfo=PARIS)


@pytest.fixture
def year(db):
    found = books()
    accounts.open_books()
    return found


@pytest.fixture
def three(year):
    """Alix 1 500,00; Bastien 500,00; Chloé a laptop of 899,90; a round of 600,00; 96,55 waived."""
    by = treasurer("Hélène")
    held = [
        contract(cents, person=member(name), in_force_on=BROUGHT, form=form)
        for name, cents, form in [
            ("Alix", 150_000, Form.MONEY),
            ("Bastien", 50_000, Form.MONEY),
            ("Chloé", 89_990, Form.IN_KIND),
        ]
    ]
    for made in held[:2]:
        payments.receive(made, by=by, at=on(BROUGHT), on=BROUGHT, cents=made.committed)
    pledge = Pledge.objects.create(
        person=held[2].person, form=Form.IN_KIND, cents=89_990, state=PledgeState.CONTRACTED,
        contract=held[2],
    )  # fmt: skip
    good = Good.objects.create(pledge=pledge, name="Un ordinateur portable", condition="bon")
    goods_in.bring_in(valued(good, 89_990), by=by, at=on(BROUGHT), on=BROUGHT)
    shares = list(zip(held, [31_036, 10_345, 18_619], strict=True))
    owed = [leg for made, cents in shares for leg in (
        debit(of(made), cents, made), credit(OWED, cents, made))]  # fmt: skip
    posted(Nature.REPAYMENT_DECIDED, *owed, on=DECIDED)
    for made, cents in shares:
        posted(
            Nature.REPAYMENT_PAID, debit(OWED, cents, made), credit("51200000", cents), on=PAID,
            book="BQ",
        )  # fmt: skip
    bastien = held[1]
    wish = waivers.ask(bastien, by=bastien.person, at=on(GIVEN_UP), cents=9_655)
    waivers.write_down(wish, by=by, at=on(GIVEN_UP), on=GIVEN_UP)
    at_once()
    return held


def test_the_statements_of_2027_are_the_golden_ones_to_the_cent(three, year):
    papers = [statements.state(made, year, by=None, at=NEW_YEAR) for made in three]

    sums = [paper.data["cents"] for paper in papers]
    assert [
        (one["brought"], one["taken"], one["waived"], one["left"], one["paid"]) for one in sums
    ] == [
        (150_000, 31_036, 0, 118_964, 31_036),
        (50_000, 10_345, 9_655, 30_000, 10_345),
        (89_990, 18_619, 0, 71_371, 18_619),
    ]
    total = sum(one["left"] for one in sums)
    assert total == 220_335 == sum(one.outstanding for one in ContractBalance.objects.all())
    assert papers[0].data["paid"] == [{"on": "22/09/2027", "cents": "310,36\u00a0€"}]
    assert [row["left"] for row in papers[1].data["rows"]] == [
        "500,00\u00a0€", "396,55\u00a0€", "300,00\u00a0€",
    ]  # fmt: skip
    assert papers[0].data["chain"]["rank"] == carried(papers[0])["rang"] == 8
    assert len(papers[0].data["chain"]["digest"]) == 64


def test_what_was_served_first_stands_in_the_working_that_one_reads():
    """Who was heard under R4: 200,00 first, then a part of the 800,00 that were left."""
    posted_on = Entry(on=date(2028, 6, 16))
    share = Share(
        round=RepaymentRound(rule=Rule.HARDSHIP, entry=posted_on), cents=388_93, outstanding=275050,
        fraction="20000 + 80000 × 255050 / 1080000 = 18892 reste 640000, plus 1",
    )  # fmt: skip

    said = told(share)

    names = ("first", "envelope", "part", "total", "exact", "amount", "is_rest")
    assert [said[name] for name in names] == [
        "200,00\u00a0€", "800,00\u00a0€", "2\u202f550,50\u00a0€", "10\u202f800,00\u00a0€",
        "388,9259…", "388,93\u00a0€", True,
    ]  # fmt: skip


def test_a_statement_that_says_what_the_books_say_is_not_made_again(three, year):
    first = statements.state(three[0], year, by=None, at=NEW_YEAR)

    assert statements.state(three[0], year, by=None, at=NEW_YEAR) == first
    posted(Nature.REPAYMENT_DECIDED, debit(of(three[0]), 1, three[0]), credit(OWED, 1, three[0]))
    assert statements.state(three[0], year, by=None, at=NEW_YEAR) != first


def test_the_statement_leaves_once_when_the_year_is_over(three, monkeypatch):
    for _ in range(2):
        monkeypatch.setattr("django.utils.timezone.now", lambda: NEW_YEAR)
        tend_apports()

    letters = Letter.objects.filter(kind="contributions.yearly_statement").order_by("pk")
    assert [one.to for one in letters] == [made.person.email for made in three]
    assert "Reste à reprendre\u00a0: 1\u202f189,64\u00a0€" in letters[0].text
    assert all(one.document_id for one in letters)


def test_a_life_keeps_what_was_put_right(three):
    made = contract(500_00)
    receipt = payments.receive(made, by=None, at=on(PAID), on=PAID, cents=500_00)
    payments.reverse(receipt, by=None, at=on(PAID), on=PAID, why="Le chèque est revenu.")

    life = Life(made)

    assert [(one.cents, one.left) for one in life.movements] == [(500_00, 500_00), (-500_00, 0)]
    assert (life.brought, life.left) == (0, 0)


# --- pages ---


@pytest.fixture
def then(monkeypatch):
    """The day is 2 March 2028."""
    year_of(2028)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NEW_YEAR)


def page(client, person, name, *keys):
    client.force_login(person)
    return client.get(reverse(f"contributions:{name}", args=keys))


def sent(client, person, name, *keys, **said):
    client.force_login(person)
    return client.post(reverse(f"contributions:{name}", args=keys), said)


def test_ones_own_apport_shows_its_movements_and_nobody_elses(client, three, then):
    alix = three[0]

    shown = page(client, alix.person, "apport", alix.pk)
    text = shown.text

    assert shown.status_code == 200
    assert "1\u202f189,64\u00a0€" in text
    assert "REC-2027-0001" in text
    assert "BQ 1 de 2027" in text
    assert "31/12" not in text
    assert page(client, three[1].person, "apport", alix.pk).status_code == 404
    assert page(client, treasurer("Ada"), "apport", alix.pk).status_code == 200
    mine = page(client, alix.person, "mine").text
    assert ("1\u202f189,64\u00a0€" in mine, "300,00\u00a0€" in mine) == (True, False)


def test_the_sums_of_one_s_apports_add_up_and_say_what_is_still_to_come(client, three, then):
    bastien = three[1]
    owed = [debit(of(bastien), 50_00, bastien), credit(OWED, 50_00, bastien)]
    posted(Nature.REPAYMENT_DECIDED, *owed, on=date(2027, 11, 2))

    response = page(client, bastien.person, "mine")
    sums, told = response.context["sums"], response.text.replace("\xa0", " ")

    assert sums["left"] == sums["brought"] - sums["taken"] - sums["others"] == 250_00
    assert "dont 50,00 € à vous virer" in told
    assert 'Renoncé ou transmis</dt><dd class="stat__value">96,55 €' in told


def test_pages_ask_few_questions(client, three, then, django_assert_max_num_queries):
    for rank in range(6):
        Instalment.objects.create(contract=three[1], due_on=date(2028, 1 + rank, 1), cents=1)
    client.force_login(three[2].person)
    client.get(reverse("contributions:mine"))
    with django_assert_max_num_queries(12):
        client.get(reverse("contributions:apport", args=[three[2].pk]))
    client.force_login(three[0].person)
    client.get(reverse("contributions:mine"))
    with django_assert_max_num_queries(12):
        client.get(reverse("contributions:apport", args=[three[0].pk]))
    with django_assert_max_num_queries(8):
        client.get(reverse("contributions:mine"))
    client.force_login(founder())
    with django_assert_max_num_queries(8):
        client.get(reverse("contributions:expected"))


def test_the_treasurer_writes_down_what_arrived_and_puts_it_right(client, three, then):
    hélène = treasurer("Ada")
    made = contract(100_00)

    over = sent(client, hélène, "receive", made.pk, cents="100,01", on="2028-02-20", means="cash")
    done = sent(client, hélène, "receive", made.pk, cents="60", on="2028-02-20", means="cash")
    receipt = made.receipts.get()
    said = {"on": "2028-02-21", "why": "Le billet était faux."}
    undone = sent(client, hélène, "receipt_reversal", receipt.pk, **said)

    assert over.status_code == 422
    assert "n’attend plus que 100,00\u00a0€" in over.text
    assert (done.status_code, undone.status_code) == (302, 302)
    assert Life(made).left == 0
    assert "REC-2028-0001" in page(client, hélène, "apport", made.pk).text
    assert sent(client, made.person, "receive", made.pk, cents="1").status_code == 404


def test_somebody_gives_up_a_part_and_another_person_writes_it_down(client, three, then):
    alix, hélène = three[0], treasurer("Ada")

    refused = sent(client, alix.person, "waiver", alix.pk, cents="96,55")
    asked = sent(client, alix.person, "waiver", alix.pk, cents="96,55", knows="on")
    wish = Waiver.objects.get(entry=None)

    assert (refused.status_code, asked.status_code) == (422, 302)
    assert page(client, alix.person, "waiver_entry", wish.pk).status_code == 404
    assert page(client, hélène, "waiver_entry", wish.pk).status_code == 200
    assert sent(client, three[1].person, "waiver_back", wish.pk).status_code == 404
    assert sent(client, alix.person, "waiver_back", wish.pk).status_code == 302
    again = waivers.ask(alix, by=alix.person, at=NEW_YEAR, cents=9_655)
    assert sent(client, hélène, "waiver_entry", wish.pk, on="2028-03-02").status_code == 422
    assert sent(client, hélène, "waiver_entry", again.pk, on="2028-03-02").status_code == 302
    assert "aucun avis d’expert" in page(client, alix.person, "waiver", alix.pk).text


def test_a_right_passes_on_by_the_page_and_words_are_kept(client, three, then):
    alix, hélène, léa = three[0], treasurer("Ada"), member("Léa")
    lines = {
        "parts-TOTAL_FORMS": "2", "parts-INITIAL_FORMS": "0",
        "parts-0-who": "Inconnue", "parts-0-cents": "1189,64",
    }  # fmt: skip
    facts = {"why": "death", "deed": "acte du 12 février", "on": "2028-02-20"}

    lost = sent(client, hélène, "transmission", alix.pk, **lines, **facts)
    assert lost.status_code == 422
    assert "acte du 12 février" in lost.text

    found = lines | {"parts-0-who": léa.email}
    sent(client, hélène, "transmission", alix.pk, **found, **facts)
    alix.refresh_from_db()
    heir = alix.followed_by.get()
    assert (alix.state, heir.balance.outstanding) == (ContractState.PASSED_ON, 118_964)
    assert "Droit reçu par transmission" in page(client, léa, "apport", heir.pk).text


def test_things_show_what_they_lose_and_go_back(client, three, then):
    good, hélène = Good.objects.get(), treasurer("Ada")

    assert "899,90\u00a0€" in page(client, hélène, "things").text
    assert page(client, hélène, "good_return", good.pk).status_code == 200
    assert page(client, three[2].person, "things").status_code == 404
    assert sent(client, hélène, "things", on="2027-12-31").status_code == 302
    assert sent(client, hélène, "things", on="2027-12-31").status_code == 422
    assert "274,97\u00a0€" in page(client, hélène, "things").text
    assert sent(client, hélène, "good_return", good.pk, on="2028-01-31").status_code == 422


def test_a_statement_is_asked_for_on_the_page(client, three):
    alix = three[0]

    asked = sent(client, alix.person, "statement", alix.pk, "2027")

    paper = Document.objects.get(kind="contributions.statement")
    assert asked.url == reverse("documents:document", args=[paper.pk])
    assert sent(client, three[1].person, "statement", alix.pk, "2027").status_code == 404


def test_what_one_promised_stands_beside_what_one_brought(client, three):
    Pledge.objects.create(person=three[0].person, cents=300_00, state=PledgeState.CONFIRMED)

    mine = page(client, three[0].person, "mine").text

    assert "Ce que vous avez promis" in mine
    assert "300,00\u00a0€" in mine
    assert "Ce que vous avez promis" not in page(client, three[1].person, "mine").text
