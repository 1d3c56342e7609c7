"""A role is held from a day to a day; links hang on it, and two links are two persons."""

from datetime import date, timedelta

import pytest

from coopstudio.journal.api import history
from coopstudio.mail.models import Letter
from governance.actions import links, mandates, rounds
from governance.college import has_a_voice, holder
from governance.models import CircleRole, Link, Mandate, Tension
from governance.states import LinkKind, OfficeKind, RoundKind
from tests.governance.circles.deciding import decided
from tests.governance.factories import AT, TODAY, circle, entrust, everyone, link, people_of
from tests.members.factories import member

pytestmark = pytest.mark.django_db
UNTIL = date(2027, 10, 5)
LEADER, DELEGATE, SECRETARY = OfficeKind.LEADER, OfficeKind.DELEGATE, OfficeKind.SECRETARY


@pytest.fixture
def above(db):
    return circle("Cercle Mission", prefix="CM")


@pytest.fixture
def below(above):
    return circle("Accueil", parent=above, prefix="AC")


def role(circle, kind=SECRETARY):
    return CircleRole.objects.get_or_create(circle=circle, kind=kind, defaults={"name": kind})[0]


def begin(circle, person, kind=SECRETARY, **facts):
    facts = {"by": None, "at": AT, "until": UNTIL} | facts
    return mandates.begin(role(circle, kind), person, **facts)


def test_a_mandate_begins_today_and_has_its_end(below):
    one = people_of(below)[0]

    mandate = begin(below, one)

    assert (mandate.since, mandate.until, mandate.kind) == (TODAY, UNTIL, SECRETARY)
    assert holder(below, SECRETARY, on=TODAY) == one
    assert [line.event for line in history(below)] == ["governance.mandate_begun"]
    assert Letter.objects.get(kind="governance.mandate_begun").to == one.email


def test_who_held_it_hands_it_over_without_an_open_place(below):
    one, other, _ = people_of(below)
    before = entrust(one, below, SECRETARY)

    begin(below, other)

    before.refresh_from_db()
    assert before.ended_on == TODAY
    assert holder(below, SECRETARY, on=TODAY) == other
    assert not Letter.objects.filter(kind="governance.mandate_ended").exists()


def test_a_role_goes_to_somebody_of_the_circle(below):
    with pytest.raises(mandates.NotInTheCircle):
        begin(below, member("Paul", "Ailleurs"))


def test_an_interim_lasts_thirty_days_at_most(below):
    with pytest.raises(mandates.InterimTooLong):
        begin(below, people_of(below)[0], is_interim=True, until=TODAY + timedelta(days=31))


def test_an_interim_needs_the_whole_circle(below):
    one = people_of(below)[0]
    assent = rounds.open_round(below, RoundKind.ASSENT, by=one, at=AT, subject="Intérim")
    days = {"by": one, "at": AT, "until": TODAY + timedelta(days=30), "assent": assent}
    with pytest.raises(mandates.InterimNeedsTheCircle):
        mandates.interim(role(below), one, **days)

    everyone(assent)
    rounds.close(assent, by=None, at=AT)
    assent.refresh_from_db()

    assert mandates.interim(role(below), one, **days).is_interim


def test_the_two_links_of_a_circle_are_two_persons(below):
    one = people_of(below)[0]
    entrust(one, below, LEADER)

    with pytest.raises(mandates.TwoLinksOnePerson):
        begin(below, one, DELEGATE)


def test_without_a_parent_one_person_may_hold_both(above):
    one = people_of(above)[0]
    entrust(one, above, LEADER)

    assert begin(above, one, DELEGATE)


def test_facilitation_and_a_link_may_be_one_person(below):
    """D12."""
    one = people_of(below)[0]
    entrust(one, below, DELEGATE)

    assert begin(below, one, OfficeKind.FACILITATOR)


def test_only_who_holds_it_gives_it_back(below):
    one, other, _ = people_of(below)
    mandate = entrust(one, below, SECRETARY)

    with pytest.raises(mandates.NotYourMandate):
        mandates.give_back(mandate, by=other, at=AT, why="Parce que.")
    mandates.give_back(mandate, by=one, at=AT, why="Je pars trois mois.")

    assert holder(below, SECRETARY, on=TODAY) is None


def test_a_mandate_ends_once(below):
    mandate = entrust(people_of(below)[0], below, SECRETARY)
    mandates.end(mandate, by=None, at=AT, why="Fini.")

    with pytest.raises(mandates.AlreadyEnded):
        mandates.end(mandate, by=None, at=AT, why="Fini.")


# --- links ---


def test_a_link_needs_both_circles(below, above):
    one = people_of(below)[0]
    mandate = begin(below, one, DELEGATE)
    mine, theirs = decided(below), decided(above)

    with pytest.raises(links.BothCirclesConsent):
        links.activate(mandate, by=one, at=AT, child_decision=mine, parent_decision=mine)
    with pytest.raises(links.BothCirclesConsent):
        links.activate(mandate, by=one, at=AT, child_decision=None, parent_decision=theirs)
    assert not has_a_voice(one, above, on=TODAY)

    links.activate(mandate, by=one, at=AT, child_decision=mine, parent_decision=theirs)

    assert has_a_voice(one, above, on=TODAY)
    assert has_a_voice(one, below, on=TODAY)


def test_one_decision_of_both_circles_is_enough(below, above):
    one = people_of(below)[0]
    mandate = begin(below, one, DELEGATE)
    both = decided(below, also=above)

    assert links.activate(mandate, by=one, at=AT, child_decision=both, parent_decision=both)


def test_a_circle_without_parent_holds_no_link(above):
    mandate = begin(above, people_of(above)[0], LEADER)
    text = decided(above)

    with pytest.raises(links.NoParent):
        links.activate(mandate, by=None, at=AT, child_decision=text, parent_decision=text)


def test_a_facilitator_is_no_link(below):
    mandate = begin(below, people_of(below)[0], OfficeKind.FACILITATOR)

    with pytest.raises(links.NotALink):
        links.activate(mandate, by=None, at=AT, child_decision=None, parent_decision=None)


def test_a_link_ends_with_its_mandate_and_a_hand_opens(below, above):
    keeper = people_of(below)[2]
    entrust(keeper, below, SECRETARY)
    held = link(people_of(below)[0], below)

    mandates.end(held.mandate, by=None, at=AT, why="Le mandat est arrivé à son échéance.")

    held.refresh_from_db()
    assert held.ended_on == TODAY
    assert not has_a_voice(held.person, above, on=TODAY)
    assert Tension.objects.get(circle=below).key == f"hand:{held.pk}"
    told = Letter.objects.filter(kind="governance.link_ended")
    assert [one.to for one in told] == [keeper.email]


def test_a_link_is_held_once(below, above):
    link(people_of(below)[0], below, kind=LinkKind.SECOND)
    again = Mandate.objects.get(kind=DELEGATE)

    with pytest.raises(links.AlreadyHeld):
        links.activate(again, by=None, at=AT, child_decision=None, parent_decision=None)
    assert Link.objects.count() == 1
