"""Two years of a house, then all that an archive brings back; and a house that holds nothing."""

from datetime import date, datetime

from django.apps import apps
from django.db import connection, transaction

from contributions.actions import goods_in, matching, transmissions, waivers, years
from contributions.actions.books import verifications
from contributions.actions.entries import credit, debit, reverse, seal
from contributions.models import (
    CompanyFact,
    Contract,
    FiscalYear,
    Lettering,
    Need,
    Opinion,
    Pledge,
    Resource,
    Signature,
)
from contributions.states import Form, Nature
from coopstudio.files.models import PrivateFile
from coopstudio.files.store import keep
from tests.contributions.factories import (
    AT,
    BANK,
    TODAY,
    bank_line,
    contract,
    decided,
    keepers,
    paid,
    posted,
    promised_thing,
    received,
    to_be_signed,
    valued,
)
from tests.contributions.round_factories import on_its_way, terms
from tests.members.factories import PARIS, member

CLOSED = datetime(2028, 2, 2, 18, 5, tzinfo=PARIS)


def lived():
    """Two years, the first one closed: apports, a repayment, a mistake, letters."""
    people = keepers()
    years.open_year(
        by=None, at=AT, code="2027", starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31)
    )
    brought = contract(150_000, person=member("Chloé", "Œuvré"))
    other = contract(50_000, person=member("Ousmane", "Diarra"))
    received(brought, 100_000)
    received(other, 50_000)
    wrong = posted(Nature.MISC, debit("62700000", 1_200), credit(BANK, 1_200), book="BQ")
    seal()
    reverse(wrong, by=None, at=AT, on=TODAY, label="Saisi deux fois")
    decided(brought, 30_000)
    paid(brought, 30_000)
    lines = brought.lines.filter(account_id="46880000")
    Lettering.objects.bulk_create(Lettering(line=one, code="AA", on=TODAY) for one in lines)
    seal()
    years.close_year(FiscalYear.objects.get(), by=people[0], at=CLOSED)
    posted(Nature.MISC, debit(BANK, 900), credit("75411000", 900), on=date(2028, 1, 9))
    seal()
    return people


def whole(helene):
    """Then a year in which everything that comes back has happened once."""
    day = date(2028, 1, 20)
    first, second = Contract.objects.order_by("pk")
    heir = member("Anaïs", "Diarra")
    transmissions.pass_on(
        second, [(heir, 50_000)], by=helene, at=CLOSED, on=day, why="death", deed="Acte du 3"
    )
    wish = waivers.ask(first, by=first.person, at=CLOSED, cents=10_000, words="Pour la suite")
    waivers.write_down(wish, by=helene, at=CLOSED, on=CLOSED.date())
    first.instalments.create(due_on=date(2028, 6, 1), cents=50_000)
    photo = PrivateFile.objects.create(kind="jpg", size=3, name="velo.jpg", state="clean")
    keep(photo, b"jpg")
    good, _value = promised_thing(first.person, photo=photo)
    need = Need.objects.create(label="Site", cents=360_000, opened_on=day)
    Pledge.objects.filter(pk=good.pledge_id).update(
        state="contracted", need=need,
        contract=contract(90_000, person=first.person, form=Form.IN_KIND, in_force_on=day),
    )  # fmt: skip
    good.pledge.parts.create(due_on=day, cents=90_000)
    good.refresh_from_db()
    goods_in.bring_in(valued(good, 90_000), by=helene, at=CLOSED, on=day)
    _spent(need, on=day, by=helene)
    terms()
    Opinion.objects.create(
        point="loan", words="Ce n’en est pas un.", given_by="Me B", given_on=day, paper=photo
    )
    on_its_way(first)[0].opt_outs.create(contract=first, at=CLOSED)
    CompanyFact.objects.create(step="registered", on=day, reference="812 345 678", paper=photo)
    _signed_on_paper(heir, scan=photo, by=helene)
    verifications.read_again(by=None, at=CLOSED)


def _spent(need, *, on, by):
    """An expense for this need, that the bank tells too; and another resource."""
    entry = posted(Nature.MISC, debit("62700000", 300), credit(BANK, 300), on=on, book="BQ")
    need.uses.create(entry=entry, cents=300, words="Frais")
    Resource.objects.create(kind="grant", label="Région", promised=200_00, on=on)
    _bank, line = bank_line(-300, on=on, value_on=on, iban="FR7630006000011234567890189")
    matching.as_entry(line, entry=entry, by=by, at=CLOSED)


def _signed_on_paper(person, *, scan, by):
    on_paper, _clause = to_be_signed(person)
    signature = Signature.objects.create(
        signatory=on_paper, way="paper", digest="e" * 64, scan=scan, original_at="Coffre"
    )
    signature.certifications.create(by=by)


def empty_house():
    """Nothing is left of apports, as in a house that was just installed; people are gone too."""
    tables = ", ".join(
        one._meta.db_table for one in apps.get_app_config("contributions").get_models()
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL coop.owner_says = 'emptying'")
        cursor.execute(f"TRUNCATE members_person, {tables} CASCADE")
        cursor.execute("TRUNCATE files_privatefile, documents_document, journal_entry CASCADE")
