"""A text is looked at again: V1 to V5, the edge cases, recalls, and what the circle makes of it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from coopstudio.mail.models import Letter
from governance.actions import decisions, recalling, reviews
from governance.actions.consents import drafting
from governance.effects import take_effect
from governance.models import Decision, Item, Objection, Position, Review, Tension
from governance.states import (
    Force,
    ObjectionState,
    OfficeKind,
    Outcome,
    PositionKind,
    ProposalKind,
    Strategy,
    TermKind,
)
from governance.tasks import tend_register
from tests.governance.factories import (
    circle,
    consent_round,
    entrust,
    everyone,
    meeting,
    people_of,
    proposal,
    version,
)
from tests.governance.register_factories import at, counts, decided, decision, trial
from tests.members.factories import administrator, member

TODAY = date(2026, 12, 3)
NOW = at(TODAY, 10)
NEXT = date(2027, 12, 3)

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    made = circle("Cercle général", prefix="CG")
    leader, facilitator, secretary = people_of(made)
    entrust(leader, made, OfficeKind.LEADER)
    entrust(secretary, made, OfficeKind.SECRETARY)
    return made


@pytest.fixture
def leader(here):
    return people_of(here)[0]


@pytest.fixture
def secretary(here):
    return people_of(here)[2]


def opened(text, *, by=None, words="Cela coince."):
    by = by or people_of(text.circle)[1]
    return reviews.open_review(text, by=by, at=NOW, words=words)


def lived(text, **said):
    review = opened(text)
    said = {"helped": "On sait qui signe."} | said
    return reviews.write(review, by=people_of(text.circle)[1], at=NOW, **said)


def proposed(text, outcome, **facts):
    facts = {"review_on": None if outcome == Outcome.REPEAL else NEXT} | facts
    return reviews.propose(
        lived(text), by=people_of(text.circle)[1], at=NOW, outcome=outcome, **facts
    )


ARROWS = {
    ProposalKind.RENEWAL: "renews",
    ProposalKind.POLICY: "replaces",
    ProposalKind.REPEAL: "repeals",
}


def adopted(proposal, *, on=TODAY):
    """Everybody consents, and what the adoption does is done."""
    version = proposal.versions.last()
    everyone(consent_round(version, at=at(on)), at=at(on))
    arrow = ARROWS.get(proposal.kind)
    facts = {arrow: proposal.about_decision} if arrow else {}
    made = decided(version, on=on, term_on=version.term_on, term_kind=version.term_kind, **facts)
    take_effect(made, by=proposal.carrier, at=at(on))
    return made


def feared(text):
    """The objection that this text integrated: it lives in it."""
    opened = text.version.rounds.get()
    seat = opened.seats.last()
    said = {"seat": seat, "by": seat.person, "at": at(date(2026, 10, 5))}
    position = Position.objects.create(kind=PositionKind.OBJECTION, **said)
    Position.objects.create(kind=PositionKind.CONSENT, **said)
    return Objection.objects.create(
        round=opened, position=position, author=seat.person, words="Les gens attendront.",
        touches="La confiance.", state=ObjectionState.MEASURED, strategy=Strategy.MEASURE,
        integrated_in=text.version, ended_at=at(date(2026, 10, 5)),
    )  # fmt: skip


# --- to open ---


def test_a_review_is_opened_at_any_date_by_anybody_who_reads(here):
    text, outsider = decision(here), member()

    review = reviews.open_review(text, by=outsider, at=NOW, words="Nous attendons trop.")

    assert review.by == outsider
    assert decisions.force_of(text, on=TODAY) == Force.UNDER_REVIEW
    assert text.tensions.get().by == outsider


def test_before_its_date_one_says_why(here):
    with pytest.raises(reviews.SaysNotWhy):
        opened(decision(here), words="  ")


def test_at_its_date_one_gesture_is_enough(here):
    review = opened(decision(here, review_on=date(2026, 12, 20)), words="")

    assert review.closed_at is None
    assert not Tension.objects.exclude(decision=None).exists()


def test_who_reads_nothing_here_opens_nothing(here):
    with pytest.raises(reviews.NotInForce):
        opened(decision(here), by=administrator())


def test_one_review_at_a_time(here):
    text = decision(here)
    opened(text)

    with pytest.raises(reviews.AlreadyOpen):
        opened(text)


def test_what_is_no_longer_in_force_is_not_reviewed(here):
    old = decision(here)
    decision(here, on=date(2026, 11, 2), replaces=old)

    with pytest.raises(reviews.NotInForce):
        opened(old)


# --- to say ---


def test_the_circle_says_what_it_lived(here):
    review = lived(decision(here), better="Un montant plus haut.")

    assert (review.helped, review.better) == ("On sait qui signe.", "Un montant plus haut.")


def test_somebody_elsewhere_does_not_speak_for_the_circle(here):
    review = opened(decision(here))

    with pytest.raises(reviews.NotOfTheCircle):
        reviews.write(review, by=member(), at=NOW, helped="Rien.")


def test_the_fear_comes_first(here):
    text = decision(here)
    feared(text)
    review = opened(text)

    with pytest.raises(reviews.FearFirst):
        reviews.write(review, by=people_of(here)[1], at=NOW, helped="Tout va bien.")
    assert reviews.write(review, by=people_of(here)[1], at=NOW, feared="Non, personne n’attend.")


# --- what the circle makes of it ---


def test_a_renewal_is_the_same_text_with_another_date(here):
    text = decision(here)

    renewal = proposed(text, Outcome.RENEW)

    version = renewal.versions.get()
    assert (renewal.kind, renewal.about_decision) == (ProposalKind.RENEWAL, text)
    assert (version.text, version.review_on) == (text.version.text, NEXT)


def test_another_way_of_deciding_has_its_term_and_a_renewal_gives_it_the_next(here):
    """« Décider comment décider » (3.1): consented to, for one subject, until a day."""
    text = decision(here)
    with pytest.raises(IntegrityError), transaction.atomic():
        version(text.proposal, number=2, allows="drawn")
    drawn = version(proposal(here), allows="drawn", term_on=date(2027, 10, 5))
    everyone(consent_round(drawn, at=at(TODAY)), at=at(TODAY, 16))
    text = decided(drawn, review_on=date(2027, 10, 5), term_on=date(2027, 10, 5))

    again = proposed(text, Outcome.RENEW)

    renewed = again.versions.current()
    assert (renewed.allows, renewed.term_on) == ("drawn", NEXT)


def test_a_renewal_keeps_the_measures_and_the_fear(here):
    text = decision(here)
    fear = feared(text)
    counts(text, objection=fear)
    review = opened(text)
    by = people_of(here)[1]
    reviews.write(review, by=by, at=NOW, feared="Non.")

    renewal = reviews.propose(review, by=by, at=NOW, outcome=Outcome.RENEW, review_on=NEXT)

    assert renewal.versions.get().measures.get().objection == fear


def test_what_nobody_measured_is_said_in_the_renewed_text(here):
    text = decision(here)
    counts(text, name="Demandes en attente")

    written = proposed(text, Outcome.RENEW).versions.get().text

    assert written == (
        f"{text.version.text}\n\nNon mesuré depuis l’adoption : Demandes en attente."
    )


def test_a_renewed_text_is_reconducted_under_a_new_number(here):
    text = decision(here)

    renewed = adopted(proposed(text, Outcome.RENEW))

    assert renewed.code == "CG-2026-002"
    assert decisions.force_of(text, on=TODAY) == Force.RENEWED
    assert decisions.force_of(renewed, on=TODAY) == Force.IN_FORCE
    assert Review.objects.get().closed_at is not None
    assert not text.tensions.open().exists()


def test_a_changed_text_takes_the_place_of_the_old_one(here):
    text = decision(here)

    changed = adopted(proposed(text, Outcome.CHANGE))

    assert (changed.replaces, decisions.force_of(text, on=TODAY)) == (text, Force.REPLACED)


def test_a_repealed_text_is_read_and_no_longer_applied(here):
    text = decision(here)

    adopted(proposed(text, Outcome.REPEAL))

    assert decisions.force_of(text, on=TODAY) == Force.REPEALED


def test_a_review_bears_one_proposal_at_a_time(here):
    text = decision(here)
    proposed(text, Outcome.RENEW)

    with pytest.raises(reviews.AlreadyProposed):
        reviews.propose(text.reviews.get(), by=people_of(here)[1], at=NOW, outcome=Outcome.REPEAL)


def test_nothing_is_proposed_before_something_was_said(here):
    review = opened(decision(here))

    with pytest.raises(reviews.NothingLived):
        reviews.propose(review, by=people_of(here)[1], at=NOW, outcome=Outcome.REPEAL)


def test_no_text_goes_on_without_its_review_date(here):
    with pytest.raises(reviews.WithoutDay):
        proposed(decision(here), Outcome.RENEW, review_on=None)


def test_while_a_renewal_meets_objections_a_recall_stays_in_force_and_a_trial_lapses(here):
    kept = decision(here, review_on=TODAY)
    tried = trial(here, until=TODAY + timedelta(days=10))
    for text in (kept, tried):
        proposed(text, Outcome.RENEW)
    later = TODAY + timedelta(days=20)

    assert decisions.force_of(kept, on=later) == Force.UNDER_REVIEW
    assert decisions.force_of(tried, on=later) == Force.LAPSED


# --- V1 ---


def test_a_chain_has_no_circle(here):
    first = decision(here)
    second = decision(here, on=date(2026, 11, 2), replaces=first)

    with pytest.raises(Exception, match="final"):
        Decision.objects.filter(pk=first.pk).update(replaces=second)


# --- V3 ---


def test_the_secretary_puts_a_review_off_once(here, secretary):
    text = decision(here, review_on=date(2026, 12, 20))

    moved = reviews.put_off(text, by=secretary, at=NOW, to=date(2027, 2, 1))

    assert moved.review_moved_to == date(2027, 2, 1)
    assert decisions.force_of(text, on=TODAY) == Force.IN_FORCE


def test_nobody_puts_it_off_twice(here, secretary):
    text = decision(here, review_on=date(2026, 12, 20))
    reviews.put_off(text, by=secretary, at=NOW, to=date(2027, 2, 1))

    with pytest.raises(reviews.PutOffOnce):
        reviews.put_off(text, by=secretary, at=NOW, to=date(2027, 3, 1))


def test_the_circle_may_put_it_off_again_by_consent(here, secretary):
    text = decision(here, review_on=date(2026, 12, 20))
    reviews.put_off(text, by=secretary, at=NOW, to=date(2027, 2, 1))

    adopted(proposed(text, Outcome.LATER, review_on=date(2027, 5, 1)))

    text.refresh_from_db()
    assert text.review_moved_to == date(2027, 5, 1)
    assert Review.objects.get().closed_at is not None


def test_others_do_not_put_it_off(here):
    with pytest.raises(reviews.OnlyPapers):
        reviews.put_off(decision(here), by=people_of(here)[1], at=NOW, to=date(2028, 1, 1))


def test_it_is_put_off_to_a_later_day(here, secretary):
    text = decision(here, review_on=date(2026, 12, 20))

    with pytest.raises(reviews.NotLater):
        reviews.put_off(text, by=secretary, at=NOW, to=date(2026, 12, 20))


# --- batch ---


def test_several_texts_are_renewed_as_one_subject_with_a_decision_each(here):
    texts = [decision(here), decision(here, title="Autre")]

    made = reviews.renew_together(texts, by=people_of(here)[1], at=NOW, review_on=NEXT)
    codes = [adopted(one).code for one in made]

    assert len({one.tension_id for one in made}) == 1
    assert codes == ["CG-2026-003", "CG-2026-004"]
    assert [decisions.force_of(one, on=TODAY) for one in texts] == [Force.RENEWED] * 2


def test_what_carries_a_fear_is_not_renewed_in_a_batch(here):
    text = decision(here)
    feared(text)

    with pytest.raises(reviews.FearFirst):
        reviews.renew_together([text], by=people_of(here)[1], at=NOW, review_on=NEXT)


# --- V4 ---


def letters(kind):
    return sorted(Letter.objects.filter(kind=kind).values_list("to", flat=True))


def addresses(*people):
    return sorted(one.letterbox for one in people)


def test_a_month_before_who_answers_for_it_and_who_writes_are_told_once(here, secretary):
    text = decision(here, review_on=TODAY + timedelta(days=30))

    recalling.recall(text, at=NOW)
    with pytest.raises(recalling.AlreadyTold):
        recalling.recall(text, at=NOW + timedelta(days=1))

    assert letters("governance.review_near") == addresses(text.version.responsible, secretary)


def test_on_its_day_the_whole_circle_is_told_once(here):
    text = decision(here, review_on=TODAY)

    recalling.recall(text, at=NOW)
    with pytest.raises(recalling.AlreadyTold):
        recalling.recall(text, at=NOW)

    assert letters("governance.review_today") == addresses(*people_of(here))


def test_a_review_that_was_put_off_is_recalled_for_its_new_day(here, secretary):
    text = decision(here, review_on=TODAY + timedelta(days=20))
    recalling.recall(text, at=NOW)
    text = reviews.put_off(text, by=secretary, at=NOW, to=TODAY + timedelta(days=60))

    recalling.recall(text, at=NOW + timedelta(days=30))

    assert len(letters("governance.review_near")) == 4


def test_the_round_recalls_what_is_due_and_nothing_else(here, time_machine):
    time_machine.move_to(NOW, tick=False)
    decision(here, review_on=TODAY + timedelta(days=31))
    near = decision(here, review_on=TODAY + timedelta(days=30))
    trial(here, until=TODAY)

    tend_register()
    tend_register()

    assert len(letters("governance.review_near")) == len({near.version.responsible, "secretary"})
    assert len(letters("governance.review_today")) == 3


def test_when_who_answers_is_gone_the_leader_does_and_the_circle_is_told(here, leader):
    gone = member("Paul", "Parti", until=date(2026, 11, 1))
    text = decision(here, responsible=gone, review_on=TODAY + timedelta(days=30))

    recalling.recall(text, at=NOW)
    recalling.watch(Decision.objects.told_on(TODAY).get(), at=NOW)

    assert leader.letterbox in letters("governance.review_near")
    assert text.tensions.get().subject == "Plus personne ne répond de CG-2026-001"


# --- a circle that closes ---


def test_the_texts_of_a_closed_circle_are_kept_by_its_parent(here, time_machine):
    below = circle("Accueil", parent=here, prefix="AC", people=2)
    text = decision(below)
    type(below).objects.filter(pk=below.pk).update(state="closed", closed_at=NOW)
    time_machine.move_to(NOW, tick=False)

    tend_register()

    text.refresh_from_db()
    assert (text.kept_by, text.code) == (here, "AC-2026-001")
    assert opened(text, by=people_of(here)[1])


def test_a_draft_of_a_policy_that_is_about_nothing_closes_no_review(here):
    text = decision(here)
    opened(text)
    tension = text.tensions.get()
    other = drafting.draft(
        here, by=people_of(here)[0], at=NOW, tension=tension, title="Autre chose",
        text="Autre.", needs="Autre.", review_on=NEXT,
    )  # fmt: skip

    adopted(other)

    assert Review.objects.get().closed_at is None
    assert other.versions.get().term_kind == TermKind.REMINDER


def test_the_room_that_looks_at_a_text_sees_its_review_open_elsewhere(here):
    text = decision(here)
    room, item = meeting(here, opened=people_of(here))
    Item.objects.filter(pk=item.pk).update(decision=text, state="current")
    before = room.beat

    opened(text)

    room.refresh_from_db()
    assert room.beat == before + 1
