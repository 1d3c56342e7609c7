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
    """By their name, and by their town and what they do when they show it."""
    today = timezone.localdate()
    found = matching(Person.objects.members(on=today), words).as_cards(on=today)
    for one in found.order_by("-pk")[:most]:
        address = reverse("members:member", args=[one.pk])
        yield Hit(f"{one}", address, marked(one.seen_headline), one.seen_town)
