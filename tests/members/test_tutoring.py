"""The tutor that fades: agreed by both, reviewed at its dates, lighter by default."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from coopstudio.mail.models import Letter
from coopstudio.states import ForbiddenMove
from members import tasks
from members.actions.learning import reviews, tutoring
from members.learning.home import reviews_of
from members.learning.tutoring import Beside
from members.learning.waiting import silent_reviews
from members.models import Person, Tutorship
from members.states import Safety, Strength, TutorshipState
from members.waiting import piles_of
from tests.members.factories import founder, member, person, secretary
from tests.members.learning_factories import NOW, TODAY, tutorship
from tests.together import together

pytestmark = pytest.mark.django_db
PLAN = {"light_on": TODAY + timedelta(days=42), "none_on": TODAY + timedelta(days=120)}


def letters(kind):
    return sorted(Letter.objects.filter(kind=f"members.{kind}").values_list("to", flat=True))


def both(walk, says, other=None, *, at=NOW):
    """The newcomer says this, the tutor that; returns the tutorship as it stands."""
    review = walk.reviews.get(settled_at=None)
    reviews.say(review, by=walk.newcomer, at=at, says=says)
    reviews.say(review, by=walk.tutor, at=at, says=other or says)
    walk.refresh_from_db()
    return walk


# --- it starts with two yeses ---


def test_a_tutorship_is_proposed_to_both_and_starts_with_their_two_yeses():
    zoe, odile = member("Zoé"), member("Odile")
    walk = tutoring.name_tutor(zoe, odile, by=secretary(), at=NOW, **PLAN)
    assert letters("tutorship_offered") == sorted([zoe.email, odile.email])

    walk = tutoring.agree(walk, by=zoe, at=NOW)
    assert walk.state == TutorshipState.NAMED
    with pytest.raises(tutoring.AlreadyAgreed):
        tutoring.agree(walk, by=zoe, at=NOW)
    walk = tutoring.agree(walk, by=odile, at=NOW)

    assert walk.state == TutorshipState.RUNNING
    assert walk.strength == Strength.STRONG
    assert walk.reviews.get().due_on == PLAN["light_on"]
    assert letters("tutorship_begun") == sorted([zoe.email, odile.email])


def test_either_may_say_no_without_a_reason_and_somebody_else_may_be_named():
    zoe, odile = member("Zoé"), member("Odile")
    blaise = secretary()
    walk = tutoring.name_tutor(zoe, odile, by=blaise, at=NOW, **PLAN)
    tutoring.agree(walk, by=zoe, at=NOW)

    walk = tutoring.not_take(walk, by=odile, at=NOW)

    assert walk.state == TutorshipState.NOT_TAKEN
    assert letters("tutorship_ended") == sorted([zoe.email, blaise.email])
    with pytest.raises(tutoring.Answered):
        tutoring.agree(walk, by=odile, at=NOW)
    tutoring.name_tutor(zoe, member("Lan"), by=blaise, at=NOW, **PLAN)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"light_on": TODAY}, tutoring.WrongOrder),
        ({"none_on": PLAN["light_on"]}, tutoring.WrongOrder),
    ],
)
def test_a_plan_that_does_not_fade_is_refused(facts, refusal):
    with pytest.raises(refusal):
        tutoring.name_tutor(member("Zoé"), member("Odile"), by=founder(), at=NOW, **PLAN | facts)


def test_a_tutorship_is_between_two_different_members_one_at_a_time():
    zoe, odile = member("Zoé"), member("Odile")
    by = founder()
    with pytest.raises(tutoring.TheSame):
        tutoring.name_tutor(zoe, zoe, by=by, at=NOW, **PLAN)
    with pytest.raises(tutoring.NotAMember):
        tutoring.name_tutor(zoe, person("Camille"), by=by, at=NOW, **PLAN)
    tutoring.name_tutor(zoe, odile, by=by, at=NOW, **PLAN)
    with pytest.raises(tutoring.HasATutor):
        tutoring.name_tutor(zoe, member("Lan"), by=by, at=NOW, **PLAN)


def test_either_may_stop_before_the_plan_does():
    walk = tutorship()

    walk = tutoring.stop(walk, by=walk.newcomer, at=NOW)

    assert walk.state == TutorshipState.STOPPED
    assert letters("tutorship_ended") == sorted([walk.tutor.email, walk.named_by.email])
    with pytest.raises(ForbiddenMove):
        tutoring.stop(walk, by=walk.tutor, at=NOW)


def test_nobody_answers_for_one_of_the_two():
    walk = tutorship()

    for act in (tutoring.agree, tutoring.stop):
        with pytest.raises((tutoring.NotYours, tutoring.Answered)):
            act(walk, by=walk.named_by, at=NOW)
    with pytest.raises(tutoring.NotYours):
        reviews.say(walk.reviews.get(), by=walk.named_by, at=NOW, says=Safety.RIGHT)


# --- it fades ---


@pytest.mark.parametrize("says", [Safety.RIGHT, Safety.TOO_MUCH])
def test_it_fades_by_default(says):
    walk = both(tutorship(), says)

    assert walk.strength == Strength.LIGHT
    assert walk.reviews.get(settled_at=None).due_on == walk.none_on
    assert letters("review_settled") == sorted([walk.newcomer.email, walk.tutor.email])


def test_from_light_it_fades_away():
    walk = both(tutorship(strength=Strength.LIGHT), Safety.RIGHT)

    assert walk.state == TutorshipState.FADED
    assert walk.ended_at == NOW
    assert not walk.reviews.filter(settled_at=None).exists()


@pytest.mark.parametrize("strength", Strength)
def test_it_stays_as_it_is_when_both_say_too_little(strength):
    walk = both(tutorship(strength=strength), Safety.TOO_LITTLE)

    assert walk.strength == strength
    assert walk.state == TutorshipState.RUNNING
    assert walk.reviews.get(settled_at=None).due_on == TODAY + reviews.LONGER
    assert walk.none_on > walk.light_on


def test_two_divergent_answers_open_a_talk_and_nobody_else_is_told():
    blaise = secretary()
    walk = both(tutorship(), Safety.RIGHT, Safety.TOO_LITTLE)

    review = walk.reviews.get()
    assert review.talk_at == NOW
    assert review.settled_at is None
    assert walk.strength == Strength.STRONG
    assert letters("review_diverged") == sorted([walk.newcomer.email, walk.tutor.email])
    assert not Letter.objects.filter(to__in=[blaise.email, walk.named_by.email]).exists()
    assert piles_of(blaise, on=TODAY + timedelta(days=90)) == []


def test_the_talk_ends_when_both_say_the_same():
    walk = both(tutorship(), Safety.RIGHT, Safety.TOO_LITTLE)
    later = NOW + timedelta(days=3)

    reviews.say(walk.reviews.get(), by=walk.tutor, at=later, says=Safety.RIGHT)

    walk.refresh_from_db()
    assert walk.strength == Strength.LIGHT
    assert len(letters("review_diverged")) == 2


def test_a_review_is_open_some_days_before_its_date_and_said_once():
    walk = tutorship(light_on=TODAY + timedelta(days=6))
    review = walk.reviews.get()
    with pytest.raises(reviews.TooEarly):
        reviews.say(review, by=walk.tutor, at=NOW, says=Safety.RIGHT)

    walk = both(walk, Safety.RIGHT, at=NOW + timedelta(days=1))

    with pytest.raises(reviews.Settled):
        reviews.say(review, by=walk.tutor, at=NOW, says=Safety.RIGHT)


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_the_same_second_settle_it_once():
    walk = tutorship()
    review = walk.reviews.get()

    raised = together(
        *(
            lambda one=one: reviews.say(review, by=one, at=NOW, says=Safety.RIGHT)
            for one in (walk.newcomer, walk.tutor)
        )
    )

    walk.refresh_from_db()
    assert raised == []
    assert (walk.strength, walk.reviews.count()) == (Strength.LIGHT, 2)


# --- silence ---


def paris(day, hour=9):
    return datetime.combine(day, datetime.min.time(), ZoneInfo("Europe/Paris")).replace(hour=hour)


def test_without_answers_the_support_stays_both_are_reminded_once_then_the_circle_sees_it(
    time_machine,
):
    blaise = secretary()
    walk = tutorship(light_on=TODAY + timedelta(days=10))
    two = sorted([walk.newcomer.email, walk.tutor.email])

    for days in range(40):
        time_machine.move_to(paris(TODAY + timedelta(days=days)), tick=False)
        tasks.tend_learning()
        tasks.tend_learning()

    walk.refresh_from_db()
    review = walk.reviews.get()
    assert walk.strength == Strength.STRONG
    assert (letters("review_asked"), letters("review_recalled")) == (two, two)
    assert review.asked_at.date() == walk.light_on - reviews.BEFORE
    assert review.reminded_at.date() == walk.light_on
    assert list(silent_reviews(on=walk.light_on + timedelta(days=6))) == []
    assert list(silent_reviews(on=walk.light_on + timedelta(days=7))) == [review]
    (pile,) = piles_of(blaise, on=walk.light_on + timedelta(days=7))
    assert pile.waits[0].who == f"{walk.newcomer} et {walk.tutor}"


def test_who_came_lately_and_walks_alone_waits_on_the_desk_of_the_secretary(client):
    today = date.today()
    blaise, zoe = secretary(), member("Zoé", since=today - timedelta(days=20))
    walk = tutorship(newcomer=member("Lan", since=today - timedelta(days=10)), state="named")
    member("Odile", since=today - timedelta(days=400))

    (pile,) = [one for one in piles_of(blaise, on=today) if one.title == "Arrivées sans tutorat"]
    assert [one.who for one in pile.waits] == [f"{zoe}"]
    client.force_login(blaise)
    assert client.get(pile.waits[0].url).context["form"].initial["newcomer"] == f"{zoe}"

    tutoring.not_take(walk, by=walk.tutor, at=NOW)
    (pile,) = [one for one in piles_of(blaise, on=today) if one.title == "Arrivées sans tutorat"]
    assert pile.count == 2


def test_the_hub_tells_who_is_asked_for_a_word_until_they_say_it(client):
    walk = tutorship()
    walk.reviews.update(asked_at=NOW)
    asked = "Trop, juste ou trop peu de sécurité"

    def hub(person):
        client.force_login(person)
        return client.get(reverse("members:learning")).content.decode()

    assert asked in hub(walk.newcomer)
    assert walk.tutor.full_name in hub(walk.newcomer)
    walk.reviews.update(newcomer_said=Safety.RIGHT)

    assert asked not in hub(walk.newcomer)
    assert asked in hub(walk.tutor)


@pytest.mark.parametrize("state", ["named", "running"])
def test_a_round_ends_the_tutorship_of_who_is_no_longer_a_member(time_machine, state):
    time_machine.move_to(paris(TODAY), tick=False)
    lives = tutorship(light_on=TODAY + timedelta(days=30))
    walk = tutorship(member("Lan"), member("Ida"), state=state, light_on=TODAY + timedelta(days=30))
    walk.tutor.memberships.update(ended_on=TODAY - timedelta(days=1))

    tasks.tend_learning()
    tasks.tend_learning()

    walk.refresh_from_db()
    lives.refresh_from_db()
    assert walk.state == ("stopped" if state == "running" else "not_taken")
    assert lives.state == "running"
    assert letters("tutorship_ended") == sorted([walk.newcomer.email, walk.named_by.email])


def test_the_dead_are_no_newcomers_without_a_tutor(client, time_machine):
    time_machine.move_to(paris(TODAY), tick=False)
    client.force_login(secretary())
    ida = member("Ida", "Noir", since=TODAY - timedelta(days=9))
    page = reverse("members:tutorships")
    assert "Ida Noir" in client.get(page).content.decode()

    Person.objects.filter(pk=ida.pk).update(deceased_on=TODAY)

    assert "Ida Noir" not in client.get(page).content.decode()


def test_only_who_did_not_answer_is_reminded():
    walk = tutorship()
    review = walk.reviews.get()
    reviews.ask(review, at=NOW - timedelta(days=4))
    reviews.say(review, by=walk.tutor, at=NOW, says=Safety.RIGHT)

    reviews.remind(review, at=NOW)

    assert letters("review_recalled") == [walk.newcomer.email]


# --- pages ---


def test_the_whole_way_by_the_pages(client, time_machine):
    time_machine.move_to(NOW)
    blaise, zoe, odile = secretary(), member("Zoé", "Ait"), member("Odile", "Marin")
    client.force_login(blaise)
    typed = {"newcomer": "zoe AIT", "tutor": odile.email, "light_on": "01/01/2027",
             "none_on": "01/03/2027"}  # fmt: skip
    client.post(reverse("members:new_tutorship"), typed)
    walk = Tutorship.objects.get()
    for one in (zoe, odile):
        client.force_login(one)
        client.post(reverse("members:tutorship_agreement", args=[walk.pk]), {"says": "yes"})
    time_machine.move_to(NOW + timedelta(days=60))
    for one in (zoe, odile):
        client.force_login(one)
        client.post(reverse("members:review", args=[walk.pk]), {"says": "right"})

    walk.refresh_from_db()
    assert walk.strength == Strength.LIGHT
    page = client.get(reverse("members:tutorship", args=[walk.pk])).content.decode()
    assert "l’appui a diminué" in page


def test_an_answer_is_not_shown_to_the_other_before_both_have_spoken(client, time_machine):
    time_machine.move_to(NOW)
    walk = tutorship()
    reviews.say(walk.reviews.get(), by=walk.newcomer, at=NOW, says=Safety.TOO_LITTLE)
    page = reverse("members:tutorship", args=[walk.pk])

    for reader in (walk.tutor, walk.named_by):
        client.force_login(reader)
        assert "trop peu de sécurité" not in client.get(page).content.decode().replace(
            "juste assez ou trop peu de sécurité", ""
        )


def test_who_keeps_the_register_sees_that_it_is_there_and_not_what_is_felt(client):
    walk = both(tutorship(), Safety.RIGHT, Safety.TOO_LITTLE)
    client.force_login(secretary())

    html = client.get(reverse("members:tutorship", args=[walk.pk])).content.decode()

    assert "reste entre elles" in html
    assert "Vous le voyez autrement" not in html


def test_a_tutorship_does_not_exist_for_others(client):
    walk = tutorship()
    client.force_login(member("Ousmane"))

    assert client.get(reverse("members:tutorship", args=[walk.pk])).status_code == 404


@pytest.mark.parametrize("typed", ["Personne Inconnue", "rien@exemple.fr", "Jean Dupont"])
def test_a_name_that_is_nobodys_or_several_peoples_is_refused_with_words(client, typed):
    member("Jean", "Dupont")
    member("Jean", "Dupont")
    client.force_login(secretary())

    page = client.post(reverse("members:new_tutorship"), {"newcomer": typed})

    assert page.status_code == 422


def test_the_list_asks_the_same_of_the_base_for_one_and_thirty(
    client, django_assert_max_num_queries
):
    by = founder()
    for rank in range(30):
        tutorship(member(f"N{rank}"), member(f"T{rank}"), named_by=by)
    client.force_login(secretary())
    client.get(reverse("members:tutorships"))

    with django_assert_max_num_queries(8):
        page = client.get(reverse("members:tutorships"))

    assert len(page.context["page"].rows) == 25


def test_the_tutor_is_asked_what_the_tutor_sees():
    walk = tutorship()

    asked = {
        side: " ".join(why for _value, _word, why, _chosen in Beside(walk, one, on=TODAY).answers)
        for side, one in (("newcomer", walk.newcomer), ("tutor", walk.tutor))
    }

    assert "J’irais bien sans filet." in asked["newcomer"]
    assert asked["tutor"].startswith("Zoé irait bien sans filet.")
    assert "J’" not in asked["tutor"]


def test_a_step_whose_day_passed_without_its_review_goes_on_and_says_so(client, time_machine):
    walk = tutorship()
    client.force_login(walk.newcomer)
    in_time = Beside(walk, walk.newcomer, on=walk.light_on).steps
    late = Beside(walk, walk.newcomer, on=walk.light_on + timedelta(days=1)).steps

    time_machine.move_to(walk.light_on + timedelta(days=1))
    page = client.get(reverse("members:tutorship", args=[walk.pk])).text

    assert [step["when"] for step in in_time] == ["jusqu’au", "jusqu’au", "à partir du"]
    assert [step["when"] for step in late] == ["prévu jusqu’au", "jusqu’au", "à partir du"]
    assert "Prolongé jusqu’au prochain point" in page
    assert "C’est maintenant" not in page


def test_a_review_that_opened_a_talk_waits_for_both_again():
    walk = tutorship()
    walk.reviews.update(asked_at=NOW)
    both(walk, Safety.RIGHT, Safety.TOO_LITTLE)

    for one in (walk.newcomer, walk.tutor):
        assert [review.tutorship for review in reviews_of(one)] == [walk]
