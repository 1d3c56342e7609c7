"""A circle through its life: founded, joined, left, forming, active, closing, closed."""

from datetime import date, timedelta

import pytest

from coopstudio.mail.models import Letter
from governance import tasks
from governance.actions import mandates, rounds
from governance.actions.circles import (
    belonging,
    charter,
    effects,
    entering,
    founding,
    life,
    proposing,
)
from governance.college import college, has_a_voice
from governance.models import (
    Circle,
    CircleInvitation,
    CircleMember,
    CircleRole,
    Decision,
    Domain,
    Instance,
    Mandate,
    Proposal,
    Tension,
)
from governance.states import (
    CircleState,
    OfficeKind,
    ProposalKind,
    RoundKind,
    Standing,
    TermKind,
)
from tests.governance.circles.deciding import decided
from tests.governance.factories import (
    AT,
    TODAY,
    circle,
    consent_round,
    entrust,
    everyone,
    instance,
    joins,
    link,
    people_of,
)
from tests.members.factories import founder, member, person

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)
UNTIL = date(2027, 10, 5)
FACTS = {"name": "Cercle fondateur", "prefix": "CF", "aim": "Que la coopérative naisse."}


@pytest.fixture
def above():
    return circle("Cercle Mission", prefix="CM", instance=instance("Institut"))


@pytest.fixture
def below(above):
    return circle("Accueil", parent=above, prefix="AC", instance=instance("Équipes"))


def first(*people):
    return founding.open_founding(by=founder(), at=AT, people=people, **FACTS)


def accepts(one, circle):
    return belonging.accept(circle.invitations.get(person=one), by=one, at=LATER)


# --- the founding circle ---


def test_a_founder_opens_the_first_circle_and_each_accepts():
    lan, zoe = member("Lan", "Roux"), member("Zoé", "Roux")
    made = first(lan, zoe)
    assert made.state == CircleState.PROJECT
    assert len(college(made, on=TODAY)) == 1

    accepts(lan, made)
    belonging.decline(made.invitations.get(person=zoe), by=zoe, at=LATER)

    made.refresh_from_db()
    assert made.state == CircleState.FORMING
    assert has_a_voice(lan, made, on=LATER.date())
    assert not has_a_voice(zoe, made, on=LATER.date())


def test_it_is_opened_once():
    first(member())

    with pytest.raises(founding.AlreadyFounded):
        founding.open_founding(by=founder("Thomas"), at=AT, people=[], **FACTS)


def test_nobody_else_opens_it():
    with pytest.raises(founding.OnlyFoundersOpen):
        founding.open_founding(by=member(), at=AT, people=[], **FACTS)


def test_three_instances_stand_side_by_side_from_the_first_day():
    first(member())

    assert [one.name for one in Instance.objects.all()] == ["Institut", "Coop Studio", "Équipes"]


def test_nobody_answers_for_somebody_else():
    lan = member("Lan", "Roux")
    made = first(lan)

    with pytest.raises(belonging.NotYours):
        belonging.accept(made.invitations.get(), by=founder("Thomas"), at=LATER)


def test_a_first_circle_is_active_when_its_offices_are_held():
    lan, zoe = member("Lan", "Roux"), member("Zoé", "Roux")
    made = first(lan, zoe)
    accepts(lan, made)
    accepts(zoe, made)

    for kind, one in zip(life.NEEDED, [lan, zoe, lan], strict=True):
        role = CircleRole.objects.get(circle=made, kind=kind)
        mandates.begin(role, one, by=None, at=LATER, until=UNTIL)

    made.refresh_from_db()
    assert made.state == CircleState.ACTIVE


# --- a circle is proposed, then founded by a decision ---


def project(above, **facts):
    facts = {
        "needs": "Personne ne reçoit qui arrive.",
        "review_on": date(2027, 4, 1),
        "name": "Accueil",
        "prefix": "AC",
        "aim": "Que chaque personne soit attendue.",
        "instance": instance("Équipes"),
        "decides": ["La permanence du jeudi"],
    } | facts
    return founding.propose(above, by=people_of(above)[0], at=AT, **facts)


