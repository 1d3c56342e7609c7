"""Two texts in force do not hold together: both circles find it in their basket (V, edge cases).

Nobody's text falls by itself: the more specific circle decides inside its domain, and only there.
"""

from django.db import transaction

from coopstudio.refusals import Refused
from governance.actions import tensions
from governance.models import Tension
from governance.register.contradicting import beside
from governance.states import Wish


class NotBeside(Refused):
    message = "Choisissez un texte en vigueur du cercle parent, ou d’un cercle qui se trouve ici."


class IsSaid(Refused):
    message = "C’est déjà dit : les deux cercles l’ont trouvé dans leur panier."


def say_contradiction(decision, other, *, by, at, on, words):
    """« Ces deux textes se contredisent » : each circle finds it in its basket, once."""
    if other not in beside(decision, on=on):
        raise NotBeside
    two = sorted([decision, other], key=lambda one: one.pk)
    key = f"contradiction:{two[0].pk}:{two[1].pk}"
    if Tension.objects.filter(key__startswith=f"{key}:").exists():
        raise IsSaid
    with transaction.atomic():
        return [
            tensions.drop(
                one.kept_by, by=by, at=at, wish=Wish.DECIDE, decision=one,
                key=f"{key}:{one.kept_by_id}",
                subject=f"{one.code} et {against.code} se contredisent",
                words=f"{words.strip()}\n\n« {one.title} » ({one.kept_by.bare}) et "
                f"« {against.title} » ({against.kept_by.bare}) sont tous deux en vigueur. Le cercle"
                " le plus proche décide dans son domaine, et seulement là.",
            )
            for one, against in (two, two[::-1])
        ]  # fmt: skip
