"""What the directory shows for a query: ``q`` (words), ``lettre``, ``dep`` (department), ``apres``.

Rows are read by the index of the alphabet from a bookmark, never by an offset: a page costs the
same with ten thousand members. The numbers of the map are counted once in ten minutes.
"""

from urllib.parse import urlencode

from coopstudio.french.dates import MONTHS
from coopstudio.french.search import matching
from members import region
from members.models import Person
from members.states import Role

PAGE = 25
LONGEST_SEARCH = 100
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
COLUMNS = ["pk", "first_name", "last_name", "headline", "town", "roles_held", "since"]


class Directory:
    """The members that ``person`` sees, one page of them, and where they live."""

    def __init__(self, person, query, *, today):
        self.words = query.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
        self.letter = query.get("lettre") if query.get("lettre") in list(LETTERS) else ""
        self.department = query.get("dep") if query.get("dep") in region.PLACES else ""
        self.after = _number(query.get("apres", ""))
        self.today = today
        self.counts = region.counts(on=today)
        self.next_page = ""
        self.cards = self._cards(person)

    @property
    def total(self):
        return sum(self.counts.values())

    @property
    def is_whole(self):
        """Whether nothing narrows the list."""
        return not (self.words or self.department)

    @property
    def is_first_page(self):
        return not (self.after or self.letter)

    @property
    def circles(self):
        return region.circles(self.counts)

    @property
    def pills(self):
        """Places where somebody lives, the most inhabited first; elsewhere comes last."""
        yield {"word": "Partout", "address": "?", "count": self.total, "here": self.is_whole}
        order = sorted(self.counts, key=lambda one: (one == region.ELSEWHERE, -self.counts[one]))
        for code in order:
            yield {
                "word": region.PLACES[code].name,
                "address": f"?dep={code}",
                "count": self.counts[code],
                "here": code == self.department,
            }

    @property
    def letters(self):
        return [(letter, letter == self.letter) for letter in LETTERS]

    def _cards(self, person):
        found = Person.objects.visible_to(person, on=self.today).as_cards(on=self.today).in_order()
        if self.words:
            found = matching(found, self.words)
        if self.department:
            found = found.living_in(self.department, known=region.CODES)
        if self.letter:
            found = found.beginning(self.letter)
        if self.after:
            found = found.after(self.after)
        cards = [_card(*row) for row in found.values_list(*COLUMNS)[: PAGE + 1]]
        if len(cards) > PAGE:
            self.next_page = self._address(apres=cards[PAGE - 1]["pk"])
        return cards[:PAGE]

    def _address(self, **more):
        asked = {"q": self.words, "dep": self.department} | more
        return "?" + urlencode({name: value for name, value in asked.items() if value})


def _card(pk, first_name, last_name, headline, town, roles, since):
    """One card, every word of it ready: a list page sets no word in its rows."""
    offices = ", ".join(Role(role).label for role in roles)
    month = f"membre depuis {MONTHS[since.month - 1]} {since.year}"
    return {
        "pk": pk,
        "name": f"{first_name} {last_name}".strip(),
        "initials": f"{first_name[:1]}{last_name[:1]}".upper() or "?",
        "hue": pk % 6 + 1,
        "headline": headline,
        "town": town,
        "note": f"{offices} · {month}" if offices else month,
    }


def _number(text):
    is_number = text.isascii() and text.isdecimal() and len(text) < 19
    return int(text) if is_number else 0
