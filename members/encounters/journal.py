"""The journal of encounters as its pages read it: a page of visits, one visit, what was drawn."""

from urllib.parse import urlencode

from django.db.models import Count, Q
from django.utils.functional import cached_property

from coopstudio.french.search import matching
from members.carrying import carried
from members.models import Drawn, Encounter
from members.states import Fruit

PAGE = 25
LONGEST = 100
MOST_THEMES = 12
ORDER = (Fruit.PRINCIPLE, Fruit.TENSION, Fruit.NEED)


class Journal:
    """The encounters this person may read: ``q`` (words), ``theme``, ``avant`` (bookmark)."""

    def __init__(self, person, query):
        self.words = query.get("q", "").replace("\0", "").strip()[:LONGEST]
        self.theme = query.get("theme", "").replace("\0", "").strip()[:40]
        self.before = _number(query.get("avant", ""))
        self._seen = Encounter.objects.visible_to(person)
        found = matching(self._seen, self.words) if self.words else self._seen
        self._found = found.filter(themes__contains=[self.theme]) if self.theme else found

    @cached_property
    def _read(self):
        counted = {f"{kind}s": Count("drawn", filter=Q(drawn__kind=kind)) for kind in Fruit}
        found = self._found.annotate(**counted).order_by("-met_on", "-pk")
        if mark := self.before and self._seen.filter(pk=self.before).first():
            older = Q(met_on__lt=mark.met_on) | Q(met_on=mark.met_on, pk__lt=mark.pk)
            found = found.filter(older)
        return list(found.defer("story", "search")[: PAGE + 1])

    @property
    def rows(self):
        return self._read[:PAGE]

    @property
    def next_page(self):
        if len(self._read) <= PAGE:
            return ""
        asked = {"q": self.words, "theme": self.theme, "avant": self.rows[-1].pk}
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    @property
    def is_narrowed(self):
        return bool(self.words or self.theme or self.before)

    @cached_property
    def themes(self):
        """(theme, how many visits), the most frequent first."""
        counts = {}
        for themes in self._seen.values_list("themes", flat=True)[:400]:
            for theme in themes:
                counts[theme] = counts.get(theme, 0) + 1
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_THEMES]


def fruits_of(encounter, person):
    """[(kind, its fruits with where each is carried)], in the order of the page; none left out."""
    drawn = list(encounter.drawn.select_related("by"))
    return [(kind, _carried(drawn, kind, person)) for kind in ORDER]


def harvest(person, kind=""):
    """Everything drawn from the encounters this person may read, the latest first."""
    seen = Encounter.objects.visible_to(person).shared()
    found = Drawn.objects.filter(encounter__in=seen).select_related("encounter", "by")
    found = found.filter(kind=kind) if kind else found
    found = list(found.order_by("-at", "-pk")[:200])
    taken = {one: told for kind in ORDER for one, told in _carried(found, kind, person)}
    return [(one, taken[one]) for one in found]


def _carried(drawn, kind, person):
    some = [one for one in drawn if one.kind == kind]
    taken = carried(kind, some, person)
    return [(one, taken.get(one.pk)) for one in some]


def _number(typed):
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None
