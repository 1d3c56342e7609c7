"""What awaits somebody in their circles is one question, whatever there is."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from governance.actions import deeds, rounds
from governance.home import coming, words
from governance.models import Ballot, CircleInvitation, Coming, Election, Meeting, Turn
from governance.states import MeetingState, OfficeKind, ProposalState, RoundKind
from tests.governance import factories
from tests.governance.factories import AT, TODAY
from tests.members.factories import member

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=3)


@pytest.fixture
def circle():
    return factories.circle(people=3)


@pytest.fixture
def people(circle):
    return factories.people_of(circle)


def awaited(person, *, now=AT):
    return [one.title for one in words.awaited_of(person, now=now)]


def opened(circle, kind=RoundKind.CONSENT, *, state=ProposalState.CONSENT, **facts):
    proposal = factories.proposal(circle, state=state, is_async=True)
    version = factories.version(proposal)
    facts = {"is_async": True, "closes_at": AT + timedelta(days=5), "at": AT} | facts
    return rounds.open_round(
        circle, kind, by=proposal.carrier, proposal=proposal, version=version, **facts
    )


def test_a_text_awaits_those_who_did_not_say_a_word_and_only_them(circle, people):
    round_ = opened(circle)
    rounds.take_position(round_.seats.get(person=people[0]), by=people[0], at=AT, kind="consent")

    assert awaited(people[0], now=LATER) == []
    assert awaited(people[1], now=LATER) == ["Vous prononcer sur le texte : Signer un devis à deux"]
    assert awaited(member("Odile", "Faivre"), now=LATER) == []


def test_each_step_says_what_is_to_be_done(circle, people):
    opened(circle, RoundKind.CLARIFICATION, state=ProposalState.CLARIFICATION)
    opened(circle, RoundKind.REACTIONS, state=ProposalState.REACTIONS)

    assert [one.partition(" :")[0] for one in awaited(people[2])] == [
        "Lire, et demander ce qui n’est pas clair",
        "Dire votre réaction",
    ]


def test_what_one_said_in_a_round_of_words_awaits_no_more(circle, people):
    round_ = opened(circle, RoundKind.REACTIONS, state=ProposalState.REACTIONS)

    rounds.say(round_.seats.get(person=people[1]), by=people[1], at=AT, kind=Turn.Kind.PASSED)

    assert awaited(people[1]) == []


def test_a_round_of_a_meeting_awaits_nobody_at_home_but_for_who_was_away(circle, people):
    in_meeting = opened(circle, is_async=False, closes_at=None)
    assert awaited(people[1]) == []

    in_meeting.proposal.state = ProposalState.RESERVED
    in_meeting.proposal.save()
    assert awaited(people[1]) == ["Vous prononcer après une absence : Signer un devis à deux"]


def test_a_window_that_is_over_and_a_text_that_is_suspended_await_nobody(circle, people):
    round_ = opened(circle)
    assert awaited(people[1], now=AT + timedelta(days=6)) == []

    round_.proposal.suspended_at = AT
    round_.proposal.save()
    assert awaited(people[1]) == []


def test_a_ballot_awaits_until_it_is_folded(circle, people):
    role = circle.roles.create(kind=OfficeKind.SECRETARY, name="secrétariat")
    election = Election.objects.create(circle=circle, role=role, by=people[0], at=AT)
    round_ = rounds.open_round(
        circle, RoundKind.NOMINATION, by=people[0], at=AT, election=election,
        is_async=True, closes_at=AT + timedelta(days=4),
    )  # fmt: skip
    Ballot.objects.create(seat=round_.seats.get(person=people[0]), sealed="…")

    assert awaited(people[0]) == []
    assert awaited(people[1]) == ["Plier votre bulletin : secrétariat"]


def test_a_circle_that_invites_awaits_an_answer(circle, people):
    guest = member("Odile", "Faivre")
    CircleInvitation.objects.create(circle=circle, person=guest, by=people[0], at=AT, told_at=AT)

    assert awaited(guest) == ["Répondre à une invitation : Cercle général"]


def test_actions_show_two_weeks_ahead_and_late_ones_come_first(circle, people):
    for words_, due in [("Plus tard", 20), ("Bientôt", 9), ("Hier", 0)]:
        deeds.ask(circle, person=people[0], words=words_, due_on=TODAY + timedelta(days=due),
                  by=people[0], at=AT)  # fmt: skip

    found = words.awaited_of(people[0], now=AT + timedelta(days=1))

    assert [(one.title, one.is_late) for one in found] == [("Hier", True), ("Bientôt", False)]


def test_a_mandate_awaits_in_its_last_month(circle, people):
    factories.entrust(people[0], circle, OfficeKind.SECRETARY, until=date(2026, 11, 4))
    factories.entrust(people[1], circle, OfficeKind.FACILITATOR, until=date(2026, 11, 5))

    assert awaited(people[0]) == ["Votre mandat se termine : secrétariat"]
    assert awaited(people[1]) == []


def test_a_meeting_awaits_an_answer_then_that_one_joins_it(circle, people):
    meeting = met(circle, people[0], state=MeetingState.CONVENED, convened_at=AT)
    assert awaited(people[1]) == ["Dire si vous venez : Cercle général"]

    Coming.objects.create(meeting=meeting, person=people[1], answer="yes", at=AT)
    assert awaited(people[1]) == []

    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.OPEN, opened_at=meeting.at)
    live = words.awaited_of(people[1], now=meeting.at)
    room = f"{meeting.get_absolute_url()}seance/"
    assert [(one.title, one.when, one.url) for one in live] == [
        ("Rejoindre la réunion : Cercle général", "maintenant", room)
    ]


def test_what_comes_is_the_meetings_of_one_s_circles_with_one_s_answer(circle, people):
    meeting = met(circle, people[0], state=MeetingState.CONVENED, convened_at=AT)
    met(factories.circle("Autre", people=1), people[0], state=MeetingState.CONVENED)
    Coming.objects.create(meeting=meeting, person=people[1], answer="no", at=AT)

    found = coming.meetings_of(people[1], now=AT, until=AT + timedelta(days=45))

    assert [(one, one.answer) for one in found] == [(meeting, "no")]
    told = words.ahead_in(words.read(people[1], now=AT))
    assert [(one.at, one.place, one.answer) for one in told] == [(meeting.at, "Dijon", "no")]
    assert coming.meetings_of(people[1], now=AT, until=AT + timedelta(days=1)) == []


@pytest.mark.parametrize("many", [1, 30])
def test_it_costs_one_question(circle, people, many):
    for _ in range(many):
        opened(circle)
        deeds.ask(circle, person=people[0], words="Écrire", due_on=TODAY, by=people[1], at=AT)
    words.awaited_of(people[0], now=LATER)

    with CaptureQueriesContext(connection) as asked:
        rows = words.read(people[0], now=AT)
        found = words.awaited_in(rows, now=AT)
        words.ahead_in(rows)

    assert len(asked) == 1
    assert len(found) == 2 * many


def test_the_home_page_shows_it(client, circle, people):
    deeds.ask(circle, person=people[0], words="Appeler la mairie", due_on=timezone.localdate(),
              by=people[1], at=timezone.now())  # fmt: skip
    client.force_login(people[0])

    page = client.get("/accueil/").text

    assert "Ce qui vous attend dans vos cercles" in page
    assert "Appeler la mairie" in page
    assert "Rien ne vous attend" not in page


def met(circle, by, **facts):
    at = datetime(2026, 10, 8, 18, 30, tzinfo=AT.tzinfo)
    return Meeting.objects.create(circle=circle, at=at, place="Dijon", by=by, **facts)
