"""The books as pages: entries, accounts, letters, what a hand writes; who may, and at what cost."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from contributions.actions import accounts, lettering
from contributions.actions.books import dealings, mirrors
from contributions.actions.entries import credit, debit, post, seal
from contributions.books import story
from contributions.books.balance import Balance
from contributions.books.dealings import DEALINGS
from contributions.books.ledger import AccountLedger
from contributions.books.letters import Letters
from contributions.books.periods import Period
from contributions.models import Account, Entry, Lettering, Line
from contributions.states import Nature
from tests.contributions.factories import (
    AT,
    BANK,
    OWED,
    TODAY,
    books,
    contract,
    decided,
    paid,
    posted,
    received,
    year,
)
from tests.members.factories import founder, member, treasurer

pytestmark = pytest.mark.django_db
DEBTORS, DIVIDENDS, SUPPLIERS, COSTS = "46710000", "76100000", "40100000", "62000000"


@pytest.fixture
def our_days(db):
    """The year where the pages write."""
    return year(2026)


@pytest.fixture
def helene(db):
    keeper = treasurer()
    opened()
    return keeper


def opened():
    accounts.open_books()
    return books()


def wrote(kind, cents, *, on=TODAY, chosen="", by=None, piece=""):
    return dealings.write(
        DEALINGS[kind], by=by, at=AT, on=on, cents=cents, money=BANK, chosen=chosen,
        source_key=f"hand:{uuid4()}", label="Essai", piece=piece or f"{uuid4()}", piece_on=on,
    )  # fmt: skip


def test_the_same_entry_from_another_tab_is_told_and_not_written_twice(helene):
    first = wrote("don", 12_50, piece="Relevé 11")

    with pytest.raises(dealings.WrittenJustNow) as told:
        wrote("don", 12_50, piece="Relevé 11")

    assert f"{first.book_id} {first.number}" in f"{told.value}"
    assert wrote("don", 12_50, piece="Relevé 11, deuxième don").pk
    assert wrote("don", 12_51, piece="Relevé 11").pk


def told(entry):
    return [(line.account_id, line.side, line.cents) for line in entry.lines.order_by("rank")]


# --- what is written by hand ---


@pytest.mark.parametrize(
    ("kind", "chosen", "book", "legs"),
    [
        ("excedent-affecte", "10680000", "OD", [("12000000", "D"), ("10680000", "C")]),
        ("deficit-affecte", "11900000", "OD", [("11900000", "D"), ("12900000", "C")]),
        ("capital", "", "BQ", [("26100000", "D"), (BANK, "C")]),
        ("avance", "", "BQ", [("26700000", "D"), (BANK, "C")]),
        ("avance-rendue", "", "BQ", [(BANK, "D"), ("26700000", "C")]),
        ("dividende", "", "OD", [(DEBTORS, "D"), (DIVIDENDS, "C")]),
        ("dividende-encaisse", "", "BQ", [(BANK, "D"), (DEBTORS, "C")]),
        ("depense", COSTS, "BQ", [(COSTS, "D"), (BANK, "C")]),
        ("facture", COSTS, "OD", [(COSTS, "D"), (SUPPLIERS, "C")]),
        ("facture-payee", "", "BQ", [(SUPPLIERS, "D"), (BANK, "C")]),
        ("don", "", "BQ", [(BANK, "D"), ("75411000", "C")]),
        ("recette", "74000000", "BQ", [(BANK, "D"), ("74000000", "C")]),
    ],
)
def test_each_event_of_the_trade_knows_its_accounts(helene, kind, chosen, book, legs):
    entry = wrote(kind, 12_34, chosen=chosen)

    assert (entry.book_id, told(entry)) == (book, [(*leg, 12_34) for leg in legs])


def test_a_dividend_that_arrives_is_lettered_with_its_decision(helene):
    wrote("dividende", 500_00)
    wrote("dividende", 120_00)
    wrote("dividende-encaisse", 120_00)

    assert list(
        Lettering.objects.order_by("pk").values_list("code", "line__account", "line__cents")
    ) == [("AA", DEBTORS, 120_00), ("AA", DEBTORS, 120_00)]


def test_two_that_look_alike_are_left_to_a_person(helene):
    wrote("dividende", 120_00)
    wrote("dividende", 120_00)
    wrote("dividende-encaisse", 120_00)

    assert not Lettering.objects.exists()


@pytest.mark.parametrize("account", ["1034", OWED])
def test_no_hand_writes_on_an_apport(helene, account):
    brought = contract()
    number = brought.account.number if account == "1034" else OWED
    legs = [debit(BANK, 1), credit(number, 1, brought)]

    with pytest.raises(dealings.NotByHand):
        dealings.write_freely(
            legs, by=helene, at=AT, on=TODAY, source_key="x", label="x", piece="x"
        )


def test_what_was_written_by_hand_is_taken_back_by_hand_and_nothing_else_is(helene):
    mine, theirs = wrote("don", 10_00), received(contract(), 10_00)
    back = {"by": helene, "at": AT, "on": TODAY, "label": "Saisi deux fois"}

    mirror = mirrors.take_back(mine, **back)

    assert told(mirror) == [(BANK, "C", 10_00), ("75411000", "D", 10_00)]
    with pytest.raises(mirrors.FromItsPage, match="se contre-passe depuis son reçu"):
        mirrors.take_back(theirs, **back)
    assert {*mirrors.ELSEWHERE, *story.HERE, Nature.REVERSAL, Nature.OPENING} == {*Nature}


def test_a_lettered_entry_waits_for_its_letter_to_be_undone(helene):
    wrote("dividende", 120_00)
    cashed = wrote("dividende-encaisse", 120_00)

    with pytest.raises(mirrors.IsLettered):
        mirrors.take_back(cashed, by=helene, at=AT, on=TODAY, label="Erreur")


# --- letters ---


def test_lines_answer_each_other_within_an_account_a_contract_and_a_year(helene):
    one, other = contract(), contract()
    for brought in (one, other):
        received(brought, 50_00)
        decided(brought, 30_00)
        paid(brought, 30_00)
    owed = {
        key: list(Line.objects.filter(account_id=OWED, contract=key).order_by("pk"))
        for key in (one, other)
    }

    assert lettering.letter(owed[one], by=helene, on=TODAY) == "AA"
    assert lettering.letter(owed[other], by=helene, on=TODAY) == "AB"
    with pytest.raises(lettering.AlreadyLettered):
        lettering.letter(owed[one], by=helene, on=TODAY)
    assert lettering.unletter(OWED, year(2027), "AA", by=helene) == 2
    with pytest.raises(lettering.NotOneContract):
        lettering.letter([owed[one][0], owed[other][1]], by=helene, on=TODAY)
    with pytest.raises(lettering.DoNotAnswer):
        lettering.letter(owed[one][:1], by=helene, on=TODAY)
    with pytest.raises(lettering.NotOneAccount):
        lettering.letter(Line.objects.filter(account_id=BANK), by=helene, on=TODAY)


def test_letters_go_on_after_z():
    assert [lettering._spelt(rank) for rank in (27, 52, 53, 702, 703)] == [
        "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


def test_what_answers_by_itself_is_proposed(helene):
    brought = contract()
    received(brought, 50_00)
    decided(brought, 30_00)
    paid(brought, 10_00)
    paid(brought, 20_00)

    found = Letters({"compte": OWED}, Period({}, today=TODAY))

    assert [sorted(line.cents for line in lines) for lines in found.proposals] == [
        [10_00, 20_00, 30_00]
    ]


# --- reading ---


def test_a_balance_stops_at_its_day_and_balances(helene):
    received(contract(100_00), 60_00, on=date(2027, 2, 1))
    wrote("depense", 10_00, chosen=COSTS, on=date(2027, 3, 1))

    early = Balance(Period({"au": "2027-02-28"}, today=TODAY))
    late = Balance(Period({"au": "2027-03-01"}, today=TODAY))

    assert (early.apports, early.result, early.whole.above) == (60_00, 0, 60_00)
    assert (late.apports, late.result) == (60_00, -10_00)
    assert late.whole.above == late.whole.below == 60_00


def test_an_open_year_shows_what_the_one_before_leaves_so_far(helene):
    received(contract(100_00), 60_00)
    wrote("don", 5_00)
    year(2028)

    found = Balance(Period({"exercice": "2028"}, today=TODAY))
    told = {one.number: one.opening for one in found.whole.accounts}

    assert list(told.values()) == [-60_00, -5_00, 65_00]
    assert list(told)[1:] == ["12000000", BANK]


def test_a_running_balance_goes_on_from_page_to_page(helene, django_assert_num_queries):
    for rank in range(60):
        wrote("don", 1_00 + rank)
    account, period = Account.objects.get(pk=BANK), Period({}, today=TODAY)

    with django_assert_num_queries(2):
        first = AccountLedger(account, {}, period)
    mark = first.next_page.partition("apres=")[2]
    second = AccountLedger(account, {"apres": mark}, period)

    assert (len(first.rows), len(second.rows), second.next_page) == (50, 10, "")
    assert second.carried == sum(1_00 + rank for rank in range(50))
    assert second.rows[-1]["balance"] == "77,70\u00a0€ D"


# --- pages ---

READ = [
    "books", "balance", "lettering", "years", "fec_check", "verification", "treasury",
]  # fmt: skip
WRITE = ["writing", "free_entry", "chart", "new_year", "archive"]


@pytest.fixture
def world(helene):
    for _ in range(3):
        brought = contract(100_00)
        received(brought, 60_00)
        decided(brought, 10_00)
    wrote("dividende", 80_00)
    wrote("facture", 12_00, chosen=COSTS)
    seal()
    return helene


@pytest.mark.parametrize("who", [treasurer, founder, member])
def test_founders_read_the_books_and_members_do_not_see_them(client, world, who):
    client.force_login(world if who is treasurer else who("Autre", "Personne"))
    seen = {name: client.get(reverse(f"contributions:{name}")).status_code for name in READ}
    wrote_ = {name: client.get(reverse(f"contributions:{name}")).status_code for name in WRITE}

    expected = 404 if who is member else 200
    assert set(seen.values()) == {expected}
    assert set(wrote_.values()) == {200 if who is treasurer else 404}


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/comptes/", 8), ("/comptes/?q=essai", 8), ("/comptes/balance/", 8),
        (f"/comptes/grand-livre/{BANK}/", 8), (f"/comptes/lettrage/?compte={OWED}", 11),
        ("/comptes/exercices/", 7), ("/comptes/verification/", 9), ("/tresorerie/", 14),
    ],
)  # fmt: skip
def test_a_page_asks_the_same_of_three_rows_and_of_many(
    client, world, path, most, django_assert_max_num_queries
):
    client.force_login(world)
    client.get(path)
    with django_assert_max_num_queries(most) as few:
        assert client.get(path).status_code == 200
    for _ in range(12):
        brought = contract(100_00)
        received(brought, 60_00)
        decided(brought, 10_00)
    seal()

    with django_assert_max_num_queries(len(few)):
        client.get(path)


def test_an_entry_tells_its_lines_its_seal_and_how_to_answer_it(client, world):
    client.force_login(world)
    entry = Entry.objects.filter(nature=Nature.MISC).get()
    page = client.get(f"/comptes/ecritures/{entry.pk}/").content.decode()
    url = f"/comptes/ecritures/{entry.pk}/contre-passation/"

    wrong = client.post(url, {"on": "2027-03-01", "label": ""})
    right = client.post(url, {"on": "2026-03-01", "label": "Facture saisie deux fois"})

    assert entry.seal.digest in page
    assert (wrong.status_code, right.status_code) == (422, 422)  # no year holds 2026
    assert "<title>Erreur" in wrong.content.decode()
    assert client.get("/comptes/ecritures/999999/").status_code == 404


def test_a_page_sent_twice_writes_once(client, our_days, world):
    client.force_login(world)
    said = {
        "cents": "12,50", "on": "2026-11-01", "label": "Assurance", "piece": "F-1", "key": uuid4(),
        "chosen": COSTS, "money": BANK,
    }  # fmt: skip

    page = client.get("/comptes/ecrire/depense/").content.decode()
    assert '<option value="" selected>Choisissez</option>' in page
    assert [one for one in ("28183000", "68112000") if one in page] == []
    unsaid = client.post("/comptes/ecrire/depense/", said | {"chosen": ""})
    assert unsaid.status_code == 422

    first = client.post("/comptes/ecrire/depense/", said)
    again = client.post("/comptes/ecrire/depense/", said)

    assert (first.status_code, first.url) == (302, again.url)
    assert Entry.objects.filter(label="Assurance").count() == 1


def test_a_free_entry_says_what_does_not_balance_and_keeps_what_was_typed(client, our_days, world):
    client.force_login(world)
    said = {
        "lignes-TOTAL_FORMS": 6, "lignes-INITIAL_FORMS": 0, "lignes-0-account": BANK,
        "lignes-0-debit": "10", "lignes-1-account": "10200000", "lignes-1-credit": "9",
        "on": "2026-11-01", "label": "Reprise", "piece": "OD", "key": uuid4(),
    }  # fmt: skip

    off = client.post("/comptes/ecrire/operation-diverse/", said)
    right = client.post("/comptes/ecrire/operation-diverse/", said | {"lignes-1-credit": "10"})

    page = off.content.decode()
    assert (off.status_code, right.status_code) == (422, 302)
    assert "Les débits et les crédits ne sont pas égaux" in page
    assert 'value="Reprise"' in page


def test_the_journal_is_searched_by_number_amount_account_and_words(client, world):
    client.force_login(world)
    post(
        [debit(COSTS, 77_31), credit(BANK, 77_31)], by=None, at=AT, source_key="x", on=TODAY,
        nature=Nature.MISC, book_id="BQ", piece="F-9", label="Papeterie",
    )  # fmt: skip
    found = {
        words: client.get("/comptes/", {"q": words}).context["journal"].rows
        for words in ("papet", "77,31", "OD 4", "761", "rien de tel")
    }

    assert [len(rows) for rows in found.values()] == [1, 1, 1, 1, 0]


def test_lines_are_lettered_from_the_page_and_a_wrong_choice_is_kept(client, world):
    client.force_login(world)
    line = Line.objects.filter(account_id=OWED).first()
    paid(line.contract, 10_00)
    both = Line.objects.filter(account_id=OWED, contract=line.contract).values_list("pk", flat=True)
    said = {"exercice": "2027", "compte": OWED}

    wrong = client.post("/comptes/lettrage/lettres/", said | {"lignes": [line.pk]})
    right = client.post("/comptes/lettrage/lettres/", said | {"lignes": list(both)})
    undone = client.post("/comptes/lettrage/defaire/", said | {"code": "AA"})

    assert (wrong.status_code, right.status_code, undone.status_code) == (422, 302, 302)
    assert f'value="{line.pk}" checked' in wrong.content.decode()
    assert not Lettering.objects.exists()


def test_an_account_is_opened_on_eight_figures_but_never_one_of_an_apport(client, world):
    client.force_login(world)

    right = client.post("/comptes/plan-comptable/", {"number": "6251", "name": "Déplacements"})
    wrong = client.post("/comptes/plan-comptable/", {"number": "10345", "name": "Un apport"})

    more = client.post("/comptes/plan-comptable/", {"number": "1052", "name": "Un écart"})

    assert (right.status_code, wrong.status_code, more.status_code) == (302, 422, 422)
    with pytest.raises(IntegrityError, match="no_apport_is_worth_more"), transaction.atomic():
        accounts.open_account(by=world, number="10520000", name="Un écart")
    assert Account.objects.get(number="62510000").name == "Déplacements"


def test_what_a_hand_posts_is_named_by_its_own_words(helene):
    entry = posted(Nature.MISC, debit(BANK, 1), credit("10200000", 1))

    assert f"{entry}" == f"OD {entry.number}, Écriture d’essai"


def test_a_letter_is_found_without_reading_those_of_all_years():
    """Each lettering asks whether its lines answer each other: on a base whose statistics are not
    taken yet, a restored one for instance, it read every line of an account for every letter."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    assert "letters_by_code" in Lettering.objects.filter(code="AA").explain()
