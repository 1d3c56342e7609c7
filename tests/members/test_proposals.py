"""« Voici le groupe »: sufficient, proposed, consented to by everybody, launched; or not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from coopstudio.french.typography import tidy
from coopstudio.journal.api import history
from coopstudio.mail.models import Letter
from coopstudio.states import ForbiddenMove
from members import tasks
from members.actions import groups, launches, proposals, skills
from members.cohort.sufficiency import told
from members.cohort.table import Group
from members.home import tasks_of
from members.models import Person, Proposal, ProposalAnswer
from members.states import CohortState, Craft, GroupAnswer, Level, PlaceState, Topic
from tests.members.factories import founder, member
from tests.together import together

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 17, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 9, tzinfo=UTC)
DECIDED = {
    "least": 2,
    "most": 4,
    "days": 4,
    "variety": 0,
    "decided_on": date(2026, 9, 14),
    "reference": "cercle porteur, décision 11",
    "review_on": date(2027, 3, 14),
}
WORDS = "Nous croyons le moment venu."
YES, NO, LATER_ON = GroupAnswer.CONSENT, GroupAnswer.OBJECTION, GroupAnswer.NOT_NOW


@pytest.fixture
def fleur():
    return founder()


@pytest.fixture
def cohort(fleur):
    return groups.decide_needs(None, by=fleur, wanted={Craft.FINANCE: 2}, **DECIDED)


@pytest.fixture
def lan(cohort, fleur):
    return seated(cohort, "Lan", fleur)


@pytest.fixture
def odile(cohort, fleur):
    return seated(cohort, "Odile", fleur)


@pytest.fixture
def proposal(cohort, lan, odile, fleur):
    launches.confirm_sufficient(cohort, by=fleur, at=NOW)
    return proposals.propose(cohort, by=fleur, at=NOW, words=WORDS)


def seated(cohort, name, by, **levels):
    """Somebody who knows finance, expected for two days a month."""
    who = member(name, "Nguyễn", shown=["skills"])
    skills.say(who, levels or {Craft.FINANCE: Level.DO})
    return groups.take_place(cohort, who, by=by, on=TODAY, days=2)


def says(place, what, words="", **more):
    return proposals.answer(place, by=place.person, at=LATER, answer=what, words=words, **more)


def letters(kind):
    return Letter.objects.filter(kind=f"members.{kind}").order_by("pk")


def test_a_group_is_sufficient_once_a_person_says_what_was_computed(cohort, lan, odile, fleur):
    launches.confirm_sufficient(cohort, by=fleur, at=NOW)

    cohort.refresh_from_db()
    assert cohort.state == CohortState.SUFFICIENT
    assert not Letter.objects.exists()


def test_nobody_may_say_sufficient_what_is_not(cohort, lan, fleur):
    with pytest.raises(launches.NotYet):
        launches.confirm_sufficient(cohort, by=fleur, at=NOW)


def test_a_group_that_nobody_confirmed_is_not_proposed(cohort, lan, odile, fleur):
    with pytest.raises(proposals.NotYet):
        proposals.propose(cohort, by=fleur, at=NOW, words=WORDS)

    assert not Proposal.objects.exists()


def test_everybody_expected_receives_here_is_the_group(proposal, lan, odile):
    found = letters("group_proposed")

    assert {one.to for one in found} == {lan.person.email, odile.person.email}
    assert all(WORDS in one.text for one in found)
    assert {place.state for place in proposal.cohort.places.all()} == {PlaceState.ASKED}


def test_the_letter_names_those_who_agreed_and_nobody_else(cohort, lan, odile, fleur):
    groups.be_named(lan, by=lan.person, at=NOW, is_named=True)
    launches.confirm_sufficient(cohort, by=fleur, at=NOW)

    proposals.propose(cohort, by=fleur, at=NOW, words=WORDS)

    to_odile = letters("group_proposed").get(to=odile.person.email).text
    to_lan = letters("group_proposed").get(to=lan.person.email).text
    assert "Lan Nguyễn" in to_odile
    assert "Odile" not in to_lan


def test_a_group_that_is_short_again_is_not_proposed(cohort, lan, odile, fleur):
    launches.confirm_sufficient(cohort, by=fleur, at=NOW)
    skills.say(odile.person, {Craft.LAW: Level.DO})

    with pytest.raises(proposals.NotSufficient):
        proposals.propose(cohort, by=fleur, at=NOW, words=WORDS)


def test_the_page_to_propose_opens_only_when_it_may_be_sent(client, cohort, lan, odile, fleur):
    client.force_login(fleur)
    before = client.get(reverse("members:proposal"), follow=True)
    launches.confirm_sufficient(cohort, by=fleur, at=NOW)
    may = client.get(reverse("members:proposal"))
    proposals.propose(cohort, by=fleur, at=NOW, words=WORDS)
    after = client.get(reverse("members:proposal"), follow=True)

    assert (before.redirect_chain != [], may.status_code, after.redirect_chain != []) == (
        True,
        200,
        True,
    )
    assert tidy(str(proposals.NotYet())) in before.text
    assert "n’est plus suffisant" not in before.text
    assert tidy(str(proposals.AlreadyProposed())) in after.text


def test_an_objection_has_its_reasons(proposal, lan):
    with pytest.raises(proposals.NoReasons):
        says(lan, NO)

    assert not ProposalAnswer.objects.exists()


def test_an_objection_holds_the_launch_and_tells_the_founders_why(proposal, lan, odile, fleur):
    says(lan, YES)
    says(odile, NO, "Deux jours ne tiennent pas avant l’été.")

    with pytest.raises(launches.Objected):
        launches.launch(proposal.cohort, by=fleur, at=LATER)
    letter = letters("group_answered").filter(text__contains="Deux jours")
    assert [one.to for one in letter] == [fleur.email]


def test_whoever_objected_may_answer_otherwise_and_both_answers_are_kept(proposal, lan, odile):
    says(odile, NO, "Deux jours ne tiennent pas avant l’été.")

    says(odile, YES)

    odile.refresh_from_db()
    assert odile.state == PlaceState.CONFIRMED
    assert list(odile.answers.order_by("pk").values_list("answer", flat=True)) == [NO, YES]
    assert not ProposalAnswer.objects.objections().exists()


def test_whoever_consented_may_object_until_the_launch(proposal, lan, odile, fleur):
    says(lan, YES)
    says(odile, YES)

    says(lan, NO, "J’ai relu les jours.")

    lan.refresh_from_db()
    assert lan.state == PlaceState.ASKED
    with pytest.raises(launches.Objected):
        launches.launch(proposal.cohort, by=fleur, at=LATER)


def test_a_silence_is_not_a_consent(proposal, lan, odile, fleur):
    says(lan, YES)

    with pytest.raises(launches.Waiting, match="Odile Nguyễn n’a pas encore répondu"):
        launches.launch(proposal.cohort, by=fleur, at=LATER)


def test_the_group_is_launched_with_the_consent_of_everybody(proposal, lan, odile, fleur):
    says(lan, YES)
    says(odile, YES)

    cohort = launches.launch(proposal.cohort, by=fleur, at=LATER)

    assert (cohort.state, cohort.launched_on) == (CohortState.LAUNCHED, LATER.date())
    assert {place.state for place in cohort.places.all()} == {PlaceState.SEATED}
    assert letters("group_launched").count() == 2
    assert "a lancé le groupe, avec l’accord de chaque personne" in {
        one.sentence for one in history(cohort)
    }


def test_the_news_of_the_launch_may_be_silenced(proposal, lan, odile, fleur):
    odile.person.quiets.create(topic=Topic.GROUP)
    says(lan, YES)
    says(odile, YES)

    launches.launch(proposal.cohort, by=fleur, at=LATER)

    assert letters("group_launched").get().to == lan.person.email
    assert letters("group_launched").get().unsubscribe


def test_two_people_launch_at_once_and_one_letter_leaves(proposal, lan, odile, fleur):
    says(lan, YES)
    says(odile, YES)

    launches.launch(proposal.cohort, by=fleur, at=LATER)
    with pytest.raises(ForbiddenMove):
        launches.launch(proposal.cohort, by=fleur, at=LATER)

    assert letters("group_launched").count() == 2


def test_not_now_frees_the_place_and_what_it_changes_is_told(proposal, lan, odile, fleur):
    says(lan, YES)

    says(odile, LATER_ON, "Au printemps, volontiers.")

    proposal.refresh_from_db()
    for one in (lan, odile, proposal.cohort):
        one.refresh_from_db()
    assert (odile.state, odile.left_on) == (PlaceState.LEFT, LATER.date())
    assert (proposal.cohort.state, lan.state) == (CohortState.FORMING, PlaceState.EXPECTED)
    assert proposal.ended_at == LATER
    assert [one.to for one in letters("group_departure")] == [fleur.email]
    assert "Au printemps" in letters("group_departure").get().text
    changed = letters("group_changed").get()
    assert changed.to == lan.person.email
    assert "Odile" not in changed.text


def test_a_departure_that_changes_nothing_leaves_the_proposal_standing(cohort, lan, odile, fleur):
    maylis = seated(cohort, "Maylis", fleur)
    launches.confirm_sufficient(cohort, by=fleur, at=NOW)
    proposal = proposals.propose(cohort, by=fleur, at=NOW, words=WORDS)

    says(maylis, LATER_ON)

    proposal.refresh_from_db()
    cohort.refresh_from_db()
    assert (cohort.state, proposal.ended_at) == (CohortState.PROPOSED, None)
    assert "reste suffisant" in letters("group_departure").get().text


def test_a_late_departure_from_a_launched_group_alerts_and_launches_nothing_back(
    proposal, lan, odile, fleur
):
    says(lan, YES)
    says(odile, YES)
    cohort = launches.launch(proposal.cohort, by=fleur, at=LATER)

    odile.refresh_from_db()
    groups.leave_place(odile, by=odile.person, at=LATER)

    cohort.refresh_from_db()
    assert cohort.state == CohortState.LAUNCHED
    assert "gestion financière" in letters("group_departure").get().text


def test_nobody_is_added_to_a_group_that_is_being_answered(proposal, fleur):
    with pytest.raises(groups.ProposalUnderWay):
        seated(proposal.cohort, "Maylis", fleur)


def test_a_group_at_work_welcomes_somebody_who_consents(proposal, lan, odile, fleur):
    says(lan, YES)
    says(odile, YES)
    cohort = launches.launch(proposal.cohort, by=fleur, at=LATER)
    maylis = seated(cohort, "Maylis", fleur)

    proposals.propose(cohort, by=fleur, at=LATER, words="Voulez-vous nous rejoindre ?")
    says(maylis, YES)

    maylis.refresh_from_db()
    cohort.refresh_from_db()
    assert (maylis.state, cohort.state) == (PlaceState.SEATED, CohortState.LAUNCHED)
    assert not cohort.proposals.filter(ended_at=None).exists()


def test_a_proposal_is_taken_back_with_a_word_to_everybody(proposal, lan, odile, fleur):
    says(lan, YES)

    proposals.withdraw(proposal, by=fleur, at=LATER, reason="Il nous manque un accord.")

    lan.refresh_from_db()
    proposal.cohort.refresh_from_db()
    assert (lan.state, proposal.cohort.state) == (PlaceState.EXPECTED, CohortState.SUFFICIENT)
    assert letters("group_taken_back").count() == 2
    with pytest.raises(proposals.NotAsked):
        says(lan, YES)
    with pytest.raises(proposals.AlreadyEnded):
        proposals.withdraw(proposal, by=fleur, at=LATER, reason="Encore.")


def test_an_answer_is_final(proposal, lan):
    said = says(lan, YES)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE members_proposalanswer SET answer = 'not_now' WHERE id = %s", [said.pk]
        )


def test_needs_do_not_change_under_those_who_answer(proposal, fleur):
    with pytest.raises(groups.ProposalUnderWay):
        groups.decide_needs(proposal.cohort, by=fleur, wanted={}, **DECIDED)


def test_what_is_not_sufficient_any_more_is_said(cohort, lan, odile, fleur):
    launches.confirm_sufficient(cohort, by=fleur, at=NOW)
    with pytest.raises(groups.StillSufficient):
        groups.recheck(cohort, by=fleur, at=NOW)
    skills.say(odile.person, {})

    groups.recheck(cohort, by=fleur, at=NOW)

    cohort.refresh_from_db()
    assert cohort.state == CohortState.FORMING


def test_a_group_works_then_closes_and_the_next_one_begins(proposal, lan, odile, fleur):
    says(lan, YES)
    says(odile, YES)
    cohort = launches.launch(proposal.cohort, by=fleur, at=LATER)
    with pytest.raises(ForbiddenMove):
        launches.close(cohort, by=fleur, at=LATER, reason="Fini.")
    launches.begin(cohort, by=fleur)

    launches.close(cohort, by=fleur, at=LATER, reason="La société est née.")

    after = groups.decide_needs(None, by=fleur, wanted={}, **DECIDED)
    assert (after.name, after.state) == ("Le groupe n°\u00a02", CohortState.FORMING)


def test_a_group_that_stops_tells_everybody_why(cohort, lan, odile, fleur):
    launches.dissolve(cohort, by=fleur, at=LATER, reason="Le projet attend un an.")

    assert {one.to for one in letters("group_dissolved")} == {lan.person.email, odile.person.email}
    with pytest.raises(groups.GroupIsOver):
        seated(cohort, "Maylis", fleur)


def test_two_groups_never_form_at_once(cohort, fleur):
    with pytest.raises(IntegrityError), transaction.atomic():
        groups.decide_needs(None, by=fleur, wanted={}, **DECIDED)


def test_a_member_reads_only_the_names_that_may_be_read(cohort, lan, odile, fleur):
    groups.be_named(lan, by=lan.person, at=NOW, is_named=True)
    maylis = member("Maylis")

    def names(viewer):
        return {hand.name for hand in Group(cohort, on=TODAY, viewer=viewer).standing.people}

    assert names(maylis) == {""}
    assert names(odile.person) == {"Lan Nguyễn", "Odile Nguyễn"}
    assert names(fleur) == {"Lan Nguyễn", "Odile Nguyễn"}


def test_one_knows_before_one_answers_that_a_launched_group_reads_names(client, proposal, lan):
    client.force_login(lan.person)

    page = client.get(reverse("members:answer")).content.decode()

    assert "une fois le groupe lancé, ses membres se lisent" in page


def test_a_name_that_may_not_be_read_is_nowhere_in_the_page(client, cohort, lan, odile):
    client.force_login(member("Maylis"))

    page = client.get(reverse("members:group")).content.decode()

    assert "Odile" not in page
    assert "ON<" not in page


def test_the_public_words_follow_the_group_and_name_nobody():
    assert told(8, 7, 10, [], CohortState.PROPOSED)[1].startswith("Son lancement est proposé")
    assert told(8, 7, 10, [], CohortState.LAUNCHED) == [
        "Le groupe est lancé : huit personnes en sont."
    ]
    assert told(8, 7, 10, [], CohortState.DISSOLVED)[0].startswith("Ce groupe a fini")


def test_the_whole_way_by_the_pages(client, cohort, lan, odile, fleur):
    client.force_login(fleur)
    client.post(reverse("members:sufficiency"))
    client.post(reverse("members:proposal"), {"words": WORDS})
    for place in (lan, odile):
        client.force_login(place.person)
        assert WORDS in client.get(reverse("members:answer")).content.decode()
        client.post(reverse("members:answer"), {"answer": "consent", "is_named": "on"})
    client.force_login(fleur)
    assert "Lancer le groupe" in client.get(reverse("members:group")).content.decode()

    client.post(reverse("members:launch"))
    client.post(reverse("members:group_start"))

    cohort.refresh_from_db()
    assert cohort.state == CohortState.UNDERWAY


def test_an_objection_without_a_word_is_asked_for_its_reasons(client, proposal, lan):
    client.force_login(lan.person)

    page = client.post(reverse("members:answer"), {"answer": "objection"})

    assert page.status_code == 422
    assert "dites vos raisons." in page.content.decode()


def test_whoever_was_not_asked_finds_no_page_to_answer(client, proposal):
    client.force_login(member("Maylis"))

    assert client.get(reverse("members:answer")).status_code == 404


def test_a_person_frees_their_own_place(client, cohort, lan):
    client.force_login(lan.person)

    client.post(reverse("members:my_leaving"))

    lan.refresh_from_db()
    assert lan.state == PlaceState.LEFT


def test_an_answer_page_asks_the_same_of_the_base_for_two_and_for_twelve(
    client, cohort, lan, odile, fleur, django_assert_max_num_queries
):
    for rank in range(2):
        seated(cohort, f"Membre {rank}", fleur)
    launches.confirm_sufficient(cohort, by=fleur, at=NOW)
    proposals.propose(cohort, by=fleur, at=NOW, words=WORDS)
    client.force_login(lan.person)
    client.get(reverse("members:answer"))

    with django_assert_max_num_queries(12):
        client.get(reverse("members:answer"))


def test_what_somebody_does_not_show_is_counted_and_never_read_beside_their_name(
    client, proposal, lan, odile, fleur
):
    for place in (lan, odile):
        groups.be_named(place, by=place.person, at=NOW, is_named=True)
    Person.objects.filter(pk=odile.person_id).update(shown=[])

    standing = Group(proposal.cohort, on=TODAY, viewer=fleur).standing
    assert (standing.count, standing.is_sufficient) == (2, True)
    said = {hand.name: (hand.first_name, hand.crafts) for hand in standing.people}
    assert said == {
        "Lan Nguyễn": ("Lan", ["gestion financière"]),
        "Odile Nguyễn": ("une personne", []),
    }
    client.force_login(lan.person)
    page = client.get(reverse("members:answer")).content.decode()
    assert "Odile Nguyễn" in page
    assert page.count("gestion financière</p>") == 1


def test_who_is_asked_finds_it_on_their_home_until_they_answer(client, proposal, lan, odile):
    asked = "Répondre à « voici le groupe »"

    def home(person):
        return [task.title for task in tasks_of(person, NOW)]

    assert home(lan.person).count(asked) == 1
    assert asked not in home(member("Maylis"))
    client.force_login(lan.person)
    assert reverse("members:answer") in client.get("/accueil/").content.decode()

    says(lan, NO, "Pas avant l’été.")

    assert asked not in home(lan.person)
    assert asked in home(odile.person)


def test_a_proposal_taken_back_asks_nobody_anything(proposal, lan, fleur):
    proposals.withdraw(proposal, by=fleur, at=LATER, reason="Il nous manque un accord.")

    assert "Répondre à « voici le groupe »" not in [one.title for one in tasks_of(lan.person, NOW)]


@pytest.mark.django_db(transaction=True)
def test_two_launch_at_the_same_second_and_one_letter_leaves(proposal, lan, odile, fleur):
    thomas = founder("Thomas", "Marshall")
    says(lan, YES)
    says(odile, YES)

    raised = together(
        *(lambda by=by: launches.launch(proposal.cohort, by=by, at=LATER) for by in (fleur, thomas))
    )

    assert [type(one) for one in raised] == [ForbiddenMove]
    assert letters("group_launched").count() == 2


@pytest.mark.django_db(transaction=True)
def test_an_objection_at_the_second_of_the_launch_is_heard_or_comes_after_it(
    proposal, lan, odile, fleur
):
    says(lan, YES)
    says(odile, YES)

    raised = together(
        lambda: launches.launch(proposal.cohort, by=fleur, at=LATER),
        lambda: says(odile, NO, "J’ai relu les jours."),
    )

    proposal.cohort.refresh_from_db()
    is_launched = proposal.cohort.state == CohortState.LAUNCHED
    assert is_launched != ProposalAnswer.objects.objections().exists()
    assert [type(one) for one in raised] == [
        proposals.NotAsked if is_launched else launches.Objected
    ]


@pytest.mark.parametrize("is_dead", [False, True])
def test_a_round_frees_the_place_of_who_is_no_longer_a_member(proposal, lan, odile, fleur, is_dead):
    today = timezone.localdate()
    tasks.keep_memberships()
    assert proposal.cohort.places.open().count() == 2
    if is_dead:
        Person.objects.filter(pk=odile.person_id).update(deceased_on=today)
    else:
        odile.person.memberships.update(ended_on=today - timedelta(days=1))

    tasks.keep_memberships()
    tasks.keep_memberships()

    odile.refresh_from_db()
    proposal.cohort.refresh_from_db()
    assert (odile.state, odile.left_on) == (PlaceState.LEFT, today)
    assert proposal.cohort.state == CohortState.FORMING
    assert [one.to for one in letters("group_departure")] == [fleur.email]
    assert [one.to for one in letters("group_changed")] == [lan.person.email]
    assert "Une place est libre : qui la tenait n’est plus membre" in {
        one.sentence for one in history(proposal.cohort)
    }
