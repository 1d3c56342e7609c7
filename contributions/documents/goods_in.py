"""The paper of a thing that goes back as it is."""

from contributions.apports import things
from contributions.documents.payments import at, proof
from contributions.models import Contract, Good
from coopstudio.documents import api
from coopstudio.french import dates, money

RETURN = "contributions.good_return"


def may_read_return(person, document):
    mine = Contract.objects.visible_to(person)
    return Good.objects.filter(pk=document.subject_id, pledge__contract__in=mine).exists()


api.readable_by(RETURN, may_read_return)


def good_return(good):
    """What goes back, what it was brought for, what it had lost, what is left to take back."""
    contract = good.pledge.contract
    contract.balance.refresh_from_db()
    value, wear, entry = things.value(good), things.worn_so_far(good), good.returned_entry
    return api.ask(
        RETURN,
        good,
        title=f"Restitution d’un bien, {contract.reference}",
        template="contributions/documents/good_return.html",
        archive=proof(
            entry.written_at,
            "restitution",
            contrat=contract.reference,
            bien=good.name,
            serie=good.serial,
            valeur_centimes=value,
            usure_centimes=wear,
            ecriture=at(entry),
            le=f"{entry.on}",
        ),  # fmt: skip
        reference=contract.reference,
        name=contract.person.civil_name or f"{contract.person}",
        thing=good.name,
        serial=good.serial,
        condition=good.condition,
        on=dates.short_day(entry.on),
        value=money.euros(value),
        wear=money.euros(wear),
        net=money.euros(value - wear),
        left=money.euros(contract.balance.outstanding),
        entry=at(entry),
    )