def adopt(drafted, **facts):
    """Everybody consents to what was drafted, in each circle that has to."""
    said = drafted.versions.current()
    for other in drafted.concerns.filter(must_consent=True):
        everyone(consent_round(said, circle=other.circle))
    everyone(consent_round(said))
    return Decision.objects.create(
        circle=drafted.circle, kept_by=drafted.circle, proposal=drafted, version=said,
        title=drafted.title, number=drafted.circle.decisions.count() + 1, year=AT.year,
        adopted_at=AT, effect_on=TODAY, review_on=said.review_on or date(2027, 4, 1),
        term_kind=TermKind.REMINDER, **facts,
    )  # fmt: skip


def test_a_project_becomes_a_circle_by_what_its_text_says(above):
    lan = member("Lan", "Roux")
    drafted = project(above, people=[lan])
    assert not Letter.objects.filter(kind="governance.circle_invitation").exists()

    effects.create(adopt(drafted), by=None, at=AT)

    made = Circle.objects.get(prefix="AC")
    assert made.state == CircleState.CREATED
    assert [one.words for one in made.domains.all()] == ["La permanence du jeudi"]
    assert Letter.objects.get(kind="governance.circle_invitation").to == lan.email


def test_the_circle_forms_when_people_answered_and_the_leader_is_chosen(above):
    lan = member("Lan", "Roux")
    effects.create(adopt(project(above, people=[lan])), by=None, at=AT)
    made = Circle.objects.get(prefix="AC")
    accepts(lan, made)
    made.refresh_from_db()
    assert made.state == CircleState.CREATED

    role = CircleRole.objects.get(circle=made, kind=OfficeKind.LEADER)
    mandates.begin(role, lan, by=None, at=LATER, until=UNTIL)

    made.refresh_from_db()
    assert made.state == CircleState.FORMING


def test_a_leader_who_leaves_before_the_first_meeting_leaves_the_circle_created(above):
    lan, zoe = member("Lan", "Roux"), member("Zoé", "Roux")
    effects.create(adopt(project(above, people=[lan, zoe])), by=None, at=AT)
    made = Circle.objects.get(prefix="AC")
    accepts(lan, made)
    role = CircleRole.objects.get(circle=made, kind=OfficeKind.LEADER)
    mandate = mandates.begin(role, lan, by=None, at=LATER, until=UNTIL)
    mandates.give_back(mandate, by=lan, at=LATER, why="Je ne peux plus.")
    accepts(zoe, made)

    made.refresh_from_db()
    assert made.state == CircleState.CREATED


def test_a_prefix_is_used_once_for_ever(above):
    project(above)

    with pytest.raises(founding.PrefixIsTaken):
        project(above, name="Autre")


def test_a_project_that_is_taken_back_goes(above):
    drafted = project(above, people=[member()])
    Proposal.objects.filter(pk=drafted.pk).update(state="withdrawn", reason="Trop tôt.")

    tasks.tend_circles()

    assert Circle.objects.get(prefix="AC").state == CircleState.CLOSED
    assert not CircleInvitation.objects.filter(answered_at=None).exists()


def test_the_adopted_text_changes_the_aim_and_the_domain_and_no_other(above, below):
    Domain.objects.create(circle=below, words="Le café", since=TODAY)
    Domain.objects.create(circle=below, words="La porte", since=TODAY)
    text = "But : Un autre but.\n\nLe cercle décide :\n- La porte\n- Le thé"
    text = decided(below, also=above, kind=ProposalKind.AIM, text=text, about_circle=below)

    charter.apply(below, text, at=LATER)

    below.refresh_from_db()
    held = below.domains.held_on(LATER.date())
    assert below.aim == "Un autre but."
    assert {one.words for one in held} == {"La porte", "Le thé"}


def test_two_circles_that_hold_one_subject_are_a_tension_above(above, below):
    beside = circle("Ateliers", parent=above, prefix="AT")
    for one in (below, beside):
        Domain.objects.create(circle=one, words="Les clés du local", since=TODAY)

    charter.untangle(below, at=AT)
    charter.untangle(beside, at=AT)

    assert [one.circle for one in Tension.objects.all()] == [above]


