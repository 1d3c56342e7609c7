"""What « Apprendre » shows a member: what waits for them, who they could learn from, what comes."""

from dataclasses import dataclass

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.utils.functional import cached_property

from members.learning import table
from members.learning.matching import signature
from members.learning.rings import ring
from members.models import (
    Exchange,
    LearningSession,
    Person,
    Review,
    Seat,
    Skill,
    Tutorship,
)
from members.states import Craft, Level

MOST_CIRCLES, MOST_LESSONS, MOST_SESSIONS = 2, 4, 4


@dataclass
class Strand:
    """Who passes what to whom, ready to be read; ``words``: what they say of it precisely."""

    giver: Person
    taker: Person
    craft: str
    offers: str = ""
    wants: str = ""


@dataclass
class Suggestion:
    """A circle or a lesson that could be proposed, seen by one of its people."""

    signature: str
    strands: list
    reader: Person

    @property
    def others(self):
        known = {one.pk: one for strand in self.strands for one in (strand.giver, strand.taker)}
        return [one for pk, one in known.items() if pk != self.reader.pk]

    @property
    def is_lesson(self):
        return len(self.strands) == 1

    @property
    def i_give(self):
        return self.strands[0].giver.pk == self.reader.pk

    @property
    def ring(self):
        return ring([strand.giver for strand in self.strands])


class Home:
    """One member's page, on an hour."""

    def __init__(self, person, *, now, today):
        self.person, self.now, self.today = person, now, today

    @cached_property
    def skills(self):
        return list(self.person.skills.all())

    @property
    def wishes(self):
        return [one for one in self.skills if one.level == Level.LEARN]

    @property
    def offers(self):
        return [one for one in self.skills if one.level == Level.TEACH]

    @property
    def known(self):
        return [one for one in self.skills if one.level == Level.DO]

    @property
    def is_shown(self):
        return "skills" in self.person.shown

    @cached_property
    def suggestions(self):
        return suggestions_of(self.person, on=self.today)

    @property
    def circles(self):
        return [one for one in self.suggestions if not one.is_lesson]

    @property
    def lessons(self):
        return [one for one in self.suggestions if one.is_lesson]

    @cached_property
    def exchanges(self):
        """Those that are open, the ones that wait for me first."""
        mine = Exchange.objects.visible_to(self.person).open()
        mine = mine.annotate(my_answer=F("partners__answer"))
        return list(mine.order_by("my_answer", "opened_at").select_related("opened_by"))

    @cached_property
    def sessions(self):
        """Mine to come, those for what I want to learn, then others; told in the order of days."""
        crafts = [one.craft for one in self.wishes]
        found = LearningSession.objects.to_come(self.now).counted().placed(self.person)
        found = found.annotate(for_me=Q(craft__in=crafts)).prefetch_related("trainers")
        nearest = found.order_by("-i_lead", "-is_mine", "-awaits_me", "-for_me", "at", "pk")
        return sorted(nearest[:MOST_SESSIONS], key=lambda one: (one.at, one.pk))

    @cached_property
    def _lived(self):
        """Sessions that were, and of which I have something to say: what I learnt, or who came."""
        seats = Seat.objects.to_confirm(self.person).filter(session=OuterRef("pk"))
        led = self.person.sessions_led.to_note(self.now).order_by().values("pk")
        found = LearningSession.objects.past(self.now).annotate(
            i_learnt=Exists(seats), i_led=Q(pk__in=led)
        )
        return list(found.filter(Q(i_learnt=True) | Q(i_led=True)).order_by("at", "pk"))

    @property
    def sessions_to_confirm(self):
        return [one for one in self._lived if one.i_learnt]

    @property
    def sessions_to_note(self):
        return [one for one in self._lived if one.i_led][:MOST_SESSIONS]

    @cached_property
    def tutorships(self):
        """With the point that was asked and is not settled: its day, and what each said."""
        is_asked = Q(reviews__settled_at=None, reviews__asked_at__isnull=False)
        mine = Tutorship.objects.of(self.person).open().select_related("newcomer", "tutor")
        mine = mine.annotate(
            point=FilteredRelation("reviews", condition=is_asked),
            point_on=F("point__due_on"),
            newcomer_said=F("point__newcomer_said"),
            tutor_said=F("point__tutor_said"),
        )
        return [_beside(one, self.person) for one in mine.order_by("pk")]

    @property
    def reviews(self):
        """Tutorships of which a point waits for my word."""
        running = [one for one in self.tutorships if one.state == "running" and one.point_on]
        return [
            one for one in running if not (one.tutor_said if one.i_tutor else one.newcomer_said)
        ]

    @property
    def asked(self):
        return [one for one in self.exchanges if one.state == "offered" and not one.my_answer]

    @property
    def tutorships_to_answer(self):
        return [one for one in self.tutorships if one.state == "named" and not one.i_agreed]

    @property
    def waits(self):
        """Whether something here waits for me."""
        return bool(
            self.asked or self.sessions_to_confirm or self.sessions_to_note or self.reviews
            or self.tutorships_to_answer
        )  # fmt: skip


def reviews_of(person):
    """Points of a tutorship that wait for this person's word: not said yet, or to be said again
    once the two have talked."""
    again = Q(talk_at__isnull=False)
    mine = Q(Q(newcomer_said="") | again, tutorship__newcomer=person) | Q(
        Q(tutor_said="") | again, tutorship__tutor=person
    )
    found = Review.objects.open().filter(mine, asked_at__isnull=False)
    return found.select_related("tutorship__newcomer", "tutorship__tutor").order_by("due_on", "pk")


def suggestions_of(person, *, on):
    """The circles, then the lessons, that this person could say yes to, in the order found."""
    circles, lessons = table.concerning(person, on=on)
    lessons.sort(key=lambda one: one.taker != person.pk)
    chosen = [*circles[:MOST_CIRCLES], *[(one,) for one in lessons[:MOST_LESSONS]]]
    return told(chosen, person, on=on)


def told(groups, reader, *, on):
    """Suggestions with the people and their own words; those that are no longer true left out:
    somebody left since, or says, or shows, something else."""
    keys = {key for group in groups for one in group for key in (one.giver, one.taker)}
    present = Person.objects.present(on=on).filter(pk__in=keys).values("pk")
    said = Skill.objects.shown().filter(person__in=present).select_related("person")
    known = {(skill.person_id, skill.craft): skill for skill in said}
    read = [Suggestion(signature(one), _read(one, known), reader) for one in groups]
    return [one for one in read if one.strands]


def _read(group, known):
    strands = []
    for one in group:
        offered, wished = known.get((one.giver, one.craft)), known.get((one.taker, one.craft))
        is_true = offered and wished and (offered.level, wished.level) == ("teach", "learn")
        if not is_true:
            return []
        label = Craft(one.craft).label
        who = offered.person, wished.person
        strands.append(Strand(*who, label, offered.words, wished.words))
    return strands


def _beside(tutorship, person):
    tutorship.beside = tutorship.other(person)
    tutorship.i_tutor = tutorship.tutor_id == person.pk
    tutorship.i_agreed = (
        tutorship.tutor_agreed_at if tutorship.i_tutor else tutorship.newcomer_agreed_at
    )
    return tutorship
