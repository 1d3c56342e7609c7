import re
from datetime import timedelta

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchVectorField
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, Least, LPad

from coopstudio.french.search import ONE_WORD, matching
from governance.states import STANDING, CircleState, Force, ProposalKind, TermKind

NEAR = timedelta(days=30)
"""How long before its review a text is to be looked at again."""

TO_LOOK_AT = (Force.NOT_REVIEWED, Force.TO_REVIEW, Force.UNDER_REVIEW)
NUMBER = re.compile(r"([A-Za-zÀ-ÿ0-9]{1,4})-(\d{4})-(\d{1,4})")
WORDS = SearchVectorField()
SEQUELS = ("replaces", "renews", "shares")
_STARTS_ON = Func("pk", function="decision_starts_on", output_field=DateField())
TEXTS = (
    ProposalKind.POLICY, ProposalKind.RENEWAL, ProposalKind.CIRCLE, ProposalKind.AIM,
    ProposalKind.MERGER,
)  # fmt: skip
"""What stays a rule once it is decided; the others are done once."""


def _model(name):
    return apps.get_model("governance", name)


class DecisionQuerySet(QuerySet):
    def dated(self):
        """Each with ``starts_on`` (None while its act is awaited) and ``due_on``, its review."""
        return self.annotate(
            starts_on=Case(
                When(shares__isnull=False, then=_STARTS_ON),
                When(act_kind="", then=F("effect_on")),
                default=_STARTS_ON,
            ),
            due_on=Coalesce("review_moved_to", Least("review_on", "term_on")),
        )

    def told_on(self, day):
        """Each with ``force``: what it is worth that day, told by facts alone; and ``is_past``."""
        told = self.dated().annotate(
            is_followed=self._followed(day),
            is_renewed=Exists(self._started("renews", day)),
            is_repealed=Exists(self._started("repeals", day)),
        )
        begun = Q(starts_on__lte=day)
        return told.annotate(
            force=Case(
                *self._while_its_parts_are_awaited(),
                When(starts_on=None, then=Value(Force.ACT_AWAITED)),
                When(starts_on__gt=day, then=Value(Force.TO_COME)),
                When(is_repealed=True, then=Value(Force.REPEALED)),
                When(is_followed=True, is_renewed=True, then=Value(Force.RENEWED)),
                When(is_followed=True, then=Value(Force.REPLACED)),
                *_while_it_stands(day),
                default=Value(Force.IN_FORCE),
                output_field=CharField(),
            ),
            is_past=Case(
                When(begun & _lapsed(day), then=Value(True)),
                When(begun, is_repealed=True, then=Value(True)),
                When(begun, is_followed=True, then=Value(True)),
                When(self._unshared(), then=Value(True)),
                default=Value(False),
            ),
        )

    def with_renewal(self):
        """Each with ``renewal``: the code of what renewed it, or None; and ``shared``: those of its
        parts."""
        later = self.model.objects.filter(renews=OuterRef("pk")).order_by("pk")
        parts = self.model.objects.filter(shares=OuterRef("pk")).order_by("pk")
        code = Concat(
            "circle__prefix",
            Value("-"),
            Cast("year", CharField()),
            Value("-"),
            LPad(Cast("number", CharField()), 3, Value("0")),
        )
        return self.annotate(
            renewal=Subquery(later.annotate(code=code).values("code")[:1]),
            shared=ArraySubquery(parts.annotate(code=code).values("code")),
        )

    def standing(self):
        """In force, of those that are told on a day."""
        return self.filter(force__in=STANDING)

    def living(self):
        """All but what was replaced, renewed, repealed or has lapsed (V2): all whose force is not
        of PAST, asked without all that tells the other forces apart."""
        return self.filter(is_past=False)

    def answering(self, words):
        """Those that answer to these words, to a number (« CG-2026-014 ») or to a name."""
        number = words is not ONE_WORD and NUMBER.fullmatch(words.strip())
        if number:
            prefix, year, rank = number.groups()
            return self.filter(circle__prefix__iexact=prefix, year=year, number=rank)
        titles = self.model.objects.annotate(
            said=Func("title", function="fr_vector", output_field=WORDS)
        )
        return matching(
            self,
            words,
            within=lambda asked, _each: (
                Q(pk__in=titles.filter(said=asked).values("pk"))
                | Q(version__in=_model("Version").objects.filter(search=asked).values("pk"))
                | Q(version__responsible__search=asked)
            ),
        )

    def in_order(self):
        """The last adopted first, as in the register."""
        return self.order_by("-adopted_at", "-pk")

    def beyond(self, *, at, pk):
        """Those that come after one that was adopted then, in this order."""
        return self.filter(Q(adopted_at__lt=at) | Q(adopted_at=at, pk__lt=pk))

    def to_proceed(self, day):
        """In force, and what waits for them on a higher floor is not done."""
        waiting = self.dated().filter(proceeded_at=None, starts_on__lte=day)
        return waiting.exclude(proposal__object_kind="")

    def to_recall(self, day):
        """Whose review comes within a month or has come, trials that have just lapsed included."""
        told = self.told_on(day).filter(due_on__lte=day + NEAR)
        return told.filter(force__in=[*STANDING, Force.LAPSED])

    def to_look_at(self, day):
        """Whose review is near, late or under way, or whom a tension is about. Which ones it may be
        is told by their dates alone; what each is worth is then asked of these."""
        reviews = _model("Review").objects.filter(decision=OuterRef("pk"), closed_at=None)
        tensions = _model("Tension").objects.filter(decision=OuterRef("pk"), settled_at=None)
        told = self.told_on(day)
        told = told.filter(Q(due_on__lte=day + NEAR) | Exists(reviews) | Exists(tensions))
        return told.filter(force__in=TO_LOOK_AT)

    def departures_on(self, day):
        """By which a circle asked somebody to leave, for a time that is not over that day."""
        return self.filter(proposal__kind=ProposalKind.EXCLUSION, term_on__gt=day)

    def departures_over(self, day):
        """Those whose time is over, and whose person was not offered their place again."""
        over = self.filter(proposal__kind=ProposalKind.EXCLUSION, term_on__lte=day)
        person = {"person": OuterRef("proposal__about_person"), "circle": OuterRef("circle")}
        back = _model("CircleMember").objects.filter(**person).on(day)
        asked = _model("CircleInvitation").objects.filter(**person)
        again = asked.filter(Q(answered_at=None) | Q(decision=OuterRef("pk")))
        return over.exclude(Exists(back)).exclude(Exists(again))

    def of(self, circle, person):
        """Taken in this circle, about this person."""
        return self.filter(circle=circle, proposal__about_person=person)

    def forsaken(self):
        """Kept by a circle that is closed."""
        return self.filter(kept_by__state=CircleState.CLOSED, kept_by__parent__isnull=False)

    def _followed(self, day):
        """Whether something took its place and counts that day. One sequel that lasts tells it;
        for a trial that is over or for parts, the answer goes from one sequel to the next."""
        lasting = ~Q(term_kind=TermKind.TRIAL) | Q(term_on=None) | Q(term_on__gt=day)
        taken = (self._started(arrow, day).filter(lasting) for arrow in ("replaces", "renews"))
        sequels = (self._pointing(arrow) for arrow in SEQUELS)
        asked = Func("pk", day, function="decision_is_followed", output_field=BooleanField())
        return Case(
            *(When(Exists(found), then=Value(True)) for found in taken),
            *(When(Exists(found), then=asked) for found in sequels),
            default=Value(False),
        )

    def _while_its_parts_are_awaited(self):
        """What is told of one part of a shared text before all are adopted, or if it had another
        sequel meanwhile (V1)."""
        signed = _model("LegalAct").objects.filter(decision=OuterRef("pk"))
        part = Q(shares__isnull=False, starts_on=None)
        return [
            When(self._unshared(), then=Value(Force.UNSHARED)),
            When(part & (Q(act_kind="") | Exists(signed)), then=Value(Force.PARTS_AWAITED)),
        ]

    def _unshared(self):
        """A part of a text that had another sequel meanwhile."""
        whole = Q(replaces=OuterRef("shares")) | Q(renews=OuterRef("shares"))
        whole |= Q(repeals=OuterRef("shares"))
        part = Q(shares__isnull=False, starts_on=None)
        return part & Exists(self.model.objects.filter(whole))

    def _started(self, arrow, day):
        """What renews or repeals the decision of the query around, and counts already that day."""
        return self._pointing(arrow).dated().filter(starts_on__lte=day)

    def _pointing(self, arrow):
        """Those whose arrow is the decision of the query around; few decisions have each arrow, and
        PostgreSQL then looks at these alone."""
        found = self.model.objects.filter(**{f"{arrow}__isnull": False})
        return found.filter(**{arrow: OuterRef("pk")})


