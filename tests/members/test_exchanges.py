"""Exchanges: proposed by a yes, agreed by every yes, closed by one no; nobody is forced."""

from datetime import timedelta

import pytest
from django.urls import reverse

from coopstudio.mail.models import Letter
from members.actions.learning import exchanges
from members.learning import table
from members.learning.collective import Collective
from members.learning.home import suggestions_of
from members.learning.matching import Strand, signature
from members.models import Exchange, Partner, Person
from members.states import ExchangeState, Topic
from tests.members.factories import member
from tests.members.learning_factories import NOW, TODAY, learner
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh():
    table.cache.clear()


@pytest.fixture
def ring():
    """Ada teaches the arts and wants law, Bo teaches law and wants sales, Cy the reverse."""
    return [
        learner("Ada", arts="teach", law="learn"),
        learner("Bo", law="teach", sales="learn"),
        learner("Cy", sales="teach", arts="learn"),
    ]


def strands_of(ring):
    ada, bo, cy = (one.pk for one in ring)
    return (Strand(ada, cy, "arts"), Strand(bo, ada, "law"), Strand(cy, bo, "sales"))


def letters(kind):
    return sorted(Letter.objects.filter(kind=f"members.{kind}").values_list("to", flat=True))


def test_a_ring_of_three_is_shown_once_to_each_of_its_people(ring):
    shown = [suggestions_of(one, on=TODAY) for one in ring]

    assert [len(found) for found in shown] == [1, 1, 1]
    assert {found[0].signature for found in shown} == {signature(strands_of(ring))}


def test_who_does_not_show_their_skills_is_proposed_to_nobody():
    learner("Ada", arts="teach", law="learn")
    hidden = learner("Bo", law="teach", arts="learn", shows=False)

    assert table.found(on=TODAY).circles == []
    assert suggestions_of(hidden, on=TODAY) == []


def test_a_yes_asks_the_others(ring):
    exchange = exchanges.propose(strands_of(ring), by=ring[0], at=NOW)

    assert exchange.state == ExchangeState.OFFERED
    assert letters("exchange_offered") == sorted(one.email for one in ring[1:])
    assert suggestions_of(ring[1], on=TODAY) == []


def test_who_silenced_the_topic_reads_the_proposal_on_the_page_only(ring):
    ring[1].quiets.create(topic=Topic.LEARNING)

    exchanges.propose(strands_of(ring), by=ring[0], at=NOW)

    assert letters("exchange_offered") == [ring[2].email]
    assert Letter.objects.get(kind="members.exchange_offered").unsubscribe
    assert ring[1].partnerships.filter(answer="").exists()


def test_it_is_agreed_once_everybody_has_said_yes(ring):
    exchange = exchanges.propose(strands_of(ring), by=ring[0], at=NOW)

    exchange = exchanges.answer(exchange, by=ring[1], at=NOW, agrees=True)
    assert exchange.state == ExchangeState.OFFERED
    exchange = exchanges.answer(exchange, by=ring[2], at=NOW, agrees=True)

    assert exchange.state == ExchangeState.AGREED
    assert letters("exchange_agreed") == sorted(one.email for one in ring)
    text = Letter.objects.get(kind="members.exchange_agreed", to=ring[0].email).text
    assert ring[1].email in text
    assert ring[2].email in text


def test_two_who_say_yes_to_the_same_ring_are_in_the_same_exchange(ring):
    first = exchanges.propose(strands_of(ring), by=ring[0], at=NOW)
    second = exchanges.propose(strands_of(ring), by=ring[1], at=NOW)

    assert first == second
    assert Exchange.objects.count() == 1
    assert second.partners.filter(answer=Partner.Answer.YES).count() == 2


def test_one_no_closes_it_and_says_of_nobody_who_it_was(ring):
    exchange = exchanges.propose(strands_of(ring), by=ring[0], at=NOW)

    exchange = exchanges.answer(exchange, by=ring[2], at=NOW, agrees=False)

    assert exchange.state == ExchangeState.TURNED_DOWN
    assert letters("exchange_closed") == [ring[0].email]
    text = Letter.objects.get(kind="members.exchange_closed").text
    assert "Il ne se fait pas cette fois" in text


def test_what_was_turned_down_is_not_proposed_again(ring):
    exchanges.decline(strands_of(ring), by=ring[2], at=NOW)

    shown = [
        strand
        for one in ring
        for found in suggestions_of(one, on=TODAY)
        for strand in found.strands
    ]
    assert {(strand.giver, strand.taker) for strand in shown} == {(ring[1], ring[0])}
    assert letters("exchange_offered") == []
    assert letters("exchange_closed") == []
    with pytest.raises(exchanges.NoLongerTrue):
        exchanges.propose(strands_of(ring), by=ring[0], at=NOW)


def test_a_proposal_that_is_no_longer_true_is_refused(ring):
    ring[1].skills.all().delete()

    with pytest.raises(exchanges.NoLongerTrue):
        exchanges.propose(strands_of(ring), by=ring[0], at=NOW)


def test_one_does_not_answer_for_others(ring):
    with pytest.raises(exchanges.NotYours):
        exchanges.propose(strands_of(ring), by=member(), at=NOW)

    exchange = exchanges.propose(strands_of(ring), by=ring[0], at=NOW)
    with pytest.raises(exchanges.NotYours):
        exchanges.answer(exchange, by=member(), at=NOW, agrees=True)


