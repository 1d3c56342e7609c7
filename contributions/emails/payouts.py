"""The account where somebody is repaid: each change is told to its person."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from coopstudio.mail.api import address, letter
from members.emails.samples import sample

PARIS = timezone.get_default_timezone()
MINE = {"account": "2606", "holder": "Alix Modèle"}


@letter(
    "contributions.payout_given",
    occasion="Dès qu’un compte de reprise est donné ou changé, à sa personne.",
    sample=sample(**MINE, before="0189"),
)
def payout_given(payout, *, write):
    before = payout.person.payout_accounts.filter(ended_at=None, confirmed_at__isnull=False).first()
    write(**_told(payout), before=before.iban[-4:] if before else "")


@letter(
    "contributions.payout_confirmed",
    occasion="Quand une autre personne a confirmé un compte de reprise.",
    sample=sample(**MINE, by="Claire-Lise Besson",
                  usable_from=datetime(2028, 9, 22, 10, 0, tzinfo=PARIS)),
)  # fmt: skip
def payout_confirmed(payout, *, write):
    write(**_told(payout), by=f"{payout.confirmed_by}", usable_from=payout.usable_from)


@letter(
    "contributions.payout_ended",
    occasion="Quand un compte de reprise est retiré.",
    sample=sample(**MINE),
)
def payout_ended(payout, *, write):
    write(**_told(payout))


def _told(payout):
    person = payout.person
    return {
        "to": person.letterbox, "key": f"{payout.pk}", "about": person,
        "first_name": person.first_name, "account": payout.iban[-4:], "holder": payout.holder,
        "link": address(reverse("contributions:payout")),
    }  # fmt: skip
