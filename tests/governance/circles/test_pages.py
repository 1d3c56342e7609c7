"""The pages of circles: the week, the map, the ring, who decides."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.actions import rounds
from governance.actions.circles import belonging
from governance.models import CircleMember, Domain, Election, Leave, Link
from governance.states import LinkKind, OfficeKind, Reach
from tests.governance.factories import (
    AT,
    circle,
    consent_round,
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
from tests.governance.register_factories import decision
from tests.members.factories import administrator, founder, member, person

pytestmark = pytest.mark.django_db
SINCE = date(2026, 3, 2)
FAR = date(2099, 1, 1)


@pytest.fixture
def above():
    return circle("Cercle Mission", prefix="CM", instance=instance("Institut"))


@pytest.fixture
def below(above):
    made = circle("Accueil", parent=above, prefix="AC", instance=instance("Équipes"))
    Domain.objects.create(circle=made, words="La permanence du jeudi", since=SINCE)
    Domain.objects.create(circle=made, words="Le calendrier", since=SINCE, reach=Reach.RECOMMENDS)
    return made


def page(client, who, name, *args, **query):
    client.force_login(who)
    return client.get(reverse(f"governance:{name}", args=args), query)


def lives(circle, *, rows):
    """A circle with so many people, tensions and links."""
    for number in range(rows):
        one = member(f"P{number}", "Durand")
        joins(one, circle)
        tension(circle, by=one, subject=f"Sujet {number}")
        inner = circle_inside(circle, number, one)
        link(one, inner, until=FAR)


def circle_inside(parent, number, one):
    made = circle(f"Cercle {number}", parent=parent, people=[one], prefix=f"X{number}")
    Domain.objects.create(circle=made, words=f"Sujet {number}", since=SINCE)
    return made


@pytest.mark.parametrize("name", ["map", "ring", "who_decides"])
def test_a_stranger_sees_nothing(client, name):
    for one in (person(), administrator()):
        assert page(client, one, name).status_code == 404


def test_before_any_circle_a_founder_opens_the_first(client):
    told = page(client, founder(), "map").content.decode()

    assert "Ouvrir le cercle fondateur" in told
    assert "Ouvrir le cercle fondateur" not in page(client, member(), "map").content.decode()


def test_the_week_says_the_aim_and_the_domain(client, below):
    told = page(client, member(), "circle", below.pk).content.decode()

    assert "La permanence du jeudi" in told
    assert "Faire de Coop Studio une œuvre commune." in told


def test_the_week_names_people_with_their_roles_and_ends(client, below):
    one, other, _ = people_of(below)
    entrust(one, below, OfficeKind.FACILITATOR, until=FAR)
    today = timezone.localdate()
    Leave.objects.create(circle=below, person=other, since=today, until=today + timedelta(days=9))

    told = page(client, one, "circle", below.pk).content.decode()

    assert "facilitateur-trice" in told
    assert "1er janvier 2099" in told
    assert "en congé" in told


def test_a_circle_costs_the_same_with_thirty_rows(client, below, django_assert_num_queries):
    one = people_of(below)[0]
    link(one, below, until=FAR)
    page(client, one, "circle", below.pk)
    with django_assert_num_queries(13):  # eleven, and the two words of a savepoint
        page_again(client, below)

    lives(below, rows=12)

    with django_assert_num_queries(13):  # eleven, and the two words of a savepoint
        page_again(client, below)


def page_again(client, circle):
    assert client.get(reverse("governance:circle", args=[circle.pk])).status_code == 200


@pytest.mark.parametrize("name", ["map", "ring"])
def test_the_map_costs_the_same_with_many_circles(client, below, name, django_assert_num_queries):
    address = reverse(f"governance:{name}")
    client.force_login(people_of(below)[0])
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)

    lives(below, rows=9)

    with django_assert_num_queries(8):
        client.get(address)


def test_every_handshake_is_a_link_that_is_held(client, below, above):
    link(people_of(below)[0], below, until=FAR)
    link(people_of(below)[1], below, kind=LinkKind.FIRST, until=FAR)
    told = page(client, member(), "map").content.decode()

    for held in Link.objects.all():
        assert told.count(f'data-link="{held.pk}"') == 2  # the wide drawing and the narrow one
    assert told.count("data-held") == 2


def test_a_vacant_link_is_drawn_open_and_said(client, below):
    link(people_of(below)[0], below, until=FAR)

    told = page(client, member(), "map").content.decode()

    assert "data-held" not in told
    assert "go-seat" in told
    assert "premier lien vacant" in told


def test_the_ring_holds_each_person_once(client, below, above):
    link(people_of(below)[0], below, until=FAR)
    joins(people_of(below)[1], above)

    told = page(client, member(), "ring").content.decode()

    people = CircleMember.objects.values("person").distinct().count()
    assert told.count('<circle class="go-who go-who--') == 2 * people + 1  # and the legend


# --- who decides ---


def test_a_subject_has_one_holder(client, below):
    told = page(client, people_of(below)[0], "who_decides", q="permanence")

    assert told.context["answer"].holder == below
    assert "Vous siégez dans ce cercle" in told.content.decode()


def test_the_most_specific_circle_holds_it(client, below, above):
    Domain.objects.create(circle=above, words="La permanence du jeudi", since=SINCE)

    assert page(client, member(), "who_decides", q="permanence").context["answer"].holder == below


def test_two_circles_side_by_side_leave_it_to_the_one_above(client, below, above):
    beside = circle("Ateliers", parent=above, prefix="AT")
    Domain.objects.create(circle=beside, words="La permanence du jeudi soir", since=SINCE)

    answer = page(client, member(), "who_decides", q="permanence").context["answer"]

    assert answer.holder == above
    assert {answer.domain.circle, answer.tangled.circle} == {below, beside}


def test_what_no_domain_names_stays_with_the_first_circle(client, below, above):
    answer = page(client, member(), "who_decides", q="zèbres").context["answer"]

    assert (answer.domain, answer.holder) == (None, above)


@pytest.mark.parametrize("words", ["trajets", "remboursement des trajets", "rembourser"])
def test_what_no_domain_names_is_held_by_the_circle_that_keeps_a_text_about_it(
    client, below, above, words
):
    kept = decision(below, title="Rembourser les trajets sous huit jours")

    told = page(client, member(), "who_decides", q=words)

    assert told.context["answer"].holder == below
    assert [one.pk for one in told.context["answer"].texts] == [kept.pk]
    assert "Aucun texte ne porte ces mots" not in told.content.decode()


@pytest.mark.parametrize("words", ["💶", "'", "…"])
def test_signs_alone_are_no_question(client, below, words):
    answer = page(client, member(), "who_decides", q=words).context["answer"]

    assert (answer.words, answer.domain, answer.texts) == ("", None, [])


def test_who_does_not_sit_there_finds_a_way_and_no_consent(client, below, above):
    outside = member("Paul", "Dehors")
    told = page(client, outside, "who_decides", q="permanence").content.decode()

    assert "Écrire à son panier" in told
    assert "Je consens" not in told


def test_the_way_goes_by_the_people_who_link(client, below, above):
    beside = circle("Ateliers", parent=above, prefix="AT", people=1)
    carrier = people_of(below)[0]
    link(carrier, below, until=FAR)

    answer = page(client, people_of(beside)[0], "who_decides", q="permanence").context["answer"]

    assert [hop.circle for hop in answer.way] == [beside, above, below]
    assert answer.carriers == [carrier]


def test_who_recommends_is_heard(client, below, above):
    Domain.objects.create(circle=above, words="Le calendrier commun", since=SINCE)

    answer = page(client, member(), "who_decides", q="calendrier").context["answer"]

    assert answer.holder == above
    assert [one.circle for one in answer.heard] == [below]


def test_the_next_meeting_is_read_with_its_points(client, below):
    set_, _items = meeting(below)

    told = page(client, people_of(below)[0], "circle", below.pk).content.decode()

    assert set_.get_absolute_url() in told


def test_what_is_on_its_way_says_how_many_spoke_and_whether_one_is_awaited(client, below):
    one, other, _ = people_of(below)
    said = version(proposal(below, carrier=one, state="consent"))
    opened = consent_round(said)
    seat = opened.seats.get(person=one)
    rounds.take_position(seat, by=one, at=AT, kind="consent")
    Election.objects.create(circle=below, role=entrust(one, below).role, by=one)

    waited = page(client, other, "circle", below.pk).content.decode()
    spoken = page(client, one, "circle", below.pk).content.decode()

    for told in (waited, spoken):
        assert "Consentement, 1 sur 3" in told
        assert "Élection sans candidat" in told
    assert "À vous" in waited
    assert "À vous" not in spoken


def test_who_leaves_reads_what_they_held_and_the_text_says_that_they_left(client, below):
    leaves, stays = people_of(below)[:2]
    entrust(stays, below, OfficeKind.LEADER, until=FAR)
    entrust(leaves, below, OfficeKind.SECRETARY, until=FAR)
    kept = decision(below, title="Ouvrir à huit heures", responsible=leaves)

    before = page(client, leaves, "circle_leaving", below.pk).content.decode()
    belonging.leave(below.members.get(person=leaves), by=leaves, at=timezone.now(), why="")
    after = client.get(kept.get_absolute_url()).content.decode()

    assert f"{kept.code}, Ouvrir à huit heures" in before
    assert "secrétaire" in before
    assert f"n’est plus dans le cercle ; {stays}" in " ".join(after.split()).replace("\u202f", " ")
