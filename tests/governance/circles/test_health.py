"""The health of links is told by facts: who came, how long a hand has been open, who is alone."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from coopstudio.mail.models import Letter
from governance.actions.circles import tending
from governance.circles import health
from governance.meetings import drawing
from governance.models import Circle, Presence, Tension
from governance.states import LinkKind, MeetingState, OfficeKind
from governance.tasks import tend_circles
from tests.governance.factories import (
    AT,
    TODAY,
    circle,
    entrust,
    joins,
    link,
    meeting,
    people_of,
)
from tests.members.factories import member

pytestmark = pytest.mark.django_db
SLEEPS = "Pas de réunion depuis plus de dix semaines."


@pytest.fixture
def parent():
    return circle("Cercle général", people=4)


@pytest.fixture
def held(parent):
    """A circle whose two hands are held: by its leader, and by its delegate."""
    ours = people_of(parent)[2:]
    child = circle("Accueil", people=ours, parent=parent)
    link(ours[0], child, kind=LinkKind.FIRST)
    link(ours[1], child, kind=LinkKind.SECOND)
    return child


def met(parent, there, *, times=1):
    """The circle met so many times, the last one the day before, with these people."""
    for back in range(times):
        made, _ = meeting(parent)
        made.state, made.at = MeetingState.CLOSED, AT - timedelta(days=1 + back)
        made.opened_at = made.agreed_at = made.closed_at = made.at
        made.save()
        for person in there:
            Presence.objects.create(meeting=made, person=person, arrived_at=made.at)


def pair_of(child, *, on=TODAY):
    (pair,) = health.pairs([Circle.objects.get(pk=child.pk)], on=on)
    return pair


def test_two_hands_that_come_are_well_held(parent, held):
    met(parent, people_of(parent), times=3)

    pair = pair_of(held)

    assert pair.says == "bien tenu"
    assert "3 fois sur 3 aux réunions" in pair.facts[0]


@pytest.mark.parametrize(("missed", "says"), [(2, "bien tenu"), (3, "à soutenir")])
def test_three_meetings_missed_in_a_row_ask_for_support(parent, held, missed, says):
    met(parent, people_of(parent)[:3], times=missed)

    assert pair_of(held).says == says


def test_whoever_came_to_the_last_one_is_not_called_silent(parent, held):
    met(parent, people_of(parent)[:3], times=3)
    made, _ = meeting(parent)
    made.state, made.at = MeetingState.CLOSED, AT
    made.opened_at = made.agreed_at = made.closed_at = AT
    made.save()
    Presence.objects.create(meeting=made, person=people_of(parent)[3], arrived_at=AT)

    assert health.silent(on=TODAY) == []


def test_both_secretaries_are_told_once_of_a_silent_link(parent, held, time_machine):
    time_machine.move_to(AT, tick=False)
    writes = [people_of(parent)[0], people_of(held)[0]]
    for person, here in zip(writes, (parent, held), strict=True):
        entrust(person, here, OfficeKind.SECRETARY)
    met(parent, people_of(parent)[:3], times=3)

    tend_circles()
    tend_circles()

    told = Letter.objects.filter(kind="governance.link_silent").values_list("to", flat=True)
    assert sorted(told) == sorted(person.email for person in writes)


@pytest.mark.parametrize(
    ("on", "says"), [(date(2027, 1, 30), "bien tenu"), (date(2027, 1, 31), "à soutenir")]
)
def test_a_mandate_that_ends_within_a_month_asks_for_support(held, on, says):
    assert pair_of(held, on=on).says == says


def test_an_open_hand_says_since_when(parent):
    child = circle("Accueil", people=people_of(parent)[2:], parent=parent)
    child.created_at = timezone.make_aware(timezone.datetime(2026, 9, 5))
    child.save()
    link(people_of(child)[0], child, kind=LinkKind.FIRST)

    pair = pair_of(child)

    assert (pair.says, pair.open_words) == ("main ouverte", "second lien vacant depuis 30 jours")


def test_a_circle_of_one_cannot_be_linked_twice_and_says_so(parent):
    """D15."""
    alone = people_of(parent)[3]
    child = circle("Accueil", people=[alone], parent=parent)
    link(alone, child, kind=LinkKind.FIRST)
    child.size = 1
    (pair,) = health.pairs([child], on=TODAY)

    assert "double lien impossible" in " ".join(pair.facts)


def test_the_same_two_persons_above_is_said(parent, held):
    """D7: small organisations know it; it is said, not refused."""
    below = circle("Atelier", people=people_of(held), parent=held)
    for person, kind in zip(people_of(held), (LinkKind.FIRST, LinkKind.SECOND), strict=True):
        link(person, below, kind=kind)

    (_, pair) = sorted(
        health.pairs_of(held, [below], on=TODAY), key=lambda one: one.child.pk == below.pk
    )

    assert "Les deux mêmes personnes tiennent aussi le lien du dessus." in pair.facts


def test_many_links_and_a_long_way_from_the_first_circle_are_said_and_refuse_nothing(
    client, parent, held
):
    """D7, D6: whoever carries three links, and a circle that stands fourth from the first one."""
    one, other = people_of(held)
    shop = circle("Atelier", people=[one, other], parent=held)
    bench = circle("Établi", people=[one, other], parent=shop)
    for child in (shop, bench):
        link(one, child, kind=LinkKind.FIRST)
        link(other, child, kind=LinkKind.SECOND)
    client.force_login(one)

    above, below = (client.get(each.get_absolute_url()).text for each in (held, bench))

    assert f"{one.first_name} porte 3 liens à la fois." in above
    assert "Plus de trois cercles depuis le premier" in below
    assert "Plus de trois cercles depuis le premier" not in above


def test_news_that_no_link_carried_come_by_themselves_to_the_next_agenda(parent, held):
    """D9: one link there, or one word written, is enough."""
    met(parent, people_of(parent)[:2])
    told = [one["subject"] for one in drawing.waiting_first(parent, on=TODAY, today=TODAY)]
    assert told == [drawing.REPORTS, f"{drawing.ABSENT} {held.name}"]

    met(parent, people_of(held)[:1])

    told = [one["subject"] for one in drawing.waiting_first(parent, on=TODAY, today=TODAY)]
    assert told == [drawing.REPORTS]


def test_the_parent_talks_once_of_who_has_been_alone_for_three_months(parent, time_machine):
    child = circle("Accueil", people=0, parent=parent)
    joins(member("Zélie"), child, since=TODAY - tending.ALONE)
    time_machine.move_to(AT - timedelta(days=1), tick=False)
    tend_circles()
    assert not Tension.objects.filter(key__startswith="alone:").exists()

    time_machine.move_to(AT, tick=False)
    tend_circles()
    tend_circles()

    assert Tension.objects.get(key__startswith="alone:").circle == parent


def test_a_circle_that_has_not_met_for_ten_weeks_sleeps_and_keeps_its_rights(
    client, parent, time_machine
):
    time_machine.move_to(AT, tick=False)
    client.force_login(people_of(parent)[0])
    met(parent, people_of(parent))
    page = parent.get_absolute_url()
    assert SLEEPS not in client.get(page).text

    time_machine.move_to(AT + timedelta(weeks=10, days=1), tick=False)
    client.force_login(people_of(parent)[0])

    assert SLEEPS in client.get(page).text
    assert people_of(parent) == [one.person for one in parent.members.on(timezone.localdate())]
