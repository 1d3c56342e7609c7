"""The register of the members on screen, for a query: ``vue``, ``le`` (a day), ``du`` (since),
``college``, ``q`` (words), ``apres`` (a bookmark).

It tells any day: who belonged, who could take part in decisions, who came and who left. What is
restricted about a membership is not told by a list: an exclusion reads « ancienne adhésion ».
"""

from collections import defaultdict
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Count, DateField, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce

from coopstudio.french.dates import digits, short_day
from coopstudio.french.fields.moments import DAY_MESSAGES, read_day
from coopstudio.french.search import matching
from coopstudio.prepared import Among, Given, prepared
from members.models import Category, Membership, MembershipFact, Statutes
from members.querysets.days import open_on
from members.standing import standing_of
from members.states import ENDED_STANDINGS, Standing, View

PAGE = 25
LONGEST_SEARCH = 100
FIRST_DAY, LAST_DAY = date(1901, 7, 1), date(2200, 1, 1)
"""No association is older than the law that made them."""

HEAD = ["Nom", "Prénom", "Collège", "Membre depuis", "Jusqu’au", "Admission", "Situation"]

NOBODY = dict.fromkeys(("members", "voters", "arrivals", "departures"), 0)
READ = [
    *("person__first_name", "person__last_name", "person__email"),
    *("person__civil_first_name", "person__civil_last_name", "category__name"),
    *("organ", "decided_on", "started_on", "ended_on", "awaits"),
]
"""What a line is made of: a page of 25 does not read whole people."""


