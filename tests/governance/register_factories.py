"""Decisions of any day, with every consent that PostgreSQL asks, their measures and their acts."""

from datetime import date, datetime, time

from coopstudio.files.models import PrivateFile
from governance.models import Decision, LegalAct, Measure, Reading, Review
from governance.states import ActKind, ProposalKind, TermKind
from tests.governance import factories
from tests.members.factories import PARIS


def at(day, hour=15):
    return datetime.combine(day, time(hour), tzinfo=PARIS)


def decision(circle, *, on=date(2026, 10, 5), **facts):
    """A decision that this circle adopted that day; ``facts``: of the decision and of its text."""
    carried = {
        name: facts.pop(name)
        for name in ("kind", "title", "about_decision", "object_kind", "object_key")
        if name in facts
    }
    text = {name: facts.pop(name) for name in ("text", "needs", "responsible") if name in facts}
    proposal = factories.proposal(circle, **carried)
    review_on = facts.pop("review_on", date(2027, 10, 5))
    version = factories.version(proposal, review_on=review_on, **text)
    factories.everyone(factories.consent_round(version, at=at(on)), at=at(on, 16))
    return decided(version, on=on, review_on=review_on, **facts)


def decided(version, *, on=date(2026, 10, 5), **facts):
    """The decision of a version to which everybody consented."""
    circle = version.proposal.circle
    last = circle.decisions.filter(year=on.year).order_by("number").last()
    facts = {
        "effect_on": on,
        "term_kind": TermKind.REMINDER,
        "review_on": version.review_on,
        "kept_by": circle,
    } | facts
    return Decision.objects.create(
        circle=circle,
        year=on.year,
        number=last.number + 1 if last else 1,
        proposal=version.proposal,
        version=version,
        title=version.proposal.title,
        adopted_at=at(on, 17),
        **facts,
    )


def trial(circle, *, until, **facts):
    return decision(circle, term_kind=TermKind.TRIAL, term_on=until, review_on=until, **facts)


def repeal(text, *, on, **facts):
    facts = {"kind": ProposalKind.REPEAL, "title": "Abroger", "review_on": None} | facts
    return decision(text.circle, on=on, repeals=text, **facts)


def signed(text, *, on, kind=ActKind.BOARD):
    """The act of this decision, signed that day."""
    last = LegalAct.objects.of_the_sole_associate().last()
    number = last.register_number + 1 if last else 1
    paper = PrivateFile.objects.create(size=1, sha256="0" * 64, state="clean")
    return LegalAct.objects.create(
        decision=text,
        title=text.title,
        kind=kind,
        signed=paper,
        signed_on=on,
        signed_by="Odile Rameau",
        register_number=number if kind == ActKind.SOLE_ASSOCIATE else None,
        by=factories.people_of(text.circle)[0],
        at=at(on),
    )


def counts(text, *, who=None, **facts):
    """A measure of this decision's text."""
    facts = {
        "name": "Demandes qui attendent plus de trois mois",
        "unit": "demandes",
        "threshold": 1,
    } | facts
    who = who or factories.people_of(text.circle)[0]
    return Measure.objects.create(version=text.version, who=who, **facts)


def counted_over_time(text, *, who, values=("0.5", "2", "1.5", "3")):
    """A measure that was read at the end of each month, from June on."""
    measure = counts(text, who=who, unit="mois")
    for rank, value in enumerate(values):
        on = date(2026, 6 + rank, 30)
        Reading.objects.create(measure=measure, on=on, value=value, by=who, at=at(on))
    return measure


def under_review(text):
    """Its review is open, and says nothing yet."""
    by = factories.people_of(text.circle)[0]
    return Review.objects.create(decision=text, by=by, opened_at=at(date(2026, 11, 3)))


def with_measure():
    """(a decision, its measure) of a circle of its own."""
    text = decision(factories.circle(f"Textes {factories.Circle.objects.count() + 1}"))
    return text, counts(text)