# --- people ---


def test_a_person_comes_in_when_the_circle_consented_and_they_accept(below):
    lan = member("Lan", "Roux")
    drafted = proposing.welcome(below, lan, by=people_of(below)[0], at=AT, needs="Des bras.")
    invitation = CircleInvitation.objects.get()
    with pytest.raises(belonging.NotSentYet):
        belonging.accept(invitation, by=lan, at=AT)

    effects.make_room(adopt(drafted), by=None, at=AT)
    accepts(lan, below)

    assert has_a_voice(lan, below, on=LATER.date())


def test_a_guest_is_heard_and_has_no_position(below):
    lan = person("Lan", "Roux")
    belonging.invite_guest(below, lan, by=people_of(below)[0], at=AT)
    accepts(lan, below)

    assert not has_a_voice(lan, below, on=LATER.date())
    assert CircleMember.objects.get(person=lan).standing == Standing.GUEST


def test_one_joins_the_association_first(below):
    with pytest.raises(belonging.NotOfTheHouse):
        belonging.plan(below, person(), by=people_of(below)[0], at=AT)


def test_who_leaves_gives_up_mandates_and_links(above, below):
    one = people_of(below)[0]
    held = link(one, below)
    belonging.leave(below.members.get(person=one), by=one, at=AT, why="Je déménage.")

    held.refresh_from_db()
    assert held.ended_on == TODAY
    assert Mandate.objects.get().ended_on == TODAY
    assert not has_a_voice(one, above, on=TODAY)


def test_nobody_is_put_out_by_somebody_else(below):
    one, other, _ = people_of(below)

    with pytest.raises(belonging.NotYours):
        belonging.leave(below.members.get(person=one), by=other, at=AT, why="Dehors.")


def test_leaving_the_association_leaves_every_circle_the_same_day(above, below):
    """D14."""
    one = people_of(below)[0]
    joins(one, above)
    held = link(one, below, until=date(2099, 1, 1))
    one.memberships.update(ended_on=date(2026, 9, 1))

    tasks.tend_circles()

    held.refresh_from_db()
    assert held.ended_on
    assert not CircleMember.objects.filter(person=one, until=None).exists()


def test_an_away_person_is_not_asked_meanwhile(below):
    one = people_of(below)[0]
    belonging.take_leave(below, by=one, at=AT, since=TODAY, until=TODAY + timedelta(days=20))

    assert not has_a_voice(one, below, on=TODAY)
    assert has_a_voice(one, below, on=TODAY + timedelta(days=20))


def test_no_leave_begins_in_a_round_where_one_sits(below):
    one = people_of(below)[0]
    rounds.open_round(below, RoundKind.OPENING, by=one, at=AT)

    with pytest.raises(belonging.YouSitInARound):
        belonging.take_leave(below, by=one, at=AT, since=TODAY, until=TODAY + timedelta(days=20))


def test_one_comes_back_sooner(below):
    one = people_of(below)[0]
    away = belonging.take_leave(below, by=one, at=AT, since=TODAY, until=TODAY + timedelta(days=20))

    belonging.come_back(away, by=one, at=LATER)

    assert has_a_voice(one, below, on=LATER.date())


def test_a_circle_that_grows_finds_the_question_in_its_basket(below):
    for number in range(7):
        entering.enter(below, member(f"P{number}", "Roux"), by=None, at=AT)

    assert Tension.objects.get(circle=below).key == f"size:{below.pk}:10"


def test_an_excluded_person_leaves_with_what_they_hold(below):
    one = people_of(below)[1]
    entrust(one, below, OfficeKind.SECRETARY)
    text = decided(below, kind=ProposalKind.EXCLUSION, about_person=one)

    effects.part(text, by=None, at=LATER)

    assert not has_a_voice(one, below, on=LATER.date())
    assert not Mandate.objects.on(LATER.date()).filter(person=one).exists()
