"""What a breach may have touched is told from the traces of the house."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from coopstudio.files.models import Opening
from coopstudio.journal.api import record
from members.events import Event
from tests.applications.factories import application
from tests.house.access import a_file
from tests.mail.post_office import letter
from tests.members.factories import founder, member

pytestmark = pytest.mark.django_db


def said(**options):
    out = StringIO()
    since = timezone.localtime() - timedelta(hours=1)
    call_command("breach_scope", since=since, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def stolen(settings, tmp_path):
    """Fleur's account did something to a membership and opened a file; a letter left for Lan."""
    settings.PRIVATE_ROOT = tmp_path
    fleur, lan = founder(), member("Lan", "Nguyễn")
    dossier = application(cv=a_file())
    record(next(iter(Event)), lan.memberships.get(), by=fleur)
    Opening.objects.create(file=dossier.cv, by=fleur)
    letter(lan.email, state="sent", sent_at=timezone.now())
    return fleur, lan, dossier.person


def test_the_people_the_data_and_the_accounts_are_told(stolen):
    fleur, _lan, _candidate = stolen

    words = said()

    assert "2 personnes touchées" in words
    assert "fichiers privés ouverts : 1" in words
    assert "lettres parties : 1" in words
    assert f"{fleur} ({fleur.email}) : 2" in words


def test_one_account_is_followed_alone(stolen):
    fleur, lan, _candidate = stolen

    assert "2 personnes touchées" in said(account=fleur.email)
    assert "0 personnes touchées" in said(account=lan.email)


def test_who_is_to_be_told_is_a_sheet(stolen):
    _fleur, lan, candidate = stolen

    lines = said(csv=True).splitlines()

    assert lines[0] == "personne;adresse;ce qui a été touché"
    assert sorted(line.split(";")[1] for line in lines[1:]) == sorted([lan.email, candidate.email])


def test_what_is_outside_the_window_is_left_out(stolen):
    out = StringIO()
    day = timezone.localtime() - timedelta(days=9)

    call_command("breach_scope", since=day, until=day + timedelta(days=1), stdout=out)

    assert "0 personnes touchées" in out.getvalue()


@pytest.mark.parametrize("options", [{"account": "personne@exemple.fr"}, {"until": "before"}])
def test_a_wrong_question_is_answered_in_french(options):
    if "until" in options:
        options = {"until": timezone.now() - timedelta(days=9)}

    with pytest.raises(CommandError, match="Aucun compte|vient avant"):
        said(**options)
