"""Proposals in the middle of their way: opened at a distance, objected to."""

from datetime import timedelta

from django.utils import timezone

from governance.actions import consents
from governance.models import Decision
from governance.states import ProposalState, RoundKind
from tests.governance.factories import (
    consent_round,
    everyone,
    people_of,
    proposal,
    tension,
    version,
)


def allowing(made, allows="async", *, at=None, hours=0):
    """A policy in force by which the circle allows this."""
    at = at or timezone.now()
    carried = proposal(made, state=ProposalState.CONSENT)
    text = version(carried, allows=allows, hours=hours, review_on=at.date() + timedelta(days=200))
    opened = consent_round(text, at=at)
    everyone(opened, at=at)
    number = Decision.objects.filter(circle=made).count() + 1
    return Decision.objects.create(
        circle=made, kept_by=made, proposal=carried, version=text, title=carried.title,
        year=at.year, number=number, adopted_at=at, effect_on=at.date(),
        review_on=text.review_on, term_kind="reminder",
    )  # fmt: skip


def text_of(made, *, at, **facts):
    """A text that the first person of the circle carries."""
    carrier = people_of(made)[0]
    facts = {
        "title": "Intervenir à deux chez nos clients",
        "needs": "Que personne ne porte seul ou seule une intervention difficile.",
        "text": "Chaque intervention est menée par deux personnes.",
        "responsible": carrier,
        "review_on": timezone.localdate(at) + timedelta(days=200),
    } | facts
    return consents.draft(made, by=carrier, at=at, tension=tension(made, by=carrier), **facts)


def objected_to(made):
    """In a circle whose anybody may facilitate: reactions, a round, and somebody's objection."""
    at = timezone.now() - timedelta(days=2)
    carried = text_of(made, at=at)
    lead = carried.carrier
    consents.put_in_basket(carried, by=lead, at=at)
    consents.present(carried, by=lead, at=at)
    for _clarification_then_reactions in range(2):
        consents.next_step(carried, by=lead, at=at)
    for seat in carried.rounds.open().get(kind=RoundKind.REACTIONS).seats.all():
        consents.react(seat, by=seat.person, at=at, words="Soulagée de lire ça.")
    consents.next_step(carried, by=lead, at=at)
    consents.open_consent(carried, by=lead, at=at)
    first, *others = carried.rounds.open().get(kind=RoundKind.CONSENT).seats.all()
    consents.consent(first, by=first.person, at=at)
    for seat in others[:-1]:
        consents.consent(seat, by=seat.person, at=at)
    last = others[-1]
    objection = consents.object(
        last, by=last.person, at=at, touches="Être accessible à toute structure.",
        words="À deux, nos devis doublent pour une association de six salariées.",
    )  # fmt: skip
    consents.hear(objection, by=lead, at=at, heard_as="Tu crains que le prix ferme la porte.")
    carried.refresh_from_db()
    return carried
