"""Sessions as a member reads them: the list, and one of them.

The list is read by a bookmark (``apres``: the last session seen), 25 at a time.
"""

from urllib.parse import urlencode

from django.db.models import Q
from django.utils.functional import cached_property

from members.models import LearningSession, Skill
from members.states import EXPERTISES, FUNCTIONS, Craft, Level

PAGE = 25
LONGEST_KEY = 18


class Listed:
    """``quand=passees`` for what has been; ``savoir-faire``: one craft."""

    def __init__(self, person, query, *, now):
        self.is_past = query.get("quand") == "passees"
        asked = query.get("savoir-faire", "")
        self.craft = asked if asked in Craft.values else ""
        self.now = now
        self.next_page = ""
        self.is_first_page = not query.get("apres")
        self.rows = self._rows(person, query.get("apres", ""))

    @property
    def crafts(self):
        """Every craft, for the list of the filter."""
        return [(one.value, one.label, one == self.craft) for one in (*FUNCTIONS, *EXPERTISES)]

    @property
    def is_narrowed(self):
        return bool(self.craft)

    def _rows(self, person, after):
        found = LearningSession.objects.visible_to(person)
        found = found.past(self.now) if self.is_past else found.to_come(self.now)
        if self.craft:
            found = found.filter(craft=self.craft)
        found = self._after(found, after)
        found = found.counted().placed(person).prefetch_related("trainers")
        rows = list(found[: PAGE + 1])
        if len(rows) > PAGE:
            self.next_page = self._address(apres=rows[PAGE - 1].pk)
        return rows[:PAGE]

    def _after(self, found, key):
        is_number = key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY
        last = LearningSession.objects.filter(pk=int(key)).first() if is_number else None
        if last is None:
            return found
        if self.is_past:
            return found.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk))
        return found.filter(Q(at__gt=last.at) | Q(at=last.at, pk__gt=last.pk))

    def _address(self, **more):
        when = "passees" if self.is_past else ""
        asked = {"quand": when, "savoir-faire": self.craft} | more
        return "?" + urlencode({name: value for name, value in asked.items() if value})


class Seen:
    """One session, as somebody sees it."""

    def __init__(self, session, reader, *, now):
        self.session, self.reader, self.now = session, reader, now
        self.trainers = list(session.trainers.order_by("pk"))
        kept = session.seats.kept().select_related("person").order_by("waits", "taken_at", "pk")
        self.seats = list(kept)

    @property
    def is_open(self):
        return self.session.is_open(self.now)

    @property
    def is_over(self):
        return self.session.called_off_at is None and self.session.at <= self.now

    @property
    def i_lead(self):
        return any(one.pk == self.reader.pk for one in self.trainers)

    @cached_property
    def mine(self):
        return next((one for one in self.seats if one.person_id == self.reader.pk), None)

    @property
    def seated(self):
        return [one for one in self.seats if not one.waits]

    @property
    def waiting(self):
        return [one for one in self.seats if one.waits]

    @property
    def my_turn(self):
        """My rank on the waiting list, from one."""
        keys = [one.person_id for one in self.waiting]
        return keys.index(self.reader.pk) + 1 if self.reader.pk in keys else 0

    @property
    def free(self):
        return max(self.session.seats_most - len(self.seated), 0)

    @property
    def may_lead(self):
        """I know this craft, and have no seat: I may teach it as well."""
        if not self.is_open or self.i_lead or self.mine:
            return False
        said = Skill.objects.filter(person=self.reader, craft=self.session.craft)
        return said.filter(level__in=[Level.DO, Level.TEACH]).exists()

    @property
    def to_confirm(self):
        return bool(self.mine and self.mine.attended and not self.mine.confirmed_at)

    @property
    def came(self):
        """Who was there, once it is noted."""
        return [one for one in self.seated if one.attended]

    @property
    def learnt(self):
        """What those who said it can do now."""
        return [one for one in self.seated if one.confirmed_at]
