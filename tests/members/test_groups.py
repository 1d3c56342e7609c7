"""The group: needs decided elsewhere, places, skills, a simulation that writes nothing, a gauge."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from coopstudio.french.typography import tidy
from coopstudio.journal.api import history
from members.actions import groups, preferences, skills
from members.cohort.table import Group, published
from members.models import Availability, Cohort, Gauge, Place, Skill
from members.states import Craft, Level
from tests.members.factories import founder, member, person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 17, tzinfo=UTC)
DECIDED = {
    "least": 2,
    "most": 4,
    "days": 4,
    "variety": 0,
    "decided_on": date(2026, 9, 14),
    "reference": "cercle porteur, décision 11",
    "review_on": date(2027, 3, 14),
}
WANTED = {Craft.FINANCE: 2, Craft.FUNDING: 2}


@pytest.fixture
def fleur():
    return founder()


@pytest.fixture
def cohort(fleur):
    return groups.decide_needs(None, by=fleur, wanted=WANTED, **DECIDED)


def lan(**levels):
    found = member("Lan", shown=["skills"])
    skills.say(found, levels or {Craft.FINANCE: Level.TEACH})
    return found


def test_needs_are_written_with_their_decision_and_their_review(cohort):
    assert (cohort.reference, cohort.review_on) == (DECIDED["reference"], DECIDED["review_on"])
    assert dict(cohort.needs.values_list("craft", "people")) == WANTED


def test_needs_written_again_replace_those_before(cohort, fleur):
    groups.decide_needs(cohort, by=fleur, wanted={Craft.LAW: 2, Craft.SALES: 0}, **DECIDED)

    assert dict(cohort.needs.values_list("craft", "people")) == {Craft.LAW: 2}
    assert Cohort.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"most": 1}, groups.BadNumbers),
        ({"review_on": DECIDED["decided_on"]}, groups.ReviewTooEarly),
    ],
)
def test_needs_that_make_no_sense_are_refused(fleur, facts, refusal):
    with pytest.raises(refusal):
        groups.decide_needs(None, by=fleur, wanted=WANTED, **DECIDED | facts)

    assert not Cohort.objects.exists()


def test_a_place_is_for_a_member(cohort, fleur):
    stranger = person("Camille")

    with pytest.raises(groups.NotAMember):
        groups.take_place(cohort, stranger, by=fleur, on=TODAY, days=2)

    assert not Place.objects.exists()


def test_nobody_has_two_places(cohort, fleur):
    who = lan()
    groups.take_place(cohort, who, by=fleur, on=TODAY, days=2)

    with pytest.raises(groups.AlreadyThere):
        groups.take_place(cohort, who, by=fleur, on=TODAY, days=2)


def test_a_place_counts_until_the_day_it_is_left(cohort, fleur):
    place = groups.take_place(cohort, lan(), by=fleur, on=TODAY - timedelta(days=9), days=2)

    groups.leave_place(place, by=fleur, at=NOW)

    assert Group(cohort, on=TODAY - timedelta(days=1)).standing.count == 1
    assert Group(cohort, on=TODAY).standing.count == 0
    with pytest.raises(groups.AlreadyLeft):
        groups.leave_place(place, by=fleur, at=NOW)


def test_who_is_no_longer_a_member_counts_no_more(cohort, fleur):
    found = lan()
    yesterday = TODAY - timedelta(days=1)
    groups.take_place(cohort, found, by=fleur, on=yesterday, days=2)
    found.memberships.update(ended_on=yesterday)

    assert Group(cohort, on=yesterday).standing.count == 1
    assert Group(cohort, on=TODAY).standing.count == 0


def test_skills_said_again_replace_those_before(cohort):
    who = lan(finance="teach", law="do")

    skills.say(who, {Craft.LAW: Level.LEARN})

    assert list(who.skills.values_list("craft", "level")) == [("law", "learn")]


def test_what_is_published_changes_only_when_somebody_confirms(cohort, fleur, client):
    groups.confirm_gauge(cohort, Group(cohort, on=TODAY).standing, by=fleur, at=NOW)
    before = published().sentences

    groups.take_place(cohort, lan(), by=fleur, on=TODAY, days=2)

    assert published().sentences == before
    groups.confirm_gauge(cohort, Group(cohort, on=TODAY).standing, by=fleur, at=NOW)
    assert published().sentences == [
        "Le groupe compte une personne ; il en faudra de deux à quatre.",
        "Il manque surtout : recherche de financements.",
    ]


def test_where_one_stands_is_said_with_all_that_lacks(cohort, fleur, client):
    groups.take_place(cohort, lan(), by=fleur, on=TODAY, days=2)
    groups.take_place(cohort, lan(), by=fleur, on=TODAY, days=1)
    group = Group(cohort, on=TODAY)
    client.force_login(fleur)

    page = client.get(reverse("members:group")).text

    assert group.words == "Pas encore. Une fonction tient bien."
    assert [tidy(lack) in page for lack in group.standing.lacks] == [True, True]


def test_nobody_bears_a_vital_function_alone(client, fleur):
    client.force_login(fleur)
    typed = {**DECIDED, "decided_on": "2026-09-14", "review_on": "2027-03-14", "law": 1}

    answer = client.post(reverse("members:needs"), typed)

    assert "nul n’est seul à porter une fonction vitale" in answer.text
    with pytest.raises(IntegrityError, match="a_vital_function_is_held_twice"):
        groups.decide_needs(None, by=fleur, wanted={Craft.LAW: 1}, **DECIDED)


def test_the_simulation_says_what_would_still_lack_and_counts_days(client, cohort, fleur):
    """Those who show how many days they give bring them; for the others one may assume some."""
    both = {Craft.FINANCE: Level.TEACH, Craft.FUNDING: Level.DO}
    said, silent = lan(**both), member("Odile", shown=["skills"])
    skills.say(silent, both)
    preferences.choose_shown(said, ["skills", "availability"], at=NOW)
    Availability.objects.create(person=said, amount=3)
    client.force_login(fleur)

    page = client.get(reverse("members:group"), {"avec": [said.pk, silent.pk]})
    assumed = client.get(reverse("members:group"), {"avec": [said.pk, silent.pk], "jours": "1"})

    assert page.context["group"].simulated.lacks == ["un jour par mois (3 sur 4)"]
    assert "Il manquerait encore" in page.text
    assert assumed.context["group"].simulated.is_sufficient


@pytest.mark.parametrize("typed", ["", "-1", "9" * 40, "²", "deux"])
def test_days_assumed_with_anything_typed_still_answer(client, cohort, fleur, typed):
    client.force_login(fleur)

    assert client.get(reverse("members:group"), {"jours": typed}).context["group"].assumed == 0


def test_the_same_state_is_not_published_twice(cohort, fleur):
    standing = Group(cohort, on=TODAY).standing
    groups.confirm_gauge(cohort, standing, by=fleur, at=NOW)

    with pytest.raises(groups.NothingChanged):
        groups.confirm_gauge(cohort, standing, by=fleur, at=NOW)


def test_what_was_published_is_final(cohort, fleur):
    gauge = groups.confirm_gauge(cohort, Group(cohort, on=TODAY).standing, by=fleur, at=NOW)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE members_gauge SET people = 9 WHERE id = %s", [gauge.pk])


def test_a_simulation_leaves_the_data_untouched(client, cohort, fleur):
    who = lan(funding="do")
    client.force_login(fleur)
    counts = [model.objects.count() for model in (Place, Skill, Gauge, Cohort)]
    lines = history(cohort).count()

    page = client.get(reverse("members:group"), {"avec": who.pk})

    assert page.context["group"].simulated.count == 1
    assert page.context["group"].standing.count == 0
    assert [model.objects.count() for model in (Place, Skill, Gauge, Cohort)] == counts
    assert history(cohort).count() == lines


@pytest.mark.parametrize("typed", ["", "zoé", "-1", "9" * 40, "²"])
def test_a_simulation_with_anything_typed_still_answers(client, cohort, fleur, typed):
    client.force_login(fleur)

    assert client.get(reverse("members:group"), {"avec": typed}).status_code == 200


def test_a_member_reads_the_group_and_simulates_nothing(client, cohort):
    who = lan()
    client.force_login(who)

    page = client.get(reverse("members:group"), {"avec": who.pk})

    assert page.status_code == 200
    assert page.context["group"].hopefuls == []
    assert "Et si" not in page.content.decode()


def test_the_needs_are_typed_and_refused_with_words(client, fleur):
    client.force_login(fleur)
    wrong = {**DECIDED, "least": "dix", "decided_on": "", **dict.fromkeys(Craft, 2)}

    page = client.post(reverse("members:needs"), wrong)

    assert page.status_code == 422
    assert "Écrivez un nombre entier, en chiffres." in page.content.decode()


def test_the_whole_way_from_needs_to_the_public_page(client, fleur):
    client.force_login(fleur)
    who = lan()
    typed = {
        **DECIDED,
        "decided_on": "2026-09-14",
        "review_on": "2027-03-14",
        **{craft.value: 0 for craft in Craft},
        "finance": 2,
        "funding": 2,
    }

    client.post(reverse("members:needs"), typed)
    client.post(reverse("members:places"), {"person": f"{who}", "days": 3})
    client.post(reverse("members:gauge"))

    assert published().missing == [Craft.FUNDING]
    assert (published().people, published().confirmed_by) == (1, fleur)


def test_a_place_is_given_by_a_name_and_by_the_address_of_who_shares_theirs(client, cohort, fleur):
    client.force_login(fleur)
    one, other = member("Lan", "Nguyen"), member("Lan", "Nguyen")
    address = reverse("members:places")

    nobody = client.post(address, {"person": "Ézéchiel", "days": 3})
    shared = client.post(address, {"person": "lan nguyen", "days": 3})
    client.post(address, {"person": other.email.upper(), "days": 3})
    client.post(address, {"person": "lan nguyen", "days": 3})

    assert nobody.status_code == shared.status_code == 422
    assert "Plusieurs membres portent ce nom" in shared.content.decode()
    assert list(cohort.places.order_by("pk").values_list("person", flat=True)) == [other.pk, one.pk]


def test_skills_are_said_on_ones_own_page(client):
    who = member("Lan")
    client.force_login(who)

    answer = client.post(
        reverse("members:skills"), {"finance": "teach", "law": "", "arts": "learn"}
    )

    assert answer.status_code == 302
    assert dict(who.skills.values_list("craft", "level")) == {"finance": "teach", "arts": "learn"}


def test_the_group_page_asks_the_same_of_the_base_for_one_and_thirty(
    client, cohort, fleur, django_assert_max_num_queries
):
    for rank in range(30):
        who = member(f"Membre {rank}")
        skills.say(who, {Craft.SALES: Level.DO})
        if rank % 2:
            groups.take_place(cohort, who, by=fleur, on=TODAY, days=1)
    client.force_login(fleur)

    with django_assert_max_num_queries(18):
        client.get(reverse("members:group"))
