"""How many came, how far they went, how long they waited; the erased still count."""

from datetime import date, timedelta

import pytest

from applications.desk.figures import Figures
from applications.models import Meeting, Reading, Skeleton
from applications.states import Outcome, State
from tests.applications.factories import application, call_version, decision_of
from tests.mail.post_office import letter
from tests.members.factories import founder, member

pytestmark = pytest.mark.django_db
PAGE = "/candidatures/chiffres/"


@pytest.fixture
def fleur(client):
    fleur = founder()
    client.force_login(fleur)
    return fleur


def told(fleur, state, outcome, *, after=8, **words):
    """Read after two days, met after five, answered after ``after``."""
    one = application(state, **words)
    day = timedelta(days=1)
    Reading.objects.create(
        application=one, reader=fleur, wish="yes", written_at=one.submitted_at + 2 * day
    )
    at = one.submitted_at + 5 * day
    Meeting.objects.create(application=one, proposed_by=fleur, place="Ici", at=at, held_at=at)
    decision_of(one, outcome=outcome, body="Bonjour.", told_by=fleur,
        told_at=one.submitted_at + after * day, letter=letter(f"{one.number}@exemple.fr"),
    )  # fmt: skip
    return one


def skeleton(ending, **words):
    given = {"month": date(2025, 3, 1), "department": "21", "days_to_answer": 8, "days_in_all": 90}
    return Skeleton.objects.create(
        version=call_version(), trades=[], ending=ending, **{**given, **words}
    )


def steps():
    return [bar.count for bar in Figures().funnel]


def test_each_step_counts_those_who_went_that_far(fleur):
    application(State.SUBMITTED)
    application(State.CROSSED)
    told(fleur, State.DECLINED, Outcome.DECLINE)
    told(fleur, State.INVITED, Outcome.INVITE)
    told(fleur, State.INVITED, Outcome.INVITE, person=member("Odile", "Fontaine"))

    assert steps() == [5, 4, 3, 2, 1]


def test_drafts_are_not_counted(fleur):
    application(State.DRAFT)

    assert steps() == [0] * 5


def test_the_erased_count_by_their_skeleton_and_only_once(fleur):
    application(State.ERASED)
    for ending in ("joined", "declined", "withdrawn"):
        skeleton(ending)

    figures = Figures()

    assert [bar.count for bar in figures.funnel] == [3, 2, 1, 1, 1]
    assert [(bar.word, bar.count) for bar in figures.by_state] == [("effacée", 3)]
    assert [(bar.word, bar.count) for bar in figures.by_place] == [("Côte-d’Or", 3)]


def test_waits_are_told_by_their_quartiles_in_days(fleur):
    for after in (8, 10, 12):
        told(fleur, State.INVITED, Outcome.INVITE, after=after)

    waited = {words: (count, quartiles) for words, count, quartiles, _ in Figures().waited}

    assert waited == {
        "jusqu’à la première lecture": (3, ["2 jours"] * 3),
        "jusqu’à la rencontre": (3, ["5 jours"] * 3),
        "jusqu’à la réponse": (3, ["9 jours", "10 jours", "11 jours"]),
    }


def test_the_answers_of_the_erased_are_in_the_waits(fleur):
    skeleton("declined", days_to_answer=4)

    [(words, count, quartiles, _drawn)] = Figures().waited

    assert (words, count, quartiles[1]) == ("jusqu’à la réponse", 1, "4 jours")


def test_the_promise_kept_is_a_share_of_the_answers(fleur):
    told(fleur, State.INVITED, Outcome.INVITE, after=8)
    told(fleur, State.DECLINED, Outcome.DECLINE, after=40)

    assert Figures().kept == 50


def test_months_come_in_order_and_no_more_than_twelve(fleur):
    for month in range(1, 15):
        skeleton("declined", month=date(2024 + month // 13, (month - 1) % 12 + 1, 1))

    months = [month for month, _count, _invited in Figures().by_month]

    assert months == sorted(months)
    assert (len(months), months[-1]) == (12, date(2025, 2, 1))


def test_the_page_says_in_words_what_it_draws(client, fleur):
    told(fleur, State.INVITED, Outcome.INVITE, postcode="21200")

    page = client.get(PAGE).text

    for words in ("Lues par toute la fondation", "Jusqu’à la rencontre", "Côte-d’Or", "Mai 2026"):
        assert words in page


def test_an_empty_house_has_nothing_to_count(client, fleur):
    assert "Rien à compter" in client.get(PAGE).text


@pytest.mark.parametrize("rows", [1, 30])
def test_three_questions_are_enough_whatever_the_number(
    client, fleur, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        application(State.MET)
    client.get(PAGE)

    with django_assert_max_num_queries(3 + 2 + 2):  # the session, the person, a savepoint
        client.get(PAGE)


def test_no_name_stands_among_the_figures(client, fleur):
    application(State.MET, last_name="Wojciechowski", town="Pouilly")

    page = client.get(PAGE).text

    assert "Wojciechowski" not in page
    assert "Pouilly" not in page


def test_figures_do_not_exist_for_a_member(client):
    client.force_login(member())

    assert client.get(PAGE).status_code == 404
