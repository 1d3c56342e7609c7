"""The ledger is read again each night, its head told outside; the role of the pages is enough."""

import os
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from contributions.actions import entries, lettering, years
from contributions.actions.books import anchors, dealings, verifications
from contributions.actions.entries import seal
from contributions.books.dealings import DEALINGS
from contributions.models import Anchor, FiscalYear, Lettering, Line, Verification
from contributions.proving import last_reading
from contributions.verifying import verify
from coopstudio.mail.models import Letter
from coopstudio.start import rights
from tests.contributions.factories import (
    AT,
    BANK,
    books,
    contract,
    keepers,
    received,
)
from tests.members.factories import PARIS

pytestmark = pytest.mark.django_db
NIGHT = datetime(2027, 3, 2, 0, 40, tzinfo=PARIS)


@pytest.fixture
def people():
    books()
    received(contract(), 50_00)
    seal()
    return keepers()


def test_it_is_read_once_a_day_whatever_the_rounds(people):
    first = verifications.read_nightly(at=NIGHT)
    again = verifications.read_nightly(at=NIGHT + timedelta(hours=1))
    next_day = verifications.read_nightly(at=NIGHT + timedelta(days=1))

    assert (first.is_right, first.entries, first.outstanding) == (True, 1, 50_00)
    assert (again, next_day.is_right) == (None, True)
    assert not Letter.objects.filter(kind="contributions.ledger_wrong").exists()


def test_a_ledger_that_is_read_no_more_is_not_well(people, time_machine):
    assert verifications.read_nightly(at=timezone.now()).is_right
    assert last_reading().is_well
    time_machine.move_to(timezone.now() + timedelta(days=3), tick=False)

    told = last_reading()

    assert (told.is_well, told.grave) == (False, False)
    assert "N’est plus relu depuis le" in told.words


def test_what_does_not_hold_is_written_to_who_answers_for_it(people, client):
    with connection.cursor() as cursor:  # the owner takes the walls down
        cursor.execute("ALTER TABLE contributions_entry DISABLE TRIGGER USER")
        cursor.execute("UPDATE contributions_entry SET label = 'Autre'")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE contributions_entry ENABLE TRIGGER USER")

    found = verifications.read_nightly(at=NIGHT)
    letters = Letter.objects.filter(kind="contributions.ledger_wrong")
    client.force_login(people[1])

    assert found.wrong == ["L’écriture BQ 1 de 2027 ne dit plus ce qu’elle disait quand elle fut "
                           "scellée."]  # fmt: skip
    assert {one.to for one in letters} == {one.email for one in people}
    assert all("ne dit plus ce qu’elle disait" in one.text for one in letters)
    for path in ("/comptes/verification/", "/tresorerie/"):
        assert "Le registre ne tient pas" in client.get(path).content.decode()


def test_the_treasurer_reads_again_and_confides_the_head(people, client):
    client.force_login(people[0])
    assert client.post("/comptes/verification/relecture/").status_code == 302
    assert client.post("/comptes/verification/ancrages/").status_code == 302
    page = client.get("/comptes/verification/").content.decode()

    digest = Anchor.objects.get().digest
    found, other = (
        client.get("/comptes/verification/", {"empreinte": said}).content.decode()
        for said in (f" {digest[:6].upper()} {digest[6:12]}", "0" * 12)
    )

    assert Verification.objects.get().is_right
    assert digest in page
    assert "maillon 1, BQ 1 de 2027, scellé" in found
    assert "Aucun maillon ne porte cette empreinte" in other
    assert Letter.objects.filter(kind="contributions.anchored").count() == 2


def test_nothing_is_confided_of_an_empty_ledger():
    with pytest.raises(anchors.NothingToTell):
        anchors.drop("Essai", by=None, at=AT)


@contextmanager
def signed_in_as(role):
    """The house reaches its database as its pages do."""
    owner = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict["USER"] = role
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["USER"] = owner


@pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="needs the embedded server")
@pytest.mark.django_db(transaction=True)
def test_every_act_of_the_books_is_done_with_the_rights_of_the_pages():
    """Rows that are final cannot even be locked by the role of the pages: nothing here needs to.
    It writes at the hour of the clock: PostgreSQL believes it of no other."""
    books(2025)
    helene, _ = keepers()
    years.open_year(
        by=None, at=AT, code="2026", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31)
    )
    received(contract(), 50_00, on=date(2025, 3, 1), at=timezone.now())
    rights.grant(connection, "coop_app")
    with signed_in_as("coop_app"):
        _all_acts(helene)

    assert FiscalYear.objects.get(code="2025").is_closed
    assert verify().wrong == []


def _all_acts(helene):
    now, day = timezone.now(), date(2025, 3, 1)
    told = {"by": helene, "at": now, "on": day, "cents": 10_00, "money": BANK}
    words = {"label": "Essai", "piece": "P"}
    gift = dealings.write(DEALINGS["don"], source_key="a", **told, **words)
    dealings.write(DEALINGS["dividende"], source_key="b", **told, **words)
    dealings.write(DEALINGS["dividende-encaisse"], source_key="c", **told, **words)
    entries.reverse(gift, by=helene, at=now, on=day, label="Erreur")
    lettering.unletter("46710000", FiscalYear.objects.get(code="2025"), "AA", by=helene)
    lettering.letter(Line.objects.filter(account_id="46710000"), by=helene, on=day)
    verifications.read_again(by=helene, at=now)
    years.close_year(FiscalYear.objects.get(code="2025"), by=helene, at=now)
    assert Lettering.objects.count() == 2
