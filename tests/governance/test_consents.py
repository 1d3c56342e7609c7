"""A proposal on its way: from a tension to a decision, and everything that may happen between."""

from datetime import date, timedelta

import pytest

from coopstudio.mail.models import Letter
from coopstudio.refusals import Refused
from coopstudio.states import ForbiddenMove
from governance.actions import consents, tensions
from governance.actions.consents import (
    assents,
    drafting,
    handling,
    objections,
    opening,
    speaking,
    steps,
)
from governance.home.words import awaited_of
from governance.models import Decision, Objection
from governance.states import ObjectionState, ProposalKind, ProposalState, RoundKind, Strategy
from tests.governance.factories import (
    AT,
    TODAY,
    circle,
    entrust,
    joins,
    people_of,
    room_for,
    tension,
)
from tests.members.factories import member

S = ProposalState
pytestmark = pytest.mark.django_db


def later(minutes):
    return AT + timedelta(minutes=minutes)


def drafted(made=None, **facts):
    """A proposal in a circle of three, which Thomas facilitates, carried by Fleur."""
    made = made or circle()
    fleur, thomas = people_of(made)[:2]
    if not made.mandates.exists():
        entrust(thomas, made)
    facts = {
        "title": "Signer un devis à deux",
        "needs": "Savoir qui engage le cercle.",
        "text": "Au-delà de 800 €, deux personnes signent.",
        "responsible": fleur,
        "review_on": date(2027, 4, 1),
    } | facts
    return consents.draft(made, by=fleur, at=AT, tension=tension(made, by=fleur), **facts)


def facilitator(proposal):
    return people_of(proposal.circle)[1]


def seats(proposal, kind=RoundKind.CONSENT, circle=None):
    opened = proposal.rounds.open().filter(kind=kind)
    opened = opened.get(circle=circle) if circle else opened.get()
    return list(opened.seats.all())


def in_consent(proposal=None, *, is_in_basket=False):
    """The same, presented, clarified, reacted to, and in its round of consent."""
    proposal = proposal or drafted()
    lead = facilitator(proposal)
    if not is_in_basket:
        consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    consents.present(proposal, by=lead, at=AT)
    consents.next_step(proposal, by=lead, at=AT)
    consents.next_step(proposal, by=lead, at=AT)
    for seat in seats(proposal, RoundKind.REACTIONS):
        consents.react(seat, by=seat.person, at=AT, words="J’y respire.")
    consents.next_step(proposal, by=lead, at=AT)
    return consents.open_consent(proposal, by=proposal.carrier, at=AT)


def say(seat, kind="consent", *, at=None):
    if kind == "consent":
        return consents.consent(seat, by=seat.person, at=at or later(5))
    return consents.object(
        seat, by=seat.person, at=at or later(5), words="Cela ferme la porte.", touches="Le but."
    )


def fresh(row):
    row.refresh_from_db()
    return row


def test_everybody_consents_and_the_text_is_adopted_under_the_next_number():
    proposal = in_consent()

    for seat in seats(proposal):
        say(seat)

    decision = Decision.objects.get()
    assert fresh(proposal).state == S.ADOPTED
    assert decision.code == f"{proposal.circle.prefix}-2026-001"
    assert decision.version.number == 1
    assert fresh(proposal.tension).how == f"Décision {decision.code}"
    assert Letter.objects.filter(kind="governance.adopted").count() == 3


def test_one_objection_does_not_end_the_round():
    proposal = in_consent()
    first, second, third = seats(proposal)

    say(first, "objection")
    say(second)
    assert fresh(proposal).state == S.CONSENT
    say(third)

    assert fresh(proposal).state == S.OBJECTIONS
    assert Decision.objects.count() == 0


def test_an_objection_says_what_it_touches():
    seat = seats(in_consent())[0]

    with pytest.raises(consents.consenting.ObjectionSaysLess):
        consents.object(seat, by=seat.person, at=AT, words="Je n’aime pas.", touches=" ")


