"""What the founders of the demonstration want to talk about, beside the call."""

from applications.actions.call import talking_points
from applications.demo.quotes import passage_saying
from applications.models import Application, CallVersion
from coopstudio.demo.world import address
from members.models import Person


def mark_for_all(*, at, told):
    """With everybody whom they meet for the first time."""
    _mark(CallVersion.objects.current(), told, at=at)


def _mark_for_one(*, at, told, step):
    mine = Application.objects.get(email=told["email"])
    _mark(mine.version, step, at=at, application=mine)


def _mark(version, told, **words):
    passage, _ = passage_saying(version, told)
    by = Person.objects.get(email=address(told["by"]))
    talking_points.mark(passage, by=by, words=told.get("words", "").strip(), **words)


ACTS = {"marks a passage": _mark_for_one}