def _lapsed(day):
    return Q(term_kind=TermKind.TRIAL, term_on__lte=day)


def _while_it_stands(day):
    """What is told of a text that nothing has taken the place of."""
    reviews = _model("Review").objects.filter(decision=OuterRef("pk"), closed_at=None)
    tensions = _model("Tension").objects.filter(decision=OuterRef("pk"), settled_at=None)
    return [
        When(_lapsed(day), then=Value(Force.LAPSED)),
        When(Exists(reviews), then=Value(Force.UNDER_REVIEW)),
        When(due_on__lt=day, then=Value(Force.NOT_REVIEWED)),
        When(due_on__lte=day + NEAR, then=Value(Force.TO_REVIEW)),
        When(Exists(tensions), then=Value(Force.TO_REVIEW)),
        When(term_kind=TermKind.TRIAL, term_on__isnull=False, then=Value(Force.TRIAL)),
        When(~Q(proposal__kind__in=TEXTS), due_on=None, then=Value(Force.ADOPTED)),
    ]


class ReadingQuerySet(QuerySet):
    def last_of_each_day(self):
        """What was read last of each measure and day: a mistake is answered by another reading."""
        later = self.model.objects.filter(
            measure=OuterRef("measure"), on=OuterRef("on"), pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(later)).order_by("measure", "on")

    def crossing(self):
        """Those beyond the threshold of their measure."""
        above = Q(measure__side="above", value__gt=F("measure__threshold"))
        below = Q(measure__side="below", value__lt=F("measure__threshold"))
        return self.filter(above | below)


class ActQuerySet(QuerySet):
    def of_the_sole_associate(self):
        """The register that the law asks, in its own order."""
        return self.filter(register_number__isnull=False).order_by("register_number")
