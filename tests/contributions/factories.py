"""Books, contracts and entries, made in one line on days that never change."""

import json
from datetime import date, datetime
from itertools import count

from django.db import connection, transaction

from contributions.actions import accounts, entries, goods_in, payments, pledges, waivers
from contributions.actions.entries import credit, debit
from contributions.models import (
    Account,
    Appraisal,
    BankAccount,
    BankFile,
    Book,
    Clause,
    CompanyFact,
    Contract,
    FiscalYear,
    Instalment,
    Need,
    Operation,
    Pledge,
    Resource,
    Signatory,
    Signature,
    Valuation,
    Version,
)
from contributions.states import ContractState, Form, Method, Nature, Party, SignatureWay
from members.models import Person
from tests.members.factories import PARIS, founder, member, treasurer

AT = datetime(2027, 3, 1, 10, 0, tzinfo=PARIS)
TODAY = AT.date()
NEW_YEAR = datetime(2028, 1, 1, 9, 0, tzinfo=PARIS)
BANK, OWED, WITHOUT_RIGHT = "51200000", "46880000", "10240000"
CHART = {BANK: "Banque", OWED: "Reprises à payer", WITHOUT_RIGHT: "Fonds propres sans reprise"}
_keys = count(1)


def books(of=2027):
    """Two books, a chart, one year."""
    for code, name in {"BQ": "Banque", "OD": "Opérations diverses"}.items():
        Book.objects.get_or_create(code=code, defaults={"name": name})
    for number, name in CHART.items():
        Account.objects.get_or_create(number=number, defaults={"name": name})
    return year(of)


def year(of):
    found, _ = FiscalYear.objects.get_or_create(
        code=f"{of}", defaults={"starts_on": date(of, 1, 1), "ends_on": date(of, 12, 31)}
    )
    return found


def contract(committed=100_00, *, person=None, in_force_on=TODAY, **facts):
    """A contract in force, signed by two people, with its own account 1034."""
    return signed_by_both(issued(committed, person=person, **facts), on=in_force_on)


def signed_by_both(made, *, on=TODAY):
    """This contract is in force since that day."""
    for signatory in made.versions.get().signatories.all():
        Signature.objects.create(
            signatory=signatory, way=SignatureWay.ONLINE, digest="b" * 64, signed_at=AT
        )
    made.state, made.in_force_on = ContractState.IN_FORCE, on
    made.save(update_fields=["state", "in_force_on"])
    return made


@transaction.atomic
def issued(committed=100_00, *, person=None, **facts):
    """A contract that waits for its two signatures."""
    person = person or member()
    made = Contract.objects.create(
        **{"year": 2027, "number": 0, "person": person, "committed": committed} | facts
    )
    made.refresh_from_db()
    Account.objects.create(number=f"1034{made.pk:04}", name=f"Apport {made}", contract=made)
    version = Version.objects.create(
        contract=made, number=1, clauses=[], facts={}, digest="a" * 64, issued_by=person
    )
    Signatory.objects.create(version=version, party=Party.CONTRIBUTOR, person=person)
    Signatory.objects.create(
        version=version,
        party=Party.ASSOCIATION,
        person=signs_for_us(),
        quality="présidence",
        mandate="Conseil du 3 février 2027, point 2",
    )
    return made


def signs_for_us():
    """Who signs for the association in these tests: the same person everywhere."""
    return Person.objects.filter(email="signe@exemple.fr").first() or member(
        email="signe@exemple.fr"
    )


@transaction.atomic
def posted(nature, *legs, on=TODAY, book="OD", **more):
    facts = {"piece": "P-1", "label": "Écriture d’essai", "source_key": f"essai:{next(_keys)}"}
    if nature == Nature.REPAYMENT_DECIDED:
        the_owner_says("reading again")
    facts = {"by": None, "at": AT, "book_id": book} | facts | more
    return entries.post(list(legs), nature=nature, on=on, **facts)


