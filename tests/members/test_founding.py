"""How a house begins: its statutes and its first offices, from the command line."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from coopstudio.journal.models import Entry
from members.actions import people
from members.models import Person, Statutes
from tests.members.factories import member

pytestmark = pytest.mark.django_db

ADOPTED_ON = "2024-05-01"


def write_statutes(**changes):
    said = {"organ": "conseil", "fee_minimum": "10", "fee_usual": "30,50"} | changes
    call_command("statutes", ADOPTED_ON, validated_by="assemblée générale", **said)


def entrust(*where, **said):
    call_command("entrust", *where, **said)


def test_the_statutes_are_written_down_once():
    write_statutes()
    with pytest.raises(CommandError, match="déjà inscrite"):
        write_statutes()

    statutes = Statutes.objects.get()
    assert (statutes.fee_minimum, statutes.fee_usual) == (1_000, 3_050)
    assert Entry.objects.get().event == "members.statutes_written"


@pytest.mark.parametrize("wrong", [{"fee_minimum": "dix"}, {"fee_usual": "5"}])
def test_fees_that_make_no_sense_are_refused(wrong):
    with pytest.raises(CommandError):
        write_statutes(**wrong)

    assert not Statutes.objects.exists()


def test_the_first_founder_comes_from_the_command_line(client):
    write_statutes()
    entrust(
        "founder", "Camille@exemple.fr", first_name="Camille", last_name="Martin",
        member_since=date(2024, 5, 1), reference="procès-verbal du 1er mai 2024",
    )  # fmt: skip

    camille = Person.objects.get()
    assert (camille.full_name, camille.is_founder, camille.is_member) == (
        "Camille Martin",
        True,
        True,
    )
    assert camille.emailaddress_set.get().verified
    assert [entry.event for entry in Entry.objects.order_by("pk")] == [
        "members.statutes_written",
        "members.enrolled",
        "members.role_granted",
    ]


def test_an_office_is_entrusted_to_somebody_known_and_given_back():
    mehdi = member()
    entrust("secretary", mehdi.email)
    today = timezone.localdate()

    entrust("secretary", mehdi.email, until=today)

    assert mehdi.offices.get().ended_on == today


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (("founder", "pas une adresse"), {"first_name": "Camille"}),
        (("founder", "inconnue@exemple.fr"), {}),
        (("founder", "inconnue@exemple.fr"), {"until": date(2026, 1, 1)}),
        (("founder", "n@exemple.fr"), {"first_name": "N", "member_since": date(2024, 5, 1)}),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(where, said):
    with pytest.raises(CommandError):
        entrust(*where, **said)

    assert not Person.objects.exists()


def test_an_office_does_not_end_before_it_began_nor_twice():
    mehdi, today = member(), timezone.localdate()
    office = people.grant_role(mehdi, "secretary", by=None, on=today)

    with pytest.raises(people.EndsTooEarly):
        people.end_role(office, by=None, on=today - timedelta(days=1))
    people.end_role(office, by=None, on=today)
    with pytest.raises(people.AlreadyGivenBack):
        people.end_role(office, by=None, on=today)
