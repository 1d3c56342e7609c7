"""What an entry comes from, in words, with the page that tells it."""

from contributions.books.links import link_to
from contributions.models import Entry
from contributions.states import Nature

ONE = (
    "receipt__contract", "repayment_round", "waiver__contract", "good", "returned_good",
    "paid_transfer__batch", "returned_transfer__batch",
)  # fmt: skip
BY_HAND = frozenset({Nature.MISC, Nature.DIVIDEND})
FOLLOWS = {
    Nature.DEPRECIATION: "La dotation suivante reprendra ce que le bien a perdu.",
    Nature.WAIVER: "Le droit redevient entier ; la personne l’apprend, avec votre raison.",
    Nature.REPAYMENT_PAID: "Le virement attend de nouveau la réponse de la banque.",
    Nature.TRANSFER_RETURNED: "Le virement est payé, rien n’est plus dû : la personne l’apprend.",
    Nature.RETURN_IN_KIND: "Le bien est de nouveau ici, et le droit redevient entier : la personne "
    "l’apprend, avec votre raison.",
    Nature.TRANSMISSION: "Le droit revient, entier, à l’apport d’où il venait ; une lettre le dit "
    "à qui l’avait reçu, avec votre raison.",
}
"""What else a mirror moves, said before it is written."""
HERE = BY_HAND | {*FOLLOWS}
"""What is taken back from the page of its entry; anything else from its own page."""


def found(pk):
    """The entry with all that one page says of it."""
    entries = Entry.objects.select_related(
        "book", "year", "seal", "reverses__year", "reversed_by", *ONE
    )
    return entries.get(pk=pk)


def origins_of(entry):
    """[(words, address or « »)]: the papers of the house that made this entry, or speak of it."""
    return [*_papers(entry), *_bank(entry), *_uses(entry)]


def may_be_taken_back(entry):
    return entry.nature in HERE and not hasattr(entry, "reversed_by")


def follows(entry):
    """What else its mirror would move; empty for what was written by hand."""
    return FOLLOWS.get(entry.nature, "")


def _papers(entry):
    yield from _of_a_contract(entry)
    if tour := getattr(entry, "repayment_round", None):
        yield f"Tour de reprises {tour}", link_to("round", tour.pk)
    for name in ("good", "returned_good"):
        if good := getattr(entry, name, None):
            yield f"Bien apporté : {good.name}", link_to("good", good.pk)
    for name, word in (("paid_transfer", "Virement"), ("returned_transfer", "Virement revenu")):
        if transfer := getattr(entry, name, None):
            yield f"{word} {transfer.key}", link_to("batch", transfer.batch_id)


def _of_a_contract(entry):
    if receipt := getattr(entry, "receipt", None):
        yield f"Reçu {receipt.reference} de {receipt.contract}", _contract(receipt.contract)
    if waiver := getattr(entry, "waiver", None):
        yield f"Renonciation, {waiver.contract}", _contract(waiver.contract)
    if entry.nature == Nature.TRANSMISSION:
        for one in entry.transmissions.select_related("contract", "to"):
            yield f"Transmission {one}", _contract(one.to)


def _bank(entry):
    if entry.book_id == "BQ":
        for one in entry.operations.all():
            yield f"Relevé de banque : {one}", link_to("operation", one.pk)


def _uses(entry):
    for one in entry.uses.select_related("need"):
        yield f"Emploi pour « {one.need} » : {one.words}", link_to("plan")
    for one in entry.sources.select_related("round"):
        yield f"Source du tour {one.round}", link_to("round", one.round_id)


def _contract(contract):
    return link_to("apport", contract.pk)
