"""Three people bring what they can; a dividend comes; a part goes back; the books close on it.

The figures are those of the specification (G12, G14): 1 500,00 €, 500,00 €, a computer of 899,90 €;
600,00 € to share, 96,55 € given up, 2 203,35 € left on the account 1034.
"""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.test import Client

from contributions.actions import (
    bank,
    batches,
    goods,
    goods_in,
    matching,
    payouts,
    pledges,
    rounds,
    waivers,
    years,
)
from contributions.actions.books import dealings
from contributions.actions.plan import needs, terms
from contributions.actions.signing import send_code, sign
from contributions.apports.statement import Statement
from contributions.books.dealings import DEALINGS
from contributions.chart import BANK
from contributions.documents import paper_to_sign
from contributions.fec.reading import faults_of
from contributions.models import BankAccount, Batch, ContractBalance, FiscalYear, Operation, Receipt
from contributions.states import Form, Method, Party, RoundState
from contributions.verifying import verify
from coopstudio.mail.models import Letter
from governance.tasks import tend_register
from tests.contributions import contract_factories as ready
from tests.contributions.factories import at_once
from tests.contributions.test_statements import detail, entry, file
from tests.governance import factories as circles
from tests.governance.register_factories import decided
from tests.members.factories import PARIS, founder, member, treasurer

pytestmark = pytest.mark.django_db
IBAN = "FR7630006000011234567890189"
THEIRS = {
    "alix": "FR1420041010050500013M02606",
    "bastien": "DE89370400440532013000",
    "chloe": "BE68539007547034",
}


def hour(month, day, *, year=2027):
    return datetime(year, month, day, 10, 0, tzinfo=PARIS)


@pytest.fixture
def people():
    found = {
        "helene": treasurer("Hélène", "Guyot", email="helene@exemple.fr"),
        "fleur": founder("Fleur", "Besson", email="fleur@exemple.fr"),
        "thomas": founder("Thomas", "Roux", email="thomas@exemple.fr"),
    }
    for key, first, last in (
        ("alix", "Alix", "Exemple"), ("bastien", "Bastien", "Modèle"), ("chloe", "Chloé", "Œuvre"),
    ):  # fmt: skip
        found[key] = member(first, last, email=f"{key}@exemple.fr")
    return found


def test_a_year_of_apports_from_the_first_promise_to_the_file_of_entries(people, time_machine):
    helene, fleur, thomas = (people[one] for one in ("helene", "fleur", "thomas"))
    the_house_says_its_rules(helene)
    need = needs.open_need(
        by=helene, at=hour(1, 8), label="Se faire connaître", cents=3_600_00,
        opened_on=date(2027, 1, 8), why="Un site, trois ateliers.",
    )  # fmt: skip
    time_machine.move_to(hour(3, 1), tick=False)
    signed = they_promise_and_sign(people, need)
    the_money_arrives(people, signed)
    a_dividend_comes(helene)
    a_part_goes_back(people, signed, time_machine)
    bastien_gives_up_what_he_can_spare(people, signed)
    each_reads_their_own(people, signed, time_machine)
    the_books_close(helene, time_machine)


def the_house_says_its_rules(helene):
    """A year, an article of the statutes, who shares, how much of a dividend."""
    whole = {"starts_on": date(2027, 1, 1), "ends_on": date(2027, 12, 31)}
    years.open_year(by=helene, at=hour(1, 4), code="2027", **whole)
    terms.write(
        by=helene, at=hour(1, 5), from_on=date(2027, 1, 5), validated_by="conseil du 4 janvier",
        statutes_article="article 12", statutes_words="Les apports peuvent être repris.",
        fortune_words="deux exercices bénéficiaires de suite", dividend_percent=50,
        envelope_organ="cercle Ressources", treasury_floor=100_00,
    )  # fmt: skip
    ready.BankDetails.objects.create(
        from_on=date(2027, 1, 1), holder="Institut de Santé Sociale", iban=IBAN,
        validated_by="conseil", written_by=helene,
    )  # fmt: skip
    bank.open_bank(
        by=helene, name="Compte courant", holder="Institut de Santé Sociale", iban=IBAN, bic="",
        opened_on=date(2027, 1, 1),
    )  # fmt: skip