class Roll:
    """The lines of one view of the register, one page of them, and its numbers."""

    HEAD = HEAD

    def __init__(self, query, *, today):
        self.today = today
        self.view = query.get("vue") if query.get("vue") in View.values else View.MEMBERS.value
        self.wrong = ""
        self.on = self._day(query.get("le", ""), today)
        self.since = None
        if self.is_span:
            self.since = self._day(query.get("du", ""), date(self.on.year, 1, 1))
        self.words = query.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
        self.categories = _categories()
        self.category = next(
            (one for one in self.categories if f"{one.pk}" == query.get("college")), None
        )
        self.after = _number(query.get("apres", ""))
        self.next_page = ""

    @property
    def is_span(self):
        """Arrivals and departures are told of a span, the others of a day."""
        return self.view in {View.ARRIVALS, View.DEPARTURES}

    @property
    def is_whole(self):
        """Whether nothing narrows the view."""
        return not (self.words or self.category)

    @property
    def is_today(self):
        return self.on == self.today

    @property
    def says(self):
        """What these lines are, in one sentence."""
        college = f", collège « {self.category} »" if self.category else ""
        if self.is_span:
            word = "Entrées" if self.view == View.ARRIVALS else "Départs"
            return f"{word} du {short_day(self.since)} au {short_day(self.on)}{college}"
        word = "Membres" if self.view == View.MEMBERS else "Membres qui prennent part aux décisions"
        return f"{word} au {short_day(self.on)}{college}"

    @property
    def title(self):
        return f"Registre, {self.says[0].lower()}{self.says[1:]}"

    @cached_property
    def total(self):
        """How many lines; what the numbers of the page tell already is not asked again."""
        told = {View.MEMBERS: "members", View.VOTERS: "voters"}.get(self.view)
        return self.numbers[told] if self.is_whole and told else self._found().count()

    @cached_property
    def rows(self):
        found = self._page()
        told = defaultdict(list)
        for fact in _shared(keys=[one.pk for one in found]):
            told[fact.membership_id].append(fact)
        rows = [self._row(one, told[one.pk]) for one in found]
        if len(rows) > PAGE:
            self.next_page = self._address(apres=rows[PAGE - 1]["pk"])
        return rows[:PAGE]

    @property
    def tells_ends(self):
        """Whether a line of this page has a last day."""
        return any(row["until"] for row in self.rows)

    def _page(self):
        """The memberships of this page, and one more when there is another."""
        if self.is_whole and self.view == View.MEMBERS and not self.after:
            return _first_members(on=self.on)
        found = _lean(self._found())
        return list((found.after(self.after) if self.after else found)[: PAGE + 1])

    def lines(self):
        """Every line, for a sheet or for a paper, in the order of the alphabet: there the register
        bears the names of the civil register."""
        shared = Prefetch("facts", MembershipFact.objects.shared(), to_attr="told")
        found = _lean(self._found()).in_civil_order().prefetch_related(shared)
        for one in found.iterator(chunk_size=500):
            last = one.person.civil_last_name or one.person.last_name
            first = one.person.civil_first_name or one.person.first_name
            yield [
                last or first,
                first if last else "",
                one.category.name if one.category else "",
                digits(one.started_on),
                digits(one.ended_on) if self._is_told(one.ended_on) else "",
                f"{one.organ}, {digits(one.decided_on)}",
                self._shared_standing(one),
            ]

    @cached_property
    def numbers(self):
        """What the top of the page says of that day and of its year, in one question."""
        told = _numbers(on=self.on, new_year=date(self.on.year, 1, 1))
        return next(iter(told), NOBODY) | {"year": self.on.year}

    @property
    def pills(self):
        for view in View:
            yield {
                "word": view.label.capitalize(),
                "address": self._address(vue=view.value, apres=""),
                "here": view.value == self.view,
            }

    @property
    def query(self):
        """The same lines, asked again: for the paper and for the sheet."""
        return self._address(apres="")

    def _found(self):
        if self.view == View.VOTERS:
            found = Membership.objects.voting(on=self.on)
        elif self.view == View.ARRIVALS:
            begun = Membership.objects.exclude(awaits=Membership.Awaits.FEE)
            found = begun.filter(started_on__range=(self.since, self.on))
        elif self.view == View.DEPARTURES:
            found = Membership.objects.filter(ended_on__range=(self.since, self.on))
        else:
            found = Membership.objects.active(on=self.on)
        if self.category:
            found = found.filter(category=self.category)
        return matching(found, self.words, "person__search") if self.words else found

    def _row(self, one, facts):
        person, standing = one.person, self._standing(one, facts)
        return {
            "pk": one.pk,
            "person": person.pk,
            "name": person.full_name or person.email,
            "initials": person.initials,
            "hue": person.pk % 6 + 1,
            "category": one.category.name if one.category else "",
            "since": short_day(one.started_on),
            "until": short_day(one.ended_on) if self._is_told(one.ended_on) else "",
            "standing": standing,
            "is_plain": standing == Standing.ACTIVE.label.capitalize(),
            "decided": f"{one.organ}, le {short_day(one.decided_on)}",
        }

    def _standing(self, one, facts):
        """Every end but a death reads alike: one that alone reads otherwise would tell itself."""
        standing = standing_of(one, facts, self._eve(one))
        if standing in ENDED_STANDINGS - {Standing.DECEASED}:
            standing = Standing.FORMER
        return standing.label.capitalize() if standing else ""

    def _shared_standing(self, one):
        """What leaves the house says no more than whether one belongs: a pause, a notice or a
        procedure stays between the person and those who keep the register."""
        standing = standing_of(one, one.told, self._eve(one))
        if standing in ENDED_STANDINGS:
            return Standing.FORMER.label.capitalize()
        return Standing.ACTIVE.label.capitalize() if standing else ""

    def _eve(self, one):
        """A departure is told by what it became: the day after its last one."""
        if self.view == View.DEPARTURES and one.ended_on:
            return date.fromordinal(one.ended_on.toordinal() + 1)
        return self.on

    def _is_told(self, ended_on):
        """A list of the past does not know yet how it went on."""
        return ended_on is not None and (ended_on <= self.on or self.is_today)

    def _day(self, text, otherwise):
        if not text:
            return otherwise
        try:
            day = read_day(text[:60], DAY_MESSAGES)
        except ValidationError as error:
            self.wrong = error.messages[0]
            return otherwise
        if not FIRST_DAY <= day <= LAST_DAY:
            self.wrong = "Choisissez un jour entre 1901 et 2200."
            return otherwise
        return day

    def _address(self, **more):
        asked = {
            "vue": self.view,
            "le": "" if self.is_today else self.on.isoformat(),
            "du": self.since.isoformat() if self.since else "",
            "college": f"{self.category.pk}" if self.category else "",
            "q": self.words,
            "apres": self.after or "",
        } | more
        return "?" + urlencode({name: value for name, value in asked.items() if value})


def _lean(found):
    return found.select_related("person", "category").only(*READ).in_order()


@prepared
def _first_members():
    """The first page of who belongs on a day, and one more."""
    return _lean(Membership.objects.active(on=Given("on", DateField())))[: PAGE + 1]


@prepared
def _shared():
    return MembershipFact.objects.shared().filter(Among("membership", "keys"))


@prepared
def _categories():
    return Category.objects.all()


@prepared
def _numbers():
    day, new_year = Given("on", DateField()), Given("new_year", DateField())
    begun = ~Q(awaits=Membership.Awaits.FEE)
    active, paused = open_on(day) & begun, Membership.objects.paused(on=day)
    voting = active & (Q(category=None) | Q(category__votes=True))
    known = Statutes.objects.known(on=day).values("suspended_may_vote")[:1]
    voting &= Q(Coalesce(Subquery(known), False)) | ~Q(pk__in=paused.values("pk"))
    return (
        Membership.objects.order_by()
        .values(all=Value(0))
        .annotate(
            members=Count("pk", filter=active),
            voters=Count("pk", filter=voting),
            arrivals=Count("pk", filter=begun & Q(started_on__gte=new_year, started_on__lte=day)),
            departures=Count("pk", filter=Q(ended_on__gte=new_year, ended_on__lt=day)),
        )
        .values(*NOBODY)
    )


def _number(text):
    is_number = text.isascii() and text.isdecimal() and len(text) < 19
    return int(text) if is_number else 0
