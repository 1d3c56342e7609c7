"""Things that were brought: the paper of one that goes back, and what was told by mistake."""

from datetime import date

from contributions.emails.payments import of
from contributions.emails.samples import sample
from coopstudio.mail.api import letter


@letter(
    "contributions.good_returned",
    occasion="Quand un bien apporté est rendu tel quel ; le papier est joint en PDF.",
    sample=sample(thing="Un ordinateur portable", on=date(2028, 1, 31), cents=89_990),
)
def good_returned(good, paper, *, write):
    contract, entry = good.pledge.contract, good.returned_entry
    write(
        to=contract.person.letterbox,
        key=f"{good.pk}:{entry.pk}",
        about=contract.person,
        document=paper,
        **of(contract),
        thing=good.name,
        on=entry.on,
        cents=entry.lines.get(account=contract.account).cents,
    )


@letter(
    "contributions.good_stayed",
    occasion="Quand le retour d’un bien était une erreur, et qu’il est contre-passé.",
    sample=sample(
        thing="Un ordinateur portable", on=date(2028, 1, 31), left=89_990, why="Un autre bien."
    ),
)
def good_stayed(good, entry, why, *, write):
    contract = good.pledge.contract
    contract.balance.refresh_from_db()
    write(
        to=contract.person.letterbox,
        key=f"{good.pk}:{entry.pk}",
        about=contract.person,
        **of(contract),
        thing=good.name,
        on=entry.on,
        left=contract.balance.outstanding,
        why=why,
    )
