"""While ballots are folded nothing of them is anywhere: pages, polls, letters, exports, journal.

Two worlds are compared: the same people folded the same number of ballots, with other names, other
reasons, in another order. Whoever looks, and wherever, must read the very same thing.
"""

import io
import re
import zipfile

import pytest
from django.db import connection
from django.urls import NoReverseMatch, reverse

from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from governance.actions import elections
from governance.models import Election, Nomination
from governance.urls import urlpatterns
from members import disclosure
from tests.governance.elections.story import (
    LATER,
    a_circle,
    at_ballots,
    fold,
    folded,
    fresh,
    lead,
    opened,
    seats,
)
from tests.governance.factories import people_of
from tests.members.factories import administrator, founder, member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_day")]
CANARY = "mirabelle"
ELSEWHERE = ["home", "applications:my_data", "mail:outbox", "members:directory", "search:search"]
CHANGING = [
    re.compile(rb'name="csrfmiddlewaretoken" value="\w+"'),
    re.compile(rb'data-beat="\d+"'),
]


@pytest.fixture
def one_day(time_machine, settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    time_machine.move_to(LATER, tick=False)


@pytest.fixture
def election():
    """Four people; two of them will fold, one writes at a distance with letters."""
    return at_ballots(opened(a_circle(4), is_async=True))


def personas(election):
    """The facilitator, who folded, who did not, a member of elsewhere, a founder, the machines."""
    return [*people_of(election.circle), member("Lan"), founder(), administrator()]


def addresses(election):
    """Every page of governance that may be asked for with these keys, and some of elsewhere."""
    keys = {"pk": election.pk}, {"pk": election.circle.pk}, {}
    for pattern in urlpatterns:
        for given in keys:
            try:
                yield reverse(f"governance:{pattern.name}", kwargs=given)
            except NoReverseMatch:
                continue
    yield from (reverse(name) for name in ELSEWHERE)


def looked_at(election, people, client_of):
    """{(person, address): what they read}, without what changes at each request."""
    told, readable = {}, dict.fromkeys(addresses(election))
    for person in people:
        client = client_of(person)
        for address in [*readable]:
            answer = client.get(address)
            body = answer.getvalue() if answer.streaming else answer.content
            for changing in CHANGING:
                body = changing.sub(b"", body)
            if answer.status_code == 405:
                del readable[address]
                continue
            told[person.pk, address] = (answer.status_code, body)
    return told


@pytest.fixture
def client_of(client):
    def entered(person):
        client.force_login(person)
        return client

    return entered


def fold_one_way(election):
    first, second, third, fourth = seats(election)
    fold(election, first, second.person, f"Premier monde : {CANARY}.")
    fold(election, second, third.person, f"Une raison courte, {CANARY}.")
    return first, second, third, fourth


def fold_the_other_way(election):
    first, second, _third, fourth = seats(election)
    fold(election, second, fourth.person, f"Second monde, {CANARY}, bien plus long. " * 20)
    fold(election, first, first.person, f"Je me nomme, {CANARY}.")


def test_every_page_reads_the_same_whatever_was_folded(election, client_of):
    people = personas(election)
    fold_one_way(election)
    one = looked_at(election, people, client_of)

    folded(election).delete()
    fold_the_other_way(election)

    other = looked_at(election, people, client_of)
    assert [key for key in one if one[key] != other[key]] == []
    assert [key for key, (_status, body) in one.items() if CANARY.encode() in body] == []
    assert sum(status == 200 for status, _body in one.values()) > 30


def test_the_walk_is_not_blind(election, client_of):
    """Negative control: a name or a reason that slipped into the page would be seen."""
    people = personas(election)[:1]
    fold_one_way(election)
    one = looked_at(election, people, client_of)
    Election.objects.filter(pk=election.pk).update(reason=f"Ils ont dit {CANARY}.")

    other = looked_at(election, people, client_of)
    seen = {key for key in one if one[key] != other[key]}
    page = reverse("governance:election", args=[election.pk])
    assert {key for _person, key in seen} >= {page}
    assert any(CANARY.encode() in other[key][1] for key in seen)


def test_letters_tell_nothing_of_a_ballot(election):
    fold_one_way(election)
    elections.remind(fresh(election), by=lead(election), at=LATER)

    words = " ".join(f"{one.subject} {one.text} {one.html}" for one in Letter.objects.all())
    assert CANARY not in words
    assert {one.to for one in Letter.objects.filter(kind="governance.ballot_awaited")} == {
        seat.person.email for seat in seats(election)[2:]
    }


def test_the_journal_tells_neither_who_folded_nor_when(election):
    before = Entry.objects.count()

    fold_one_way(election)

    assert Entry.objects.count() == before


def test_what_a_person_takes_away_holds_no_ballot_not_even_theirs(election):
    first, *_ = fold_one_way(election)

    with zipfile.ZipFile(io.BytesIO(disclosure.folder(first.person, at=LATER))) as taken:
        assert [name for name in taken.namelist() if CANARY in f"{taken.read(name)}"] == []
        assert "ce-que-j-ai-donne.json" in taken.namelist()


def test_no_column_of_the_database_holds_a_name_or_a_reason(election):
    fold_one_way(election)

    assert holding(CANARY) == []
    assert not Nomination.objects.exists()


def test_and_the_search_of_columns_would_find_it_once_opened(election):
    fold_one_way(election)
    missing = [seat.person for seat in seats(election)[2:]]
    elections.open_the_ballots(fresh(election), by=lead(election), at=LATER, missing=missing)

    assert holding(CANARY) == ["governance_nomination.reason"]


def test_a_ballot_that_is_typed_wrong_is_shown_again_to_its_author_alone(election, client_of):
    author = people_of(election.circle)[0]
    answer = client_of(author).post(
        reverse("governance:ballot", args=[election.pk]), {"reason": f"Sans nom, {CANARY}."}
    )

    assert answer.status_code == 422
    assert CANARY in answer.text
    assert not folded(election).exists()
    page = client_of(author).get(reverse("governance:election", args=[election.pk]))
    assert CANARY not in page.text


def holding(word):
    """Every column of text, in every table, where this word stands."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema ="
            " 'public' AND data_type IN ('text', 'character varying', 'jsonb', 'tsvector')"
        )
        for table, column in cursor.fetchall():
            asked = f'SELECT 1 FROM "{table}" WHERE "{column}"::text ILIKE %s LIMIT 1'  # noqa: S608
            cursor.execute(asked, [f"%{word}%"])
            if cursor.fetchone():
                found.append(f"{table}.{column}")
    return sorted(found)