def test_another_version_voids_every_position():
    """I2."""
    proposal = in_consent()
    first, *others = seats(proposal)
    for seat in others:
        say(seat)
    say(first, "objection")
    before = proposal.rounds.get(kind=RoundKind.CONSENT)

    version = consents.amend(
        proposal, by=proposal.carrier, at=later(10), why="Un an.", term_on=date(2027, 10, 5)
    )

    assert version.number == 2
    assert version.text == "Au-delà de 800 €, deux personnes signent."
    assert fresh(before).voided_at == later(10)


def test_a_round_that_is_open_is_never_cut_by_another_text():
    proposal = in_consent()

    with pytest.raises(drafting.RoundIsOpen):
        consents.amend(proposal, by=proposal.carrier, at=AT, why="Mieux dit.", text="Autre.")


def objected(proposal=None):
    """In a circle of three, the third objects."""
    proposal = in_consent(proposal)
    first, second, third = seats(proposal)
    say(first)
    say(second)
    say(third, "objection")
    return fresh(proposal), Objection.objects.get()


def test_an_objection_is_heard_explored_and_integrated_by_a_measure():
    proposal, objection = objected()
    lead, ines = facilitator(proposal), objection.author

    consents.hear(objection, by=lead, at=later(6), heard_as="Tu crains que le prix ferme la porte.")
    consents.confirm_heard(objection, by=ines, at=later(7))
    consents.explore(objection, by=lead, at=later(8))
    consents.amend(
        proposal,
        by=proposal.carrier,
        at=later(9),
        why="La crainte devient une mesure.",
        measures=[{"name": "Devis refusés pour leur prix", "who": ines, "objection": objection}],
        integrates=[(objection, Strategy.MEASURE)],
    )
    with pytest.raises(opening.ObjectionsWait):
        consents.open_consent(proposal, by=lead, at=later(10))
    consents.integrate(objection, by=ines, at=later(11))
    consents.open_consent(proposal, by=lead, at=later(12))
    for seat in seats(proposal):
        say(seat, at=later(13))

    decision = Decision.objects.get()
    assert fresh(objection).state == ObjectionState.MEASURED
    assert [one.objection for one in decision.version.measures.all()] == [objection]
    assert decision.version.number == 2


def test_the_same_objection_sent_again_is_one_and_is_explored_before_a_text_integrates_it():
    proposal, objection = objected()
    ines, seat, lead = objection.author, objection.position.seat, facilitator(proposal)
    words = {"words": objection.words, "touches": objection.touches, "way": objection.way}

    again = consents.object(seat, by=ines, at=later(6), **words)
    with pytest.raises(Refused):
        consents.object(seat, by=proposal.carrier, at=later(6), **words)
    answers = {"text": "Au-delà de 900 €.", "integrates": [(again, Strategy.AMEND)]}
    consents.amend(proposal, by=proposal.carrier, at=later(7), why="Un seuil.", **answers)
    with pytest.raises(objections.NotExplored):
        consents.integrate(again, by=ines, at=later(8))
    consents.explore(again, by=lead, at=later(9))
    consents.integrate(again, by=ines, at=later(10))

    assert again == objection
    assert Objection.objects.get().state == ObjectionState.INTEGRATED


def test_nobody_else_lifts_an_objection():
    proposal, objection = objected()

    for person in (proposal.carrier, facilitator(proposal)):
        with pytest.raises(consents.objections.OnlyItsAuthor):
            consents.withdraw_objection(objection, by=person, at=later(6))


def test_taken_back_on_the_same_text_an_objection_leaves_a_consent_and_the_text_is_adopted():
    proposal, objection = objected()

    consents.withdraw_objection(objection, by=objection.author, at=later(6))

    assert fresh(proposal).state == S.ADOPTED
    assert fresh(objection).state == ObjectionState.WITHDRAWN


