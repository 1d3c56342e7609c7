"""Letters to the author of a draft."""

from applications import links
from applications.emails.samples import sample
from coopstudio.mail.api import address, letter


@letter(
    "applications.resume",
    occasion="Quand une personne donne son adresse, ou demande à retrouver son brouillon.",
    sample=sample(),
    secret=True,
)
def resume(draft, *, at, write):
    write(
        to=draft.email,
        key=f"{draft.pk}:{at.isoformat()}",
        about=draft,
        first_name=draft.first_name,
        link=address(links.path_to(draft)),
        days=links.LINK_DAYS,
        signature=draft.version.signature,
    )


@letter(
    "applications.expiring",
    until="Deux fois, sauf si le brouillon est repris ou envoyé.",
    occasion="Trente jours, puis sept jours avant l’effacement d’un brouillon laissé.",
    sample=sample(on="2026-12-03", is_last=False, days=90),
    secret=True,
)
def expiring(draft, *, on, at, is_last, days, write):
    write(
        to=draft.email,
        key=f"{draft.pk}:{at.isoformat()}",
        about=draft,
        first_name=draft.first_name,
        on=on,
        is_last=is_last,
        days=days,
        link=address(links.path_to(draft)),
        signature=draft.version.signature,
    )
