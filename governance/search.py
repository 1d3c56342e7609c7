"""What is found of governance: its decisions, by a word, a number or a person."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from coopstudio.search.api import Hit, around, marked, searched
from governance.models import Decision
from governance.permissions import sees_governance


@searched(
    "decisions",
    "Décisions",
    rank=55,
    may=sees_governance,
    whole=lambda words: f"{reverse('governance:decisions')}?{urlencode({'q': words})}",
)
def decisions(person, words, most):
    """Those that hold: what was replaced is read from what replaced it (V2)."""
    found = Decision.objects.told_on(timezone.localdate()).living().answering(words)
    found = found.annotate(excerpt=around("version__text", words)).select_related("circle")
    for one in found.order_by("-adopted_at", "-pk")[:most]:
        note = f"{one.code}, {one.circle.name}"
        yield Hit(one.title, one.get_absolute_url(), marked(one.excerpt), note)
