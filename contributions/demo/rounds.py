"""A round of the demonstration, from its envelope to the bank: a transfer came back, and may leave
again today."""

from django.utils import timezone

from contributions.actions import batches, rounds
from contributions.demo.accounts import confirm, give
from contributions.demo.cooperative import scan
from contributions.demo.people import person
from contributions.models import Batch, RepaymentRound, Transfer
from coopstudio.files import quarantine
from governance.actions import acts
from governance.demo.circles import circle
from governance.demo.rites import agree_apart
from governance.models import Decision

GIVEN = [
    # who, day, IBAN: the first of Odile is closed when the transfer arrives
    ("odile", -26, "FR7610107001011234567890129"),
    ("aicha.benali", -25, "DE89370400440532013000"),
    ("odile", -9, "FR1420041010050500013M02606"),
    ("lan", -2, "BE68539007547034"),
]
TO_CONFIRM = "lan"
ENVELOPE = "Recette de la fête de l’automne, mise au pot par l’assemblée", 300_00
SAID = {"reactions": {
    "blaise": "Trois cents euros, ce n’est pas grand-chose, et c’est une parole tenue.",
    "fleur": "Joie de rendre, même peu, la première année.",
}}  # fmt: skip
CAME_BACK = "odile", "AC04 : compte clôturé"


def plan(world):
    """Cut off, shared, agreed, written, sent: each by who may, and never one person alone."""
    for name, day, iban in GIVEN:
        world.plan(world.moment(f"{day} 18:05"), give, name=name, iban=iban)
        if name != TO_CONFIRM:
            world.plan(world.moment(f"{day} 19:40"), confirm, name=name)
    for moment, act in [
        ("-22 10:15", _prepare), ("-22 10:40", _agree), ("-20 18:30", _decide),
        ("-19 09:10", _post), ("-16 11:05", _send), ("-13 15:30", _hear),
    ]:  # fmt: skip
        world.plan(world.moment(moment), act)
    world.plan(world.moment("-18 09:20"), _write, leaves_on=world.day(-15))


def _prepare(*, at):
    words, cents = ENVELOPE
    tour = rounds.prepare(by=person("helene"), at=at, on=timezone.localdate(at))
    for one in tour.sources.all():
        rounds.drop_source(one, by=person("helene"))
    rounds.add_source(tour, by=person("helene"), words=words, cents=cents)
    rounds.compute(tour, by=person("helene"), at=at)


def _agree(*, at):
    """By the general circle, at a distance, before the assembly that the rules name."""
    proposal = rounds.propose(_tour(), circle("CG"), by=person("thomas"), at=at)
    agree_apart(proposal, SAID, at=at)


def _decide(*, at):
    """The assembly met: its minutes are signed, and the decision is in force."""
    decision = Decision.objects.get(proposal=_tour().proposal)
    act = acts.attach(
        decision, by=person("blaise"), at=at, upload=scan("proces-verbal.pdf"),
        signed_on=timezone.localdate(at), signed_by="Fleur Mathet, présidente de séance",
    )  # fmt: skip
    quarantine.scan(act.signed_id)


def _post(*, at):
    rounds.post(_tour(), by=person("helene"), at=at)


def _write(*, at, leaves_on):
    """The second person; then the batch, as far as accounts may be used."""
    rounds.confirm(_tour(), by=person("fleur"), at=at, on=timezone.localdate(at))
    try:
        batches.make(_tour(), by=person("helene"), at=at, on=leaves_on)
    except batches.ConfirmedTooRecently:
        return  # no owner played this house: PostgreSQL waits for its own two days


def _send(*, at):
    for batch in Batch.objects.all():
        batches.send(batch, by=person("thomas"), at=at)


def _hear(*, at):
    """The bank paid what it could, and told why the other one came back."""
    name, why = CAME_BACK
    facts = {"by": person("helene"), "at": at, "on": timezone.localdate(at)}
    for one in Transfer.objects.order_by("pk"):
        batches.paid(one, source_key=f"demo:paid:{one.key}", **facts)
        if one.share.contract.person == person(name):
            batches.returned(one, why=why, source_key=f"demo:back:{one.key}", **facts)


def _tour():
    return RepaymentRound.objects.get()
