"""What founders find of members; members themselves search in the directory."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from coopstudio.french.search import matching
from coopstudio.search.api import Hit, marked, searched
from members.models import Person


@searched(
    "membres",
    "Membres",
    rank=60,
    may=lambda person: person.is_founder,
    whole=lambda words: f"{reverse('members:directory')}?{urlencode({'q': words})}",
)
def members(person, words, most):
    """By their name, their town and what they do."""
    found = matching(Person.objects.members(on=timezone.localdate()), words)
    for one in found.order_by("-pk")[:most]:
        yield Hit(
            f"{one}", reverse("members:member", args=[one.pk]), marked(one.headline), one.town
        )
