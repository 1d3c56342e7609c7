"""The receipt of a payment: never one for the taxes."""

import json

from contributions.models import Contract, Receipt
from coopstudio.documents import api
from coopstudio.french import dates, money

RECEIPT = "contributions.receipt"


def may_read_receipt(person, document):
    """Its contributor, and whoever answers for the books."""
    mine = Contract.objects.visible_to(person)
    return Receipt.objects.filter(pk=document.subject_id, contract__in=mine).exists()


api.readable_by(RECEIPT, may_read_receipt)


def receipt(given):
    """What arrived, when, how, and what had come by then."""
    contract, entry = given.contract, given.entry
    contract.balance.refresh_from_db()
    came, committed = contract.balance.received, contract.committed
    is_thing = given.means == Receipt.Means.IN_KIND
    return api.ask(
        RECEIPT,
        given,
        title=f"Reçu {given.reference}",
        template="contributions/documents/receipt.html",
        archive=proof(
            given.written_at,
            given.reference,
            recu=given.reference,
            contrat=contract.reference,
            centimes=given.cents,
            le=f"{given.on}",
            moyen=given.means,
            ecriture=at(entry),
            apporte_en_tout=came,
        ),  # fmt: skip
        number=given.reference,
        reference=contract.reference,
        name=contract.person.civil_name or f"{contract.person}",
        amount=money.euros(given.cents),
        amount_words=money.in_words(given.cents),
        means="" if is_thing else given.get_means_display(),
        thing=thing_of(entry) if is_thing else "",
        piece=entry.piece if entry.piece != contract.reference else "",
        received=dates.short_day(given.on),
        given=dates.short_day(given.written_at),
        entry=at(entry),
        came=money.euros(came),
        committed=money.euros(committed),
        missing=money.euros(committed - came) if committed > came else "",
    )


def proof(when, name, **facts):
    """What makes a paper a proof: its hour, and its numbers as data, in a file that it carries."""
    text = json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True)
    return {"at": when, "files": {f"{name}.json": text}}


def at(entry):
    """Where an entry stands in the books: « BQ 12 de 2027 »."""
    return f"{entry.book_id} {entry.number} de {entry.year}"


def thing_of(entry):
    good = getattr(entry, "good", None)
    return good.name if good else ""
