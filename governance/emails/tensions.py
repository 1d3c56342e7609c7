"""A tension reaches those who prepare the meetings; its author hears what came of it."""

from django.utils import timezone

from coopstudio.mail.api import address, letter
from governance.college import college, facilitator, secretary
from governance.emails.circle_names import called
from members.emails.samples import sample

TENSION = {
    "title": "Qui signe les devis ?",
    "circle": "le Cercle général",
    "of_circle": "du Cercle général",
}


@letter(
    "governance.tension_dropped",
    until="Une fois, quand la tension quitte le panier.",
    occasion="Quand une tension est déposée, à qui facilite et à qui tient le secrétariat ; et à "
    "chaque personne du cercle, quand sa leader ou son leader a décidé dans l’urgence.",
    sample=sample(
        **TENSION, by="Inès Da Silva", words="Personne ne sait qui engage le cercle.", urgent=""
    ),
)
def tension_dropped(tension, *, write):
    on = timezone.localdate(tension.at)
    asked = {facilitator(tension.circle, on=on), secretary(tension.circle, on=on)}
    if tension.is_urgent:
        asked |= {one.person for one in college(tension.circle, on=on)}
    for person in sorted(asked - {None, tension.by}, key=lambda one: one.pk):
        write(
            to=person.letterbox,
            key=f"{tension.pk}:{person.pk}",
            first_name=person.first_name,
            by=tension.by.full_name if tension.by else "",
            words=tension.words,
            urgent=tension.domain.words if tension.is_urgent else "",
            **_about(tension),
        )


@letter(
    "governance.tension_settled",
    occasion="Quand une tension quitte le panier, à la personne qui l’avait déposée.",
    sample=sample(**TENSION, how="Décision CG-2026-014"),
)
def tension_settled(tension, *, write):
    if tension.by and tension.by != tension.settled_by:
        write(
            to=tension.by.letterbox,
            key=f"{tension.pk}",
            first_name=tension.by.first_name,
            how=tension.how,
            **_about(tension),
        )


def _about(tension):
    return {
        "about": tension,
        "title": tension.subject,
        **called(tension.circle),
        "link": address(tension.get_absolute_url()),
    }
