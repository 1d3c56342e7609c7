"""Rounds of repayments, told to each for themselves alone: prepared, decided, paid, returned."""

from datetime import date

from django.urls import reverse

from contributions.rounds.frozen import came_since
from coopstudio.mail.api import address, letter
from members.emails.samples import sample

TOUR = {"tour": "2028-1"}
MINE = TOUR | {"reference": "APP-2027-0001", "cents": 31_036}


@letter(
    "contributions.round_prepared",
    occasion="Quand un tour de reprises est calculé, à qui a un apport en cours.",
    sample=sample(**TOUR, cut_off_on=date(2028, 5, 31)),
)
def round_prepared(tour, person, *, write):
    write(
        to=person.letterbox, key=f"{tour.pk}:{person.pk}", about=person,
        first_name=person.first_name, **_of(tour), cut_off_on=tour.cut_off_on,
    )  # fmt: skip


@letter(
    "contributions.repayment_notice",
    occasion="Quand un tour est comptabilisé, à chaque personne à qui il rend ; l’avis est joint.",
    sample=sample(
        **MINE,
        rule="au prorata",
        decision="CR-2028-007",
        account="2606",
        outstanding=118_964,
        since=0,
        cut_off_on=date(2028, 5, 31),
    ),
)
def repayment_notice(share, paper, *, write):
    person, tour = share.contract.person, share.round
    payout = person.payout_accounts.filter(ended_at=None, confirmed_at__isnull=False).first()
    write(
        **_mine(share), key=f"{share.pk}", document=paper, rule=tour.get_rule_display(),
        decision=tour.act.code, account=payout.iban[-4:] if payout else "",
        outstanding=share.contract.balance.outstanding, since=came_since(share),
        cut_off_on=tour.cut_off_on, give=address(reverse("contributions:payout")),
    )  # fmt: skip


@letter(
    "contributions.round_cancelled",
    occasion="Quand un tour comptabilisé est annulé avant tout virement.",
    sample=sample(**MINE, why="une source avait été comptée deux fois"),
)
def round_cancelled(share, why, *, write):
    write(**_mine(share), key=f"{share.pk}", why=why)


@letter(
    "contributions.transfer_leaving",
    occasion="Quand un virement de reprise est remis à la banque.",
    sample=sample(**MINE, on=date(2028, 9, 22), account="2606"),
)
def transfer_leaving(transfer, *, write):
    write(
        **_mine(transfer.share), key=f"{transfer.pk}", on=transfer.batch.on,
        account=transfer.payout.iban[-4:],
    )  # fmt: skip


@letter(
    "contributions.transfer_returned",
    occasion="Quand un virement de reprise revient de la banque.",
    sample=sample(**MINE, account="2606", why="compte clos"),
)
def transfer_returned(transfer, *, write):
    told = _mine(transfer.share) | {"link": address(reverse("contributions:payout"))}
    key = f"{transfer.pk}:{transfer.returned_entry_id or 'never left'}"
    write(**told, key=key, account=transfer.payout.iban[-4:], why=transfer.why)


@letter(
    "contributions.transfer_arrived",
    occasion="Quand un virement que l’on croyait revenu ne l’était pas.",
    sample=sample(**MINE, account="2606", why="La banque parlait d’un autre virement."),
)
def transfer_arrived(transfer, said, why, *, write):
    """``said``: what tells this mistake from another one of the same transfer."""
    told, account = _mine(transfer.share), transfer.payout.iban[-4:]
    write(**told, key=f"{transfer.pk}:{said}", account=account, why=why)


@letter(
    "contributions.round_word",
    occasion="Quand une page discrète d’un tour attend quelqu’un ; la lettre n’en dit rien.",
    sample=sample(**TOUR),
)
def round_word(tour, person, *, key, write):
    """Whoever opens the box over somebody's shoulder learns nothing."""
    write(to=person.letterbox, key=key, first_name=person.first_name, **_of(tour))


def _mine(share):
    person = share.contract.person
    return {
        "to": person.letterbox, "about": person, "first_name": person.first_name,
        "reference": share.contract.reference, "cents": share.cents,
    } | _of(share.round)  # fmt: skip


def _of(tour):
    link = reverse("contributions:round", args=[tour.pk])
    return {"tour": f"{tour}", "link": address(link)}
