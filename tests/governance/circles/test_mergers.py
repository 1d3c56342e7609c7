"""Two circles become one: both adopt the same version; what the one held, the other holds."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from coopstudio.mail.models import Letter
from governance import tasks
from governance.actions import consents, meetings
from governance.actions.circles import belonging, closing, entering, merging, proposing
from governance.actions.consents import adopting
from governance.circles import mergers
from governance.college import has_a_voice
from governance.models import (
    Circle,
    CircleMember,
    CircleRole,
    Decision,
    Deed,
    Domain,
    Link,
    Mandate,
    Tension,
)
from governance.states import CircleState, OfficeKind, ProposalKind, ProposalState
from tests.governance.circles.deciding import decided
from tests.governance.circles.merging import REVIEW, all_consent, asked, merged, proposed
from tests.governance.factories import (
    AT,
    TODAY,
    circle,
    entrust,
    instance,
    joins,
    link,
    meeting,
    people_of,
    proposal,
    tension,
    version,
)
from tests.members.factories import member, person

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=9)


@pytest.fixture
def above():
    return circle("Cercle Général", prefix="CG")


@pytest.fixture
def going(above):
    return circle("Ateliers", parent=above, prefix="AT", people=[member("Zoé"), member("Gwenn")])


@pytest.fixture
def ending(above):
    people = [member("Odile"), member("Lan"), member("Rachid")]
    return circle("Accueil", parent=above, prefix="AC", people=people)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


# --- what passes ---


def test_what_the_one_held_the_other_holds_and_the_texts_keep_their_numbers(ending, going):
    odile, lan, _rachid = people_of(ending)
    text = decided(ending, kind=ProposalKind.POLICY)
    need = tension(ending, by=lan)
    carried = version(proposal(ending, carrier=lan, state=ProposalState.SCHEDULED)).proposal
    deed = Deed.objects.create(
        circle=ending, person=odile, words="Les clés", due_on=date(2027, 1, 4)
    )
    Domain.objects.create(circle=ending, words="La porte", since=TODAY)
    Domain.objects.create(circle=ending, words="Le ton", reach="recommends", since=TODAY)

    decision = merged(ending, going)

    closed, kept = fresh(ending), {fresh(one).kept_by for one in (text, decision)}
    assert (closed.state, closed.merged_into, closed.merged_by) == ("closed", going, decision)
    assert closed.became == "fusionné avec Ateliers"
    assert fresh(text).code == "AC-2026-001"
    assert kept == {going}
    assert {fresh(one).circle for one in (need, carried, deed, carried.tension)} == {going}
    assert fresh(carried).state == ProposalState.BASKET
    assert list(going.domains.held_on(TODAY).values_list("words", "reach")) == [
        ("La porte", "decides"),
        ("Le ton", "recommends"),
    ]
    assert not closed.domains.held_on(TODAY).exists()


def test_who_consented_has_a_place_and_who_was_not_asked_is_invited(ending, going):
    ending.leaves.create(person=people_of(ending)[2], since=TODAY, until=date(2027, 1, 4))
    guest = person("Sam", "Petit")
    joins(guest, ending, standing="guest")
    here, there = people_of(ending), people_of(going)

    merged(ending, going)

    now = CircleMember.objects.on(TODAY)
    assert {one.person for one in now.filter(circle=going)} == {*there, *here[:2]}
    assert not now.filter(circle=ending).exists()
    asked_ = dict(going.invitations.values_list("person__first_name", "standing"))
    assert asked_ == {here[2].first_name: "member", "Sam": "guest"}


def test_a_role_goes_on_with_who_holds_it_and_the_offices_and_links_end(above, ending, going):
    odile, lan, rachid = people_of(ending)
    entrust(odile, ending, OfficeKind.FACILITATOR)
    held, kept = link(rachid, ending), link(people_of(going)[0], going)
    role = CircleRole.objects.create(circle=ending, name="Jardin", description="Arroser.")
    role.tasks.create(words="Tailler", next_on=date(2026, 12, 1))
    Mandate.objects.create(role=role, person=lan, since=TODAY - timedelta(9), until=REVIEW)

    decision = merged(ending, going)

    there = going.roles.get(name="Jardin")
    mandate = there.mandates.get()
    assert (mandate.person, mandate.until, mandate.decision) == (lan, REVIEW, decision)
    assert there.tasks.count() == 1
    assert not Mandate.objects.filter(circle=ending).on(TODAY).exists()
    assert fresh(held).ended_on == TODAY
    assert Link.objects.on(TODAY).get() == kept
    assert not has_a_voice(rachid, above, on=TODAY)
    assert not Tension.objects.filter(key__startswith="hand:").exists()


def test_the_text_says_the_name_and_the_aim_of_the_one_circle(ending, going):
    merged(ending, going, name="Accueil", aim="Recevoir et apprendre.")

    one = fresh(going)
    assert (one.name, one.aim, one.prefix) == ("Accueil", "Recevoir et apprendre.", "AT")


def test_a_circle_may_merge_with_its_parent(above, ending):
    merged(ending, above)

    assert fresh(ending).merged_into == above
    assert has_a_voice(people_of(ending)[0], above, on=TODAY)


def test_each_person_of_both_is_told_once_where_they_stand(ending, going):
    ending.leaves.create(person=people_of(ending)[2], since=TODAY, until=date(2027, 1, 4))

    merged(ending, going)

    letters = Letter.objects.filter(kind="governance.circles_merged")
    said = {one.to: one.text for one in letters}
    odile, _lan, rachid = people_of(ending)
    assert letters.count() == 5
    assert "Vous y avez votre place dès aujourd’hui" in said[odile.email]
    assert "vous fait une place" in said[rachid.email]
    assert "vous rejoignent" in said[people_of(going)[0].email]


def test_a_proposal_about_the_closed_circle_is_told_in_the_other_basket(ending, going):
    about = version(proposal(ending, kind=ProposalKind.AIM, about_circle=ending, state="basket"))

    merged(ending, going)

    told = Tension.objects.get(key=f"merged:{about.proposal.pk}")
    assert told.circle == going
    assert about.proposal.get_absolute_url() in told.words


def test_another_text_that_needed_the_closed_circle_needs_the_one_that_goes_on(
    above, ending, going
):
    far = version(proposal(above, state="consent"))
    door = Domain.objects.create(circle=ending, words="La grille", since=TODAY)
    far.proposal.concerns.create(circle=ending, why="la porte", domain=door)

    merged(ending, going)

    assert [one.circle for one in far.proposal.concerns.all()] == [going]
    assert fresh(far.proposal).state == ProposalState.BASKET


# --- both, or nothing ---


def test_one_circle_alone_changes_nothing_and_the_other_is_named(ending, going):
    text = proposed(ending, going)
    seats = asked(text)
    all_consent([one for one in seats if one.round.circle == ending])

    with pytest.raises(adopting.ACircleIsAwaited) as refused:
        consents.adopt(text, by=people_of(ending)[0], at=AT)

    assert "On attend encore le consentement de : Ateliers." in str(refused.value)
    assert (fresh(ending).state, fresh(ending).merged_into) == (CircleState.ACTIVE, None)
    assert not Decision.objects.exists()
    with pytest.raises(merging.NotDecided):
        merging.unite(ending, by=people_of(ending)[0], at=AT)


@pytest.mark.parametrize(
    "changed",
    [{"state": CircleState.CLOSING}, {"state": CircleState.CLOSED, "closed_at": AT}],
)
def test_a_circle_that_ended_meanwhile_merges_with_nobody(ending, going, changed):
    text = proposed(ending, going)
    *seats, last = asked(text)
    all_consent(seats)
    Circle.objects.filter(pk=going.pk).update(**changed)

    consents.consent(last, by=last.person, at=AT)

    held = fresh(text)
    assert (held.state, held.held_back) == ("consent", str(mergers.OneIsGone(fresh(going))))
    assert fresh(ending).merged_into is None


def test_what_could_not_be_done_is_refused_before_anything_is_written(above, ending, going):
    one = people_of(above)[0]
    facts = {"by": one, "at": AT, "needs": "Se retrouver.", "review_on": REVIEW}
    with pytest.raises(mergers.NoParent):
        proposing.merger(above, ending, goes_on=ending, **facts)
    circle("Jardin", parent=ending, prefix="JA")

    with pytest.raises(mergers.ChildrenAreAlive) as refused:
        proposed(ending, going)

    assert "ou que ce soit Accueil qui se poursuive" in str(refused.value)


def test_a_text_that_lost_its_two_lines_is_not_put_to_consent(ending, going):
    text = proposed(ending, going)
    said = text.versions.get()
    for words in ("Rien.", "Cercle qui se clôt : Accueil\nCercle qui se poursuit : Ailleurs"):
        said.text = words
        with pytest.raises(mergers.SaysNotWhich):
            mergers.check(text, said)


def test_a_parent_that_loses_a_domain_consents_and_one_that_keeps_both_is_heard(
    above, ending, going
):
    other = circle("Cercle Terrain", parent=above, prefix="CT", instance=instance("Équipes"))
    far = circle("Jardins", parent=other, prefix="JA")

    near = proposed(ending, going).concerns.get(circle=above)
    away = proposed(far, going)

    assert near.must_consent is False
    assert away.concerns.get(circle=other).must_consent is True
    away.concerns.filter(circle=other).delete()
    with pytest.raises(mergers.ParentIsNotAsked):
        mergers.check(away, away.versions.get())


# --- on its day ---


def test_it_waits_for_its_day_and_the_clock_does_it_once(ending, going, time_machine):
    time_machine.move_to(AT, tick=False)
    day = LATER.date()
    merged(ending, going, effect_on=day)
    waiting = fresh(ending)
    assert (waiting.state, waiting.merged_into) == (CircleState.CLOSING, going)
    with pytest.raises(merging.NotYet):
        merging.unite(waiting, by=people_of(ending)[0], at=AT)
    with pytest.raises(closing.ItMerges):
        closing.close(waiting, by=people_of(ending)[0], at=AT)
    entering.enter(waiting, member("Inès"), by=None, at=AT)
    assert fresh(ending).state == CircleState.CLOSING

    time_machine.move_to(LATER, tick=False)
    tasks.tend_circles()
    tasks.tend_circles()

    assert fresh(ending).closed_at.date() == day
    assert going.invitations.get().person.first_name == "Inès"
    with pytest.raises(merging.AlreadyDone):
        merging.unite(fresh(ending), by=None, at=LATER)


def test_a_circle_into_which_another_merges_is_not_closed_before(ending, going):
    merged(ending, going, effect_on=LATER.date())
    Circle.objects.filter(pk=going.pk).update(state=CircleState.CLOSING)

    with pytest.raises(closing.AnotherMergesHere):
        closing.close(going, by=people_of(going)[0], at=AT)


def test_a_circle_that_everybody_left_meanwhile_is_taken_up_by_those_who_come(ending, going):
    merged(ending, going, effect_on=LATER.date())
    for one in going.members.all():
        belonging.leave(one, by=one.person, at=AT, why="")
    assert fresh(going).state == CircleState.CLOSING

    merging.unite(fresh(ending), by=None, at=LATER)

    assert fresh(going).state == CircleState.FORMING
    assert going.members.on(LATER.date()).count() == 3


def test_of_two_mergers_in_a_row_the_first_is_done_first(above, ending, going):
    last = circle("Terrain", parent=above, prefix="TE", people=[member("Inès"), member("Yann")])
    merged(ending, going, effect_on=LATER.date())
    merged(going, last, effect_on=LATER.date())
    with pytest.raises(closing.AnotherMergesHere):
        merging.unite(fresh(going), by=None, at=LATER)

    merging.unite(fresh(ending), by=None, at=LATER)
    merging.unite(fresh(going), by=None, at=LATER)

    assert {fresh(one).state for one in (ending, going)} == {CircleState.CLOSED}
    assert last.members.on(LATER.date()).count() + last.invitations.count() == 7


def test_a_meeting_under_way_is_lived_to_its_end_and_one_to_come_is_called_off(
    ending, going, time_machine
):
    time_machine.move_to(AT, tick=False)
    live, _item = meeting(ending, opened=people_of(ending))
    coming, point = meeting(ending)
    merged(ending, going)
    assert fresh(ending).state == CircleState.CLOSING
    with pytest.raises(merging.MeetingGoesOn):
        merging.unite(fresh(ending), by=people_of(going)[0], at=AT)

    meetings.close(live, by=people_of(ending)[0], at=AT)
    merging.unite(fresh(ending), by=people_of(going)[0], at=AT)

    assert fresh(coming).state == "called_off"
    assert Tension.objects.filter(circle=going, subject=point.subject).exists()
    during, _ = meeting(going, opened=[*people_of(going)])
    opened = meetings.ask_approval(live, by=people_of(going)[0], at=AT, during=during)
    assert {one.person for one in opened.seats.all()} <= set(people_of(ending))


# --- the pages ---


def test_from_the_circle_to_the_page_of_what_it_became(ending, going, client):
    odile = people_of(ending)[0]
    client.force_login(odile)
    here = f"/cercles/{ending.pk}/"
    assert f"{here}fusion/" in client.get(here).content.decode()
    typed = {
        "needs": "Deux fois la même chose.", "other": going.pk, "goes_on": "there", "name": "",
        "aim": "", "more": "", "effect_on": "", "review_on": "2027-04-01",
    }  # fmt: skip

    empty = client.post(f"{here}fusion/", {"needs": ""})
    sent = client.post(f"{here}fusion/", typed)

    assert empty.status_code == 422
    text = ending.proposals.get(kind=ProposalKind.MERGER)
    assert sent.url == text.get_absolute_url()
    assert text.title == "Fusionner Accueil avec Ateliers"
    all_consent(asked(text), at=timezone.now())
    page = client.get(here).content.decode()
    assert f"Fusionné avec {going}" in page
    assert f'href="{going.get_absolute_url()}"' in page
    assert f'href="{here}"' in client.get(going.get_absolute_url()).content.decode()
    assert client.get(f"{here}fusion/").status_code == 404
    assert f'href="{here}"' not in client.get("/cercles/").content.decode()


def test_the_page_of_a_merger_that_waits_says_what_passes_and_offers_it_on_its_day(
    ending, going, client, time_machine
):
    time_machine.move_to(AT, tick=False)
    odile = people_of(ending)[0]
    text = decided(ending, kind=ProposalKind.POLICY)
    merged(ending, going, effect_on=LATER.date())
    page = f"/cercles/{ending.pk}/fusion/"
    client.force_login(odile)
    before = client.get(page).content.decode()
    too_soon = client.post(f"{page}maintenant/", follow=True).content.decode()

    time_machine.move_to(LATER, tick=False)
    client.logout()
    client.force_login(odile)
    on_its_day = client.get(page).content.decode()
    done = client.post(f"{page}maintenant/")

    assert text.code in before
    assert "Faire la fusion maintenant" not in before
    assert "Cette fusion prend effet le" in too_soon
    assert "Faire la fusion maintenant" in on_its_day
    assert done.url == going.get_absolute_url()
    assert fresh(ending).is_closed