def test_a_proposal_left_alone_for_a_month_makes_room(ring):
    exchange = exchanges.propose(strands_of(ring), by=ring[0], at=NOW)
    with pytest.raises(exchanges.Closed):
        exchanges.lapse(exchange, at=NOW + timedelta(days=29))

    exchange = exchanges.lapse(exchange, at=NOW + timedelta(days=30))

    assert exchange.state == ExchangeState.LAPSED
    table.cache.clear()
    assert len(suggestions_of(ring[0], on=TODAY)) == 1


def test_what_is_lived_ends_when_one_says_so(ring):
    exchange = exchanges.propose(strands_of(ring), by=ring[0], at=NOW)
    with pytest.raises(exchanges.NotYetAgreed):
        exchanges.complete(exchange, by=ring[0], at=NOW)
    for one in ring[1:]:
        exchanges.answer(exchange, by=one, at=NOW, agrees=True)

    exchange = exchanges.complete(exchange, by=ring[1], at=NOW)

    assert exchange.state == ExchangeState.COMPLETED
    assert table.turned_down() == set(strands_of(ring))


@pytest.mark.django_db(transaction=True)
def test_two_who_say_yes_at_the_same_second_make_one_exchange(ring):
    raised = together(
        *(lambda one=one: exchanges.propose(strands_of(ring), by=one, at=NOW) for one in ring[:2])
    )

    assert raised == []
    assert Exchange.objects.count() == 1
    assert Partner.objects.filter(answer=Partner.Answer.YES).count() == 2


@pytest.fixture(params=["left", "died"])
def gone(request, ring):
    """Bo is no longer there; by the matching of ten minutes ago they still are."""
    table.concerning(ring[0], on=TODAY)
    bo, day = ring[1], TODAY - timedelta(days=1)
    if request.param == "died":
        Person.objects.filter(pk=bo.pk).update(deceased_on=TODAY)
    else:
        bo.memberships.update(ended_on=day)
    return bo


def test_who_is_no_longer_a_member_is_proposed_to_nobody_at_once(ring, gone):
    assert suggestions_of(ring[0], on=TODAY) == []
    table.cache.clear()
    others = [one for found in suggestions_of(ring[0], on=TODAY) for one in found.others]
    assert others == [ring[2]]
    assert gone.pk not in {one.key for one in table.learners(on=TODAY)}
    assert "Bo" not in f"{[row.teachers for row in Collective(on=TODAY, now=NOW).rows.values()]}"
    with pytest.raises(exchanges.NoLongerTrue):
        exchanges.propose(strands_of(ring), by=ring[0], at=NOW)


def test_the_same_people_are_proposed_as_long_as_they_are_members(ring):
    """Negative control of the one above."""
    assert len(suggestions_of(ring[0], on=TODAY)) == 1
    assert "Bo" in f"{[row.teachers for row in Collective(on=TODAY, now=NOW).rows.values()]}"


def test_what_waits_for_who_is_gone_closes_and_who_said_yes_is_told(ring):
    exchange = exchanges.propose(strands_of(ring), by=ring[0], at=NOW)
    with pytest.raises(exchanges.Closed):
        exchanges.let_go(exchange, at=NOW)
    exchanges.answer(exchange, by=ring[1], at=NOW, agrees=True)
    ring[1].memberships.update(ended_on=TODAY - timedelta(days=1))

    assert list(Exchange.objects.forsaken(on=TODAY)) == [exchange]
    exchange = exchanges.let_go(exchange, at=NOW)

    assert exchange.state == ExchangeState.LAPSED
    assert letters("exchange_closed") == [ring[0].email]
    assert not Exchange.objects.forsaken(on=TODAY).exists()


def test_the_whole_way_by_the_pages(client, ring):
    client.force_login(ring[0])
    page = client.get(reverse("members:learning")).content.decode()
    assert "Un anneau de trois" in page
    sent = {"signature": signature(strands_of(ring)), "says": "yes"}

    client.post(reverse("members:exchanges"), sent)

    exchange = Exchange.objects.get()
    for one in ring[1:]:
        client.force_login(one)
        client.post(reverse("members:exchange_answer", args=[exchange.pk]), {"says": "yes"})
    page = client.get(reverse("members:exchange", args=[exchange.pk])).content.decode()
    assert ring[0].email in page
    client.post(reverse("members:exchange_end", args=[exchange.pk]))
    exchange.refresh_from_db()
    assert exchange.state == ExchangeState.COMPLETED


def test_an_exchange_does_not_exist_for_others(client, ring):
    exchange = exchanges.propose(strands_of(ring), by=ring[0], at=NOW)
    client.force_login(member())

    assert client.get(reverse("members:exchange", args=[exchange.pk])).status_code == 404


@pytest.mark.parametrize("typed", ["", "x", "1-2-law", "9" * 200, "0-0-law"])
def test_a_proposal_that_nobody_made_is_refused_with_words(client, typed):
    client.force_login(learner("Ada", law="learn"))

    answer = client.post(reverse("members:exchanges"), {"signature": typed, "says": "yes"})

    assert answer.status_code == 302
    assert not Exchange.objects.exists()


def test_my_page_asks_the_same_of_the_base_for_three_and_thirty(
    client, ring, django_assert_max_num_queries
):
    for rank in range(30):
        learner(f"Membre {rank}", law="learn", arts="teach")
    client.force_login(ring[0])
    client.get(reverse("members:learning"))

    with django_assert_max_num_queries(12):
        client.get(reverse("members:learning"))


def test_the_matching_is_fed_by_few_questions(ring, django_assert_num_queries):
    with django_assert_num_queries(3):
        table.match(table.learners(on=TODAY), not_again=table.turned_down())
