"""How the two links between a circle and its parent are doing, in figures and in words (4.11).

Nothing of it is stored: who came, what was carried, how long a hand has been open are facts.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Case, Count, Exists, Max, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from coopstudio.french.dates import short_day
from coopstudio.french.typography import plural
from coopstudio.prepared import Among, Given, prepared
from governance.models import Circle, Link, Meeting, Presence, Report
from governance.states import LinkKind, MeetingState

LOOKED_AT, MISSED = 6, 3
"""Meetings of the parent that are looked at; missed in a row, they make a link to support."""
MANY = 2
"""Links that somebody carries at a time without being asked whether it is too much (D7)."""
NEAR = timedelta(days=30)
GREEN, AMBER, RED, NONE = "green", "amber", "red", "none"
SAYS = {GREEN: "bien tenu", AMBER: "à soutenir", RED: "main ouverte", NONE: "lien impossible"}
KINDS = {LinkKind.FIRST: "premier lien", LinkKind.SECOND: "second lien"}


@dataclass
class Hand:
    """One of the two places of a pair: held by a link, or open since a day."""

    kind: str
    link: Link | None = None
    since: date | None = None

    @property
    def is_open(self):
        return self.link is None

    def missed(self):
        """How many of the last meetings of the parent this person missed in a row."""
        if self.link is None:
            return 0
        came = list(self.link.came)
        return came.index(True) if True in came else len(came)


@dataclass
class Pair:
    """The two hands between a circle and its parent, and what is said of them."""

    child: Circle
    parent: Circle
    today: date
    hands: list = field(default_factory=list)
    others: list = field(default_factory=list)
    """Further delegates: a circle of stakeholders may send several."""
    is_alone: bool = False
    """A circle of one has one link at most: the double link is impossible (D15)."""
    same_above: list = field(default_factory=list)
    """The links of the pair above, to say when they are the same two persons."""

    @property
    def first(self):
        return self.hands[0]

    @property
    def second(self):
        return self.hands[1]

    @property
    def links(self):
        return [hand.link for hand in [*self.hands, *self.others] if hand.link]

    @property
    def is_held(self):
        return not any(hand.is_open for hand in self.hands)

    @property
    def state(self):
        if self.child.is_support:
            return NONE if not self.links else GREEN
        if not self.is_held:
            return RED
        late = any(hand.missed() >= MISSED for hand in [*self.hands, *self.others])
        return AMBER if late or any(self._is_near(one) for one in self.links) else GREEN

    @property
    def says(self):
        return SAYS[self.state]

    @property
    def facts(self):
        """The sentences below the names: figures first, then what is missing."""
        said = [self._said_of(hand) for hand in [*self.hands, *self.others] if hand.link]
        if self.links and not any(link.came or link.carried for link in self.links):
            said = ["Pas encore de réunion du cercle parent."]
        return said + self._near() + self._open() + self._cautions()

    def _near(self):
        return [
            f"{one.person.first_name or one.person} : mandat jusqu’au {short_day(one.until)}"
            for one in self.links
            if self._is_near(one)
        ]

    @property
    def open_words(self):
        """« second lien vacant depuis 30 jours »."""
        return ", ".join(self._open())

    @property
    def held_by(self):
        """« Odile Rameau et Rémi Bouhélier », « Yann Le Goff, second lien vacant »."""
        *names, last = [f"{one.person}" for one in self.links] or [""]
        names = f"{', '.join(names)} et {last}" if names else last
        vacant = [f"{KINDS[hand.kind]} vacant" for hand in self.hands if hand.is_open]
        return ", ".join(filter(None, [names, *vacant]))

    @property
    def until_words(self):
        """« mandats jusqu’au 30 juin 2027 », or each with its own day."""
        if self.is_held and len({one.until for one in self.links}) == 1:
            return f"mandats jusqu’au {short_day(self.links[0].until)}"
        said = [f"{one.person.first_name} jusqu’au {short_day(one.until)}" for one in self.links]
        return ", ".join(said + self._open())

    def _is_near(self, link):
        return link.until - self.today <= NEAR

    def _said_of(self, hand):
        link, came = hand.link, list(hand.link.came)
        words = f"{link.person.first_name or link.person} : "
        if came:
            words += f"{_times(sum(came))} sur {len(came)} aux réunions"
        else:
            words += "pas encore de réunion"
        if link.carried:
            words += f", {link.carried} nouvelle{plural(link.carried)} portée{plural(link.carried)}"
        return words

    def _open(self):
        if self.child.is_support:
            return []
        if self.is_alone and self.second.is_open:
            return ["Cercle à une personne : double lien impossible pour l’instant."]
        return [self._vacancy(hand) for hand in self.hands if hand.is_open]

    def _vacancy(self, hand):
        days = (self.today - hand.since).days if hand.since else None
        since = f" depuis {days} jour{plural(days)}" if days else ""
        return f"{KINDS[hand.kind]} vacant{since}"

    def _cautions(self):
        """What small organisations know, and nothing forbids (D6, D7): both hands are those of the
        pair above, somebody carries many links, news have a long way to go."""
        people = {link.person_id for link in self.links}
        above = {one.person_id for one in self.same_above}
        said = [
            f"{one.person.first_name or one.person} porte {one.load} liens à la fois."
            for one in self.links
            if one.load > MANY
        ]
        if self.is_held and people == above:
            said.append("Les deux mêmes personnes tiennent aussi le lien du dessus.")
        if getattr(self.child, "is_deep", False):
            said.append("Plus de trois cercles depuis le premier : les nouvelles vont loin.")
        return said


def slots():
    """The last link of each place, held or ended, with what is counted of it."""
    met = Meeting.objects.filter(
        circle=OuterRef("parent"), state=MeetingState.CLOSED, at__date__gte=OuterRef("since")
    )
    there = Presence.objects.filter(meeting=OuterRef("pk"), person=OuterRef(OuterRef("person")))
    came = met.order_by("-at").annotate(there=Exists(there)).values("there")[:LOOKED_AT]
    told = Report.objects.filter(link=OuterRef("pk")).order_by().values("link")
    theirs = Link.objects.filter(
        person=OuterRef("person"), ended_on=None, until__gt=OuterRef("since")
    )
    load = theirs.order_by().values("person").annotate(n=Count("pk")).values("n")
    return (
        Link.objects.annotate(
            came=ArraySubquery(came),
            carried=Coalesce(Subquery(told.annotate(n=Count("pk")).values("n")), 0),
            load=Coalesce(Subquery(load), 0),
            carried_at=Subquery(told.annotate(last=Max("at")).values("last")),
            place=Case(When(is_shared=True, then="person"), default=0),
        )
        .select_related("person", "child", "parent", "mandate")
        .order_by("child_id", "kind", "place", "-since", "-pk")
        .distinct("child_id", "kind", "place")
    )


def pairs_of(circle, children, *, on):
    """The pair of this circle with its parent, then those of its children with it: one query."""
    found = _around(circle=circle.pk, above=circle.parent_id)
    return paired([circle, *children], found, on=on)


@prepared
def _around():
    here, above = (Given(name, BigIntegerField()) for name in ("circle", "above"))
    return slots().filter(Q(child=here) | Q(parent=here) | Q(child=above))


def pairs(circles, *, on):
    """The pair of each of these circles that has a parent."""
    return paired(circles, _below(circles=[one.pk for one in circles]), on=on)


@prepared
def _below():
    return slots().filter(Among("child", "circles"))


def paired(circles, found, *, on):
    """``found``: the last links of their places."""
    known = {one.pk: one for one in circles}
    by_place = {}
    for link in sorted(found, key=lambda one: (_is_held(one, on=on), -one.pk)):
        by_place[link.child_id, link.kind] = link  # of several, the first that is held
    told = []
    for circle in circles:
        if circle.parent_id:
            parent = known.get(circle.parent_id) or circle.parent
            hands = [_hand(circle, kind, by_place, on=on) for kind in KINDS]
            above = [by_place.get((circle.parent_id, kind)) for kind in KINDS]
            told.append(
                Pair(
                    circle,
                    parent,
                    on,
                    hands,
                    _others(hands, found, on=on),
                    is_alone=getattr(circle, "size", 2) == 1,
                    same_above=[one for one in above if one and _is_held(one, on=on)],
                )
            )
    return told


def _hand(circle, kind, by_place, *, on):
    link = by_place.get((circle.pk, kind))
    if link and link.parent_id == circle.parent_id and _is_held(link, on=on):
        return Hand(kind, link)
    since = link.last_day if link else timezone.localdate(circle.created_at)
    return Hand(kind, None, since)


def _others(hands, found, *, on):
    """The links of the same pair beside those two."""
    held = [hand.link for hand in hands if hand.link]
    pairs = {(link.child_id, link.parent_id) for link in held}
    more = [one for one in found if (one.child_id, one.parent_id) in pairs and one not in held]
    return [Hand(one.kind, one) for one in more if _is_held(one, on=on)]


def _is_held(link, *, on):
    return link.since <= on < link.until and (link.ended_on is None or link.ended_on > on)


def _times(number):
    return f"{number} fois" if number else "jamais là"


def silent(*, on):
    """Links held today whose person missed the last three meetings of the parent: told once."""
    held = slots().filter(Q(ended_on=None), since__lte=on, until__gt=on)
    return [one for one in held if len(one.came) >= MISSED and not any(one.came[:MISSED])]


def vacant_seconds(parent, *, on, days):
    """Inner circles whose second link has been open for so many days: they are heard first (D8)."""
    circles = list(Circle.objects.living().filter(parent=parent).select_related("parent"))
    return [
        pair
        for pair in pairs(circles, on=on)
        if not pair.child.is_support
        and pair.second.is_open
        and (on - pair.second.since).days > days
    ]
