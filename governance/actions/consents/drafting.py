"""A text is written, then written again: each change is a version of its own (I2)."""

from django.db import transaction
from django.utils import timezone

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance import emails
from governance.actions import rounds
from governance.actions.consents.handling import (
    carrying,
    check_carries,
    check_facilitates,
    check_going,
    check_sits,
    is_carried,
)
from governance.consents import stakeholders
from governance.consents.policies import facilitation_chooses
from governance.consents.titles import is_titled
from governance.events import Event
from governance.models import Concern, Measure, Proposal, Version
from governance.states import ProposalKind, ProposalState, RoundKind

TEXT = (
    "needs", "text", "responsible", "effect_on", "review_on", "term_on", "term_kind", "feedback",
    "act", "allows", "hours", "poles", "balance", "touches", "groups",
)  # fmt: skip
MEASURE = ("name", "source", "unit", "threshold", "side", "who", "every_days", "objection")
BOTH = {
    ProposalKind.AIM: "Son but et son domaine changent : les deux cercles consentent.",
    ProposalKind.MERGER: "Les deux cercles n’en font plus qu’un : chacun consent.",
    ProposalKind.CLOSING: "Ce cercle se clôt : les deux cercles consentent.",
}
"""What a circle and its parent consent to, each in its own round, on the same version."""


class NothingChanges(Refused):
    message = "Rien ne change dans ce texte : les positions restent ce qu’elles sont."


class NoTitle(Refused):
    message = "Donnez un titre à la proposition."


class SameTitle(Refused):
    message = "C’est déjà son titre."


class TitleIsKept(Refused):
    message = "Le titre ne change plus : le cercle se prononce sur ce texte, sous ce titre."


class AlwaysForATime(Refused):
    message = "Un départ demandé a toujours une durée : dites jusqu’à quand."


class WordsAreOpen(Refused):
    message = (
        "On questionne ce texte-ci, on y réagit : il se change à l’arbitrage, quand chaque "
        "personne a été entendue."
    )


class RoundIsOpen(Refused):
    message = "Un tour de consentement va toujours à son terme : le texte se change après lui."


def draft(circle, *, by, at, tension, title, kind=ProposalKind.POLICY, **facts):
    """Write a proposal for this circle, with its first version.

    ``facts``: those of the text (``TEXT``), ``measures`` (dicts), ``concerns`` ((circle, must
    consent, why, the domain that it holds, if any)…), and what it is about (``about_circle``,
    ``about_person``, ``election``…).
    """
    touched = [facts["about_circle"]] if facts.get("about_circle") else []
    check_sits(by, [circle, *touched], at=at)
    text = {name: facts.pop(name) for name in TEXT if name in facts}
    measures, concerns = facts.pop("measures", ()), facts.pop("concerns", ())
    with transaction.atomic():
        proposal = Proposal.objects.create(
            circle=circle, tension=tension, title=title, kind=kind, carrier=by,
            created_at=at, moved_at=at, **facts,
        )  # fmt: skip
        version = _write(proposal, 1, text, measures, by=by, at=at)
        _concern(proposal, concerns, version.touches)
        record(Event.PROPOSAL_DRAFTED, proposal, by=by, circle=circle.pk, tension=tension.pk)
    return proposal


def amend(proposal, *, by, at, why, integrates=(), **facts):
    """Write the next version: every position is to be said again. What is not given stays.

    ``integrates``: (objection, strategy)… that this version answers; their authors confirm.
    ``concerns``: the circles that it touches, when they change.
    """
    with carrying(proposal, at=at) as proposal:
        check_going(proposal)
        check_writes(by, proposal, at=at)
        if proposal.state in {ProposalState.CONSENT, ProposalState.RESERVED}:
            raise RoundIsOpen
        if proposal.state in {ProposalState.CLARIFICATION, ProposalState.REACTIONS}:
            raise WordsAreOpen
        version = _rewrite(proposal, dict(facts), by=by, at=at, why=why)
        for opened in proposal.rounds.standing().filter(kind=RoundKind.CONSENT):
            rounds.void(opened, by=by, at=at)
        proposal.concerns.update(heard_at=None)
        for objection, strategy in integrates:
            _answer(objection, version, strategy)
        record(Event.PROPOSAL_AMENDED, proposal, by=by, version=version.number)
        if proposal.state != ProposalState.DRAFT:
            emails.circles_asked(proposal, on=timezone.localdate(at))
    return version


