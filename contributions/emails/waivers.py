"""Waivers: one's wish is noted, whoever keeps the books is told, it is written."""

from datetime import date

from django.urls import reverse

from contributions.emails.payments import keepers, of
from contributions.emails.samples import sample
from coopstudio.mail.api import address, letter


@letter(
    "contributions.waiver_noted",
    occasion="Quand quelqu’un demande à renoncer à une part de son droit de reprise.",
    sample=sample(cents=9_655),
)
def waiver_noted(waiver, *, write):
    write(
        to=waiver.contract.person.letterbox,
        key=f"{waiver.pk}",
        about=waiver.contract.person,
        **of(waiver.contract),
        cents=waiver.cents,
    )


@letter(
    "contributions.waiver_undone",
    occasion="Quand une renonciation inscrite par erreur est contre-passée.",
    sample=sample(cents=9_655, on=date(2027, 10, 4), left=39_655, why="Un zéro de trop."),
)
def waiver_undone(waiver, why, *, write):
    contract = waiver.contract
    contract.balance.refresh_from_db()
    write(
        to=contract.person.letterbox,
        key=f"{waiver.pk}",
        about=contract.person,
        **of(contract),
        cents=waiver.cents,
        on=waiver.entry.on,
        left=contract.balance.outstanding,
        why=why,
    )


@letter(
    "contributions.waiver_waits",
    occasion="Quand une renonciation attend d’être inscrite : à la trésorerie.",
    sample=sample(cents=9_655, who="Noémie Perrin"),
)
def waiver_waits(waiver, *, on, write):
    for keeper in keepers(on, but=waiver.contract.person):
        write(
            to=keeper.letterbox,
            key=f"{waiver.pk}:{keeper.pk}",
            about=waiver.contract.person,
            **of(waiver.contract)
            | {
                "first_name": keeper.first_name,
                "link": address(reverse("contributions:waiver_entry", args=[waiver.pk])),
            },
            cents=waiver.cents,
            who=f"{waiver.contract.person}",
        )


@letter(
    "contributions.waiver_written",
    occasion="Quand une renonciation est inscrite ; le papier est joint en PDF.",
    sample=sample(cents=9_655, on=date(2027, 10, 4), left=30_000),
)
def waiver_written(waiver, paper, *, write):
    contract = waiver.contract
    contract.balance.refresh_from_db()
    write(
        to=contract.person.letterbox,
        key=f"{waiver.pk}",
        about=contract.person,
        document=paper,
        **of(contract),
        cents=waiver.cents,
        on=waiver.entry.on,
        left=contract.balance.outstanding,
    )
