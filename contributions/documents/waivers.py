"""The paper of a waiver: what was given up, and what it is not."""

from contributions.documents.payments import at, proof
from contributions.models import Contract, Waiver
from coopstudio.documents import api
from coopstudio.french import dates, money

WAIVER = "contributions.waiver"


def may_read_waiver(person, document):
    mine = Contract.objects.visible_to(person)
    return Waiver.objects.filter(pk=document.subject_id, contract__in=mine).exists()


api.readable_by(WAIVER, may_read_waiver)


def waiver(given):
    """What was given up, asked when, written when, and what is left."""
    contract = given.contract
    contract.balance.refresh_from_db()
    return api.ask(
        WAIVER,
        given,
        title=f"Renonciation, {contract.reference}",
        template="contributions/documents/waiver.html",
        archive=proof(
            given.entry.written_at,
            "renonciation",
            contrat=contract.reference,
            centimes=given.cents,
            le=f"{given.entry.on}",
            ecriture=at(given.entry),
            reste=contract.balance.outstanding,
        ),  # fmt: skip
        reference=contract.reference,
        name=contract.person.civil_name or f"{contract.person}",
        amount=money.euros(given.cents),
        amount_words=money.in_words(given.cents),
        words=given.words,
        asked=dates.moment(given.asked_at),
        on=dates.short_day(given.entry.on),
        by=f"{given.recorded_by}",
        left=money.euros(contract.balance.outstanding),
        entry=at(given.entry),
    )
