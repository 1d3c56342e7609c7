"""Nobody is met before being read: not in the post, and never oneself."""

import io
import logging
import zipfile
from datetime import timedelta

import pytest
from django.core import mail

from applications import emails
from applications.actions import applications, decisions, readings
from applications.actions.meeting import meetings, minutes
from applications.actions.notes import confirm_note
from applications.models import Application, Position, Reading
from applications.states import Outcome, Stance, State
from coopstudio.documents.models import Document
from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from coopstudio.mail.querysets import names_of
from members.actions import memberships
from tests.applications.factories import NOON, application, candidate, draft, reaction
from tests.house import access
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


def thomas_is_told(dossier, thomas):
    """All that Thomas is told by name, of somebody whom he has read."""
    withdrawal = dossier.withdrawals.create(reason="far", at=NOON)
    said = {"by": dossier.person, "kind": "reserve", "words": "Ousmane hésite."}
    need = dossier.needs.create(words="Ousmane veut savoir.")
    emails.withdrawal(withdrawal, thomas)
    emails.need_said(need, thomas)
    emails.assented(dossier.assents.create(words="Signé Ousmane."), thomas)
    emails.reserve_raised(dossier.reserves.create(**said), thomas)
    return Letter.objects.filter(to=thomas.email).order_by("pk")


def test_a_letter_to_another_founder_folds_whom_it_speaks_of(client, fleur, thomas):
    dossier = ousmane()
    readings.write_reading(dossier, by=thomas, at=NOON, **WORDS)

    letters = thomas_is_told(dossier, thomas)

    assert "Ousmane" in letters[0].subject
    for one in letters:
        pages = post(client, one).replace('value="ousmane"', "").replace("q=ousmane", "")
        assert "ousmane" not in pages.lower()
        assert client.get(f"/courrier/{one.pk}/page/").status_code == 404


def test_a_letter_to_another_founder_unfolds_with_my_reading(client, fleur, thomas):
    dossier = ousmane()
    for each in (thomas, fleur):
        readings.write_reading(dossier, by=each, at=NOON, **WORDS)

    for one in thomas_is_told(dossier, thomas):
        assert "Ousmane" in client.get(f"/courrier/{one.pk}/").text
    assert "Candidature retirée" in client.get("/courrier/?q=ousmane").text


def test_who_arrives_after_a_return_meets_nobody_in_the_post(client, fleur, thomas):
    dossier = ousmane()
    for each in (thomas, fleur):
        readings.write_reading(dossier, by=each, at=NOON, **WORDS)
    one = thomas_is_told(dossier, thomas).first()
    Application.objects.filter(pk=dossier.pk).update(state=State.READING, cycle=2, crossed_at=None)
    client.force_login(founder("Awa", "Sarr"))

    assert "ousmane" not in post(client, one).replace('value="ousmane"', "").lower().replace(
        "q=ousmane", ""
    )


def test_a_founder_does_not_read_what_the_others_are_told_of_them(client, fleur, thomas):
    mine = application(State.MET, person=fleur)
    objection = mine.reserves.create(by=thomas, kind="objection", words="Trop de casquettes.")
    emails.amended(objection.amendments.create(by=thomas, words="Un mandat."), thomas)
    one = Letter.objects.get()

    assert "casquettes" not in client.get(f"/courrier/{one.pk}/").text
    assert client.get(f"/courrier/{one.pk}/page/").status_code == 404


def test_what_one_gets_oneself_is_not_folded(client, fleur):
    dossier = ousmane()
    one = letter(fleur.email.upper(), about="".join(names_of([dossier])))

    assert "adresse repliée" not in client.get(f"/courrier/{one.pk}/").text
    assert client.get(f"/courrier/{one.pk}/page/").status_code == 200


# --- the dossier ---


def test_who_signed_in_their_own_words_is_folded_in_the_dossier_too(client, fleur, thomas):
    signed = "Je suis Ousmane."
    words = dict.fromkeys(("what", "for_whom", "to_learn", "where", "likes", "dislikes"), signed)
    dossier = application(person=candidate(ADDRESS, first_name="Ousmane"), email=ADDRESS, **words)
    reaction(dossier, words=signed)

    folded = client.get(f"/candidatures/{dossier.number}/").text
    readings.write_reading(dossier, by=fleur, at=NOON, **WORDS)

    assert "Ousmane" not in folded
    assert folded.count("Je suis […].") == 7
    assert client.get(f"/candidatures/{dossier.number}/").text.count(signed) == 7


