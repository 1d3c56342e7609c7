"""The group as its members see it: who is there, what holds, what lacks, and « et si ? »."""

from dataclasses import replace
from math import cos, pi, sin

from django.db.models import Exists, Prefetch
from django.utils.functional import cached_property

from coopstudio.prepared import prepared
from members import region
from members.cohort.sufficiency import HOPEFULS, Hand, Standing, Wanted, enumerated, in_words, told
from members.models import Cohort, Gauge, Person, Place, Skill
from members.querysets.days import own
from members.states import Facet, PlaceState, Unit

CENTRE, RADIUS, HUES = 150, 112, 6  # units of the drawing
MOST_DRAWN, MOST_OFFERED = 16, 30


def the_cohort():
    """The group that is forming: the latest; None before its needs are written."""
    return Cohort.objects.order_by("-pk").first()


def published():
    """What anybody may read of the group: the last words confirmed; None before."""
    return next(iter(_published()), None)


@prepared
def _published():
    return Gauge.objects.select_related("cohort").order_by("-at", "-pk")[:1]


class Group:
    """What ``cohort`` is on a day; ``tried``: keys of people tried in the simulation.

    ``viewer`` reads the names that they may read; without a viewer every name stands.
    ``assumed``: the days a month counted for each one tried who did not say theirs.
    """

    def __init__(self, cohort, *, on, viewer=None, tried=(), assumed=0, with_hopefuls=False):
        self.cohort, self.on = cohort, on
        self.wanted = Wanted(
            least=cohort.least,
            most=cohort.most,
            days=cohort.days,
            variety=cohort.variety,
            functions=dict(cohort.needs.values_list("craft", "people")),
        )
        skills = Prefetch("person__skills", queryset=Skill.objects.order_by("craft"))
        taken = Place.objects.filter(cohort=cohort).taken(on=on).prefetch_related(skills)
        self.places = list(taken.order_by("joined_on", "pk"))
        self.viewer = viewer
        self.read = _read_by(viewer, self.places)
        self.standing = Standing(self.wanted, [self._hand(place) for place in self.places])
        self.hopefuls = self._hopefuls() if with_hopefuls else []
        self.tried = [hand for hand in self.hopefuls if hand.key in tried]
        self.assumed = assumed

    @cached_property
    def simulated(self):
        """The same picture with the people tried; None when nobody is. Nothing is written."""
        if not self.tried:
            return None
        with_days = [hand if hand.days else replace(hand, days=self.assumed) for hand in self.tried]
        return Standing(self.wanted, [*self.standing.people, *with_days])

    @property
    def functions(self):
        """(row today, row with the people tried or None), function by function."""
        after = self.simulated.functions if self.simulated else [None] * len(self.wanted.functions)
        return list(zip(self.standing.functions, after, strict=True))

    @property
    def expertises(self):
        """One row per trade: who knows it today, and how many more with the people tried."""
        after = self.simulated.expertises if self.simulated else self.standing.expertises
        return [
            {
                "label": now.craft.label,
                "count": len(now.able),
                "more": len(then.able) - len(now.able),
                "dots": _dots(len(now.able), len(then.able)),
            }
            for now, then in zip(self.standing.expertises, after, strict=True)
        ]

    @property
    def sentences(self):
        """What would be published today."""
        standing, wanted = self.standing, self.wanted
        return told(standing.count, wanted.least, wanted.most, standing.missing, self.cohort.state)

    @property
    def words(self):
        """Where one stands, in a sentence."""
        held = len(self.standing.covered)
        hold = "fonctions tiennent" if held > 1 else "fonction tient"
        return f"Pas encore. {in_words(held).capitalize()} {hold} bien." if held else "Pas encore."

    @property
    def names_tried(self):
        return enumerated([hand.first_name for hand in self.tried]) if self.tried else ""

    @property
    def would_change(self):
        """Whether what would be published today differs from what is."""
        last, standing = self.cohort.gauges.order_by("at", "pk").last(), self.standing
        wanted, state = self.wanted, self.cohort.state
        now = (standing.count, wanted.least, wanted.most, standing.missing, state)
        return last is None or now != (
            last.people, last.least, last.most, last.missing, last.state
        )  # fmt: skip

    @property
    def in_region(self):
        """How many of the group live in the region of the house, as far as one may count them.
        Information, never a filter."""
        known = (one.person for one in self.places if not one.person.frozen_since)
        return sum(person.postcode[:2] in region.CODES for person in known)

    @property
    def seats(self):
        """The ring: those who are there, the next one awaited, those for whom there is room."""
        most = min(max(self.wanted.most, len(self.places)), MOST_DRAWN)
        return [self._seat(rank, most) for rank in range(most)]

    def _seat(self, rank, most):
        angle = 2 * pi * rank / most - pi / 2
        place = self.places[rank] if rank < len(self.places) else None
        is_next = rank == len(self.places) and self.standing.to_come
        return {
            "x": round(CENTRE + RADIUS * cos(angle)),
            "y": round(CENTRE + RADIUS * sin(angle)),
            "text_y": round(CENTRE + RADIUS * sin(angle)) + 6,
            "kind": "p" if place else "need" if is_next else "open",
            "initials": self._mark(place) if place else f"{rank + 1}" if is_next else "",
            "hue": place.person_id % HUES + 1 if place and place.person_id in self.read else 0,
        }

    def _mark(self, place):
        return place.person.initials if place.person_id in self.read else ""

    def _hand(self, place):
        person = place.person
        name = person.full_name if person.pk in self.read else ""
        shows = person.shows(Facet.SKILLS) or person == self.viewer
        return Hand(person.pk, name, _levels(person), place.days, shows)

    def _days(self, person):
        """The days a month that this member shows to give; 0 when they say none, or hours."""
        said = getattr(person, "availability", None)
        if not said or not person.shows(Facet.AVAILABILITY) or not said.holds_on(self.on):
            return 0
        return (said.amount or 0) if said.unit == Unit.DAYS else 0

    def _hopefuls(self):
        """Members who have no place yet and show their skills, then those whom others offer."""
        here = {place.person_id for place in self.places}
        members = Person.objects.present(on=self.on).showing(Facet.SKILLS)
        found = members.filter(Exists(Skill.objects.filter(own))).exclude(pk__in=here)
        found = (
            found.select_related("availability")
            .prefetch_related("skills")
            .in_order()[:MOST_OFFERED]
        )
        hands = [Hand(one.pk, one.full_name, _levels(one), self._days(one)) for one in found]
        known = here | {hand.key for hand in hands}
        offered = [hand for provide in HOPEFULS for hand in provide()]
        return hands + [hand for hand in offered if hand.key not in known]


def _read_by(viewer, places):
    """The keys of those whose name this viewer may read.

    Founders read all of them, each their own, and those who sit together one another's; those who
    have a place read who said that their name may be read by the others who have one.
    """
    keys = {place.person_id for place in places}
    if viewer is None or viewer.is_founder:
        return keys
    if viewer.pk not in keys:
        return set()
    seated = {place.person_id for place in places if place.state == PlaceState.SEATED}
    named = {place.person_id for place in places if place.is_named}
    return named | {viewer.pk} | (seated if viewer.pk in seated else set())


def _levels(person):
    return {skill.craft: skill.level for skill in person.skills.all()}


def _dots(now, then):
    """Two or three discs: held today, held with the people tried, wanted."""
    looks = ["on" if rank < now else "sim" if rank < then else "off" for rank in range(3)]
    return [{"look": look, "x": 10 + 20 * rank} for rank, look in enumerate(looks[: max(2, then)])]