def they_promise_and_sign(people, need):
    """Alix in two times, Bastien at once, Chloé the computer that two others valued with her."""
    helene, fleur, thomas, chloe = (people[one] for one in ("helene", "fleur", "thomas", "chloe"))
    promised = {
        "alix": pledges.declare(
            people["alix"], by=people["alix"], at=hour(2, 1), form=Form.MONEY, cents=1_500_00,
            need=need, parts=[(date(2027, 3, 10), 1_000_00), (date(2027, 4, 10), 500_00)],
        ),
        "bastien": pledges.declare(
            people["bastien"], by=people["bastien"], at=hour(2, 1), form=Form.MONEY,
            cents=500_00, need=need,
        ),
        "chloe": pledges.declare(
            chloe, by=chloe, at=hour(2, 1), form=Form.IN_KIND, cents=900_00, need=need,
            words="Mon ordinateur portable",
        ),
    }  # fmt: skip
    computer = goods.describe(
        promised["chloe"], by=chloe, at=hour(2, 2), name="Ordinateur portable",
        condition="bon état", in_service_on=date(2027, 3, 1), months=36,
    )  # fmt: skip
    worth = goods.value(
        computer, by=chloe, at=hour(2, 3), method=Method.MARKET, cents=899_90,
        words="Trois annonces du même modèle.",
    )  # fmt: skip
    for judge in (fleur, thomas):
        goods.appraise(worth, by=judge, at=hour(2, 4), agrees=True)
    signed = {}
    for key, pledge in promised.items():
        confirmed = pledges.confirm(pledge, by=people[key], at=hour(2, 10))
        contract = ready.issue(confirmed, helene, fleur)
        for party in (Party.CONTRIBUTOR, Party.ASSOCIATION):
            signs(contract, party)
        contract.refresh_from_db()
        signed[key] = contract
    assert [one.reference for one in signed.values()] == [
        "APP-2027-0001", "APP-2027-0002", "APP-2027-0003",
    ]  # fmt: skip
    assert {one.state for one in signed.values()} == {"in_force"}
    return signed


def signs(contract, party):
    """That side signs on the screen, with the code of its letter."""
    version = contract.versions.get()
    signatory = version.signatories.get(party=party)
    send_code(signatory, by=signatory.person, at=ready.AT)
    letter = Letter.objects.filter(kind="contributions.signing_code").latest("pk")
    sign(
        signatory, by=signatory.person, at=ready.AT, name=signatory.person.civil_name,
        mention=version.facts["mentions"][party], code=letter.subject[:6],
        shown=paper_to_sign(version).sha256, proof=ready.PROOF,
    )  # fmt: skip


def the_money_arrives(people, signed):
    """The bank tells three lines: the treasurer says what each is, and each leaves a receipt."""
    told(
        people, ("1000.00", "2027-03-11", "VIR ALIX APP-2027-0001"),
        ("500.00", "2027-03-12", "VIR BASTIEN APP-2027-0002"),
        ("500.00", "2027-04-11", "VIR ALIX APP-2027-0001"), opening=0,
    )  # fmt: skip
    by_words = {"ALIX": signed["alix"], "BASTIEN": signed["bastien"]}
    for line in Operation.objects.order_by("on"):
        contract = next(one for word, one in by_words.items() if word in line.words)
        matching.as_receipt(line, contract=contract, by=people["helene"], at=hour(4, 12))
    assert [one.reference for one in Receipt.objects.order_by("pk")] == [
        f"REC-2027-000{rank}" for rank in (1, 2, 3, 4)
    ]  # fmt: skip
    assert received(signed) == {"alix": 1_500_00, "bastien": 500_00, "chloe": 899_90}


def told(people, *lines, opening, side="CRDT"):
    sign_of = 1 if side == "CRDT" else -1
    total = sum(round(float(amount) * 100) for amount, *_ in lines) * sign_of
    content = file(
        *(entry(amount, side, day=day, details=detail(words=said)) for amount, day, said in lines),
        opening=f"{opening / 100:.2f}", closing=f"{(opening + total) / 100:.2f}",
    )  # fmt: skip
    upload = BytesIO(content)
    upload.name, upload.size = f"{lines[0][1]}.xml", len(content)
    account = BankAccount.objects.get()
    bank.import_file(account, upload, by=people["helene"], at=hour(9, 25))


def received(signed):
    return {key: ContractBalance.objects.get(contract=one).received for key, one in signed.items()}


def a_dividend_comes(helene):
    """The company, in which the apports were put, gives a dividend of 1 200 €."""
    for key, on, cents in (
        ("capital", date(2027, 4, 20), 1_000_00), ("dividende", date(2027, 7, 1), 1_200_00),
        ("dividende-encaisse", date(2027, 7, 15), 1_200_00),
    ):  # fmt: skip
        dealings.write(
            DEALINGS[key], by=helene, at=hour(7, 20), on=on, cents=cents, source_key=key,
            money=BANK, piece=key, label=DEALINGS[key].word,
        )  # fmt: skip


