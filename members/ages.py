"""How old somebody is who joins, and from which day on nothing holds them back: said here once.

A bulletin asks it. Who joined without one (enrolled, or come with a sheet) says it on their
profile, or to who keeps the register; until then the house does not know, and presumes nothing.
"""

from dataclasses import dataclass
from datetime import date

from members.fees.periods import years_after
from members.models import MembershipRequest
from members.states import Age

MAJORITY = 18  # years: whoever is younger commits no property (Code civil, art. 388, 414 and 1146)
ALONE = 16  # from then on nobody else has to agree (loi du 1er juillet 1901, art. 2 bis)

SAID = ("age", "of_age_on", "guardian")
"""What a bulletin says of the age of its person, and of who represents them."""


def taken_from(told):
    """Taken out of what a bulletin told: what goes with the request, and not with the person."""
    return {name: told.pop(name) for name in SAID if name in told}


def majority_of(born_on):
    """The day on which somebody born that day comes of age."""
    return years_after(born_on, MAJORITY)


def age_on(day, *, of_age_on):
    """The ``Age`` on that day of who comes of age on ``of_age_on``."""
    if of_age_on <= day:
        return Age.ADULT
    return Age.YOUNG if years_after(of_age_on, ALONE - MAJORITY) <= day else Age.CHILD


@dataclass(frozen=True)
class Said:
    """What is known of somebody's age: ``age`` (an ``Age`` or "") as it was said, ``of_age_on``
    for who was a minor then; ``is_asked``: a bulletin said it, and nobody asks again."""

    age: str
    of_age_on: date | None
    is_asked: bool

    def on(self, day):
        """The ``Age`` on that day; "" while nobody said it."""
        return age_on(day, of_age_on=self.of_age_on) if self.of_age_on else self.age


def said_of(person):
    """What their last bulletin said, or what was said since of who had none."""
    asked = MembershipRequest.objects.filter(person=person)
    return said_in(asked.order_by("requested_at", "pk"), person)


def said_in(bulletins, person):
    """The same, of these bulletins of theirs, the last one last."""
    told = [one for one in bulletins if one.age]
    known = told[-1] if told else person
    return Said(known.age, known.of_age_on, bool(told))


def of_age_on(person, *, on):
    """The day, after ``on``, on which this person comes of age; None for everybody else."""
    said = said_of(person).of_age_on
    return said if said and said > on else None
