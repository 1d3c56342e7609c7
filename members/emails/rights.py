"""What a person asks about their data."""

from datetime import date

from django.urls import reverse

from coopstudio.mail.api import address, letter
from members.emails.samples import sample


@letter(
    "members.data_asked",
    occasion="Quand une personne demande quelque chose de ses données.",
    sample=sample(kind="geler mes données", freezes=True, due_on=date(2026, 12, 3)),
)
def data_asked(asked, *, write):
    write(
        to=asked.person.letterbox,
        key=f"{asked.pk}",
        first_name=asked.person.first_name,
        kind=asked.get_kind_display(),
        freezes=asked.kind == "limit",
        due_on=asked.due_on,
        link=address("/mes-donnees/"),
    )


@letter(
    "members.data_request",
    occasion="Quand une personne demande quelque chose de ses données, à la fondation.",
    sample=sample(kind="faire corriger quelque chose", due_on=date(2026, 12, 3)),
)
def data_request(asked, founder, *, write):
    """Without a name: it may still be folded."""
    write(
        to=founder.letterbox,
        key=f"{asked.pk}:{founder.pk}",
        first_name=founder.first_name,
        kind=asked.get_kind_display(),
        due_on=asked.due_on,
        link=address(reverse("members:data_request", args=[asked.pk])),
    )


@letter(
    "members.data_reminder",
    until="Une fois, dix jours avant la fin du mois de réponse.",
    occasion="Dix jours avant la fin du mois de réponse à une demande, à la fondation.",
    sample=sample(kind="faire corriger quelque chose", due_on=date(2026, 12, 3)),
)
def data_reminder(asked, founder, *, write):
    write(
        to=founder.letterbox,
        key=f"{asked.pk}:{founder.pk}",
        first_name=founder.first_name,
        kind=asked.get_kind_display(),
        due_on=asked.due_on,
        link=address(reverse("members:data_request", args=[asked.pk])),
    )


@letter(
    "members.data_answered",
    occasion="Quand la fondation répond à une demande sur des données ; ses mots sont les siens.",
    sample=sample(
        kind="faire corriger quelque chose",
        body="Votre commune est corrigée dans le registre et dans l’annuaire.",
        by="Thomas Marshall",
        thaws_on=date(2026, 12, 10),
    ),
)
def data_answered(asked, *, write):
    write(
        to=asked.person.letterbox,
        key=f"{asked.pk}",
        first_name=asked.person.first_name,
        kind=asked.get_kind_display(),
        body=asked.answer,
        thaws_on=asked.thaws_on,
        by=f"{asked.answered_by}",
        link=address("/mes-donnees/"),
    )
