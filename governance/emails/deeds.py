"""What a circle asks of somebody, day by day: asked, passed on with a role, late, let go."""

from datetime import date

from django.urls import reverse

from coopstudio.mail.api import address, letter
from members.emails.samples import sample
from members.preferences import unsubscribe, wants
from members.states import Topic

DAY = date(2026, 12, 3)
DEED = {"circle": "Économie", "words": "Comparer les devis des deux imprimeurs", "due_on": DAY}


@letter(
    "governance.deed_asked",
    occasion="Quand un cercle confie une action à quelqu’un, ou que la tâche d’un rôle revient.",
    sample=sample(**DEED, by="Odile D’Almeida", role=""),
)
def deed_asked(deed, *, write):
    """``by`` is empty when nobody asked: the role brings it back."""
    write(
        to=deed.person.letterbox,
        key=f"{deed.pk}-{deed.person_id}",
        by=deed.by.full_name if deed.by else "",
        role=deed.task.role.name if deed.task else "",
        **_told(deed),
    )


@letter(
    "governance.deed_handed_over",
    occasion="Quand un rôle change de mains avec une action en cours, à qui la reprend.",
    sample=sample(**DEED, before="Lan Nguyễn Thị", role="Caisse du mois"),
)
def deed_handed_over(deed, *, before, write):
    write(
        to=deed.person.letterbox,
        key=f"{deed.pk}-{deed.person_id}",
        before=before.full_name,
        role=deed.task.role.name,
        **_told(deed),
    )


@letter(
    "governance.deed_late",
    until="Une fois, tant que l’action n’est ni faite ni rendue.",
    occasion="Le lendemain du jour prévu d’une action, une fois, à qui s’en charge.",
    sample=sample(**DEED, unsubscribe=address("/profil/lettres/arret/…/")),
)
def deed_late(deed, *, write):
    if not wants(deed.person, Topic.CIRCLES):
        return
    write(
        to=deed.person.letterbox,
        key=f"{deed.pk}-{deed.person_id}-{deed.due_on}",
        unsubscribe=unsubscribe(deed.person, Topic.CIRCLES),
        **_told(deed),
    )


@letter(
    "governance.deed_released",
    occasion="Quand le cercle lève une action en réunion, ou se clôt, à qui s’en chargeait.",
    sample=sample(**DEED, why="L’imprimeur a fermé : la question ne se pose plus."),
)
def deed_released(deed, *, write):
    write(to=deed.person.letterbox, key=f"{deed.pk}", why=deed.note, **_told(deed))


def _told(deed):
    return {
        "about": deed,
        "first_name": deed.person.first_name,
        "circle": deed.circle.name,
        "words": deed.words,
        "due_on": deed.due_on,
        "link": address(reverse("governance:my_deeds")),
    }
