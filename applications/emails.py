"""Every letter about an application, one function each; the words stand in the templates."""

from django.urls import reverse

from applications import links
from coopstudio.mail.api import address, letter

SIGNED = "Fleur Mathet et Thomas Marshall"


def _status(application):
    return address(f"{reverse('applications:status')}#candidature-{application.number}")


def _sample(**more):
    return lambda: {
        "first_name": "Noémie",
        "signature": SIGNED,
        "link": address("/candidater/reprise/exemple/"),
        "days": links.LINK_DAYS,
        **more,
    }


@letter(
    "applications.resume",
    occasion="Quand une personne donne son adresse, ou demande à retrouver son brouillon.",
    sample=_sample(),
    secret=True,
)
def resume(draft, *, at, write):
    write(
        to=draft.email,
        key=f"{draft.pk}:{at.isoformat()}",
        first_name=draft.first_name,
        link=address(links.path_to(draft)),
        days=links.LINK_DAYS,
        signature=draft.version.signature,
    )


@letter(
    "applications.expiring",
    occasion="Sept jours avant l’effacement d’un brouillon auquel personne n’a touché.",
    sample=_sample(on="2026-12-03"),
    secret=True,
)
def expiring(draft, *, on, write):
    write(
        to=draft.email,
        key=f"{draft.pk}:{on}",
        first_name=draft.first_name,
        on=on,
        link=address(links.path_to(draft)),
        signature=draft.version.signature,
    )


@letter(
    "applications.received",
    occasion="Quand une candidature arrive ; la copie en PDF est jointe.",
    sample=_sample(answer_by="2026-12-03", number=12),
)
def received(application, copy, *, write):
    write(
        to=application.email,
        key=f"{application.pk}",
        document=copy,
        first_name=application.first_name,
        number=application.number,
        answer_by=application.answer_by,
        link=_status(application),
        signature=application.version.signature,
    )


@letter(
    "applications.alert",
    occasion="Quand une candidature arrive, à chaque membre de la fondation.",
    sample=_sample(name="Noémie D’Almeida", town="Mâcon", answer_by="2026-12-03"),
)
def alert(application, founder, *, write):
    write(
        to=founder.email,
        key=f"{application.pk}:{founder.pk}",
        first_name=founder.first_name,
        name=application.full_name,
        town=application.town,
        answer_by=application.answer_by,
        link=address(application.get_absolute_url()),
    )


@letter(
    "applications.withdrawn",
    occasion="Quand une personne retire sa candidature.",
    sample=_sample(),
)
def withdrawn(application, *, write):
    write(
        to=application.email,
        key=f"{application.pk}",
        first_name=application.first_name,
        signature=application.version.signature,
    )


@letter(
    "applications.withdrawal",
    occasion="Quand une personne retire sa candidature, à chaque membre de la fondation.",
    sample=_sample(name="Noémie D’Almeida"),
)
def withdrawal(application, founder, *, write):
    write(
        to=founder.email,
        key=f"{application.pk}:{founder.pk}",
        first_name=founder.first_name,
        name=application.full_name,
        link=address(application.get_absolute_url()),
    )
