"""What a circle tells: come in, a mandate begins or ends, two circles hold hands or let go."""

from datetime import date

from coopstudio.mail.api import address, letter
from governance.college import secretary
from governance.models import CircleMember
from governance.states import LinkKind, Standing
from members.emails.samples import sample
from members.preferences import unsubscribe, wants
from members.states import Topic

DAY = date(2026, 12, 3)
MANDATE = {"circle": "Accueil", "role": "secrétariat", "until": DAY, "name": "Odile D’Almeida"}
LINK = {
    "child": "Accueil",
    "parent": "Cercle Général",
    "name": "Odile D’Almeida",
    "kind": "second lien",
    "until": DAY,
    "why": "Le mandat est arrivé à son échéance.",
}


@letter(
    "governance.circle_invitation",
    occasion="Quand un cercle fait une place à quelqu’un, qui l’accepte ou non.",
    sample=sample(circle="Accueil", aim="Que chacun et chacune soit attendu.", by="Odile D’Almeida",
                  is_guest=False),
)  # fmt: skip
def circle_invitation(invitation, *, write):
    write(
        to=invitation.person.letterbox,
        key=f"{invitation.pk}",
        about=invitation.circle,
        first_name=invitation.person.first_name,
        circle=invitation.circle.bare,
        aim=invitation.circle.aim,
        by=f"{invitation.by}",
        is_guest=invitation.standing == Standing.GUEST,
        link=_page(invitation.circle),
    )


@letter(
    "governance.invitation_declined",
    occasion="Quand la personne invitée dans un cercle préfère ne pas y entrer.",
    sample=sample(circle="Accueil", name="Lan Nguyễn Thị"),
)
def invitation_declined(invitation, *, write):
    write(
        to=invitation.by.letterbox,
        key=f"{invitation.pk}",
        about=invitation.circle,
        first_name=invitation.by.first_name,
        circle=invitation.circle.bare,
        name=f"{invitation.person}",
        link=_page(invitation.circle),
    )


@letter(
    "governance.circles_merged",
    occasion="Le jour où deux cercles n’en font plus qu’un, à chaque personne de l’un ou de "
    "l’autre.",
    sample=sample(closed="Accueil", goes_on="Ateliers", was_there=True, is_there=True),
)  # fmt: skip
def circles_merged(closed, goes_on, *, on, write):
    """Who came from the closed circle reads where they stand: there already, or asked."""
    there = {one.person_id for one in goes_on.members.on(on)}
    known = CircleMember.objects.filter(circle__in=[closed, goes_on]).select_related("person")
    came = {one.person_id for one in known if one.circle_id == closed.pk and one.until == on}
    here = {one.person for one in known if one.person_id in there | came}
    for person in sorted(here, key=lambda one: one.pk):
        write(
            to=person.letterbox,
            key=f"{closed.pk}-{person.pk}",
            about=goes_on,
            first_name=person.first_name,
            closed=closed.name,
            goes_on=goes_on.name,
            was_there=person.pk in came,
            is_there=person.pk in there,
            link=_page(goes_on),
        )


@letter(
    "governance.mandate_begun",
    occasion="Quand un rôle est confié à quelqu’un, jusqu’à un jour dit.",
    sample=sample(**MANDATE, is_interim=False),
)
def mandate_begun(mandate, *, write):
    write(
        to=mandate.person.letterbox,
        key=f"{mandate.pk}",
        is_interim=mandate.is_interim,
        **_told(mandate, mandate.person),
    )


@letter(
    "governance.mandate_near",
    until="Deux fois au plus, tant que le mandat n’est pas renouvelé.",
    occasion="Trente jours, puis sept jours avant l’échéance d’un mandat, à qui le tient et au "
    "secrétariat du cercle.",
    sample=sample(
        **MANDATE, days=30, is_mine=False, unsubscribe=address("/profil/lettres/arret/…/")
    ),
)  # fmt: skip
def mandate_near(mandate, *, days, on, write):
    """``days``: 30 or 7, whichever is due."""
    for person in _both(mandate.person, secretary(mandate.circle, on=on)):
        if wants(person, Topic.CIRCLES):
            write(
                to=person.letterbox,
                key=f"{mandate.pk}-{days}-{person.pk}",
                days=(mandate.until - on).days,
                is_mine=person == mandate.person,
                unsubscribe=unsubscribe(person, Topic.CIRCLES),
                **_told(mandate, person),
            )


@letter(
    "governance.mandate_ended",
    until="Une fois, le jour où le mandat se termine.",
    occasion="Le jour où un mandat prend fin, à qui le tenait et au secrétariat du cercle.",
    sample=sample(**MANDATE, why="Le mandat est arrivé à son échéance.", is_mine=True),
)
def mandate_ended(mandate, *, write):
    on = mandate.ended_on
    for person in _both(mandate.person, secretary(mandate.circle, on=on)):
        write(
            to=person.letterbox,
            key=f"{mandate.pk}-{person.pk}",
            why=mandate.why,
            is_mine=person == mandate.person,
            **_told(mandate, person),
        )


@letter(
    "governance.link_begun",
    occasion="Quand deux cercles ont consenti à un lien, à la personne et aux deux secrétariats.",
    sample=sample(**LINK, is_mine=True),
)
def link_begun(link, *, write):
    for person in _both(link.person, *_secretaries(link, on=link.since)):
        write(
            to=person.letterbox,
            key=f"{link.pk}-{person.pk}",
            is_mine=person == link.person,
            **_linked(link, person),
        )


@letter(
    "governance.link_ended",
    occasion="Le jour où un lien prend fin, aux secrétariats des deux cercles.",
    sample=sample(**LINK),
)
def link_ended(link, *, write):
    for person in _both(*_secretaries(link, on=link.ended_on)):
        write(to=person.letterbox, key=f"{link.pk}-{person.pk}", **_linked(link, person))


@letter(
    "governance.link_silent",
    until="Une fois, tant que le lien ne siège pas.",
    occasion="Quand un lien a manqué trois réunions du cercle parent, une fois, aux secrétariats.",
    sample=sample(**LINK, missed=3),
)
def link_silent(link, *, missed, on, write):
    for person in _both(*_secretaries(link, on=on)):
        write(
            to=person.letterbox,
            key=f"{link.pk}-{person.pk}",
            missed=missed,
            **_linked(link, person),
        )


def _page(circle):
    return address(circle.get_absolute_url())


def _told(mandate, person):
    return {
        "about": mandate.circle,
        "first_name": person.first_name,
        "circle": mandate.circle.bare,
        "role": mandate.role.name,
        "name": f"{mandate.person}",
        "until": mandate.until,
        "link": _page(mandate.circle),
    }


def _linked(link, person):
    return {
        "about": link.child,
        "first_name": person.first_name,
        "child": link.child.name,
        "parent": link.parent.name,
        "kind": LinkKind(link.kind).label,
        "name": f"{link.person}",
        "until": link.until,
        "why": link.why,
        "link": _page(link.child),
    }


def _secretaries(link, *, on):
    return (secretary(link.child, on=on), secretary(link.parent, on=on))


def _both(*people):
    """Each once, the unknown left out, in order."""
    return list(dict.fromkeys(one for one in people if one))