def test_a_confirmed_warning_is_told_to_its_author_only(client, fleur, thomas):
    dossier = ousmane()
    confirm_note(dossier, by=thomas)
    page = f"/candidatures/{dossier.number}/"

    hers = client.get(page).text
    client.force_login(thomas)

    assert "confirmé une note" not in hers
    assert "confirmé une note" in client.get(page).text


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
    mine, ines = application(person=fleur), founder("Inès", "Roy")

    for each in (thomas, ines):
        readings.write_reading(mine, by=each, at=NOON, **WORDS)
    decisions.propose_parting(mine, by=thomas, at=NOON, kind="other", words="Nous le savons.")
    decisions.take_position(mine, by=ines, at=NOON, outcome=Outcome.DECLINE, stance=Stance.CONSENT)

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
            minutes.hold(meeting, by=fleur, at=NOON + timedelta(days=2))
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
    decisions.propose_parting(dossier, by=fleur, at=NOON, kind="other", words="Trop loin.")

    with pytest.raises(decisions.AlreadySaid):
        decisions.take_position(dossier, by=fleur, at=NOON, **said)
    decisions.take_position(dossier, by=thomas, at=NOON, **said)
    with pytest.raises(decisions.TooLate):
        decisions.take_position(
            dossier, by=thomas, at=NOON, outcome=Outcome.DECLINE, stance=Stance.OBJECTION, words="N"
        )

    answers = Letter.objects.filter(kind="applications.answer")
    assert (Position.objects.count(), answers.count()) == (2, 0)


# --- the whole house, while one has written and the other has not ---

SECRET, RARE = "Zibeline-sous-la-table", "quartzite"
THEIRS = {"applications:my_data", "applications:data_copy"}
"""Where somebody reads all that is held of them, the readings already written too (article 15)."""


class Night:
    """Fleur has written her reading of Ousmane's application; Thomas has not."""

    def __init__(self):
        self.world = access.World(State.READING)
        self.fleur, self.thomas = self.world.people["founder"], founder("Thomas", "Marshall")
        self.things = self.world.neighbour
        words = dict.fromkeys(("touches", "questions", "asks", "why"), f"{SECRET} {RARE}")
        self.dossier = self.things.application
        Reading.objects.filter(application=self.dossier).delete()
        readings.write_reading(self.dossier, by=self.fleur, at=NOON, wish="yes", **words)

    def leaks(self, person, rows=None):
        """The addresses of the matrix that tell the secret to ``person``, or that have it written
        anywhere else: in a letter, a paper, a line of the journal."""
        key, found = access.entered(person), set()
        for row in walked() if rows is None else rows:
            with access.undone():
                before = access.changes()
                is_told = self.is_told(access.the_like_of(key), row)
                has_gesture = row.verb == "POST" or access.changes() > before
                if is_told or (has_gesture and is_written()):
                    found.add(row.url)
        return found

    def is_told(self, browser, row):
        path = access.address(row, self.things)
        if row.verb == "POST":
            return tells(browser.post(path, access.answers(row, self.things)))
        answer = browser.get(path)
        is_closed = answer.status_code in {302, 403, 404}
        return tells(answer) or (not is_closed and tells(browser.get(path, {"q": RARE})))


def walked():
    """Every address but with a verb that it has for nobody: ``test_doors`` sees that it answers
    nothing (405), and writes nothing."""
    return [row for row in access.rows() if {*row.cells[1:]} != {"405"}]


def rows_of(*urls):
    return [row for row in access.rows() if row.url in urls]


def is_written():
    told = [
        *(f"{one.subject} {one.text} {one.html}" for one in Letter.objects.all()),
        *(f"{one.subject} {one.body}" for one in mail.outbox),
        *(f"{one.title} {one.data}" for one in Document.objects.all()),
        *(f"{one.sentence} {one.details}" for one in Entry.objects.all()),
    ]
    return any(SECRET in line for line in told)


def tells(response):
    return SECRET.encode() in opened(response)


def opened(response):
    """All that leaves: streams to their end, headers, and what is packed in an archive."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"PK"):
        packed = zipfile.ZipFile(io.BytesIO(body))
        body = b"".join(packed.read(name) for name in packed.namelist())
    return body + repr(list(response.items())).encode()


@pytest.fixture
def night():
    return Night()


WHO = ["thomas", "administrator", "anonymous"]


@pytest.mark.parametrize("who", WHO)
def test_no_page_tells_a_reading_before_its_time(night, caplog, who):
    caplog.set_level(logging.DEBUG)
    people = {**night.world.people, "thomas": night.thomas}

    assert night.leaks(people[who]) == set()
    assert SECRET not in caplog.text


def test_the_person_reads_it_in_their_own_folder_only(night, caplog):
    caplog.set_level(logging.DEBUG)

    others = [row for row in walked() if row.url not in THEIRS]

    assert night.leaks(night.things.person, others) == set()
    assert SECRET not in caplog.text


def test_the_walk_sees_what_is_written_elsewhere(night):
    letter(night.thomas.email, subject=SECRET)

    assert night.leaks(None, rows_of("theme")) == {"theme"}


def test_the_walk_sees_what_is_open(night):
    """Negative control: once Thomas has written, the same walk finds it where it should be."""
    readings.write_reading(night.dossier, by=night.thomas, at=NOON, **WORDS)
    places = {"applications:readings", "applications:guide"}

    assert night.leaks(night.thomas, rows_of(*places)) == places


def test_the_author_finds_it_in_the_dossier(night):
    place = "applications:dossier"

    assert night.leaks(night.fleur, rows_of(place)) == {place}
