"""What nobody here teaches: asked outside with its cost, decided by an organ, then told; and the
picture of what the collective wants to learn."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from coopstudio.mail.models import Letter
from coopstudio.states import ForbiddenMove
from members.actions.learning import outside
from members.learning.collective import Collective, coverage
from members.leaving import left_open
from members.models import OutsideTraining
from members.states import Craft, OutsideState
from members.waiting import piles_of
from tests.members.factories import member, secretary
from tests.members.learning_factories import (
    EVENING,
    NOW,
    TODAY,
    learner,
    outside_training,
    session,
    tutorship,
)

pytestmark = pytest.mark.django_db
DECISION = {"organ": "conseil d’administration", "decided_on": TODAY, "reference": "point 6"}


def letters(kind):
    return sorted(Letter.objects.filter(kind=f"members.{kind}").values_list("to", flat=True))


def test_a_training_is_asked_for_with_its_cost_and_the_secretary_knows():
    blaise, zoe = secretary(), member("Zoé")

    asked = outside.wish(
        by=zoe, at=NOW, craft="law", words="Le contrat.", organisation="Union", website="",
        cost=84_050, people=2,
    )  # fmt: skip

    assert (asked.state, asked.cost) == (OutsideState.WISHED, 84_050)
    assert "840,50" in Letter.objects.get(kind="members.outside_wished", to=blaise.email).text
    (pile,) = piles_of(blaise, on=TODAY)
    assert pile.waits[0].who == f"{zoe}"


def test_others_may_want_it_too():
    asked = outside_training()
    lan = member("Lan")

    joined = outside.join(asked, by=lan)

    assert joined.people == 2
    with pytest.raises(outside.AlreadyWithYou):
        outside.join(asked, by=lan)
    with pytest.raises(outside.AlreadyWithYou):
        outside.join(asked, by=asked.asked_by)


def test_the_decision_is_that_of_the_organ_with_its_reference_and_everybody_knows():
    asked, blaise, lan = outside_training(), secretary(), member("Lan")
    outside.join(asked, by=lan)

    granted = outside.grant(asked, by=blaise, at=NOW, **DECISION)

    assert (granted.state, granted.reference) == (OutsideState.GRANTED, "point 6")
    assert letters("outside_decided") == sorted([asked.asked_by.email, lan.email])
    with pytest.raises(ForbiddenMove):
        outside.not_grant(asked, by=blaise, at=NOW, **DECISION)


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (TODAY + timedelta(days=1), outside.DecidedLater),
        (TODAY - timedelta(days=30), outside.DecidedTooEarly),
    ],
)
def test_a_decision_is_neither_of_tomorrow_nor_older_than_what_was_asked(day, refusal):
    asked = outside_training()

    with pytest.raises(refusal):
        outside.grant(asked, by=secretary(), at=NOW, **DECISION | {"decided_on": day})

    asked.refresh_from_db()
    assert asked.state == OutsideState.WISHED


def test_a_decided_training_without_its_reference_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        outside_training(state=OutsideState.GRANTED)


def test_what_came_of_it_is_told_by_those_who_asked():
    asked = outside.grant(outside_training(), by=secretary(), at=NOW, **DECISION)
    with pytest.raises(outside.NotYours):
        outside.follow(asked, by=member("Lan"), at=NOW, outcome="Rien.")

    told = outside.follow(asked, by=asked.asked_by, at=NOW, outcome="Un contrat type.")

    assert (told.state, told.outcome) == (OutsideState.FOLLOWED, "Un contrat type.")


def test_a_training_may_be_refused_dropped_or_taken_back():
    blaise = secretary()
    refused = outside.not_grant(outside_training(), by=blaise, at=NOW, **DECISION)
    granted = outside.grant(outside_training(member("Lan")), by=blaise, at=NOW, **DECISION)
    dropped = outside.drop(granted, by=granted.asked_by, at=NOW, outcome="Annulée.")
    mine = outside_training(member("Bo"))
    with pytest.raises(outside.NotYours):
        outside.unask(mine, by=blaise, at=NOW)
    taken_back = outside.unask(mine, by=mine.asked_by, at=NOW)

    states = [one.state for one in (refused, dropped, taken_back)]

    assert states == [OutsideState.NOT_GRANTED, OutsideState.LET_GO, OutsideState.UNASKED]
    assert not OutsideTraining.objects.open().exists()


def test_the_whole_way_by_the_pages(client, time_machine):
    time_machine.move_to(NOW)
    zoe, blaise = member("Zoé"), secretary()
    client.force_login(zoe)
    typed = {"craft": "law", "words": "Le contrat.", "organisation": "Union", "cost": "840,50",
             "people": "2"}  # fmt: skip
    client.post(reverse("members:new_outside"), typed)
    asked = OutsideTraining.objects.get()
    page = reverse("members:outside_training", args=[asked.pk])
    assert "Inscrire la réponse" not in client.get(page).content.decode()

    client.force_login(blaise)
    decided = {"answer": "yes", "organ": "CA", "decided_on": "2026-11-20", "reference": "PV 6"}
    client.post(reverse("members:outside_decision", args=[asked.pk]), decided)
    client.force_login(zoe)
    told = {"took_place": "yes", "outcome": "Un contrat type."}
    client.post(reverse("members:outside_outcome", args=[asked.pk]), told)

    assert "Un contrat type." in client.get(page).content.decode()


def test_a_decision_half_typed_is_kept_and_refused_with_words(client):
    asked = outside_training()
    client.force_login(secretary())

    page = client.post(
        reverse("members:outside_decision", args=[asked.pk]), {"answer": "yes", "organ": "Le CA"}
    )

    assert page.status_code == 422
    assert 'value="Le CA"' in page.content.decode()


# --- what the collective wants to learn ---


def test_what_is_missing_is_what_somebody_wants_and_nobody_offers():
    learner("Zoé", law="learn", finance="learn")
    learner("Ousmane", law="learn", sales="do")
    learner("Lan", finance="teach")

    seen = Collective(on=TODAY, now=NOW)

    assert [(row.craft, row.learn) for row in seen.missing] == [(Craft.LAW, 2)]
    assert seen.rows[Craft.FINANCE].state == "possible"
    assert [one.first_name for one in seen.rows[Craft.FINANCE].teachers] == ["Lan"]


def test_who_does_not_show_their_skills_is_neither_counted_nor_named():
    learner("Lan", finance="teach", shows=False)

    row = Collective(on=TODAY, now=NOW).rows[Craft.FINANCE]

    assert (row.teach, row.teachers, row.more_teachers) == (0, [], 0)


def test_a_session_to_come_and_a_training_asked_for_are_told():
    learner("Zoé", law="learn", finance="learn")
    session()
    asked = outside_training()

    seen = Collective(on=TODAY, now=NOW)

    assert seen.rows[Craft.FINANCE].state == "planned"
    assert (seen.rows[Craft.LAW].state, seen.rows[Craft.LAW].outside) == ("outside", asked)


def test_the_figures_give_every_craft_its_three_numbers():
    learner("Zoé", law="learn")
    learner("Lan", law="teach", finance="do")

    figures = {craft: numbers for craft, *numbers in coverage(on=TODAY)}

    assert len(figures) == len(Craft)
    assert (figures[Craft.LAW], figures[Craft.FINANCE]) == ([1, 0, 1], [0, 1, 0])


def test_the_page_of_needs_asks_the_same_of_the_base_for_one_and_thirty(
    client, django_assert_max_num_queries
):
    for rank in range(30):
        learner(f"M{rank}", finance="teach", law="learn")
    client.force_login(learner("Lan", finance="teach"))

    client.get(reverse("members:learning_needs"))

    with django_assert_max_num_queries(8):
        page = client.get(reverse("members:learning_needs"))

    assert page.context["collective"].rows[Craft.FINANCE].more_teachers == 26


# --- who leaves ---


def test_what_a_person_leads_is_told_when_they_leave():
    lan = learner("Lan", finance="teach")
    session(lan)
    session(lan, at=EVENING - timedelta(days=90))
    tutorship(tutor=lan)

    labels = [one.label for one in left_open(lan, on=TODAY)]

    assert [label for label in labels if "séance" in label or "accompagner" in label] == [
        "animer la séance « Lire un bilan »", "accompagner Zoé Zerrouki",
    ]  # fmt: skip