def test_a_preference_becomes_a_reaction_by_its_author():
    proposal, objection = objected()

    consents.reclassify(objection, by=objection.author, at=later(6))

    assert fresh(objection).note == consents.objections.REACTION
    assert fresh(proposal).state == S.ADOPTED


def test_the_facilitator_does_not_explore_their_own_objection():
    proposal = in_consent()
    first, second, third = seats(proposal)
    say(first)
    say(second, "objection")
    say(third)
    objection = Objection.objects.get()

    with pytest.raises(consents.objections.NeedsAnotherFacilitator):
        consents.explore(objection, by=second.person, at=later(6))
    consents.explore(objection, by=third.person, at=later(6))

    assert fresh(objection).state == ObjectionState.EXPLORED


def test_whoever_leaves_makes_no_objection_vanish():
    proposal, objection = objected()
    lead = facilitator(proposal)
    with pytest.raises(consents.objections.AuthorStillSits):
        consents.orphan(objection, by=lead, at=later(6))
    proposal.circle.members.filter(person=objection.author).update(until=TODAY)

    consents.orphan(objection, by=lead, at=later(6))
    with pytest.raises(opening.ObjectionsWait):
        consents.open_consent(proposal, by=lead, at=later(7))
    opened = consents.ask_to_close(objection, by=lead, at=later(8), note="Nous la relirons.")
    for seat in opened.seats.all():
        consents.agree(seat, by=seat.person, at=later(9))
    consents.open_consent(proposal, by=lead, at=later(10))
    for seat in seats(proposal):
        say(seat, at=later(11))

    assert fresh(objection).state == ObjectionState.CLOSED
    assert fresh(proposal).state == S.ADOPTED


def test_somebody_takes_over_an_objection_that_has_no_author():
    proposal, objection = objected()
    proposal.circle.members.filter(person=objection.author).update(until=TODAY)
    lead = facilitator(proposal)
    consents.orphan(objection, by=lead, at=later(6))

    consents.take_over(objection, by=lead, at=later(7))

    assert fresh(objection).state == ObjectionState.VOICED
    assert objection.author == lead


def test_absent_people_are_waited_for_and_their_consent_adopts():
    """Until its reserve is settled it is in no register: there is nothing to review (3.5)."""
    proposal = in_consent()
    first, second, third = seats(proposal)
    room_for(proposal, [first.person, second.person])
    say(first)
    say(second)

    consents.end_round(proposal, by=facilitator(proposal), at=later(6))
    assert fresh(proposal).state == S.RESERVED
    assert Decision.objects.count() == 0
    say(third, at=later(3000))

    assert fresh(proposal).state == S.ADOPTED
    assert Letter.objects.filter(kind="governance.reserved").count() == 1


def test_an_absent_person_may_object():
    proposal = in_consent()
    first, second, third = seats(proposal)
    room_for(proposal, [first.person, second.person])
    say(first)
    say(second)
    consents.end_round(proposal, by=facilitator(proposal), at=later(6))

    say(third, "objection", at=later(3000))

    assert fresh(proposal).state == S.OBJECTIONS


def test_a_rule_has_its_review_before_one_consents():
    proposal = drafted(review_on=None)

    with pytest.raises(opening.NoReviewDate):
        in_consent(proposal)


def test_reactions_are_never_skipped():
    proposal = drafted()
    lead = facilitator(proposal)
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    consents.present(proposal, by=lead, at=AT)
    consents.next_step(proposal, by=lead, at=AT)
    consents.next_step(proposal, by=lead, at=AT)

    *others, last = seats(proposal, RoundKind.REACTIONS)
    for seat in others:
        consents.pass_turn(seat, by=seat.person, at=AT)
    with pytest.raises(steps.ReactionsAreNeverSkipped):
        consents.next_step(proposal, by=lead, at=AT)
    consents.pass_turn(last, by=last.person, at=AT)
    consents.next_step(proposal, by=lead, at=AT)
    assert fresh(proposal).state == S.ARBITRATION


