"""A right that passes on: those who hold it now are told, and who gave it."""

from datetime import date

from contributions.emails.payments import of
from contributions.emails.samples import sample
from coopstudio.mail.api import letter


@letter(
    "contributions.transmission_told",
    occasion="Quand un droit de reprise vous est transmis ; le papier est joint en PDF.",
    sample=sample(
        cents=30_000, before="APP-2027-0002", who="Bastien Morel", on=date(2028, 3, 1),
        deed="acte de notoriété du 12 février 2028", is_death=True,
    ),
)  # fmt: skip
def transmission_told(passed, paper, *, write):
    write(
        to=passed.to.person.letterbox,
        key=f"{passed.pk}",
        about=passed.to.person,
        document=paper,
        **of(passed.to),
        cents=passed.cents,
        before=passed.contract.reference,
        who=f"{passed.contract.person}",
        on=passed.on,
        deed=passed.deed,
        is_death=passed.why == "death",
    )


@letter(
    "contributions.transmission_left",
    occasion="Quand la cession de votre droit de reprise est inscrite.",
    sample=sample(cents=30_000, on=date(2028, 3, 1), deed="décision du 12 février 2028", left=0),
)
def transmission_left(contract, passed, *, write):
    contract.balance.refresh_from_db()
    write(
        to=contract.person.letterbox,
        key=f"{passed[0].pk}",
        about=contract.person,
        **of(contract),
        cents=sum(one.cents for one in passed),
        on=passed[0].on,
        deed=passed[0].deed,
        left=contract.balance.outstanding,
    )


@letter(
    "contributions.transmission_undone",
    occasion="Quand la transmission d’un droit était une erreur, et qu’elle est contre-passée.",
    sample=sample(cents=30_000, on=date(2028, 3, 1), left=0, why="Ce n’était pas la bonne part."),
)
def transmission_undone(passed, contract, why, *, write):
    """To whoever holds ``contract``: it passed from there, or to there."""
    contract.balance.refresh_from_db()
    write(
        to=contract.person.letterbox,
        key=f"{passed.pk}:{contract.pk}",
        about=contract.person,
        **of(contract),
        cents=passed.cents,
        on=passed.on,
        left=contract.balance.outstanding,
        why=why,
    )
