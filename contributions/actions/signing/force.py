"""What a signature sets in motion: the other side is asked, or the contract enters into force."""

from datetime import date

from django.utils import timezone

from contributions import documents, emails
from contributions.actions import early, goods_in
from contributions.contracts.payments import due_on
from contributions.events import Event
from contributions.models import Instalment, Signatory
from contributions.states import ContractState, Form, Party
from coopstudio.journal.api import record


def advance(contract, version, *, by, at):
    """Follow from the signatures that count: called once one of them does, under the lock."""
    signed = {one.party: one for one in Signatory.objects.filter(version=version).signed()}
    if Party.CONTRIBUTOR not in signed:
        return
    if contract.state == ContractState.ISSUED:
        contract.move_to(ContractState.SIGNED)
        contract.save(update_fields=["state"])
    if Party.ASSOCIATION not in signed:
        emails.contract_to_countersign(version)
    elif contract.state == ContractState.SIGNED:
        _enter(contract, version, _day(signed.values(), at), by=by, at=at)
    elif not documents.paper_signed(version):
        _tell(version, at)


def _enter(contract, version, on, *, by, at):
    """In force, from the day of the last signature: its rank. Payments are expected."""
    contract.move_to(ContractState.IN_FORCE)
    contract.in_force_on = on
    contract.save(update_fields=["state", "in_force_on"])
    record(Event.CONTRACT_IN_FORCE, contract, by=by, on=on.isoformat())
    Instalment.objects.bulk_create(
        Instalment(contract=contract, due_on=due_on(one, on), cents=one["cents"])
        for one in version.facts["instalments"]
    )  # fmt: skip
    if contract.form == Form.IN_KIND:
        for good in contract.pledge.goods.all():
            goods_in.bring_in(good, by=by, at=at, on=on)
    early.make_payments(contract, by=by, at=at)
    _tell(version, at)


def _tell(version, at):
    """The signed paper carries its proofs; a copy goes to both."""
    paper = documents.contract_signed(version, at=at)
    for signatory in version.signatories.select_related("person"):
        emails.contract_signed(signatory, paper)


def _day(signatories, at):
    """The day of the last signature: what the paper says, or the day it was given on screen."""
    days = [
        date.fromisoformat(one.signature.evidence["signed_on"])
        if "signed_on" in one.signature.evidence
        else timezone.localdate(one.signature.signed_at)
        for one in signatories
    ]
    return max(days)
