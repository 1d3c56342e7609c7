"""One text at a time for a need or in the place of another, and one successor each (I13, V1)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from coopstudio.mail.models import Letter
from governance.actions import consents, reviews
from governance.actions.consents import drafting, opening
from governance.models import Decision, Objection
from governance.register import sharing, succession
from governance.states import Force, Outcome, ProposalKind, ProposalState, RoundKind
from tests.governance.factories import (
    AT,
    circle,
    consent_round,
    everyone,
    people_of,
    version,
)
from tests.governance.factories import proposal as proposed
from tests.governance.test_consents import (
    drafted,
    facilitator,
    fresh,
    in_consent,
    later,
    say,
    seats,
)
from tests.governance.test_leavings import objected, under_reserve

S = ProposalState
K = ProposalKind
pytestmark = pytest.mark.django_db


def adopted(proposal=None, **facts):
    proposal = in_consent(proposal or drafted(**facts))
    for seat in seats(proposal):
        say(seat)
    return Decision.objects.get(proposal=proposal)


def test_a_rival_waits_while_a_text_is_under_reserve_and_its_absent_person_may_object():
    proposal = under_reserve()
    rival = drafted(proposal.circle)
    rival.tension = proposal.tension
    rival.save()

    with pytest.raises(opening.AnotherIsInConsent):
        in_consent(rival)
    third = proposal.rounds.open().get().seats.last()
    say(third, "objection", at=later(60))

    assert fresh(proposal).state == S.OBJECTIONS
    assert Objection.objects.count() == 1


@pytest.mark.parametrize("kinds", [(K.POLICY, K.POLICY), (K.POLICY, K.RENEWAL), (K.REPEAL,) * 2])
def test_two_texts_do_not_take_the_same_place_at_once(kinds):
    before = adopted()
    made = before.circle
    in_consent(drafted(made, about_decision=before, kind=kinds[0], title="Un"))

    with pytest.raises(opening.AnotherIsInConsent):
        in_consent(drafted(made, about_decision=before, kind=kinds[1], title="Deux"))


@pytest.mark.parametrize("kind", [K.POLICY, K.RENEWAL, K.REPEAL])
def test_a_text_that_has_its_successor_takes_no_other(kind):
    before = adopted()
    after = adopted(made=before.circle, about_decision=before, kind=K.RENEWAL)

    with pytest.raises(succession.HasItsSuccessor):
        in_consent(drafted(before.circle, about_decision=before, kind=kind))

    assert after.renews == before


def test_what_replaced_a_trial_that_lapsed_stands_after_it():
    before = adopted()
    trial = adopted(
        made=before.circle, about_decision=before, term_kind="trial",
        term_on=date(2026, 10, 20), review_on=date(2026, 10, 20),
    )  # fmt: skip

    assert succession.place_of(before, on=date(2026, 10, 21)) == trial
    with pytest.raises(succession.HasItsSuccessor):
        succession.place_of(before, on=date(2026, 10, 19))


def test_postgresql_writes_one_successor():
    before = adopted()
    after = adopted(made=before.circle, about_decision=before)
    carried = proposed(before.circle, state=S.CONSENT)
    text = version(carried)
    everyone(consent_round(text))
    facts = {"circle": before.circle, "kept_by": before.circle, "year": 2026, "number": 3}

    assert after.replaces == before
    with (
        pytest.raises(IntegrityError, match="one_successor_per_decision"),
        transaction.atomic(),
    ):
        Decision.objects.create(
            **facts, proposal=carried, version=text, title=carried.title, renews=before,
            adopted_at=AT, effect_on=AT.date(), review_on=date(2027, 4, 1), term_kind="reminder",
        )  # fmt: skip


# --- a text that is shared, when the circle declares it (V1) ---


def shared(text, parts=2, at=AT):
    """A review opened by whoever carried it, and one proposal for each part."""
    review = text.reviews.filter(closed_at=None).first()
    if review is None:
        review = reviews.open_review(text, by=text.proposal.carrier, at=at, words="Deux sujets.")
        reviews.write(review, by=text.proposal.carrier, at=at, helped="Tout tient sur une page.")
    facts = {"outcome": Outcome.SPLIT, "parts": parts, "review_on": date(2027, 10, 1)}
    reviews.propose(review, by=text.proposal.carrier, at=at, **facts)
    return sharing.born_of(fresh(review))


def told(one):
    return Decision.objects.told_on(AT.date()).get(pk=one.pk)


def test_a_shared_text_gives_its_place_to_all_its_parts_at_once(client):
    text = adopted()
    first, second = shared(text)
    client.force_login(text.proposal.carrier)

    one = adopted(first)
    read = [client.get(each.get_absolute_url()).text for each in (text, one, first)]
    letter = Letter.objects.filter(kind="governance.adopted").latest("pk")
    between = told(text).force, told(one).force, told(one).starts_on
    review = text.reviews.get()
    waits = review.closed_at
    two = adopted(second)
    after = client.get(text.get_absolute_url()).text

    assert "Ce texte se partage" in read[0]
    assert "Les autres parts sont attendues" in read[1]
    assert all("Elle prend effet avec les autres parts" in one for one in (read[2], letter.text))
    assert "Ce texte n’est plus appliqué" in after
    assert all(each.get_absolute_url() in after for each in (one, two))
    assert "<p>La révision de ce texte est close</p>" in after
    assert between == (Force.UNDER_REVIEW, Force.PARTS_AWAITED, None)
    assert (waits, fresh(review).closed_at is None) == (None, False)
    assert {one.shares, two.shares} == {text}
    assert [told(each).force for each in (text, one, two)] == [
        Force.REPLACED, Force.IN_FORCE, Force.IN_FORCE,
    ]  # fmt: skip
    with pytest.raises(succession.HasItsSuccessor):
        succession.place_of(text, on=AT.date())


def test_a_part_that_is_taken_back_is_written_again_alone_and_another_sequel_ends_the_sharing():
    text = adopted()
    first, second = shared(text)
    one = adopted(first)
    consents.withdraw(second, by=second.carrier, at=later(1), reason="Trop tôt.")

    again = shared(text)
    with pytest.raises(reviews.AlreadyProposed):
        shared(text)
    consents.withdraw(again[1], by=again[1].carrier, at=later(2), reason="Encore trop tôt.")
    adopted(made=text.circle, about_decision=text)

    assert [each.part for each in again] == [1, 2]
    assert told(one).force == Force.UNSHARED


def test_a_part_that_is_adopted_stays_one_of_as_many_when_another_review_takes_the_sharing_up():
    text = adopted()
    first, second = shared(text)
    one = adopted(first)
    consents.withdraw(second, by=second.carrier, at=later(1), reason="Trop tôt.")
    reviews.close(text, by=None, at=later(2), how="Reportée.")

    again = shared(text, parts=3, at=later(3))
    two = adopted(again[1])

    assert [(one.part, one.parts) for one in again] == [(1, 2), (2, 2)]
    assert {one.shares, two.shares} == {text}
    assert told(one).force == Force.IN_FORCE


def test_parts_that_go_on_are_known_once_another_sequel_was_taken_back():
    text = adopted()
    first, second = shared(text)
    in_consent(first)
    consents.withdraw(second, by=second.carrier, at=later(1), reason="Trop tôt.")
    facts = {"by": first.carrier, "at": later(2), "review_on": date(2027, 10, 1)}
    review = text.reviews.get()
    other = reviews.propose(review, outcome=Outcome.CHANGE, **facts)
    with pytest.raises(reviews.AlreadyProposed):
        shared(text, at=later(2))
    consents.withdraw(other, by=other.carrier, at=later(3), reason="Partageons.")

    assert [one.part for one in shared(text, at=later(4))] == [1, 2]


def test_a_shared_text_has_no_other_sequel_in_consent_and_no_part_is_a_trial():
    text = adopted()
    first, second = shared(text)
    in_consent(first)

    with pytest.raises(opening.AnotherIsInConsent):
        in_consent(drafted(text.circle, about_decision=text, title="Un autre"))
    facts = {"term_kind": "trial", "term_on": date(2027, 5, 1), "why": "À l’essai."}
    consents.amend(second, by=second.carrier, at=AT, **facts)
    with pytest.raises(opening.APartIsNoTrial):
        in_consent(second)


@pytest.mark.parametrize("arrow", ["replaces", "renews", "repeals", "shares"])
def test_postgresql_writes_one_successor_or_all_its_parts(arrow):
    text = adopted()
    for part in shared(text):
        adopted(part)
    carried = proposed(text.circle, state=S.CONSENT)
    body = version(carried)
    everyone(consent_round(body))
    facts = {"circle": text.circle, "kept_by": text.circle, "year": 2026, "number": 4}
    guard = "parts_are_declared" if arrow == "shares" else "one_successor_or_all_its_parts"

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Decision.objects.create(
            **facts, proposal=carried, version=body, title=carried.title, **{arrow: text},
            adopted_at=AT, effect_on=AT.date(), review_on=date(2027, 4, 1), term_kind="reminder",
        )  # fmt: skip

    assert refused.value.__cause__.diag.constraint_name == guard
    with pytest.raises(IntegrityError), transaction.atomic():
        text.parts.first().proposal.__class__.objects.filter(parts=2).update(part=1)


def test_texts_that_are_renewed_together_are_consented_together():
    made = circle()
    first, second = adopted(made=made, title="Un"), adopted(made=made, title="Deux")
    both = reviews.renew_together(
        [first, second], by=people_of(made)[0], at=AT, review_on=date(2028, 1, 3)
    )
    for one in both:
        consents.put_in_basket(one, by=one.carrier, at=AT)
        consents.open_consent(one, by=one.carrier, at=AT)

    for one in both:
        for seat in seats(one):
            say(seat)

    assert {one.renews for one in Decision.objects.exclude(renews=None)} == {first, second}


# --- one text is the one that was heard ---


def agreed_to_skip(proposal):
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    asked = consents.ask_to_skip(proposal, by=facilitator(proposal), at=AT)
    for seat in asked.seats.all():
        consents.agree(seat, by=seat.person, at=AT)


def test_steps_are_skipped_of_one_text_and_of_no_other():
    proposal = drafted()
    agreed_to_skip(proposal)
    consents.amend(proposal, by=proposal.carrier, at=AT, why="Autre.", text="Tout autre chose.")

    with pytest.raises(opening.StepsAreMissing):
        consents.open_consent(proposal, by=proposal.carrier, at=AT)


def test_a_round_that_was_opened_and_left_is_not_a_step():
    proposal = drafted()
    agreed_to_skip(proposal)
    consents.open_consent(proposal, by=proposal.carrier, at=AT)
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    consents.amend(proposal, by=proposal.carrier, at=AT, why="Autre.", text="Tout autre chose.")

    with pytest.raises(opening.StepsAreMissing):
        consents.open_consent(proposal, by=proposal.carrier, at=AT)


def test_what_a_circle_said_of_a_text_is_asked_again_of_the_next():
    top = circle()
    child = circle("Accueil", parent=top)
    proposal = drafted(top, concerns=[(child, False, "Il est touché.")])
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    concern = proposal.concerns.get()
    consents.hear_circle(concern, by=people_of(child)[0], at=AT, words="Nous l’aimons.")

    consents.amend(proposal, by=proposal.carrier, at=AT, why="Autre.", text="Sans budget.")

    assert (fresh(concern).heard, concern.heard_at) == ("Nous l’aimons.", None)


def test_a_measure_goes_on_looking_at_the_fear_it_came_from(client):
    proposal, objection = objected()
    lead = facilitator(proposal)
    consents.explore(objection, by=lead, at=later(8))
    measure = {"name": "Devis refusés", "who": lead, "threshold": 3, "side": "above"}
    consents.amend(
        proposal, by=lead, at=later(9), why="On compte.",
        measures=[measure | {"objection": objection}], integrates=[(objection, "measure")],
    )  # fmt: skip
    consents.integrate(objection, by=objection.author, at=later(10))

    client.force_login(lead)
    page = client.get(f"/propositions/{proposal.pk}/texte/")
    text = consents.amend(
        proposal, by=lead, at=later(11), why="Encore.", text="Encore.", measures=[measure]
    )

    assert page.status_code == 200
    assert "mesure-0-objection" in page.content.decode()
    assert [one.objection for one in text.measures.all()] == [objection]


# --- what is asked beside a text, once it has moved ---


def test_what_is_asked_and_can_no_longer_be_done_is_dropped():
    proposal, objection = objected()
    other = circle("Autre", people=2)
    asked = consents.refer(proposal, by=proposal.carrier, at=AT, to=other, reason="Ils savent.")

    consents.withdraw_objection(objection, by=objection.author, at=later(9))

    assert fresh(proposal).state == S.ADOPTED
    assert fresh(asked).voided_at == later(9)


def abandon_of(proposal):
    asked = consents.propose_to_abandon(
        proposal, by=facilitator(proposal), at=later(9), why="Le besoin n’est plus là."
    )
    return consents.open_consent(asked, by=asked.carrier, at=later(9))


def test_an_abandon_that_comes_after_the_adoption_changes_nothing():
    proposal, objection = objected()
    asked = abandon_of(proposal)
    consents.withdraw_objection(objection, by=objection.author, at=later(10))

    for seat in seats(asked):
        say(seat, at=later(11))

    assert fresh(asked).state == S.ADOPTED
    assert fresh(proposal).state == S.ADOPTED


def test_an_abandon_holds_wherever_the_text_stands():
    proposal, _objection = objected()
    asked = abandon_of(proposal)
    consents.postpone(proposal, by=proposal.carrier, at=later(10), to=AT.date() + timedelta(days=3))
    consents.put_in_basket(proposal, by=proposal.carrier, at=later(10))

    for seat in seats(asked):
        say(seat, at=later(11))

    assert fresh(proposal).state == S.ABANDONED


@pytest.mark.parametrize("steps", [1, 2])
def test_a_text_does_not_change_under_the_words_of_the_circle(steps):
    proposal = drafted()
    lead = facilitator(proposal)
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    consents.present(proposal, by=lead, at=AT)
    for _step in range(steps):
        consents.next_step(proposal, by=lead, at=AT)

    with pytest.raises(drafting.WordsAreOpen):
        consents.amend(proposal, by=proposal.carrier, at=AT, why="Mieux.", text="Autre.")


def test_who_facilitates_writes_with_the_circle_and_not_in_place_of_who_carries():
    proposal = drafted()
    lead = facilitator(proposal)
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    with pytest.raises(consents.handling.NotYours):
        consents.amend(proposal, by=lead, at=AT, why="Mieux.", text="Autre.")

    proposal, _objection = objected(name="Autre")
    text = consents.amend(
        proposal, by=facilitator(proposal), at=later(9), why="Nous.", text="Nous."
    )

    assert text.number == 2
    assert proposal.rounds.filter(kind=RoundKind.CONSENT, voided_at=None).count() == 0
