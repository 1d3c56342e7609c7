"""A text from its adoption to what follows it, by the verbs that people use, nothing skipped."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from governance.actions import acts, admissions, consents, decisions, reviews
from governance.models import Decision
from governance.states import Force, OfficeKind, Outcome, ProposalKind, RoundKind, TermKind
from members.models import Membership
from tests.files import corpus
from tests.governance.factories import circle, entrust, joins, people_of, tension
from tests.governance.register_factories import at
from tests.members.factories import founder, request

TODAY = date(2026, 12, 3)
NOW = at(TODAY, 10)

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    """Fleur carries, Thomas facilitates, Aïcha writes."""
    made = circle("Cercle général", prefix="CG")
    _carrier, lead, secretary = people_of(made)
    entrust(lead, made)
    entrust(secretary, made, OfficeKind.SECRETARY)
    return made


def adopted(proposal, *, now=NOW):
    """From the basket to the last consent, in a meeting."""
    lead = people_of(proposal.circle)[1]
    consents.put_in_basket(proposal, by=proposal.carrier, at=now)
    consents.present(proposal, by=lead, at=now)
    for _clarification_then_reactions in range(2):
        consents.next_step(proposal, by=lead, at=now)
    for seat in proposal.rounds.open().get(kind=RoundKind.REACTIONS).seats.all():
        consents.react(seat, by=seat.person, at=now, words="J’y respire.")
    consents.next_step(proposal, by=lead, at=now)
    consents.open_consent(proposal, by=proposal.carrier, at=now)
    for seat in proposal.rounds.open().get(kind=RoundKind.CONSENT).seats.all():
        consents.consent(seat, by=seat.person, at=now)
    return Decision.objects.get(proposal=proposal)


def drafted(here, **facts):
    carrier = people_of(here)[0]
    facts = {
        "title": "Garder trois mois d’avance",
        "needs": "Ne plus compter les jours.",
        "text": "Trois mois de charges restent sur le compte.",
        "responsible": carrier,
        "review_on": date(2027, 10, 7),
        "measures": [{"name": "Mois couverts", "unit": "mois", "threshold": 3, "side": "below",
                      "who": carrier}],
    } | facts  # fmt: skip
    return consents.draft(here, by=carrier, at=NOW, tension=tension(here, at=NOW), **facts)


def looked_at(text, outcome, *, now, **facts):
    """Somebody opens its review, says what they lived, and proposes."""
    by = people_of(text.circle)[0]
    review = reviews.open_review(text, by=by, at=now, words="Voyons où nous en sommes.")
    reviews.write(review, by=by, at=now, helped="Nous dormons mieux.")
    return reviews.propose(review, by=by, at=now, outcome=outcome, **facts)


def force(text, on=TODAY):
    return decisions.force_of(text, on=on)


def test_a_text_is_measured_reviewed_and_renewed(here):
    text = adopted(drafted(here))
    later = NOW + timedelta(days=60)
    measure = text.version.measures.get()

    decisions.measure(measure, by=measure.who, at=later, on=later.date(), value=Decimal("2.4"))
    assert force(text, later.date()) == Force.TO_REVIEW

    renewed = adopted(
        looked_at(text, Outcome.RENEW, now=later, review_on=date(2028, 2, 1)), now=later
    )

    assert (renewed.renews, renewed.code) == (text, "CG-2027-001")
    assert renewed.version.measures.get().name == "Mois couverts"
    assert [force(one, later.date()) for one in (text, renewed)] == [
        Force.RENEWED,
        Force.IN_FORCE,
    ]
    assert not text.tensions.open().exists()


def test_a_trial_replaces_a_text_and_gives_its_place_back(here):
    text = adopted(drafted(here))
    changed = looked_at(text, Outcome.CHANGE, now=NOW, review_on=date(2027, 2, 1))
    consents.put_in_basket(changed, by=changed.carrier, at=NOW)
    consents.amend(
        changed, by=changed.carrier, at=NOW, why="Un essai de deux mois.",
        text="Deux mois de charges.", term_kind=TermKind.TRIAL, term_on=date(2027, 2, 1),
    )  # fmt: skip
    changed.refresh_from_db()

    tried = adopted_from_basket(changed)

    assert [force(one) for one in (text, tried)] == [Force.REPLACED, Force.TRIAL]
    assert [force(one, date(2027, 2, 1)) for one in (text, tried)] == [
        Force.IN_FORCE,
        Force.LAPSED,
    ]


def adopted_from_basket(proposal):
    lead = people_of(proposal.circle)[1]
    consents.present(proposal, by=lead, at=NOW)
    for _step in range(2):
        consents.next_step(proposal, by=lead, at=NOW)
    for seat in proposal.rounds.open().get(kind=RoundKind.REACTIONS).seats.all():
        consents.react(seat, by=seat.person, at=NOW, words="Essayons.")
    consents.next_step(proposal, by=lead, at=NOW)
    consents.open_consent(proposal, by=proposal.carrier, at=NOW)
    for seat in proposal.rounds.open().get(kind=RoundKind.CONSENT).seats.all():
        consents.consent(seat, by=seat.person, at=NOW)
    return Decision.objects.get(proposal=proposal)


def test_a_text_is_repealed(here):
    text = adopted(drafted(here))

    ended = adopted(looked_at(text, Outcome.REPEAL, now=NOW))

    assert (ended.repeals, ended.proposal.kind) == (text, ProposalKind.REPEAL)
    assert [force(one) for one in (text, ended)] == [Force.REPEALED, Force.ADOPTED]


def test_an_admission_goes_from_the_request_to_the_register_of_members():
    mission = circle("Cercle mission", prefix="CM", people=0)
    fleur = founder()
    joins(fleur, mission)
    thomas = founder("Thomas", "Marshall")
    joins(thomas, mission)
    entrust(thomas, mission)
    entrust(fleur, mission, OfficeKind.SECRETARY)
    asked = request(requested_at=at(date(2026, 11, 2)))

    text = adopted(admissions.propose(asked, mission, by=fleur, at=NOW))
    assert force(text) == Force.ACT_AWAITED
    assert not Membership.objects.filter(person=asked.person).exists()

    acts.attach(
        text, by=fleur, at=NOW, upload=corpus.upload(corpus.pdf(), "pv.pdf"), signed_on=TODAY,
        signed_by="Odile Rameau",
    )  # fmt: skip

    assert Membership.objects.get(person=asked.person).reference == "CM-2026-001, Cercle mission"
    assert Decision.objects.get().proceeded_at == NOW
