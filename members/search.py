"""What is found here: members by founders (the others have the directory), encounters by all."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from coopstudio.french.search import matching
from coopstudio.search.api import Hit, around, marked, searched
from members.models import Encounter, Person
from members.permissions import reads_encounters


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
    seen = Person.objects.members(on=today).filter(frozen_since=None)
    found = matching(seen, words).as_cards(on=today)
    for one in found.order_by("-pk")[:most]:
        address = reverse("members:member", args=[one.pk])
        yield Hit(f"{one}", address, marked(one.seen_headline), one.seen_town)


@searched(
    "rencontres",
    "Rencontres",
    rank=65,
    may=reads_encounters,
    whole=lambda words: f"{reverse('members:encounters')}?{urlencode({'q': words})}",
)
def encounters(person, words, most):
    """By the name of the cooperative, its town, what it does, and the story of the visit."""
    found = matching(Encounter.objects.visible_to(person), words)
    found = found.annotate(excerpt=around("story", words)).order_by("-met_on", "-pk")
    for one in found[:most]:
        yield Hit(one.name, one.get_absolute_url(), marked(one.excerpt), one.town)
