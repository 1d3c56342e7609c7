"""Each line of the bank comes in once, waits for a person, and is never dropped."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from contributions.actions import bank as actions
from contributions.actions import early, entries, matching, payments, years
from contributions.actions.accounts import open_books
from contributions.actions.books import mirrors
from contributions.actions.entries import NotThereYet, credit, debit
from contributions.bank.guesses import LIKELY, POSSIBLE, SURE, Guesser, beyond
from contributions.bank.twins import twins_of
from contributions.models import Account, Contract, Entry, Lettering, Line, Operation, Receipt
from contributions.states import Nature, OperationState
from contributions.verifying import verify
from coopstudio.refusals import Refused
from tests.contributions.factories import AT, TODAY, at_once, contract, issued, signed_by_both, year
from tests.contributions.test_statements import IBAN, detail, entry, file
from tests.members.factories import member, person, treasurer
from tests.together import together

pytestmark = pytest.mark.django_db
DAY = date(2027, 2, 24)


@pytest.fixture
def books():
    open_books()
    return year(2027)


@pytest.fixture
def account(books):
    return actions.open_bank(
        by=None, name="Compte courant", holder="Institut", iban=IBAN, bic="",
        opened_on=date(2027, 1, 1),
    )  # fmt: skip


def given(content, name="releve.xml"):
    upload = BytesIO(content)
    upload.name, upload.size = name, len(content)
    return upload


def taken_in(account, content, name="releve.xml", by=None):
    return actions.import_file(account, given(content, name), by=by or treasurer(), at=AT)


def one_line(account, cents=100_00, day=f"{DAY}", **said):
    """An operation that waits, as the bank tells it."""
    facts = {"words": "APP-2027-0001", "amount": "", **said}
    amount, side = f"{abs(cents) / 100:.2f}", "CRDT" if cents > 0 else "DBIT"
    content = file(
        entry(amount, side, day=day, details=detail(**facts)),
        opening="500.00", closing=f"{500 + cents / 100:.2f}",
    )  # fmt: skip
    taken_in(account, content)
    return Operation.objects.latest("pk")


# --- files ---


def test_the_same_file_brings_nothing_twice_and_one_that_overlaps_only_what_is_new(account):
    first = entry("100.00", day="2027-02-01", details=detail())
    second = entry("60.00", day="2027-02-02", details=detail(words="Cotisation"))
    once = taken_in(account, file(first, closing="600.00"))
    with pytest.raises(actions.AlreadyImported):
        taken_in(account, file(first, closing="600.00"))

    overlapping = taken_in(account, file(first, second, closing="660.00"))

    assert (once.lines, once.known) == (1, 0)
    assert (overlapping.lines, overlapping.known) == (2, 1)
    assert [one.cents for one in Operation.objects.order_by("on")] == [100_00, 60_00]


def test_what_another_kind_of_statement_told_already_is_asked_and_set_aside(client, account):
    client.force_login(treasurer("Bérénice"))
    brought = contract(500_00)
    sheet = (
        "Date opération;Libellé;Débit;Crédit\n"
        f"24/02/2027;VIR MODELE {brought.reference};;100,00\n"
        "24/02/2027;VIR DUPONT;;100,00\n"
    ).encode("cp1252")
    first = taken_in(account, sheet, "export.csv").operations.first()
    where = f"/banque/comptes/{account.pk}/releve/"
    told = entry("100.00", day="2027-02-24", details=detail(words=brought.reference))
    told = file(told, closing="600.00")

    answer = client.post(where, {"file": SimpleUploadedFile("r.xml", told)}, follow=True)

    page = answer.content.decode()
    assert "1 ressemble à une ligne d’un autre relevé" in page
    assert page.count("<strong>Déjà là") == 1
    assert page.count("Rapprocher<span") == 1
    twin = Operation.objects.latest("pk")
    assert twins_of([twin, first]) == {twin.pk: first}
    page = client.get(f"/banque/operations/{twin.pk}/").content.decode()
    assert "la mettre de côté" in page
    assert f"{brought.reference}, {brought.person}, peut recevoir 500,00" in page
    client.post(f"/banque/operations/{twin.pk}/de-cote/", {"why": "déjà dans export.csv"})
    assert Operation.objects.get(pk=twin.pk).state == OperationState.ASIDE


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (file(entry()).replace(IBAN.encode(), b"DE89370400440532013000"), actions.OfAnotherAccount),
        (file(entry(), closing="1500.01"), actions.DoesNotAdd),
        (b"<html>maintenance</html>", actions.CannotRead),
        (b"Date;Montant\n01/02/2027;12,00\n", actions.CannotRead),
        (b"Date;Libelle;Montant\n01/02/2027;Achat;douze\n", actions.CannotRead),
    ],
)
def test_a_file_that_cannot_be_trusted_brings_nothing(account, content, refusal):
    with pytest.raises(refusal):
        taken_in(account, content)

    assert not Operation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_file_given_twice_at_once_is_taken_in_once(account):
    def give():
        taken_in(account, file(entry("100.00"), closing="600.00"), by=helene)

    helene = treasurer()
    raised = together(give, give)

    assert [type(one) for one in raised] == [actions.AlreadyImported]
    assert Operation.objects.count() == 1


def test_a_french_sheet_of_two_columns_is_read_to_the_cent(account):
    sheet = (
        "Compte courant;;;;\n"
        "Date opération;Libellé;Débit;Crédit;Date valeur\n"
        "24/02/2027;VIR MODELE APP-2027-0001;;1 250,50;25/02/2027\n"
        "25/02/2027;FRAIS;-3,20;;25/02/2027\n"
        "25/02/2027;FRAIS;-3,20;;25/02/2027\n"
    ).encode("cp1252")

    found = taken_in(account, sheet, "export.csv")

    assert (found.kind, found.lines) == ("tableau", 3)
    assert [(one.on, one.value_on, one.cents) for one in Operation.objects.order_by("pk")] == [
        (date(2027, 2, 24), date(2027, 2, 25), 1250_50),
        (date(2027, 2, 25), date(2027, 2, 25), -3_20),
        (date(2027, 2, 25), date(2027, 2, 25), -3_20),
    ]


# --- what a line may be ---


def test_a_reference_is_sure_a_name_is_likely_an_amount_alone_is_possible(account):
    brought = contract(500_00, person=member("Chloé", "Modèle"))
    brought.instalments.create(due_on=TODAY, cents=100_00)

    def strength(**said):
        (guess,) = Guesser([one_line(account, **said)]).of(Operation.objects.latest("pk"))
        assert guess.thing == brought
        return guess.strength

    assert strength(words=f"apport {brought.reference}") == SURE
    assert strength(words="virement", name="CHLOE MODELE") == SURE
    assert strength(words="virement", name="CHLOE MODELE", cents=99_00) == LIKELY
    assert strength(words="virement", name="MME X") == POSSIBLE


def test_more_than_a_contract_may_receive_is_never_proposed_for_it(account):
    brought = contract(99_00)

    found = one_line(account, 100_00, words=brought.reference)
    other = contract(100_00, person=member(email="autre@exemple.fr"))
    other.instalments.create(due_on=TODAY, cents=100_00)

    assert Guesser([found]).of(found) == []


def test_more_than_an_apport_awaits_is_told_with_what_to_do(client, account):
    brought = contract(99_00)
    found = one_line(account, 100_00, words=f"VIR {brought.reference} (deuxième fois)")
    client.force_login(treasurer())

    page = client.get(f"/banque/operations/{found.pk}/").content.decode().replace("\xa0", " ")

    assert f"{brought.reference} n’attend pas autant" in page
    assert "l’apport n’attend plus que 99,00" in page
    assert [beyond(one_line(account, cents, words=brought.reference)) for cents in (99_00, -1)] == [
        [],
        [],
    ]


def test_money_that_came_before_the_signatures_is_told_to_wait(client, account):
    early = issued(2_000_00, person=member("Jean-Baptiste", "Le Goff"))
    found = one_line(account, 2_000_00, words="VIR", name="LE GOFF JB")
    client.force_login(treasurer())

    page = client.get(f"/banque/operations/{found.pk}/").content.decode()

    assert f"{early.reference} n’est pas encore en vigueur" in page.replace("\xa0", " ")


def test_an_entry_that_exists_is_proposed_before_another_is_written(account):
    written = entries.post(
        [debit(account.account_id, 100_00), credit("75600000", 100_00)], by=None, at=AT,
        source_key="main", nature=Nature.MISC, on=DAY - timedelta(days=2), book_id="BQ",
        piece="C-1", label="Cotisation",
    )  # fmt: skip
    found = one_line(account, words="remise de chèque")

    (guess,) = Guesser([found]).of(found)
    matching.as_entry(found, entry=guess.thing, by=treasurer(), at=AT)

    assert (guess.kind, guess.thing) == ("entry", written)
    assert Operation.objects.get().entry == written
    assert Entry.objects.count() == 1


def test_the_balance_that_an_exercice_takes_over_is_no_line_of_the_bank(account):
    carried = entries.post(
        [debit(account.account_id, 100_00), credit("11000000", 100_00)], by=None, at=AT,
        source_key="carried", nature=Nature.OPENING, on=date(2027, 1, 1), book_id="AN",
        piece="AN", label="À-nouveaux",
    )  # fmt: skip
    found = one_line(account, day="2027-01-02", words="remise de chèque")

    assert [one for one in Guesser([found]).of(found) if one.kind == "entry"] == []
    with pytest.raises(matching.NotTheSame):
        matching.as_entry(found, entry=carried, by=treasurer(), at=AT)


# --- matching ---


def test_a_payment_is_received_once_and_its_line_is_matched(account):
    brought, hélène = contract(500_00), treasurer()
    found = one_line(account)

    matching.as_receipt(found, contract=brought, by=hélène, at=AT)
    with pytest.raises(matching.AlreadyMatched):
        matching.as_receipt(found, contract=brought, by=hélène, at=AT)

    receipt, operation = Receipt.objects.get(), Operation.objects.get()
    assert (receipt.cents, receipt.on, receipt.contract) == (100_00, DAY, brought)
    assert (operation.state, operation.entry) == (OperationState.MATCHED, receipt.entry)


def test_a_line_waits_again_only_once_its_entry_is_reversed_and_makes_another(account):
    brought, hélène = contract(500_00), treasurer()
    found = one_line(account)
    receipt = matching.as_receipt(found, contract=brought, by=hélène, at=AT)
    with pytest.raises(matching.ReverseFirst):
        matching.take_up(found, by=hélène)

    payments.reverse(receipt, by=hélène, at=AT, on=TODAY, why="Autre personne")
    matching.take_up(found, by=hélène)
    again = matching.as_receipt(found, contract=contract(100_00), by=hélène, at=AT)

    assert again.entry != receipt.entry
    assert [one.balance.received for one in (brought, again.contract)] == [0, 100_00]


def test_what_is_something_else_never_touches_an_apport(account):
    brought, found = contract(500_00), one_line(account, -12_00, words="FRAIS")
    with pytest.raises(matching.HasItsOwnWay):
        matching.as_other(found, account=brought.account, words="Frais", by=treasurer(), at=AT)

    made = matching.as_other(
        found, account=Account.objects.get(pk="62700000"), words="Frais", by=treasurer(), at=AT
    )

    assert [(one.account_id, one.side, one.cents) for one in made.lines.order_by("rank")] == [
        ("62700000", "D", 12_00),
        (account.account_id, "C", 12_00),
    ]


def test_a_line_set_aside_keeps_its_reason_and_may_come_back(account):
    found, hélène = one_line(account), treasurer()
    with pytest.raises(matching.SayWhy):
        matching.set_aside(found, why=" ", by=hélène)

    matching.set_aside(found, why="Erreur de la banque, annulée le lendemain", by=hélène)
    aside = Operation.objects.get()
    matching.take_up(found, by=hélène)

    assert (aside.state, aside.why) == ("aside", "Erreur de la banque, annulée le lendemain")
    assert Operation.objects.get().state == OperationState.WAITING


def test_a_line_set_aside_is_matched_as_it_is(account):
    found, hélène = one_line(account), treasurer()
    matching.set_aside(found, why="Qui est-ce ?", by=hélène)

    matching.as_receipt(Operation.objects.get(), contract=contract(500_00), by=hélène, at=AT)

    assert Operation.objects.get().state == OperationState.MATCHED


@pytest.mark.django_db(transaction=True)
def test_two_people_who_match_one_line_at_the_same_second_write_one_entry(account):
    found, hélène = one_line(account), treasurer()
    others = [contract(500_00, person=member(email=f"{n}@exemple.fr")) for n in range(2)]

    refused = together(
        *(
            lambda one=one: matching.as_receipt(found, contract=one, by=hélène, at=AT)
            for one in others
        )
    )

    assert [type(one) for one in refused] == [matching.AlreadyMatched]
    assert Receipt.objects.count() == 1


# --- pages ---


def test_the_page_proposes_and_the_treasurer_matches(client, account, time_machine):
    time_machine.move_to(AT, tick=False)
    brought = contract(500_00)
    found = one_line(account, words=brought.reference)
    client.force_login(treasurer("Bérénice"))

    page = client.get("/banque/").content.decode()
    answer = client.post(f"/banque/operations/{found.pk}/apport/", {"contract": brought.pk})

    assert "sa référence est dans le libellé" in page
    assert answer.status_code == 302
    assert Operation.objects.get().state == OperationState.MATCHED
    assert "Chaque ligne de la banque a son écriture" in client.get("/banque/").content.decode()


def test_a_statement_is_given_by_its_page_and_what_is_wrong_is_said_there(client, account):
    client.force_login(treasurer("Bérénice"))
    where = f"/banque/comptes/{account.pk}/releve/"

    wrong = client.post(where, {"file": SimpleUploadedFile("r.xml", file(entry(), closing="1.00"))})
    right = client.post(where, {"file": SimpleUploadedFile("r.xml", file(entry()))})

    assert wrong.status_code == 422
    assert "Erreur" in wrong.content.decode().split("</title>")[0]
    assert "il en manque" in wrong.content.decode()
    assert right.status_code == 302
    assert Operation.objects.count() == 1


def test_thirty_lines_ask_no_more_than_three(client, account, django_assert_max_num_queries):
    client.force_login(treasurer("Bérénice"))
    for rank in range(12):
        brought = contract(500_00, person=person(email=f"{rank}@exemple.fr"))
        one_line(account, 10_00 + rank, words=brought.reference)

    client.get("/banque/")
    with django_assert_max_num_queries(12) as asked:
        client.get("/banque/")
    many = len(asked)
    Operation.objects.filter(cents__gt=10_02).delete()

    with django_assert_max_num_queries(many):
        client.get("/banque/")


def test_a_member_finds_no_bank(client, account):
    found = one_line(account)
    client.force_login(member("Zoé"))

    assert [
        client.get("/banque/").status_code,
        client.get(f"/banque/operations/{found.pk}/").status_code,
        client.post(f"/banque/operations/{found.pk}/de-cote/", {"why": "rien"}).status_code,
    ] == [404, 404, 404]
    assert Operation.objects.get().state == OperationState.WAITING


def test_what_a_line_refuses_is_said_on_its_page_with_what_was_typed(client, account):
    found = one_line(account, -12_00)
    client.force_login(treasurer("Bérénice"))

    empty = client.post(f"/banque/operations/{found.pk}/autre/", {"words": "Frais de mars"})
    leaves = client.post(f"/banque/operations/{found.pk}/apport/", {"contract": contract().pk})

    assert (empty.status_code, leaves.status_code) == (422, 422)
    assert "Frais de mars" in empty.content.decode()
    assert "ne peut pas être un versement" in leaves.content.decode()


def test_every_refusal_is_a_sentence():
    for refusal in vars(matching).values():
        if isinstance(refusal, type) and issubclass(refusal, Refused) and refusal is not Refused:
            assert refusal.message.endswith(".")


def test_what_came_before_the_signatures_is_held_then_a_payment_of_its_contract(client, account):
    """A debt to who sent it, in the name of the contract; the last signature makes it an apport."""
    helene = treasurer()
    made = issued(1_000_00, person=member("Jean-Baptiste", "Le Goff"))
    found = one_line(account, 400_00, words="VIR", name="LE GOFF JB")
    client.force_login(helene)

    client.post(f"/banque/operations/{found.pk}/attente/", {"contract": made.pk})

    (held,) = early.waiting()
    assert (held.account_id, held.cents, held.entry.piece) == ("46720000", 400_00, made.reference)
    assert made.balance.received == 0
    with pytest.raises(payments.MoreThanCommitted):
        early.hold(
            made, 600_01, by=helene, at=AT, on=TODAY, bank=account.account_id, source_key="trop"
        )
    signed_by_both(made)
    early.make_payments(made, by=None, at=AT)
    early.make_payments(made, by=None, at=AT)
    receipt = made.receipts.get()
    made.balance.refresh_from_db()
    assert (made.balance.received, receipt.entry.book_id) == (400_00, "OD")
    sums = Line.objects.filter(account="46720000").values_list("side", "cents", "contract")
    assert sorted(sums) == [("C", 400_00, made.pk), ("D", 400_00, made.pk)]
    assert Lettering.objects.filter(line__account="46720000").count() == 2
    with pytest.raises(early.NotEarly):
        early.hold(made, 1, by=helene, at=AT, on=TODAY, bank=account.account_id, source_key="tard")
    at_once()
    assert verify().wrong == []


def test_a_contract_that_was_signed_while_the_page_was_open_holds_nothing_early(account):
    seen = issued(1_000_00)
    signed_by_both(Contract.objects.get(pk=seen.pk))

    with pytest.raises(early.NotEarly):
        matching.as_early(one_line(account, 400_00), contract=seen, by=None, at=AT)


def test_what_came_for_a_contract_that_nobody_signed_goes_back_by_the_same_account(account):
    made = issued(1_000_00, person=member("Jean-Baptiste", "Le Goff"))
    facts = {"by": treasurer(), "at": AT}
    matching.as_early(one_line(account, 400_00), contract=made, **facts)
    (held,) = early.waiting()

    back = matching.as_other(
        one_line(account, -400_00, words="RENDU"), account=held.account, words="Rendu", **facts
    )

    assert early.waiting() == []
    assert {one.lettering.code for one in (held, back.lines.get(account=held.account))} == {"AA"}


@pytest.fixture
def two_held(account):
    """The same sum waits for two contracts that nobody has signed."""
    made = [issued(1_000_00, person=member(name, "Roy")) for name in ("Ada", "Blaise")]
    for one in made:
        matching.as_early(
            one_line(account, 400_00, words=one.person.first_name), contract=one, by=None, at=AT
        )
    return made


def facts():
    return {"by": None, "at": AT, "account": Account.objects.get(pk="46720000")}


def test_no_apport_is_made_of_money_that_went_back(account, two_held):
    """Two sums alike: one says which goes back; the other alone becomes a payment."""
    ada, blaise = two_held
    with pytest.raises(early.WhoseMoney, match=f"{ada.reference} ou {blaise.reference}"):
        matching.as_other(one_line(account, -400_00, words="RENDU"), words="Rendu", **facts())
    with pytest.raises(early.HeldForSomebody, match="800,00"):
        matching.as_other(one_line(account, -1_00, words="PEU"), words="Rendu", **facts())
    matching.as_other(Operation.objects.get(cents=-400_00), words=f"Rendu {ada}", **facts())

    for one in two_held:
        signed_by_both(one)
        early.make_payments(one, by=None, at=AT)

    assert [one.receipts.count() for one in two_held] == [0, 1]
    at_once()
    assert verify().wrong == []


def test_what_went_back_in_the_next_exercice_waits_no_more_and_is_not_paid_on_a_closed_day(account):
    made = issued(1_000_00, person=member("Ada"))
    holds = [
        matching.as_early(one_line(account, cents), contract=made, by=None, at=AT)
        for cents in (400_00, 300_00)
    ]
    closed = AT.replace(year=2028)
    for one in ("Ada", "Blaise"):
        treasurer(one)
    at_once()
    years.close_year(year(2027), by=treasurer(), at=closed)
    back = one_line(account, -400_00, day="2028-02-01")
    matching.as_other(back, words="Rendu", **facts() | {"at": closed})

    assert [line.cents for line in early.waiting()] == [300_00]
    early.make_payments(signed_by_both(made), by=None, at=closed)

    receipt = made.receipts.get()
    assert (receipt.cents, receipt.on, early.waiting()) == (300_00, date(2028, 1, 1), [])
    with pytest.raises(NotThereYet):
        mirrors.take_back(holds[1], by=None, at=closed, on=date(2028, 2, 2), label="Erreur")


def test_a_payment_taken_back_waits_again_and_goes_back_to_who_sent_it(account):
    """Whoever changes their mind after the last signature is owed what had come before it."""
    made = issued(1_000_00)
    matching.as_early(one_line(account, 400_00), contract=made, by=None, at=AT)
    early.make_payments(signed_by_both(made), by=None, at=AT)
    payments.reverse(made.receipts.get(), by=None, at=AT, on=TODAY, why="Changement d’avis")
    (held,) = early.waiting()
    with pytest.raises(early.HeldForSomebody):
        matching.as_other(one_line(account, -1_00, words="PEU"), words="Autre chose", **facts())

    back = matching.as_other(one_line(account, -400_00), words="Rendu", **facts())

    assert (early.waiting(), back.lines.get(account="46720000").contract) == ([], made)
    assert held.lettering.code == back.lines.get(account="46720000").lettering.code == "AB"
    at_once()
    assert verify().wrong == []
