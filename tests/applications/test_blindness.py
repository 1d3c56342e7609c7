"""Nobody is met before being read: not in the post, and never oneself."""

from datetime import timedelta

import pytest

from applications.actions import applications, decisions, meetings, readings
from applications.models import Application, Position, Reading
from applications.states import Outcome, Stance, State
from coopstudio.mail.models import Letter
from members.actions import memberships
from tests.applications.factories import NOON, application, candidate, draft
from tests.mail.post_office import letter
from tests.members.factories import founder

pytestmark = pytest.mark.django_db
WORDS = {"touches": "Sa voix.", "wish": "yes"}
ADDRESS = "ousmane@exemple.fr"


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False


@pytest.fixture
def fleur(client):
    fleur = founder()
    client.force_login(fleur)
    return fleur


@pytest.fixture
def thomas():
    return founder("Thomas", "Marshall")


def ousmane():
    return application(person=candidate(ADDRESS, first_name="Ousmane"), email=ADDRESS)


def post(client, one):
    places = ["/courrier/", "/courrier/?q=ousmane", f"/courrier/{one.pk}/"]
    return "".join(client.get(place).text for place in places)


# --- the post ---


@pytest.mark.parametrize("who", [ousmane, lambda: draft(email=ADDRESS)])
def test_the_post_folds_who_is_not_read_yet(client, fleur, who):
    who()
    one = letter(ADDRESS, subject="Ousmane, une question", state="failed", error=f"550 {ADDRESS}")

    pages = post(client, one).replace('value="ousmane"', "")

    assert "adresse repliée" in pages
    assert "ousmane" not in pages.lower().replace("q=ousmane", "")
    assert client.get(f"/courrier/{one.pk}/page/").status_code == 404


def test_the_post_unfolds_with_my_reading(client, fleur, thomas):
    one = letter(ADDRESS.upper(), subject="Ousmane, une question")
    readings.write_reading(ousmane(), by=fleur, at=NOON, **WORDS)

    assert "Ousmane, une question" in client.get("/courrier/?q=ousmane").text
    assert "adresse repliée" not in post(client, one)


# --- a founder who once candidated ---


def test_a_founder_never_reads_what_was_written_of_themselves(client, fleur, thomas):
    mine = application(State.CROSSED, person=fleur)
    Reading.objects.create(application=mine, reader=thomas, written_at=NOON, **WORDS)

    places = ["", "lectures/", "rencontre/", "position/"]
    answers = [client.get(f"/candidatures/{mine.number}/{place}") for place in places]

    assert {answer.status_code for answer in answers} == {404}
    assert f"/candidatures/{mine.number}/" not in client.get("/candidatures/").text
    assert not Reading.objects.visible_to(fleur).exists()


def test_the_others_read_and_decide_for_a_founder_who_candidates(fleur, thomas):
    mine = application(person=fleur)

    readings.write_reading(mine, by=thomas, at=NOON, **WORDS)
    decisions.take_position(
        mine, by=thomas, at=NOON, outcome=Outcome.DECLINE, stance=Stance.CONSENT
    )

    assert Application.objects.get().state == State.DECIDED


# --- what comes back, what closes ---


def test_after_a_second_meeting_called_off_one_may_still_invite(fleur, thomas):
    dossier = application(State.CROSSED)
    for _ in range(2):
        meeting = meetings.propose_meeting(
            dossier, by=fleur, at=NOON, slots=[NOON + timedelta(days=1)], place="Ici", minutes=60
        )
        if not dossier.meetings.held().exists():
            meetings.choose_slot(meeting, slot=meeting.slots.get(), by=dossier.person, at=NOON)
            meetings.hold(meeting, by=fleur, at=NOON + timedelta(days=2))
    meetings.call_off(meeting, by=fleur, at=NOON)

    assert Application.objects.get().state == State.MET


def test_an_invitation_closes_when_the_person_withdraws_and_opens_again(fleur):
    dossier = application(State.INVITED)
    today = NOON.date()
    memberships.invite(dossier.person, by=fleur, on=today)

    applications.withdraw(dossier, by=dossier.person, at=NOON)

    assert not dossier.person.invitations.open(on=today).exists()
    assert memberships.invite(dossier.person, by=fleur, on=today)
    assert dossier.person.invitations.open(on=today).exists()


def test_a_second_click_on_a_position_says_nothing_twice(fleur, thomas):
    dossier = application(State.CROSSED)
    said = {"outcome": Outcome.DECLINE, "stance": Stance.CONSENT}
    decisions.take_position(dossier, by=fleur, at=NOON, **said)

    with pytest.raises(decisions.AlreadySaid):
        decisions.take_position(dossier, by=fleur, at=NOON, **said)
    decisions.take_position(dossier, by=thomas, at=NOON, **said)
    with pytest.raises(decisions.TooLate):
        decisions.take_position(
            dossier, by=thomas, at=NOON, outcome=Outcome.DECLINE, stance=Stance.OBJECTION, words="N"
        )

    assert (Position.objects.count(), Letter.objects.count()) == (2, 0)
