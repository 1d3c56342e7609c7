"""Who keeps the texts of a circle, and who reads its measures: told by its seats of the day."""

from django.db.models import (
    BigIntegerField,
    BooleanField,
    DateField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
)

from coopstudio.prepared import Given, prepared
from governance.college import around, belongs, has_a_voice, holder, secretary
from governance.models import Circle, CircleMember, Leave, Link, Mandate
from governance.permissions import sees_governance
from governance.states import OfficeKind

PERSON = Given("person", BigIntegerField())
PAPERS = {OfficeKind.SECRETARY, OfficeKind.LOG_KEEPER, OfficeKind.LEADER}


def keeps_papers(person, circle, *, on):
    """The secretary, who keeps the log, and the leader: they attach acts and move a review once."""
    return any(
        mandate.kind in PAPERS
        for one in around(circle, on=on)
        if one.person == person
        for mandate in one.mandates
    )


def reviews(person, decision, *, on):
    """Whoever is asked in the circle that keeps the text writes what it lived of it."""
    return has_a_voice(person, decision.kept_by, on=on)


def reads_measure(person, measure, decision, *, on):
    """Who was asked to, who answers for the text; the leader once neither of them is here."""
    named = [one for one in (measure.who, decision.version.responsible) if one and _is_here(one)]
    return person in (named or [holder(decision.kept_by, OfficeKind.LEADER, on=on)])


def answers_for(decision, *, on):
    """Who answers for the text that day: the person named in it, else the leader, or None."""
    named = decision.version.responsible
    if named and is_there(named, decision.kept_by, on=on):
        return named
    return holder(decision.kept_by, OfficeKind.LEADER, on=on)


def recalled(decision, *, on):
    """Whom its review is recalled to a month before: who answers for it, and who writes (V4)."""
    found = [answers_for(decision, on=on), secretary(decision.kept_by, on=on)]
    return list(dict.fromkeys(one for one in found if one))


def everybody(decision, *, on):
    """Each person who sits in the circle that keeps it, guests left out, on leave or not."""
    return [one.person for one in around(decision.kept_by, on=on) if one.belongs or one.links]


def is_there(person, circle, *, on):
    """Does whom a text names still sit in the circle that keeps it?"""
    return _is_here(person) and belongs(person, circle, on=on)


def _is_here(person):
    return sees_governance(person)


def may_do(person, circle, *, on):
    """(is asked, keeps papers) of this person in a circle that day, in one question: for pages."""
    return _may_do(person=person.pk, circle=circle.pk, on=on)[0]


@prepared
def _may_do():
    on, theirs = Given("on", DateField()), {"circle": OuterRef("pk"), "person": PERSON}
    sits = Q(Exists(CircleMember.objects.filter(**theirs).on(on).with_a_voice())) | Q(
        Exists(Link.objects.filter(parent=OuterRef("pk"), person=PERSON).on(on))
    )
    found = Circle.objects.filter(pk=Given("circle", BigIntegerField())).annotate(
        is_asked=ExpressionWrapper(
            sits & ~Exists(Leave.objects.filter(**theirs).on(on)), output_field=BooleanField()
        ),
        has_papers=Exists(Mandate.objects.filter(kind__in=PAPERS, **theirs).on(on)),
    )
    return found.values_list("is_asked", "has_papers")


def circles_kept_by(person, *, on):
    """The living circles whose papers this person keeps that day."""
    held = Mandate.objects.filter(circle=OuterRef("pk"), person=person, kind__in=PAPERS)
    return Circle.objects.living().filter(Exists(held.on(on)))
