"""Hortense is answered, is told twice, keeps a year more, changes her mind, and leaves no trace."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from applications.actions.keeping import openings, rounds
from applications.events import Event
from applications.models import Application, Keeping
from applications.states import State
from applications.tasks import forget_addresses
from coopstudio.journal.models import Entry
from coopstudio.mail.post import deliver_due
from tests.applications import whole
from tests.members import factories as people

ANSWERED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ADDRESS = "hortense@exemple.fr"
LINK = re.compile(r"https?://[^/\s]+(/conservation/\S+/)")


@pytest.mark.django_db
def test_from_a_refusal_to_nothing(client, settings, tmp_path):
    settings.ERASURES_FILE = tmp_path / "erasures.txt"
    fleur = people.founder()
    hortense = whole.somebody(email=ADDRESS, told_at=ANSWERED, reader=fleur)
    told = Entry(
        event=Event.DECLINED, sentence=Event.DECLINED.label, subject_id=hortense.pk, at=ANSWERED
    )
    told.subject_kind = "applications.application"
    told.save()
    openings.note(hortense, by=fleur, at=ANSWERED)
    deliver_due()

    # Thirty days before the three months are over, a letter tells the day, with a link.
    rounds.tend_kept(at=ANSWERED + timedelta(days=62))
    mail.outbox.clear()
    deliver_due()
    assert [(one.to, one.subject[:26]) for one in mail.outbox] == [
        ([ADDRESS], "Votre dossier s’efface le ")
    ]
    path = LINK.search(mail.outbox[0].body)[1]

    # Her mail box opens the link before she does: nothing happens.
    assert client.get(path).status_code == 200
    assert Keeping.objects.get().kept_until is None

    # She keeps it a year more; the accord stands in « Mes données », with who read her.
    client.post(path, {"choice": "keep"})
    client.force_login(hortense.person)
    page = client.get("/mes-donnees/").content.decode()
    assert "Gardez mon dossier jusqu’au" in page
    assert "Fleur Mathet" in page

    # The three months pass: the round leaves her dossier alone.
    assert rounds.tend_kept(at=timezone.now()).erased == 0
    assert Application.objects.get().state == State.DECLINED

    # She changes her mind: a copy first, then everything, at once.
    assert client.post("/mes-donnees/copie/").content[:2] == b"PK"
    client.post("/mes-donnees/effacement/", {"word": "effacer"})
    mail.outbox.clear()
    deliver_due()
    forget_addresses()

    assert [one.subject for one in mail.outbox] == ["Vos données sont effacées"]
    assert whole.where_it_stands(whole.PHRASE, ADDRESS) == {"Proof"}
