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
        first_name=draft.first_name,
        link=address(links.path_to(draft)),
        days=links.LINK_DAYS,
        signature=draft.version.signature,
    )


@letter(
    "applications.expiring",
    occasion="Sept jours avant l’effacement d’un brouillon auquel personne n’a touché.",
    sample=sample(on="2026-12-03"),
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
