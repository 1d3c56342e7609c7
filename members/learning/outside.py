"""Trainings asked for outside: the list, and one of them as somebody sees it."""

from urllib.parse import urlencode

from django.db.models import Count, Q
from django.utils.functional import cached_property

from members.models import OutsideTraining
from members.permissions import keeps_register
from members.states import OutsideState

PAGE = 25
LONGEST_KEY = 18
OPEN = [OutsideState.WISHED, OutsideState.GRANTED]


class Trainings:
    """``quand=closes`` for what is over; read by a bookmark, the latest first."""

    def __init__(self, person, query):
        self.is_closed = query.get("quand") == "closes"
        self.next_page = ""
        found = OutsideTraining.objects.visible_to(person)
        found = found.exclude(state__in=OPEN) if self.is_closed else found.filter(state__in=OPEN)
        found = found.select_related("asked_by").annotate(wishing=Count("also"))
        rows = list(_after(found, query.get("apres", "")).order_by("-pk")[: PAGE + 1])
        self.is_first_page = not query.get("apres")
        self.rows = rows[:PAGE]
        if len(rows) > PAGE:
            when = {"quand": "closes"} if self.is_closed else {}
            self.next_page = "?" + urlencode(when | {"apres": self.rows[-1].pk})


class Asked:
    """One request, as somebody sees it."""

    def __init__(self, training, reader):
        self.training, self.reader = training, reader

    @cached_property
    def also(self):
        return list(self.training.also.in_order())

    @property
    def is_mine(self):
        return self.training.asked_by_id == self.reader.pk

    @property
    def is_ours(self):
        return self.is_mine or self.reader in self.also

    @property
    def waits(self):
        return self.training.state == OutsideState.WISHED

    @property
    def may_join(self):
        return self.waits and not self.is_ours and self.reader.is_member

    @property
    def may_unask(self):
        return self.waits and self.is_mine and self.reader.is_member

    @property
    def may_decide(self):
        return self.waits and keeps_register(self.reader)

    @property
    def may_tell(self):
        granted = self.training.state == OutsideState.GRANTED
        return granted and self.is_ours and self.reader.is_member

    @property
    def is_granted(self):
        return self.training.state in {
            OutsideState.GRANTED, OutsideState.FOLLOWED, OutsideState.LET_GO,
        }  # fmt: skip


def _after(found, key):
    is_number = key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY
    return found.filter(Q(pk__lt=int(key))) if is_number else found
