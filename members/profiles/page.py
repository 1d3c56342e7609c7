"""The page of one member, for another one or for themselves: what is shown, and nothing else."""

from django.db.models import BigIntegerField, DateField

from coopstudio.prepared import Given, prepared
from members import mandates
from members.models import Availability, DetailAnswer, Person, Skill, Testimony
from members.profiles.seen import picture_of, words_of
from members.states import Craft, Facet, Level, Weekday

COLUMNS = (Level.DO, Level.TEACH, Level.LEARN)


class MemberPage:
    """``person`` as the members read them that day."""

    def __init__(self, person: Person, *, today):
        self.person, self.today = person, today
        self.mandates = self._mandates()
        self.skills = self._skills() if person.shows(Facet.SKILLS) else []
        self.availability = self._availability() if person.shows(Facet.AVAILABILITY) else None

    @property
    def details(self):
        """(name, words) of what the person shows of what the association asks."""
        return list(_details(person=self.person.pk))

    def _field(self, facet):
        """What the person shows of that name; empty when they do not."""
        return getattr(self.person, facet.value) if self.person.shows(facet) else ""

    @property
    def headline(self):
        return self._field(Facet.HEADLINE)

    @property
    def about(self):
        return self._field(Facet.ABOUT)

    @property
    def limits(self):
        return self._field(Facet.LIMITS)

    @property
    def town(self):
        return self._field(Facet.TOWN)

    @property
    def email(self):
        return self._field(Facet.EMAIL)

    @property
    def phone(self):
        return self._field(Facet.PHONE)

    @property
    def links(self):
        return [(link, _bare(link)) for link in self._field(Facet.LINKS) or []]

    @property
    def photo(self):
        return picture_of(self.person) if self.person.shows(Facet.PHOTO) else ""

    @property
    def photo_words(self):
        return words_of(self.person)

    @property
    def week(self):
        """(first letter, name, whether the person can) for each day said; Saturday and Sunday
        stand there only for who said one of them."""
        days = self.availability.days
        shown = [day for day in Weekday if day <= Weekday.FRIDAY or set(days) & {6, 7}]
        return [(day.label[0], day.label, day in days) for day in shown] if days else []

    @property
    def him(self):
        """« La joindre », « Le joindre », « Joindre Camille »."""
        words = {"f": "La joindre", "m": "Le joindre"}
        return words.get(self.person.agreement, f"Joindre {self.person.first_name or self.person}")

    @property
    def limits_said(self):
        return self.person.agreed("Ses limites, dites par elle", "Ses limites, dites par lui",
                                  "Ses limites")  # fmt: skip

    def _mandates(self):
        held = mandates.held([self.person.pk], on=None)[self.person.pk]
        is_over = [one for one in held if one.until and one.until < self.today]
        current = [one for one in held if one not in is_over]
        for group in (current, is_over):
            group.sort(key=lambda one: one.since, reverse=True)
        return [
            {"name": one.said_for(self.person.agreement), "mandate": one, "is_over": one in is_over}
            for one in [*current, *is_over]
        ]

    def _skills(self):
        """Three columns: what is known, taught, wished; with words, and testimonies asked for."""
        told = {}
        for one in _testimonies(person=self.person.pk, on=self.today):
            told.setdefault(one.craft, []).append(one)
        columns = {level: [] for level in COLUMNS}
        for skill in _skills(person=self.person.pk):
            heard = told.get(skill.craft, []) if skill.level != Level.LEARN else []
            columns[skill.level].append(
                {"name": Craft(skill.craft).label, "words": skill.words, "heard": heard}
            )
        if not any(columns.values()):
            return []
        return [(level.value, level.label, columns[level]) for level in COLUMNS]

    def _availability(self):
        said = Availability.objects.filter(person=self.person).first()
        return said if said and said.holds_on(self.today) else None


@prepared
def _testimonies():
    heard = Testimony.objects.filter(person=Given("person", BigIntegerField()))
    heard = heard.read_on(Given("on", DateField())).select_related("witness")
    return heard.order_by("answered_at", "pk")


@prepared
def _details():
    found = DetailAnswer.objects.shown().filter(person=Given("person", BigIntegerField()))
    return found.order_by("detail").values_list("detail__name", "words")


@prepared
def _skills():
    return Skill.objects.filter(person=Given("person", BigIntegerField())).order_by("pk")


def _bare(link):
    """« exemple.fr/page » of « https://www.exemple.fr/page/ »."""
    return link.partition("://")[2].removeprefix("www.").rstrip("/")
