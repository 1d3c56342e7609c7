"""Things that were brought: the paper of one that goes back."""

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
        key=f"{good.pk}",
        about=contract.person,
        document=paper,
        **of(contract),
        thing=good.name,
        on=entry.on,
        cents=entry.lines.get(account=contract.account).cents,
    )
