"""Each reads in the journal what they answer for, and nobody whom a page still keeps folded."""

from datetime import date

import pytest
from django.urls import reverse

from applications.events import Event as Candidatures
from contributions.events import Event as Apports
from coopstudio.journal.api import record
from coopstudio.journal.desks import DESKS
from coopstudio.journal.models import Entry
from coopstudio.mail.events import Event as Post
from governance.events import Event as Circles
from members.events import Event as Members
from members.models import Office
from members.states import Role
from tests.members.factories import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    """One line of each kind, by who holds an office or not."""
    people = {
        role: person(name, f"Nom{role}") for role, name in (
            (Role.FOUNDER, "Fleur"), (Role.TREASURER, "Hélène"), (Role.SECRETARY, "Blaise"),
            (Role.ADMINISTRATOR, "Youri"),
        )
    }  # fmt: skip
    for role, one in people.items():
        Office.objects.create(person=one, role=role, started_on=date(2020, 1, 1))
    candidate = person("Camille", "Vuillemin")
    for event, by in (
        (Candidatures.SUBMITTED, candidate), (Candidatures.NOTE_WRITTEN, people[Role.FOUNDER]),
        (Apports.RECEIVED, people[Role.TREASURER]), (Apports.HARDSHIP_ASKED, candidate),
        (Apports.PLEDGE_EXPIRED, None), (Members.ADMITTED, people[Role.SECRETARY]),
        (Members.DATA_ASKED, candidate), (Post.LETTER_RETRIED, people[Role.ADMINISTRATOR]),
        (next(iter(Circles)), candidate),
    ):  # fmt: skip
        record(event, candidate, by=by)
    return people


def told(client, reader, question=""):
    client.force_login(reader)
    rows = client.get(f"/journal/{question}").context["journal"].rows
    return [f"{row['who']} {row['sentence']}".strip() for row in reversed(rows)]


def test_each_office_reads_its_part_and_who_acts_for_themselves_is_not_named(client, house):
    submitted, received = (
        "La personne a envoyé sa candidature",
        ("Hélène Nomtreasurer a inscrit le versement d’un apport"),
    )
    expired, admitted = (
        "Est arrivée au bout de sa validité",
        ("Blaise Nomsecretary a enregistré l’admission"),
    )
    posted = "Youri Nomadministrator a remis une lettre à la poste"

    assert told(client, house[Role.FOUNDER]) == [submitted, received, expired, admitted, posted]
    assert told(client, house[Role.TREASURER]) == [received, expired]
    assert told(client, house[Role.SECRETARY]) == [admitted]
    assert told(client, house[Role.ADMINISTRATOR]) == [posted]
    assert not any(one.value in found.events for one in Circles for found in DESKS.values())


def test_who_holds_another_office_and_candidates_stays_folded(client, house):
    record(Candidatures.SUBMITTED, house[Role.ADMINISTRATOR], by=house[Role.ADMINISTRATOR])

    assert told(client, house[Role.FOUNDER])[-1] == "La personne a envoyé sa candidature"
    assert "La personne a envoyé sa candidature" not in told(
        client, house[Role.FOUNDER], "?q=Youri"
    )


def test_it_is_searched_by_gesture_by_name_in_office_by_part_and_by_day(client, house):
    fleur = house[Role.FOUNDER]

    assert told(client, fleur, "?q=helene nom") == told(client, fleur, "?q=versement") != []
    assert told(client, fleur, "?q=camille") == []
    assert told(client, fleur, "?part=registre") == told(client, fleur, "?q=admission")
    assert told(client, fleur, "?au=2020-01-01") == []
    assert len(told(client, fleur, "?du=2020-01-01&avant=x")) == 5


def test_it_goes_on_page_after_page_in_few_questions(client, house, django_assert_max_num_queries):
    fleur = house[Role.FOUNDER]
    for _one in range(30):
        record(Members.ADMITTED, fleur, by=fleur)
    client.force_login(fleur)
    with django_assert_max_num_queries(8):
        first = client.get("/journal/").context["journal"]
    second = client.get(f"/journal/{first.older}").context["journal"]

    assert (len(first.rows), len(second.rows), second.older) == (25, 10, "")


def test_a_line_of_another_part_leads_nowhere(client, house):
    fleur = house[Role.FOUNDER]
    line = record(Members.DATA_ASKED, fleur, by=fleur)
    client.force_login(fleur)

    assert client.get(reverse("journal:thing", args=[line.pk])).status_code == 404


def test_a_line_stays_when_what_it_speaks_of_has_no_table_any_more(client, house):
    fleur = house[Role.FOUNDER]
    line = record(Members.ADMITTED, fleur, by=fleur)
    Entry.objects.create(
        event=line.event, sentence="a fermé un registre", actor=fleur, subject_id=1,
        subject_kind="members.ledger_of_old",
    )  # fmt: skip

    assert "Fleur Nomfounder a fermé un registre" in told(client, fleur)


def test_a_change_of_office_says_which_and_whose(client, house):
    fleur, blaise = house[Role.FOUNDER], house[Role.SECRETARY]
    record(Members.ROLE_GRANTED, blaise, by=fleur, role=f"{Role.SECRETARY}")

    client.force_login(fleur)
    rows = client.get("/journal/").context["journal"].rows

    assert rows[0]["about"] == "Secrétariat : Blaise Nomsecretary"
    assert not any(row["about"] for row in rows[1:])
