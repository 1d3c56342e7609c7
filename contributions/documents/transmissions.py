"""The paper of a right that passed on: from whom, by which deed, how much, with which rank."""

from contributions.documents.payments import at, proof
from contributions.models import Contract, Transmission
from coopstudio.documents import api
from coopstudio.french import dates, money

TRANSMISSION = "contributions.transmission"


def may_read_transmission(person, document):
    """Who holds the right now, and whoever answers for the books."""
    mine = Contract.objects.visible_to(person)
    return Transmission.objects.filter(pk=document.subject_id, to__in=mine).exists()


api.readable_by(TRANSMISSION, may_read_transmission)


def transmission(passed):
    before, after = passed.contract, passed.to
    return api.ask(
        TRANSMISSION,
        passed,
        title=f"Transmission, {before.reference} vers {after.reference}",
        template="contributions/documents/transmission.html",
        archive=proof(
            passed.at,
            "transmission",
            contrat=before.reference,
            suite=after.reference,
            centimes=passed.cents,
            le=f"{passed.on}",
            ecriture=at(passed.entry),
        ),  # fmt: skip
        before=before.reference,
        reference=after.reference,
        who=before.person.civil_name or f"{before.person}",
        name=after.person.civil_name or f"{after.person}",
        is_death=passed.why == Transmission.Why.DEATH,
        deed=passed.deed,
        on=dates.short_day(passed.on),
        since=dates.short_day(after.in_force_on),
        amount=money.euros(passed.cents),
        amount_words=money.in_words(passed.cents),
        entry=at(passed.entry),
    )
