"""The apports of the second world: three contracts on paper, what came, a round before a circle
that may be followed to the file for the bank."""

import tomllib
from io import BytesIO
from pathlib import Path

import pikepdf
from django.utils import timezone

from contributions.actions import bank, contracts, payments, pledges, rounds, signing
from contributions.actions.plan import needs, terms
from contributions.contracts.facts import Said
from contributions.demo.accounts import confirm, give
from contributions.demo.contracts import open_the_year
from contributions.demo.people import person
from contributions.demo.pledges import promise
from contributions.models import Need, Receipt, RepaymentRound
from contributions.states import Form
from governance.models import Circle

BOOK = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
SAID = ("born_on", "born_in", "address")


def fill(world):
    """The rules, two needs, four promises, three contracts signed with a pen, one round."""
    world.plan(world.moment("-78 11:00"), _write, on=world.day(-78))
    for rank, told in enumerate(BOOK["needs"]):
        world.plan(world.moment(f"-70 1{rank}:05"), _open, told=told)
    for told in BOOK["promises"]:
        world.plan(world.moment(told["said"]), _promise, told=told)
        world.plan(world.moment(f"{int(told['said'].split()[0]) + 4} 08:40"), _confirm, told=told)
        if "signed" in told:
            for name, act in (("issued", _issue), ("signed", _sign), ("came", _receive)):
                world.plan(world.moment(told[name]), act, told=told)
    world.plan(world.moment("-34 09:00"), _open_the_bank)
    for told in BOOK["accounts"]:
        world.plan(world.moment(told["given"]), give, name=told["name"], iban=told["iban"])
        heard = world.moment(told["heard"])
        world.plan(heard, confirm, name=told["name"], by=BOOK["signs"])
    for name, act in (("at", _prepare), ("computed", _compute), ("proposed", _propose)):
        world.plan(world.moment(BOOK["round"][name]), act)


def keeper():
    return person(BOOK["keeper"])


def _write(*, at, on):
    terms.write(by=keeper(), at=at, from_on=on, **BOOK["terms"])


def _open(*, at, told):
    needs.open_need(by=keeper(), at=at, opened_on=timezone.localdate(at), **told)


def _promise(*, at, told):
    someone = person(told["name"])
    need = Need.objects.get(label=told["need"])
    pledges.declare(
        someone, by=someone, at=at, form=Form.MONEY, cents=told["cents"], need=need, parts=[]
    )


def _confirm(*, at, told):
    pledges.confirm(promise(told["name"]), by=person(told["name"]), at=at)


def _issue(*, at, told):
    said = Said(
        rna=BOOK["rna"], seat=BOOK["seat"], iban=BOOK["bank"], **{name: told[name] for name in SAID}
    )
    contracts.issue(
        promise(told["name"]), by=keeper(), at=at, on=timezone.localdate(at),
        signs_for=person(BOOK["signs"]), said=said,
        **{name: BOOK[name] for name in ("quality", "mandate")},
    )  # fmt: skip


def _sign(*, at, told):
    """Both signed the same sheet; two people who did not sign saw it, and it counts."""
    open_the_year(at, by=keeper())
    version = promise(told["name"]).contract.versions.get()
    signing.sign_on_paper(
        version, by=keeper(), at=at, on=timezone.localdate(at), upload=scan("contrat-signe.pdf"),
        original_at=BOOK["original_at"], both=True,
    )  # fmt: skip
    for name in BOOK["seen_by"]:
        signing.certify(version, by=person(name), at=at)


def scan(name):
    """A sheet as a scanner hands it over."""
    upload, sheet = BytesIO(), pikepdf.new()
    sheet.add_blank_page()
    sheet.save(upload)
    upload.name, upload.size = name, upload.tell()
    upload.seek(0)
    return upload


def _receive(*, at, told):
    payments.receive(
        promise(told["name"]).contract, by=keeper(), at=at, on=timezone.localdate(at),
        cents=told["cents"], means=Receipt.Means.TRANSFER,
        piece=f"Virement {person(told['name']).first_name}, apport",
    )  # fmt: skip


def _open_the_bank(*, at):
    facts = {"name": "Compte courant", "holder": "Coopérative Solstice", "bic": ""}
    bank.open_bank(
        by=keeper(), iban=BOOK["bank"], opened_on=timezone.localdate(at).replace(month=1, day=1),
        **facts,
    )  # fmt: skip


def _prepare(*, at):
    tour = rounds.prepare(by=keeper(), at=at, on=timezone.localdate(at))
    rounds.add_source(tour, by=keeper(), words=BOOK["round"]["words"], cents=BOOK["round"]["cents"])


def _compute(*, at):
    rounds.compute(RepaymentRound.objects.get(), by=keeper(), at=at)


def _propose(*, at):
    """To the circle that the rules name, of which who keeps the books is the leader."""
    circle = Circle.objects.get(prefix=BOOK["circle"])
    rounds.propose(RepaymentRound.objects.get(), circle, by=keeper(), at=at)
