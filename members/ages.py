"""How old somebody is who joins, and from which day on nothing holds them back: said here once."""

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


def of_age_on(person, *, on):
    """The day, after ``on``, on which this person comes of age; None for everybody else.

    As their last bulletin said it: nobody else was asked.
    """
    asked = MembershipRequest.objects.filter(person=person).exclude(age="")
    said = asked.order_by("requested_at", "pk").values_list("of_age_on", flat=True).last()
    return said if said and said > on else None
