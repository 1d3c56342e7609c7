"""Two texts in force do not hold together: both circles find it in their basket (V, edge cases).

Nobody's text falls by itself: the more specific circle decides inside its domain, and only there.
"""

from django.db import transaction

from coopstudio.db import one_at_a_time
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
    """« Ces deux textes se contredisent » : each circle finds it in its basket, once as long as one
    of them has not settled it."""
    if other not in beside(decision, on=on):
        raise NotBeside
    two = sorted([decision, other], key=lambda one: one.pk)
    key = f"contradiction:{two[0].pk}:{two[1].pk}"
    with transaction.atomic():
        one_at_a_time(key)
        said = Tension.objects.filter(key__startswith=f"{key}:")
        if said.filter(settled_at=None).exists():
            raise IsSaid
        times = said.filter(circle=decision.kept_by_id).count()
        return [
            tensions.drop(
                one.kept_by, by=by, at=at, wish=Wish.DECIDE, decision=one,
                key=f"{key}:{one.kept_by_id}:{times}",
                subject=f"{one.code} et {against.code} se contredisent",
                words=f"{words.strip()}\n\n« {one.title} » ({one.kept_by.bare}) et "
                f"« {against.title} » ({against.kept_by.bare}) sont tous deux en vigueur. Le cercle"
                " le plus proche décide dans son domaine, et seulement là.",
            )
            for one, against in (two, two[::-1])
        ]  # fmt: skip