def check_writes(person, proposal, *, at):
    """Whoever carries a text writes it; whoever facilitates too, while objections are integrated,
    or once who carried it has gone; and alone after the reactions, where the circle says so."""
    if person is not None and facilitation_chooses(proposal, on=timezone.localdate(at)):
        check_facilitates(person, proposal, at=at)
        return
    with_the_circle = proposal.state == ProposalState.OBJECTIONS or not is_carried(proposal, at=at)
    check_carries(person, proposal, at=at, or_facilitates=with_the_circle)


def rename(proposal, *, by, at, title):
    """Put its title right, until the circle is asked to consent; the journal keeps who did."""
    title = title.strip()
    if not title:
        raise NoTitle
    with carrying(proposal, at=at) as proposal:
        check_carries(by, proposal, at=at)
        check_going(proposal)
        if not is_titled(proposal):
            raise TitleIsKept
        if title == proposal.title:
            raise SameTitle
        proposal.title = title
        record(Event.PROPOSAL_RENAMED, proposal, by=by)
    return proposal


def _rewrite(proposal, facts, *, by, at, why):
    last = proposal.versions.current()
    before = {name: getattr(last, name) for name in TEXT}
    kept = [_facts_of(one) for one in last.measures.all()]
    measures, concerns = facts.pop("measures", None), facts.pop("concerns", None)
    text = before | facts
    if measures is not None:
        measures = _fearing(measures, kept)
    same_measures = measures is None or [_measured(one) for one in measures] == [
        _measured(one) for one in kept
    ]
    if text == before and same_measures and (concerns is None or _same(proposal, concerns)):
        raise NothingChanges
    if concerns is None and text["touches"] != before["touches"]:
        concerns = _chosen(proposal)
    if concerns is not None:
        _concern(proposal, concerns, text["touches"])
    measures = kept if measures is None else measures
    return _write(proposal, last.number + 1, text, measures, by=by, at=at, why=why[:300])


def _fearing(measures, kept):
    """What looks at a fear goes on looking at it, in whatever version comes next (4.8)."""
    fears = {one["name"]: one["objection"] for one in kept if one["objection"]}
    return [one | {"objection": one.get("objection") or fears.get(one["name"])} for one in measures]


def _measured(facts):
    return {name: facts.get(name) for name in MEASURE if facts.get(name) not in (None, "")}


def _write(proposal, number, text, measures, *, by, at, why=""):
    if proposal.kind == ProposalKind.EXCLUSION and not text.get("term_on"):
        raise AlwaysForATime
    version = Version.objects.create(
        proposal=proposal, number=number, by=by or proposal.carrier, at=at, why=why, **text
    )
    Measure.objects.bulk_create(Measure(version=version, **one) for one in measures)
    return version


def _facts_of(measure):
    return {name: getattr(measure, name) for name in MEASURE}


def _answer(objection, version, strategy):
    objection.integrated_in, objection.strategy = version, strategy
    objection.save(update_fields=["integrated_in", "strategy"])
    emails.objection_answered(objection)


def _chosen(proposal):
    """The circles that who carries it named; the others follow from what the text touches."""
    named = proposal.concerns.filter(touch="").select_related("circle", "domain")
    return [(one.circle, one.must_consent, one.why, one.domain) for one in named]


def _concern(proposal, concerns, touches):
    """The circles that it touches; for an aim or a closing, the other circle of the pair too; for
    money and statutes, those that hold them together."""
    wanted = {circle.pk: (must, why, *domain) for circle, must, why, *domain in concerns}
    about = proposal.about_circle
    if about and proposal.kind in BOTH:
        other = about.parent if about.pk == proposal.circle_id else about
        if other:
            wanted[other.pk] = (True, BOTH[proposal.kind])
    asked = {}
    for circle, why, touch in stakeholders.asked_by(proposal.circle, touches):
        if not wanted.get(circle.pk, (False,))[0]:
            wanted[circle.pk], asked[circle.pk] = (True, why), touch
    wanted.pop(proposal.circle_id, None)
    proposal.concerns.exclude(circle__in=wanted).delete()
    for circle, (must, why, *domain) in wanted.items():
        facts = {"must_consent": must, "why": why[:200], "domain": next(iter(domain), None)}
        facts["touch"] = asked.get(circle, "")
        Concern.objects.update_or_create(proposal=proposal, circle_id=circle, defaults=facts)


def _same(proposal, concerns):
    now = {(one.circle_id, one.must_consent) for one in proposal.concerns.filter(touch="")}
    return now == {(circle.pk, must) for circle, must, *_why in concerns}
