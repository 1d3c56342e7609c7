"""What waits in members/ and is brought into the basket of a circle: told there by its key."""

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone

from governance.models import Circle, Tension
from governance.permissions import drops_tensions
from members.carrying import Carried, carries
from members.learning.waiting import speaks_of_reviews
from members.models import Drawn, Encounter
from members.states import Fruit

FRUIT, REVIEW = "fruit", "review"


def key_of(kind, row):
    return f"{kind}:{row.pk}"


def fruit_of(person, pk):
    """The tension drawn from an encounter that this person reads; None."""
    seen = Encounter.objects.visible_to(person).shared()
    found = Drawn.objects.filter(pk=pk, kind=Fruit.TENSION, encounter__in=seen)
    return found.select_related("encounter").first()


def words_of(fruit):
    """What one starts from to tell it to a circle."""
    met = f"Nous l’avons tirée de notre rencontre avec {fruit.encounter}."
    return {"subject": fruit.title, "words": f"{fruit.words}\n\n{met}".strip()}


@carries(Fruit.TENSION)
def _fruits(rows, person):
    """In which basket each is; the circles of this person for the others, or the first of all."""
    known = _dropped(rows)
    missing = [one for one in rows if one.pk not in known]
    circles = _circles(person) if missing and drops_tensions(person) else []
    return known | {one.pk: Carried(ways=_ways(one, circles)) for one in missing}


@speaks_of_reviews
def _reviews():
    """It is in the basket of a circle, or was."""
    key = Concat(Value(f"{REVIEW}:"), Cast(OuterRef("pk"), CharField()))
    return Exists(Tension.objects.filter(key=key))


def _dropped(rows):
    """{key of the fruit: where its tension is}."""
    keys = {key_of(FRUIT, one): one.pk for one in rows}
    found = Tension.objects.filter(key__in=keys).select_related("circle")
    return {
        keys[one.key]: Carried(f"Portée au cercle {one.circle.bare}", one.get_absolute_url())
        for one in found
    }


def _circles(person):
    today = timezone.localdate()
    living = Circle.objects.living()
    return list(living.of(person, on=today)) or list(living.filter(parent=None))


def _ways(fruit, circles):
    return [
        (
            circle.name,
            f"{reverse('governance:new_tension', args=[circle.pk])}?rencontre={fruit.pk}",
        )
        for circle in circles
    ]
