"""Who is kept from entering for a time keeps a voice, and the rounds that wait for it say so."""

import pytest

from coopstudio.mail.models import Letter
from governance.home.voices import in_rounds
from governance.models import Position
from members.actions import lockouts
from members.models import Person
from members.voices import awaited
from tests.governance.factories import people_of
from tests.governance.test_consents import AT, drafted, in_consent
from tests.members import factories

pytestmark = pytest.mark.django_db


def test_a_round_that_waits_for_them_is_told_and_goes_on_waiting(client, settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    fleur, thomas = factories.founder("Flore", "Roy"), factories.founder("Tom", "Roy")
    text = in_consent(drafted())
    reader, leads, third = people_of(text.circle)
    assert [one.leads for one in in_rounds(third, AT)] == [leads]
    asked = lockouts.propose(third, days=7, why="Un téléphone perdu.", by=fleur, at=AT)
    client.force_login(thomas)
    assert text.title in client.get("/association/comptes/").text

    lockouts.confirm(asked, by=thomas, at=AT)

    told = Letter.objects.get(kind="members.voice_locked_out")
    assert told.to == leads.email
    assert text.title in told.text
    assert "téléphone" not in told.text
    assert awaited(Person.objects.get(pk=third.pk), at=AT)
    assert Position.objects.filter(seat__person=third).count() == 0
    client.force_login(reader)
    assert "compte fermé pour un temps" in client.get(text.get_absolute_url()).text
