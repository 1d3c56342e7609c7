"""Two circles become one: which one closes and which one goes on, as the adopted text says it.

    Cercle qui se clôt : Accueil
    Cercle qui se poursuit : Ateliers

Both consent to the same version, each in its own round. A parent that would lose a domain to
another parent consents too; a parent that keeps both is heard, for nothing leaves it.
"""

from dataclasses import dataclass

from coopstudio.refusals import Refused
from governance.circles import charters
from governance.models import Circle
from governance.states import CircleState


class SaysNotWhich(Refused):
    message = (
        "Le texte dit quel cercle se clôt et lequel se poursuit, sur deux lignes : « Cercle qui se "
        "clôt : … », « Cercle qui se poursuit : … ». Remettez-les, avec le nom des deux cercles."
    )


class OneIsNotAsked(Refused):
    message = (
        "Deux cercles fusionnent quand chacun consent à la même version : l’un des deux n’est pas "
        "parmi les cercles à qui ce texte est demandé."
    )


class OneIsGone(Refused):
    def __init__(self, circle):
        super().__init__(
            f"{circle} est {circle.get_state_display()} : une fusion se décide entre deux cercles "
            "qui vivent."
        )


class NoParent(Refused):
    message = (
        "Ce cercle n’a pas de cercle parent, et tous les autres s’y tiennent : c’est l’autre qui "
        "peut s’y fondre."
    )


class ChildrenAreAlive(Refused):
    def __init__(self, circle):
        super().__init__(
            f"Un cercle se trouve dans {circle} : qu’il se close ou change de parent d’abord, ou "
            f"que ce soit {circle} qui se poursuive."
        )


class ParentIsNotAsked(Refused):
    def __init__(self, parent):
        super().__init__(
            f"Un domaine quitterait {parent} pour un autre cercle parent : ce cercle consent "
            "aussi. Ajoutez-le aux cercles qui doivent consentir."
        )


class NameIsTaken(Refused):
    message = "Un autre cercle qui vit porte déjà ce nom : choisissez-en un autre."


@dataclass(frozen=True)
class Merger:
    """The circle that closes, and the one that goes on and holds what both held."""

    closing: Circle
    going_on: Circle

    @property
    def leaves(self):
        """The parent that a domain would leave for another one, or None."""
        parent = self.closing.parent
        stays = (self.going_on.pk, self.going_on.parent_id)
        return None if parent is None or parent.pk in stays else parent


def told(closing, going_on, *, name, aim, decides, recommends, more):
    """The text of a merger, as both circles will consent to it."""
    lines = charters.Charter(name or None, aim or None, decides, recommends).composed()
    both = f"Cercle qui se clôt : {closing}\nCercle qui se poursuit : {going_on}"
    return "\n\n".join(one for one in (both, lines, more) if one).strip()


def pair(proposal, version):
    """Which of its two circles closes, and which goes on; refuses a text that says it not."""
    said = charters.read(version.text)
    two = {one.name: one for one in (proposal.circle, proposal.about_circle) if one}
    closing, going_on = two.get(said.closes), two.get(said.goes_on)
    if closing is None or going_on is None or closing == going_on:
        raise SaysNotWhich
    return Merger(closing, going_on)


def check(proposal, version):
    """Refuse a merger that could not be done: looked at before the round, and at the adoption."""
    found = pair(proposal, version)
    check_possible(found)
    must = proposal.concerns.filter(must_consent=True).values_list("circle", flat=True)
    asked = {proposal.circle_id, *must}
    if not {found.closing.pk, found.going_on.pk} <= asked:
        raise OneIsNotAsked
    if found.leaves and found.leaves.pk not in asked:
        raise ParentIsNotAsked(found.leaves)
    if name := charters.read(version.text).name:
        living = Circle.objects.filter(closed_at=None, instance=found.going_on.instance_id)
        if living.filter(name=name).exclude(pk__in=[found.closing.pk, found.going_on.pk]).exists():
            raise NameIsTaken
    return found


def check_possible(found):
    """Both live, neither is ending into another, and no circle stands in the one that closes."""
    closing, going_on = found.closing, found.going_on
    for one in (closing, going_on):
        if not one.is_open or one.merged_into_id:
            raise OneIsGone(one)
    if going_on.state == CircleState.CLOSING:
        raise OneIsGone(going_on)
    if closing.is_first:
        raise NoParent
    if closing.children.filter(closed_at=None).exists():
        raise ChildrenAreAlive(closing)
