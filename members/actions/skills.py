"""What a member says they know: they alone say it, and learning changes it when they confirm."""

from django.db import transaction

from coopstudio.db import locked
from coopstudio.journal.api import record
from members.events import Event
from members.models import Skill
from members.states import Level

RANKS = [Level.LEARN, Level.DO, Level.TEACH]


@transaction.atomic
def say(person, levels, *, words=None):
    """I say what I want to learn, do or teach. ``levels``: {craft: level}; ``words``: {craft:
    my own line}. What is not in ``levels`` is no longer said."""
    words = words or {}
    with locked(person) as person:
        person.skills.all().delete()
        Skill.objects.bulk_create(
            Skill(person=person, craft=craft, level=level, words=words.get(craft, ""))
            for craft, level in levels.items()
        )
        record(Event.SKILLS_SAID, person, by=person, crafts=len(levels))
    return person


def learnt(person, craft, level, *, at):
    """I know this now. A level never falls by learning; the words stay as they were.

    Only the learner's own confirmation calls it, at the moment ``at``.
    """
    with locked(person) as person:
        skill = person.skills.filter(craft=craft).first() or Skill(person=person, craft=craft)
        if skill.level and RANKS.index(skill.level) >= RANKS.index(level):
            return skill
        skill.level = level
        skill.save()
        record(Event.LEARNT, person, by=person, craft=f"{craft}", level=f"{level}", at=f"{at}")
    return skill
