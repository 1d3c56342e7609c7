"""The fiche of a former member: two notices, then what was given goes and the register stays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.utils import timezone

from applications import leaving, records
from applications.actions.keeping import erasing, fiches, replaying, retention, rounds
from applications.keeping import Stay, Step
from applications.models import FicheKeeping, RetentionRound
from applications.states import State
from applications.tasks import forget_addresses
from coopstudio import personal_data
from coopstudio.french.typography import tidy
from coopstudio.journal.models import Entry
from coopstudio.mail.actions import note_posted
from coopstudio.mail.models import Letter
from members.actions import bulletins, guardians, memberships
from members.actions.fees import payments
from members.actions.life import ending, excluding
from members.actions.people import grant_role
from members.actions.profile import testimonies
from members.models import Availability, Membership, Person, Skill, Testimony
from members.states import Role
from tests.applications import factories, whole
from tests.applications.test_retention import at
from tests.members import factories as people
from tests.members.fees import factories as fees
from tests.members.life import factories as lives
from tests.members.test_bulletins import pdf

LEFT = date(2027, 3, 2)
FIRST = date(2027, 5, 3)  # thirty days before the day
LAST = date(2027, 5, 26)  # seven
GONE = date(2027, 6, 2)  # three months after the end
WORD = "coquelicot"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def list_of_its_own(settings, tmp_path):
    settings.ERASURES_FILE = tmp_path / "erasures.txt"


def left(someone=None, *, until=LEFT):
    """Somebody who gave all that a fiche holds, and whose membership ended."""
    hana = someone or people.member("Hana", "Mori", email="hana@exemple.fr")
    given = {"phone": "+33612345678", "postcode": "71000", "town": WORD, "headline": WORD}
    Person.objects.filter(pk=hana.pk).update(
        **given, about=WORD, limits=WORD, links=["https://exemple.fr/" + WORD]
    )
    Skill.objects.create(person=hana, craft="law", level="do", words=WORD)
    Availability.objects.create(person=hana, days=[0], words=WORD)
    Membership.objects.filter(person=hana).update(ended_on=until, parted_at=at(until))
    return Person.objects.get(pk=hana.pk)


def live(*days):
    return [rounds.tend_kept(at=at(day)) for day in days]


def plan(person, day):
    return records.plan_of(person, today=day)


# --- the rule ---


def test_it_goes_three_months_after_the_membership_ended():
    hana = left()

    found = plan(hana, date(2027, 4, 1))

    assert (found.erase_on, found.step, found.stay) == (GONE, Step.NOTHING, Stay.NOTHING)


def test_a_member_has_none_and_neither_has_a_stranger():
    assert plan(people.member(), GONE) is None
    assert plan(people.person(), GONE) is None


def test_on_the_last_day_one_is_still_a_member():
    hana = left()

    assert plan(hana, LEFT) is None
    assert plan(hana, LEFT + timedelta(days=1)) is not None


def test_who_came_back_keeps_theirs_and_the_next_end_counts():
    hana = left()
    again = Membership.objects.create(
        person=hana, organ="conseil", decided_on=LEFT, reference="pv", started_on=date(2027, 4, 1)
    )
    assert plan(hana, date(2030, 1, 1)) is None

    again.ended_on = date(2028, 1, 31)
    again.save()

    assert plan(hana, date(2028, 2, 1)).erase_on == date(2028, 4, 30)


# --- the round ---


def test_two_notices_then_what_was_given_goes_and_the_register_stays():
    hana = left()

    done = live(FIRST, FIRST, LAST, GONE)

    assert [(one.warned, one.fiches) for one in done] == [(1, 0), (0, 0), (1, 0), (0, 1)]
    assert done[-1].words == "1 fiche d’ancien membre effacée"
    hana.refresh_from_db()
    assert f"{hana}" == "Hana Mori"
    assert (hana.erased_at, hana.memberships.get().ended_on) == (None, LEFT)
    assert (hana.phone, hana.links, hana.is_active) == ("", [], False)
    assert not EmailAddress.objects.filter(user=hana).exists()
    assert whole.where_it_stands(WORD) == set()


def test_the_notices_say_the_day_and_the_last_letter_takes_the_address_with_it():
    left()
    live(FIRST, LAST)
    told = Letter.objects.filter(kind="applications.fiche_expiry").order_by("pk")
    assert [one.subject for one in told] == [
        "Votre fiche s’efface le 2 juin 2027, et votre compte avec elle",
        "Dernier rappel\u00a0: votre fiche s’efface le 2 juin 2027",
    ]
    whole.all_sent()

    live(GONE)

    assert Letter.objects.get(kind="applications.fiche_erased").to == "hana@exemple.fr"
    whole.all_sent()
    forget_addresses()
    assert whole.where_it_stands("hana@exemple.fr") == set()


def test_nothing_more_is_due_once_it_went():
    hana = left()
    live(FIRST, LAST, GONE)

    assert plan(hana, date(2030, 1, 1)) is None
    assert live(date(2030, 1, 1))[0].words == "rien à faire"


def test_who_came_back_after_that_and_leaves_again_is_told_anew():
    hana = left()
    live(FIRST, LAST, GONE)
    Membership.objects.create(
        person=hana, organ="conseil", decided_on=date(2028, 1, 1), reference="pv",
        started_on=date(2028, 1, 1), ended_on=date(2028, 6, 30),
    )  # fmt: skip

    found = plan(hana, date(2028, 7, 1))

    assert (found.erase_on, found.step) == (date(2028, 9, 30), Step.NOTHING)


def test_the_candidature_goes_first_and_the_fiche_after_it():
    mehdi = factories.application(State.INVITED)
    Membership.objects.create(
        person=mehdi.person, organ="conseil", decided_on=date(2026, 6, 1), reference="pv",
        started_on=date(2026, 6, 1), ended_on=LEFT,
    )  # fmt: skip
    assert plan(mehdi.person, FIRST).stay == Stay.DOSSIER

    live(FIRST, LAST, GONE)

    assert plan(Person.objects.get(), GONE).step == Step.NOTHING
    assert plan(Person.objects.get(), GONE).erase_on > GONE


def test_to_the_dead_nothing_is_written_and_their_fiche_goes_on_its_day():
    blaise, hana = lives.keeper(), people.member("Hana", "Mori", email="hana@exemple.fr")
    ending.note_death(
        hana.memberships.get(), by=blaise, at=at(date(2026, 7, 2)), died_on=date(2026, 7, 1)
    )
    Letter.objects.all().delete()

    done = live(date(2026, 9, 1), date(2026, 9, 30), date(2026, 10, 1))

    assert [one.fiches for one in done] == [0, 0, 1]
    assert not Letter.objects.filter(kind__startswith="applications.fiche").exists()
    assert f"{Person.objects.get(pk=hana.pk)}" == "Hana Mori"


# --- what holds it ---


def holds_application(hana):
    application = factories.application(State.DECLINED, person=hana)
    retention.hold(application, by=people.founder(), at=at(LEFT), why="Un recours.")


def asks(hana):
    people.data_request(hana)


def owes(hana):
    fees.call(hana)


def kept_advance(hana):
    payments.pay(
        fees.call(hana), by=people.treasurer("Nora"), at=at(fees.PAID_ON), amount=5_000,
        received_on=fees.PAID_ON, means="transfer", fate="advance",
    )  # fmt: skip


def accused(hana):
    lives.rules()
    case = excluding.open_case(
        hana.memberships.get(), by=lives.keeper(), at=lives.at(), grievances="Le 3 mai."
    )
    assert case.state == "raised"


def looks_after_the_machines(hana):
    grant_role(hana, Role.ADMINISTRATOR, by=None, on=date(2026, 6, 1))


@pytest.mark.parametrize(
    ("open_something", "stay"),
    [
        (holds_application, Stay.HELD),
        (asks, Stay.ASKED),
        (owes, Stay.OWES),
        (kept_advance, Stay.GIVE_BACK),
        (accused, Stay.PROCEDURE),
        (looks_after_the_machines, Stay.OFFICE),
    ],
)
def test_what_is_open_holds_it_still(open_something, stay):
    hana = people.member("Hana", "Mori", email="hana@exemple.fr")
    open_something(hana)
    left(hana)
    day = date(2027, 12, 1)

    (done,) = live(day)

    assert plan(hana, day).stay == stay
    assert (done.warned, done.fiches) == (0, 0)


def test_a_debt_that_is_barred_holds_nothing_any_more():
    hana = people.member("Hana", "Mori", email="hana@exemple.fr")
    made = fees.call(hana)
    left(hana)

    assert plan(hana, made.barred_on - timedelta(days=1)).stay == Stay.OWES
    assert plan(hana, made.barred_on).stay == Stay.NOTHING


def test_a_former_founder_is_a_former_member_like_another():
    fleur = people.founder("Fleur", email="fleur@exemple.fr")
    fleur.offices.update(ended_on=LEFT)
    if not fleur.memberships.exists():
        people.belonging(fleur)
    left(fleur)

    live(FIRST, LAST, GONE)

    fleur.refresh_from_db()
    assert (fleur.phone, fleur.offices.count(), f"{fleur}"[:5]) == ("", 1, "Fleur")


def test_a_fee_called_a_minute_ago_stops_the_hand():
    hana = left()
    live(FIRST, LAST)
    fees.call(hana)

    with pytest.raises(retention.NotDue):
        fiches.erase_due(hana, at=at(GONE))


# --- alone, at once ---


def test_who_left_erases_it_at_once_and_is_shown_out(client):
    hana = left(until=timezone.localdate() - timedelta(days=2))
    client.force_login(hana)
    page = client.get("/mes-donnees/effacement/").text
    assert "vos savoir-faire, vos disponibilités et les témoignages" in page
    assert "Au registre" in page
    assert tidy(personal_data.of("life").until) in page

    answer = client.post("/mes-donnees/effacement/", {"word": "effacer"}, follow=True)

    hana.refresh_from_db()
    assert answer.redirect_chain[-1][0].endswith("/mes-donnees/effacees/")
    assert (hana.phone, hana.is_active, f"{hana}") == ("", False, "Hana Mori")
    assert "_auth_user_id" not in client.session
    entry = Entry.objects.get(event="applications.fiche_erased")
    assert entry.actor_id == hana.pk


def test_a_debt_is_said_and_the_account_stays(client):
    hana = people.member("Hana", "Mori", email="hana@exemple.fr")
    fees.call(hana)
    left(hana, until=timezone.localdate() - timedelta(days=2))
    client.force_login(hana)

    page = client.get("/mes-donnees/effacement/").text
    erasing.erase_person(hana, by=hana, at=timezone.now())

    assert "Une cotisation reste à régler" in page
    assert "Votre fiche et votre compte" in page
    assert Person.objects.get(pk=hana.pk).is_active


def test_a_member_is_told_where_their_fiche_stays(client):
    hana = people.member("Hana", "Mori")
    client.force_login(hana)

    page = client.get("/mes-donnees/effacement/").text
    erasing.erase_person(hana, by=hana, at=timezone.now())

    assert tidy(f"{personal_data.kept_for('former')} après la fin de votre adhésion") in page
    assert Person.objects.get(pk=hana.pk).is_active


def test_a_backup_brings_it_back_and_the_list_erases_it_again():
    hana = left()
    live(FIRST, LAST, GONE)
    FicheKeeping.objects.all().delete()
    Person.objects.filter(pk=hana.pk).update(phone="+33612345678", is_active=True)
    before = Letter.objects.count()

    done = replaying.replay(at=at(GONE))

    assert (done.fiches, done.failed) == (1, 0)
    assert Person.objects.get(pk=hana.pk).phone == ""
    assert Letter.objects.count() == before


# --- what is shown ---


def test_what_somebody_testified_goes_with_who_wrote_it():
    hana = people.member("Hana", "Mori", email="hana@exemple.fr")
    thuy = people.member("Thuy", "Nguyen", email="thuy@exemple.fr")
    Skill.objects.create(person=thuy, craft="law", level="do")
    asked = testimonies.ask(thuy, "law", hana, at=datetime(2026, 6, 3, tzinfo=UTC))
    testimonies.testify(asked, words=WORD, at=datetime(2026, 6, 4, tzinfo=UTC))
    left(hana)

    live(FIRST, LAST, GONE)

    assert not Testimony.objects.exists()


def test_founders_read_whose_fiche_goes_when_and_why_not(client, capsys):
    today = timezone.localdate()
    owing = people.member("Ida", "Kern", email="ida@exemple.fr")
    fees.call(owing)
    Membership.objects.filter(person=owing).update(ended_on=today - timedelta(days=1))
    hana = left(until=today - timedelta(days=1))
    client.force_login(people.founder())

    page = client.get("/candidatures/conservation/").text
    table = client.get("/candidatures/conservation/tableau/").text
    call_command("retention", dry_run=True)

    assert "Fiches d’anciens membres" in page
    assert "Hana Mori" in page
    assert "une cotisation reste à régler" in page
    assert f"fiche {hana.pk};" in table
    assert "Mori" not in table
    told = capsys.readouterr().out
    assert f"fiche {hana.pk} : rien ; s’efface le" in told
    assert f"fiche {owing.pk} : une cotisation reste à régler" in told
    assert not RetentionRound.objects.exists()


def test_the_register_says_that_the_address_is_erased(client):
    hana = left(until=timezone.localdate() - timedelta(days=2))
    erasing.erase_person(hana, by=hana, at=timezone.now())
    client.force_login(people.founder())

    page = client.get(f"/registre/{hana.pk}/").text

    assert "coopstudio.invalid" not in page
    assert Person.objects.get(pk=hana.pk).known_email == ""


def test_the_person_reads_their_day(client):
    hana = left(until=timezone.localdate() - timedelta(days=1))
    client.force_login(hana)

    page = client.get("/mes-donnees/").text

    assert "Votre fiche de membre et votre compte" in page
    assert "votre nom reste au registre" in page


# --- by post ---


def on_paper(hana):
    """They have no e-mail: what the house writes waits for somebody who posts it."""
    EmailAddress.objects.filter(user=hana).delete()
    Person.objects.filter(pk=hana.pk).update(
        email="", password=make_password(None), last_login=None
    )
    return Person.objects.get(pk=hana.pk)


def post(day):
    Letter.objects.to_post().update(written_at=at(day))
    (letter,) = Letter.objects.to_post()
    note_posted(letter, by=None, at=at(day), on=day)


def test_nothing_goes_while_a_notice_waits_to_be_posted():
    hana = on_paper(left())

    done = live(FIRST, LAST, GONE, date(2028, 1, 1))

    assert [(one.warned, one.fiches) for one in done] == [(1, 0), (0, 0), (0, 0), (0, 0)]
    assert plan(hana, GONE).stay == Stay.POST


def test_posted_late_it_goes_later():
    hana = on_paper(left())
    live(FIRST)
    post(GONE)
    assert plan(hana, GONE).erase_on == GONE + timedelta(days=7)

    live(GONE + timedelta(days=1))
    posted_on = GONE + timedelta(days=20)
    post(posted_on)

    assert plan(hana, posted_on).step == Step.NOTHING
    assert plan(hana, posted_on).erase_on == posted_on + timedelta(days=2)
    live(posted_on + timedelta(days=2))
    assert Person.objects.get(pk=hana.pk).phone == ""


def test_a_notice_that_nobody_will_post_to_the_dead_holds_nothing():
    hana = on_paper(left())
    live(FIRST)
    Person.objects.filter(pk=hana.pk).update(deceased_on=FIRST)

    assert plan(hana, GONE).step == Step.ERASE


def test_a_notice_on_paper_speaks_of_what_they_have():
    on_paper(left())

    live(FIRST)

    letter = Letter.objects.get(kind="applications.fiche_expiry")
    assert "nous vous l’envoyons" in letter.text
    assert "compte" not in letter.subject
    assert "mes-donnees" not in letter.text
    assert "par lequel vous entrez" not in letter.text


# --- a request after it went ---


def ask_again(hana, *, day):
    """On paper, and in vain."""
    blaise = people.secretary(since=date(2026, 1, 5))
    people.statutes()
    asked = bulletins.enter(
        hana, by=blaise, at=at(day), signed_on=day, fee=2000, first_name="Hana", last_name="Mori",
        agreement="f", street="4 rue", postcode="71120", town=WORD, phone="", email="",
        age="child", of_age_on=date(2040, 1, 1), guardian=WORD,
    )  # fmt: skip
    bulletins.join_scan(asked, by=blaise, upload=pdf())
    asked = guardians.join_agreement(asked, by=blaise, at=at(day), upload=pdf(), agreed_on=day)
    memberships.take_back(asked, by=blaise)
    return asked


def test_what_a_request_in_vain_filled_again_goes_again():
    hana = left()
    live(FIRST, LAST, GONE)
    ask_again(hana, day=date(2028, 1, 10))

    found = plan(hana, date(2028, 2, 1))
    assert (found.erase_on, found.stay) == (date(2028, 4, 10), Stay.NOTHING)

    Letter.objects.to_post().delete()
    assert plan(hana, date(2028, 2, 1)).step == Step.NOTHING
    live(date(2028, 3, 12))
    post(date(2028, 3, 12))
    live(date(2028, 4, 4))
    post(date(2028, 4, 4))
    live(date(2028, 4, 11))

    hana.refresh_from_db()
    assert (hana.town, plan(hana, date(2030, 1, 1))) == ("", None)


def test_the_scan_of_a_request_in_vain_goes_with_the_fiche():
    hana = on_paper(left())
    asked = ask_again(hana, day=LEFT + timedelta(days=5))

    fiches.erase(hana, by=hana, at=at(GONE))

    asked.refresh_from_db()
    assert (asked.scan, asked.guardian_paper, asked.guardian, asked.of_age_on) == (
        None, None, "", None,
    )  # fmt: skip


def test_who_left_and_was_erased_is_not_told_that_they_are_a_member():
    hana = left()
    live(FIRST, LAST, GONE)

    told = [one.why for one in leaving.stays(Person.objects.get(pk=hana.pk), on=GONE)]

    assert "vous êtes membre" not in told


# --- a second life, and everything at once ---


def test_a_second_life_is_not_erased_again_with_the_first():
    hana = left()
    live(FIRST, LAST, GONE)
    Membership.objects.create(
        person=hana, organ="conseil", decided_on=date(2028, 1, 5), reference="pv",
        started_on=date(2028, 1, 5), ended_on=date(2029, 1, 5),
    )  # fmt: skip
    Person.objects.filter(pk=hana.pk).update(town="Lyon", is_active=True)

    done = replaying.replay(at=at(date(2029, 1, 20)))

    assert done.fiches == 0
    assert Person.objects.get(pk=hana.pk).town == "Lyon"


def test_who_erases_all_receives_every_last_letter():
    hana = left()
    factories.application(State.WITHDRAWN, person=hana, email=hana.email)

    erasing.erase_person(hana, by=hana, at=at(date(2027, 4, 1)))

    last = Letter.objects.filter(kind__in=["applications.erased", "applications.fiche_erased"])
    assert [one.state for one in last] == [Letter.State.WAITING] * 2
    whole.all_sent()
    forget_addresses()
    assert whole.where_it_stands("hana@exemple.fr") == set()
