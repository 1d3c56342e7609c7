"""A new règlement intérieur: written once, told once to each member, read on one's profile."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from coopstudio.french.dates import short_day
from coopstudio.french.typography import tidy
from coopstudio.mail.models import Letter
from members.actions import papers
from members.actions import rules as adopted
from members.actions.life import ending
from members.models import Rules
from members.rules import accepted_by, accepted_in
from members.tasks import tell_rules
from tests.members.factories import member, person, request, secretary, statutes
from tests.members.test_joining import PAGE, answers, invited, noemie  # noqa: F401  (fixtures)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 10, 9, tzinfo=ZoneInfo("Europe/Paris"))
ADOPTED = date(2026, 6, 8)
SAID = {
    "validated_by": "assemblée générale", "changes": "Le local ferme à 22 heures.",
    "readable_at": "https://exemple.fr/reglement",
}  # fmt: skip
ADDRESS = "/statuts/reglement/"


def write(by=None, *, on=ADOPTED, at=AT, **more):
    return adopted.write_rules(by=by, at=at, adopted_on=on, **SAID | more)


def told():
    return sorted(Letter.objects.filter(kind="members.new_rules").values_list("to", flat=True))


def test_each_active_member_gets_one_letter_lot_by_lot(monkeypatch):
    monkeypatch.setattr(adopted, "LOT", 2)
    some = [member(), member(), member()]
    person()
    member(until=date(2026, 5, 1))

    rules = write()
    for _ in range(2):
        tell_rules()

    assert told() == sorted(one.email for one in some)
    rules.refresh_from_db()
    assert rules.told_at is not None
    letter = Letter.objects.filter(kind="members.new_rules").first()
    assert "Le local ferme à" in letter.text
    assert "https://exemple.fr/reglement" in letter.text


def test_no_letter_of_it_ever_goes_to_the_dead_whenever_they_died():
    """One died before it was written down, the other that very day, while the lots go."""
    keeper, gone, dying = secretary(), member(), member()
    ending.note_death(gone.memberships.get(), by=keeper, at=AT, died_on=AT.date())
    rules = write(at=AT + timedelta(days=1))
    written_on = {"at": AT + timedelta(days=1), "died_on": (AT + timedelta(days=1)).date()}
    ending.note_death(dying.memberships.get(), by=keeper, **written_on)

    tell_rules()

    assert told() == [keeper.email]
    rules.refresh_from_db()
    assert rules.told_at is not None


def test_what_everybody_knows_already_is_told_to_nobody():
    member()

    write(tells=False)
    tell_rules()

    assert told() == []


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"on": date(2026, 6, 11)}, adopted.AdoptedLater),
        ({"on": ADOPTED}, adopted.AlreadyAdopted),
        ({"on": date(2026, 6, 1)}, adopted.OlderThanTheLast),
    ],
)
def test_what_cannot_be_adopted_is_refused(more, why):
    write()

    with pytest.raises(why):
        write(**more)


def test_postgresql_keeps_what_was_written():
    write()

    with pytest.raises(IntegrityError), transaction.atomic():
        Rules.objects.update(changes="Autre chose.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Rules.objects.all().delete()


def test_a_bulletin_accepts_what_was_known_when_it_came():
    old = statutes(rules_version="version de printemps")
    before = request(statutes=old, requested_at=AT - timedelta(hours=1))
    write()
    after = request(statutes=old, requested_at=AT + timedelta(hours=1))

    assert [accepted_in(one) for one in (before, after)] == [
        "version de printemps",
        f"du {short_day(ADOPTED)}",
    ]


def test_the_profile_says_which_one_was_accepted_and_which_one_holds(client):
    old = statutes(rules_version="version de printemps")
    lan = member()
    asked = request(lan, statutes=old, requested_at=AT - timedelta(days=9), state="admitted")
    client.force_login(lan)

    assert "version de printemps" in client.get("/profil/").text
    write()
    page = client.get("/profil/").text

    assert "accepté à votre adhésion, version de printemps" in page
    assert "en vigueur aujourd’hui" in page
    assert accepted_by(asked.person, on=AT.date()).is_same is False


def test_a_member_of_before_reads_the_one_that_holds(client):
    write()
    client.force_login(member())

    assert "aucun n’est noté à votre adhésion" in client.get("/profil/").text


def test_a_blank_form_of_another_reglement_is_another_form():
    blaise, _statutes = secretary(), statutes()
    first = papers.blank_form(by=blaise, on=AT.date())
    again = papers.blank_form(by=blaise, on=AT.date())
    write()

    other = papers.blank_form(by=blaise, on=AT.date())

    assert first == again != other
    assert other.data["rules"] == f"du {short_day(ADOPTED)}"


def test_who_read_the_one_before_reads_again(client, invited):  # noqa: F811
    typed = answers(rules="version de printemps")
    write()

    answer = client.post(PAGE, typed)

    assert answer.status_code == 422
    assert "relisez-les avant de les accepter" in answer.text


def test_keepers_write_it_on_the_page_of_the_statutes(client):
    statutes()
    client.force_login(secretary())
    today = f"{timezone.localdate()}"

    wrong = client.post(ADDRESS, {"adopted_on": today})
    answer = client.post(ADDRESS, SAID | {"adopted_on": today, "tells": "on"}, follow=True)

    assert (wrong.status_code, "Erreur" in wrong.text) == (422, True)
    assert "Chaque membre reçoit une lettre." in answer.text
    assert tidy(Rules.objects.get().changes) in answer.text
