"""A round on its way, in one line: the seven apports of the specification's example."""

from datetime import date, datetime

from contributions.actions import rounds
from contributions.actions.accounts import open_books
from contributions.actions.entries import credit, debit
from contributions.models import (
    Account,
    BankAccount,
    Batch,
    Discernment,
    Hardship,
    PayoutAccount,
    RepaymentRound,
    Share,
    Signature,
    Source,
    Terms,
    Transfer,
    Version,
)
from contributions.states import Nature, SignatureWay
from governance.states import OfficeKind
from tests.contributions.factories import BANK, contract, posted, received, signs_for_us, year
from tests.governance import factories as texts
from tests.governance.factories import circle, entrust
from tests.governance.register_factories import decided
from tests.members.factories import PARIS, founder, member, treasurer

AT = datetime(2028, 6, 16, 10, 0, tzinfo=PARIS)
CUT_OFF = date(2028, 5, 31)
PEOPLE = [
    ("Salomé", "Kerdoncuff", 1500_00), ("Yannick", "Le Goff", 333_33),
    ("Ousmane", "Diarra", 2750_50), ("Aïcha", "Meziane", 99_99), ("Thuy", "Nguyen", 1234_56),
    ("Brigitte", "Courvoisier", 5000_00), ("Léo", "Jacquot", 81_62),
]  # fmt: skip
IBANS = {
    "Alix": "FR1420041010050500013M02606",
    "Bastien": "DE89370400440532013000",
    "Chloé": "BE68539007547034",
}
OURS = "FR7630006000011234567890189"


def terms(**facts):
    facts = {
        "from_on": date(2027, 1, 1), "statutes_article": "article 9",
        "envelope_organ": "cercle Ressources", "treasury_floor": 6000_00,
        "validated_by": "assemblée générale", "fortune_words": "deux exercices bénéficiaires.",
    } | facts  # fmt: skip
    return Terms.objects.create(**facts)


def brought(people=PEOPLE):
    """Each brought theirs, month by month of 2027."""
    open_books()
    year(2027), year(2028)
    made = []
    for month, (first, last, cents) in enumerate(people, start=1):
        who = member(first, last, email=f"{first.lower()}@exemple.fr")
        one = contract(cents, person=who, in_force_on=date(2027, month, 1))
        received(one, cents, on=date(2027, month, 10))
        made.append(one)
    return made


def amended(apport, **terms):
    """The same contract, of which both signed a version that says these terms."""
    first = apport.versions.get()
    version = Version.objects.create(
        contract=apport, number=2, clauses=[], facts={"terms": terms}, digest="e" * 64,
        issued_by=first.issued_by,
    )  # fmt: skip
    for one in first.signatories.order_by("pk"):
        one.pk, one.version = None, version
        one.save()
    for one in version.signatories.order_by("pk"):
        Signature.objects.create(
            signatory=one, way=SignatureWay.ONLINE, digest="e" * 64, signed_at=EARLY
        )
    return version


def cashed(cents, *, on=date(2028, 5, 12), nature=Nature.DIVIDEND, account="46710000"):
    return posted(nature, debit(BANK, cents), credit(account, cents), book="BQ", on=on)


def dividend(cents=1600_00):
    return cashed(cents)


def advance(cents=200_00):
    return cashed(cents, nature=Nature.MISC, account="26700000", on=date(2028, 5, 20))


class World:
    """Seven apports, a dividend, an advance that came back, a treasurer, a circle that decides."""

    def __init__(self, people=PEOPLE, **facts):
        self.terms = terms(**facts)
        self.contracts = brought(people)
        self.dividend, self.advance = dividend(), advance()
        self.helene = treasurer("Hélène", "Guyot", email="helene@exemple.fr")
        self.claire = founder("Claire-Lise", "Besson", email="claire@exemple.fr")
        self.thomas = founder("Thomas", "Roux", email="thomas@exemple.fr")
        self.circle = circle("Ressources", prefix="CR", people=[self.helene, self.claire])
        entrust(self.helene, self.circle, OfficeKind.SECRETARY)

    def by_name(self, first):
        return next(one for one in self.contracts if one.person.first_name == first)

    def prepared(self, **facts):
        return rounds.prepare(by=self.helene, at=AT, on=CUT_OFF, **facts)

    def computed(self, **facts):
        return rounds.compute(self.prepared(**facts), by=self.helene, at=AT)

    def proposed(self, **facts):
        tour = self.computed(**facts)
        rounds.propose(tour, self.circle, by=self.helene, at=AT)
        tour.refresh_from_db()
        return tour

    def consented(self, **facts):
        tour = self.proposed(**facts)
        rounds.consented(tour, decision=self.decision_of(tour), at=AT)
        tour.refresh_from_db()
        return tour

    def decision_of(self, tour, **facts):
        """Everybody of the circle consented to what was proposed."""
        version = tour.proposal.versions.get()
        texts.everyone(texts.consent_round(version, at=AT), at=AT)
        return decided(version, on=AT.date(), **facts)

    def posted(self, **facts):
        tour = rounds.post(self.consented(**facts), by=self.helene, at=AT)
        return rounds.confirm(tour, by=self.claire, at=AT, on=AT.date())


def payout(person, iban=OURS, *, by=None, usable_from=AT, **facts):
    """An account of theirs that may be used."""
    return PayoutAccount.objects.create(
        person=person, holder=facts.pop("holder", person.full_name), iban=iban, asked_at=EARLY,
        proved_at=EARLY, confirmed_by=by or founder("Inès", "Roy"), confirmed_at=EARLY,
        usable_from=usable_from, **facts,
    )  # fmt: skip


def bank():
    return BankAccount.objects.create(
        name="Courant", holder="Institut de Santé Sociale", iban=OURS,
        account=Account.objects.get(number=BANK), opened_on=date(2027, 1, 1),
    )  # fmt: skip


def on_its_way(apport):
    """(a round that is being prepared, its source, a batch, its transfer), of one apport."""
    Terms.objects.exists() or terms(envelope_organ="conseil")
    person = apport.person
    tour = RepaymentRound.objects.create(
        year=2027, number=0, cut_off_on=date(2027, 3, 1), prepared_by=person
    )
    tour.refresh_from_db()
    source = Source.objects.create(round=tour, kind="other", words="Un reste", cents=1)
    share = Share.objects.create(round=tour, contract=apport, rank=1, outstanding=1, cents=1)
    batch = Batch.objects.create(
        key=f"TOUR-{tour.pk}", round=tour, on=date(2027, 3, 4), total=1, count=1, content="<x/>",
        digest="c" * 64, made_by=person,
    )  # fmt: skip
    theirs = payout(person, by=signs_for_us())
    transfer = Transfer.objects.create(
        batch=batch, share=share, payout=theirs, key=f"{apport}-{tour.pk}", cents=1
    )
    return tour, source, batch, transfer


def confided(tour, apport, *, to):
    """Somebody asked to be served first, and confides it to this person."""
    hardship = Hardship.objects.create(round=tour, contract=apport, cents=1, reason=b"")
    return Discernment.objects.create(hardship=hardship, by=to)


EARLY = datetime(2028, 6, 1, 10, 0, tzinfo=PARIS)