def test_one_reaction_per_person():
    proposal = drafted()
    lead = facilitator(proposal)
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    consents.present(proposal, by=lead, at=AT)
    consents.next_step(proposal, by=lead, at=AT)
    consents.next_step(proposal, by=lead, at=AT)
    seat = seats(proposal, RoundKind.REACTIONS)[0]
    consents.react(seat, by=seat.person, at=AT, words="Soulagée.")

    with pytest.raises(speaking.AlreadyReacted):
        consents.react(seat, by=seat.person, at=AT, words="Et encore.")


def test_the_circle_may_agree_to_go_straight_to_consent():
    proposal = drafted()
    lead = facilitator(proposal)
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    with pytest.raises(opening.StepsAreMissing):
        consents.open_consent(proposal, by=lead, at=AT)
    opened = consents.ask_to_skip(proposal, by=lead, at=AT)

    for seat in opened.seats.all():
        consents.agree(seat, by=seat.person, at=AT)
    consents.open_consent(proposal, by=lead, at=AT)

    assert fresh(proposal).state == S.CONSENT
    assert assents.agreed_to_skip(proposal)


def test_an_outsider_proposes_nothing_and_drops_a_tension():
    made, outside = circle(), member("Lou", "Petit")

    with pytest.raises(handling.NoVoiceHere):
        consents.draft(made, by=outside, at=AT, tension=tension(made), title="Autre", text="Texte.")
    dropped = tensions.drop(made, by=outside, at=AT, subject="Le bruit", words="On n’entend rien.")

    assert list(made.tensions.filter(by=outside)) == [dropped]


def test_both_circles_consent_to_the_same_version():
    """I10: each circle in its own round, and nothing is half adopted."""
    parent = circle()
    child = circle("Accueil", parent=parent, people=2)
    proposal = drafted(parent, kind=ProposalKind.AIM, about_circle=child)
    entrust(people_of(child)[0], child)
    in_consent(proposal)

    for seat in seats(proposal, circle=parent):
        say(seat)
    assert fresh(proposal).state == S.CONSENT
    consents.open_consent(proposal, by=people_of(child)[0], at=later(60), circle=child)
    for seat in seats(proposal, circle=child):
        say(seat, at=later(61))

    assert fresh(proposal).state == S.ADOPTED


def test_a_circle_that_must_be_heard_is_heard_before():
    made = circle()
    other = circle("Économie", parent=made, people=2)
    proposal = drafted(made, concerns=[(other, False, "Le budget est le sien.")])
    with pytest.raises(opening.SomeCircleIsNotHeard):
        in_consent(proposal)

    concern = proposal.concerns.get()
    consents.hear_circle(concern, by=people_of(other)[0], at=AT, words="Rien ne s’y oppose.")
    consents.open_consent(proposal, by=proposal.carrier, at=AT)

    assert fresh(proposal).state == S.CONSENT


def test_whose_leaving_is_proposed_reacts_and_has_no_position():
    made = circle(people=4)
    about = people_of(made)[3]
    leaving = {"kind": ProposalKind.EXCLUSION, "term_on": date(2027, 4, 1)}
    proposal = in_consent(drafted(made, about_person=about, **leaving))

    assert about not in [seat.person for seat in seats(proposal)]
    assert about in [
        seat.person for seat in proposal.rounds.get(kind=RoundKind.REACTIONS).seats.all()
    ]


def test_abandoning_needs_the_consent_of_the_circle():
    proposal, _objection = objected()
    lead = facilitator(proposal)

    asked = consents.propose_to_abandon(proposal, by=lead, at=later(6), why="Nous tournons.")
    consents.open_consent(asked, by=lead, at=later(7))
    for seat in seats(asked):
        say(seat, at=later(8))

    assert fresh(proposal).state == S.ABANDONED


