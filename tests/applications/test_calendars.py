"""An entry for diaries is read line by line, as RFC 5545, 5546 and 6047 want it."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from applications import calendars
from applications.models import Meeting
from applications.states import State
from coopstudio.mail import post
from coopstudio.mail.models import Letter
from tests.applications.factories import NOON, application, candidate
from tests.members.factories import founder

THURSDAY = datetime(2026, 12, 3, 14, 30, tzinfo=ZoneInfo("Europe/Paris"))
NAMES = ("Noémie", "Noemie", "Almeida", "candidature")


@pytest.fixture
def fleur(db):
    return founder(email="fleur@exemple.fr")


@pytest.fixture
def meeting(fleur):
    person = candidate("noemie.dalmeida@exemple.fr")
    return Meeting.objects.create(
        application=application(State.MEETING_SET, person=person, number=12),
        proposed_by=fleur,
        place="12, rue Monge ; Dijon, à l’étage du fond, porte bleue, sonnez deux fois",
        minutes=90,
        at=THURSDAY,
        fixed_at=NOON,
    )


def unfolded(text):
    """The lines as they are meant: a line that begins with a space follows the one before."""
    return text.replace("\r\n ", "").split("\r\n")


def line(text, name):
    (found,) = [one for one in unfolded(text) if re.match(rf"{name}[;:]", one)]
    return found


def of_the_event(text, name):
    event = text.partition("BEGIN:VEVENT")[2]
    return line(event, name)


# --- its form ---


@pytest.mark.parametrize("method", ["request", "cancel"])
def test_every_line_ends_as_the_norm_wants_and_none_is_too_long(meeting, fleur, method):
    text = getattr(calendars, method)(meeting, fleur, at=NOON)

    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(one.encode()) for one in text.split("\r\n")) <= 75


def test_what_would_separate_is_escaped(meeting, fleur):
    text = calendars.request(meeting, fleur, at=NOON)

    assert of_the_event(text, "LOCATION").startswith(r"LOCATION:12\, rue Monge \; Dijon\,")


def test_the_calendar_says_its_version_and_what_to_do(meeting, fleur):
    text = calendars.request(meeting, fleur, at=NOON)

    head = unfolded(text)[:4]
    assert head[0] == "BEGIN:VCALENDAR"
    assert set(head[1:]) == {"VERSION:2.0", "PRODID:-//Coop Studio//FR", "METHOD:REQUEST"}


def test_the_event_is_whole_line_by_line(meeting, fleur):
    text = calendars.request(meeting, fleur, at=NOON)

    event = text[text.index("BEGIN:VEVENT") : text.index("END:VEVENT")]
    said = {one.partition(":")[0]: one.partition(":")[2] for one in unfolded(event) if one}
    assert said.pop("LOCATION")
    assert said == {
        "BEGIN": "VEVENT",
        "SUMMARY": "Rencontre Coop Studio",
        "DTSTART;TZID=Europe/Paris": "20261203T143000",
        "DTEND;TZID=Europe/Paris": "20261203T160000",
        "DTSTAMP": "20260511T100000Z",
        "UID": f"{meeting.uid}@coop-studio",
        "SEQUENCE": "0",
        "STATUS": "CONFIRMED",
        "CLASS": "PRIVATE",
        "TRANSP": "OPAQUE",
        "DESCRIPTION": "Tout est sur la page de la rencontre : "
        "http://localhost:8000/candidatures/12/rencontre/",
        'ORGANIZER;CN="Coop Studio"': "mailto:filiale@institut-sante-sociale.fr",
        "ATTENDEE;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT;RSVP=FALSE": "mailto:fleur@exemple.fr",
    }


def test_the_zone_comes_with_the_entry_and_knows_both_seasons(meeting, fleur):
    text = calendars.request(meeting, fleur, at=NOON)

    (zone,) = Calendar.from_ical(text).walk("VTIMEZONE")
    assert zone["tzid"] == "Europe/Paris"
    offsets = {part["tzoffsetto"].td for part in zone.subcomponents}
    assert offsets == {timedelta(hours=1), timedelta(hours=2)}


def test_a_cancellation_names_what_it_takes_out(meeting, fleur):
    meeting.sequence = 3

    text = calendars.cancel(meeting, fleur, at=NOON)

    assert line(text, "METHOD") == "METHOD:CANCEL"
    assert of_the_event(text, "UID") == f"UID:{meeting.uid}@coop-studio"
    assert of_the_event(text, "SEQUENCE") == "SEQUENCE:3"
    assert of_the_event(text, "STATUS") == "STATUS:CANCELLED"
    assert of_the_event(text, "ATTENDEE").endswith("mailto:fleur@exemple.fr")


# --- whom it names ---


def test_the_founders_copy_tells_nothing_of_the_person_on_any_line(meeting, fleur):
    for text in (
        calendars.request(meeting, fleur, at=NOON),
        calendars.cancel(meeting, fleur, at=NOON),
    ):
        said = "\n".join(unfolded(text)).replace("/candidatures/", "")
        assert [name for name in NAMES if name.casefold() in said.casefold()] == []
        assert text.count("ATTENDEE") == 1


def test_the_person_copy_names_no_other_guest(meeting):
    text = calendars.request(meeting, meeting.application, at=NOON)

    assert of_the_event(text, "ATTENDEE").endswith("mailto:noemie.dalmeida@exemple.fr")
    assert "fleur" not in text
    assert "/ma-candidature/12/rencontre/" in "".join(unfolded(text))


def test_the_first_name_stands_in_founders_diaries_only_if_the_person_agreed(meeting, fleur):
    meeting.shows_name = True

    text = calendars.request(meeting, fleur, at=NOON)

    assert of_the_event(text, "SUMMARY") == r"SUMMARY:Rencontre Coop Studio\, Noémie"
    assert "Almeida" not in text


@pytest.mark.parametrize(
    ("place", "is_told"),
    [
        ("Chez Noémie", True),
        ("chez NOEMIE, à Mâcon", True),
        ("Maison d’Almeida", True),
        ("https://visio.exemple.fr/dalmeida-noemie", True),
        ("https://visio.exemple.fr/coop", False),
        ("Nuits-Saint-Georges", False),
        ("Café de la Gare", False),
    ],
)
def test_a_place_that_tells_whom_one_meets_stays_on_the_page(meeting, fleur, place, is_told):
    meeting.place = place
    hers = calendars.request(meeting, meeting.application, at=NOON)

    assert (calendars.discreet(meeting) == calendars.ELSEWHERE) == is_told
    assert of_the_event(hers, "LOCATION") == "LOCATION:" + place.replace(",", "\\,")


# --- where it goes ---


def test_the_person_takes_it_from_their_page(client, meeting):
    client.force_login(meeting.application.person)

    answer = client.get("/ma-candidature/12/rencontre/agenda.ics")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    text = answer.content.decode()
    assert line(text, "METHOD") == "METHOD:PUBLISH"
    assert "ATTENDEE" not in text


def test_it_travels_in_the_letter_whole(meeting, fleur):
    text = calendars.request(meeting, fleur, at=NOON)
    letter = Letter(to="fleur@exemple.fr", subject="C’est noté", text="…", html="…", calendar=text)

    message = post.as_message(letter).message()

    beside, joined = [
        part for part in message.walk() if part.get_content_subtype() in {"calendar", "ics"}
    ]
    assert beside.get_param("method") == "REQUEST"
    assert beside.get_payload(decode=True).decode() == text
    assert joined.get_payload(decode=True).decode() == text