def a_part_goes_back(people, signed, time_machine):
    """Half of it is shared at the rule that a circle consented to; two people post, one sends."""
    helene, fleur, thomas = (people[one] for one in ("helene", "fleur", "thomas"))
    time_machine.move_to(hour(9, 1), tick=False)
    ressources = circles.circle("Ressources", prefix="CR", people=[helene, fleur, thomas])
    tour = rounds.prepare(by=helene, at=hour(9, 1), on=date(2027, 8, 31))
    tour = rounds.compute(tour, by=helene, at=hour(9, 1))
    rounds.propose(tour, ressources, by=helene, at=hour(9, 2))
    tour.refresh_from_db()
    version = tour.proposal.versions.get()
    circles.everyone(circles.consent_round(version, at=hour(9, 8)), at=hour(9, 8))
    decided(version, on=date(2027, 9, 8))
    time_machine.move_to(hour(9, 9), tick=False)
    tend_register()
    tend_register()
    tour.refresh_from_db()
    assert tour.state == RoundState.CONSENTED
    rounds.post(tour, by=helene, at=hour(9, 9))
    tour = rounds.confirm(tour, by=fleur, at=hour(9, 10), on=date(2027, 9, 10))
    assert [one.cents for one in tour.shares.order_by("rank")] == [310_36, 103_45, 186_19]

    for key, iban in THEIRS.items():
        payout = payouts.ask(
            people[key], by=people[key], at=hour(9, 11), holder=people[key].full_name, iban=iban,
            proved_at=hour(9, 11),
        )  # fmt: skip
        payouts.confirm(payout, by=thomas, at=hour(9, 12), heard=payout.iban[-4:])
    batch = batches.make(tour, by=helene, at=hour(9, 20), on=date(2027, 9, 22))
    assert all(words in batch.content for words in ("310.36", "103.45", "186.19", "600.00"))
    batches.send(batch, by=fleur, at=hour(9, 21))
    told(people, ("600.00", "2027-09-22", f"VIR SEPA {batch.key}"), opening=2_200_00, side="DBIT")
    line = Operation.objects.get(cents=-600_00)
    matching.as_batch(line, batch=Batch.objects.get(), by=helene, at=hour(9, 25))
    tour.refresh_from_db()
    assert tour.state == RoundState.PAID


def bastien_gives_up_what_he_can_spare(people, signed):
    bastien = people["bastien"]
    asked = waivers.ask(
        signed["bastien"], by=bastien, at=hour(10, 3), cents=96_55, words="Pour que cela continue."
    )
    waivers.write_down(asked, by=people["helene"], at=hour(10, 5), on=date(2027, 10, 5))


def each_reads_their_own(people, signed, time_machine):
    """To the cent, and nobody else's."""
    year = FiscalYear.objects.get(code="2027")
    found = {key: Statement(one, year).sums for key, one in signed.items()}
    assert {
        key: [sums[name] for name in ("brought", "taken", "waived", "left")]
        for key, sums in found.items()
    } == {
        "alix": [1_500_00, 310_36, 0, 1_189_64],
        "bastien": [500_00, 103_45, 96_55, 300_00],
        "chloe": [899_90, 186_19, 0, 713_71],
    }
    time_machine.move_to(hour(11, 3), tick=False)
    alix = Client()
    alix.force_login(people["alix"])
    assert "1 189,64" in alix.get(f"/apports/{signed['alix'].pk}/").text.replace("\u202f", " ")
    assert alix.get(f"/apports/{signed['bastien'].pk}/").status_code == 404


def the_books_close(helene, time_machine):
    """What the computer lost is written; the file is right for whoever reads it, the chain holds,
    the next year takes over."""
    time_machine.move_to(hour(1, 15, year=2028), tick=False)
    year = FiscalYear.objects.get(code="2027")
    goods_in.depreciate_all(by=helene, at=hour(1, 15, year=2028), on=year.ends_on)
    at_once()
    assert faults_of(year) == []
    years.close_year(year, by=helene, at=hour(1, 15, year=2028))

    left = sum(ContractBalance.objects.values_list("outstanding", flat=True))
    assert left == 2_203_35
    assert verify().is_right
    following = FiscalYear.objects.get(code="2028")
    opened = following.entries.get(nature="opening")
    on_1034 = opened.lines.filter(account__number__startswith="1034")
    assert sum(one.cents for one in on_1034) == 2_203_35