def test_who_carries_it_takes_it_back_without_asking():
    proposal, objection = objected()

    consents.withdraw(proposal, by=proposal.carrier, at=later(6), reason="Une autre piste.")

    assert fresh(proposal).state == S.WITHDRAWN
    assert fresh(objection).ended_at is None
    with pytest.raises(handling.IsOver):
        consents.amend(proposal, by=proposal.carrier, at=later(7), why="", text="Autre.")


def test_a_meeting_that_closes_leaves_it_at_its_step():
    proposal = in_consent()
    lead = facilitator(proposal)
    first = seats(proposal)[0]
    say(first)
    consents.suspend(proposal, by=lead, at=later(6))
    with pytest.raises(handling.IsSuspended):
        say(seats(proposal)[1])

    consents.resume(proposal, by=lead, at=AT + timedelta(days=8))

    assert fresh(proposal).state == S.CONSENT
    assert [seat.person for seat in seats(proposal)] == people_of(proposal.circle)


def test_it_starts_again_when_somebody_has_come_in():
    proposal = in_consent()
    lead = facilitator(proposal)
    consents.suspend(proposal, by=lead, at=later(6))
    joins(member("Zoé", "Roux"), proposal.circle)

    consents.resume(proposal, by=lead, at=AT + timedelta(days=8))

    assert fresh(proposal).state == S.PRESENTATION
    assert not proposal.rounds.open().exists()


def test_celebrating_is_said_once():
    proposal = in_consent()
    for seat in seats(proposal):
        say(seat)

    consents.celebrate(proposal, by=facilitator(proposal), at=later(9), thanks="Merci à Inès.")

    assert fresh(proposal).thanks == "Merci à Inès."
    with pytest.raises(consents.suspending.AlreadyCelebrated):
        consents.celebrate(proposal, by=facilitator(proposal), at=later(9))


def test_nothing_skips_the_map():
    proposal = drafted()

    with pytest.raises(ForbiddenMove):
        consents.present(proposal, by=facilitator(proposal), at=AT)


def titles(person):
    return [one.title for one in awaited_of(person, now=later(60))]


def test_an_agreement_that_is_asked_waits_on_the_home_of_each():
    proposal = drafted()
    lead = facilitator(proposal)
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)

    consents.ask_to_skip(proposal, by=lead, at=AT)

    assert titles(lead) == ["Dire votre accord, ou non : Signer un devis à deux"]


def test_an_author_is_asked_whether_a_version_integrates_their_objection():
    proposal, objection = objected()

    consents.amend(
        proposal,
        by=proposal.carrier,
        at=later(9),
        why="Une exception.",
        text="Sauf pour les petites structures.",
        integrates=[(objection, Strategy.AMEND)],
    )

    assert titles(objection.author) == [
        "Dire si votre objection est intégrée : Signer un devis à deux"
    ]


def test_what_one_person_decides_alone_is_told_to_the_parent_circle():
    parent = circle()
    alone = circle("Accueil", parent=parent, people=1)
    fleur = people_of(alone)[0]
    entrust(fleur, alone)
    proposal = consents.draft(
        alone,
        by=fleur,
        at=AT,
        tension=tension(alone),
        title="Ouvrir le samedi",
        kind=ProposalKind.ACT,
        text="La salle ouvre le samedi.",
    )
    consents.put_in_basket(proposal, by=fleur, at=AT)
    opened = consents.ask_to_skip(proposal, by=fleur, at=AT)
    consents.agree(opened.seats.get(), by=fleur, at=AT)
    consents.open_consent(proposal, by=fleur, at=AT)

    consents.consent(seats(proposal)[0], by=fleur, at=later(5))

    assert Decision.objects.get().is_alone
    assert parent.tensions.get().subject == "Décidé à 1 dans Accueil : Ouvrir le samedi"