def the_owner_says(what):
    """Until the end of the transaction: « reading again » repayments without telling their round,
    or « emptying »."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('coop.owner_says', %s, true)", [what])


def of(contract):
    """The number of its own account."""
    return contract.account.number


def received(contract, cents, **more):
    legs = (debit(BANK, cents), credit(of(contract), cents, contract))
    return posted(Nature.RECEIPT, *legs, book="BQ", **more)


def decided(contract, cents, **more):
    legs = (debit(of(contract), cents, contract), credit(OWED, cents, contract))
    return posted(Nature.REPAYMENT_DECIDED, *legs, **more)


def paid(contract, cents, **more):
    legs = (debit(OWED, cents, contract), credit(BANK, cents))
    return posted(Nature.REPAYMENT_PAID, *legs, book="BQ", **more)


def pledge(person, cents=150_000, *, form=Form.MONEY, at=AT, **facts):
    """Something that somebody said they would bring."""
    words = {} if form == Form.MONEY else {"words": "Un ordinateur portable"}
    return pledges.declare(person, by=person, at=at, form=form, cents=cents, **words | facts)


def keepers():
    """Who keeps the books and who answers for them: the digest is told to both."""
    return treasurer(), founder()


def bank_line(cents, **said):
    """(bank account, a line of it that waits)."""
    bank, _ = BankAccount.objects.get_or_create(
        account_id=BANK,
        defaults={
            "name": "Compte courant",
            "holder": "Institut",
            "iban": "FR7630006000011234567890189",
            "opened_on": date(2027, 1, 1),
        },
    )
    rank = next(_keys)
    file = BankFile.objects.create(
        bank=bank,
        name="releve.xml",
        kind="camt.053",
        digest=f"{rank:064}",
        by=signs_for_us(),
        at=AT,
    )
    facts = {"on": TODAY, "value_on": TODAY, "words": "Virement", "identity": f"{rank:032}" * 2}
    return bank, Operation.objects.create(bank=bank, file=file, cents=cents, **facts | said)


def valued(good, cents):
    """The same thing, whose value two others found right."""
    valuation = Valuation.objects.create(
        good=good, method=Method.MARKET, cents=cents, words="Trois annonces.", by=signs_for_us()
    )
    for first_name in ("Ada", "Blaise"):
        Appraisal.objects.create(valuation=valuation, by=member(first_name), agrees=True)
    return good


def at_once():
    """What the end of a transaction would check and seal."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def promised_thing(person, *, photo):
    """A thing that somebody promised, and what somebody else said it is worth."""
    promise = Pledge.objects.create(
        person=person, form=Form.IN_KIND, cents=900_00, words="Un vélo", expires_on=date(2060, 1, 1)
    )
    good = promise.goods.create(name="Vélo", condition="bon", photo=photo)
    words = {"method": "market", "words": "Annonces.", "proof": photo}
    return good, good.valuations.create(cents=900_00, by=signs_for_us(), **words)


def planned():
    """A need, another resource, and an expense that answered the need."""
    books()
    Account.objects.get_or_create(number="62000000", defaults={"name": "Services"})
    since = date(2026, 1, 5)
    need = Need.objects.create(label="Site", cents=3_600_00, opened_on=since)
    grant = Resource.objects.create(kind="grant", label="Région", promised=200_00, on=since)
    entry = posted(Nature.MISC, debit("62000000", 100_00), credit(BANK, 100_00), book="BQ")
    return need, grant, need.uses.create(entry=entry, cents=100_00, words="Dessin")


def company_fact(paper):
    """A fact of the company that was told by mistake, with its paper."""
    return CompanyFact.objects.create(
        step="registered", on=date(2026, 1, 5), reference="123 456 782", paper=paper,
        ended_at=AT, why="une autre société",
    )  # fmt: skip


def lived(made):
    """What an apport lives: an instalment to come, a receipt, a wish, a thing that came in."""
    accounts.open_books()
    instalment = Instalment.objects.create(contract=made, due_on=date(2060, 1, 1), cents=100_00)
    receipt = payments.receive(made, by=None, at=AT, on=TODAY, cents=40_00)
    wish = waivers.ask(made, by=made.person, at=AT, cents=10_00)
    promise = Pledge.objects.create(
        person=made.person, form=Form.IN_KIND, cents=90_00, state="contracted",
        contract=contract(90_00, person=made.person, form=Form.IN_KIND),
    )  # fmt: skip
    thing = promise.goods.create(name="Table", condition="bon")
    thing = goods_in.bring_in(valued(thing, 90_00), by=None, at=AT, on=TODAY)
    return instalment, receipt, wish, thing


def to_be_signed(person):
    """(what this person is asked to sign, an article of the library)."""
    made = issued(300_00, person=person)
    mentions = {"contributor": "Lu et approuvé", "association": "Lu et approuvé"}
    version = Version.objects.create(
        contract=made, number=2, clauses=[], facts={"mentions": mentions, "reference": f"{made}"},
        digest="d" * 64, issued_by=person,
    )  # fmt: skip
    signatory = Signatory.objects.create(version=version, party=Party.CONTRIBUTOR, person=person)
    clause, _ = Clause.objects.get_or_create(
        code="essai", version=1, defaults={"rank": 1, "title": "Essai", "text": "Essai.",
                                           "from_on": TODAY},
    )  # fmt: skip
    return signatory, clause


def carried(paper):
    """The numbers that a paper carries as data: it is sealed and kept for ever (PDF/A-3)."""
    (text,) = paper.data["archive"]["files"].values()
    return json.loads(text)
