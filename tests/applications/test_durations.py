"""How long things are kept is decided, dated and public; two notices come whatever moves."""

import io
from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from applications import resting, waiting
from applications.actions import drafts
from applications.actions.keeping import rounds
from applications.keeping import Step
from applications.states import State
from coopstudio import clock
from coopstudio.durations import actions
from coopstudio.durations.api import Durations, Kind, read
from coopstudio.durations.models import Duration
from coopstudio.french.typography import tidy
from coopstudio.mail.models import Letter
from tests.applications.factories import draft
from tests.applications.test_retention import ENDED, FIRST, GONE, at, closed
from tests.members.factories import founder, member

pytestmark = pytest.mark.django_db
PAGE = "/candidatures/conservation/durees/"
CHANGE = date(2026, 5, 10)


@pytest.fixture(autouse=True)
def list_of_its_own(settings, tmp_path):
    settings.ERASURES_FILE = tmp_path / "erasures.txt"


@pytest.fixture
def fleur():
    return founder("Fleur")


def decided(length, since_on=CHANGE, kind=Kind.CLOSED, *, by, on=date(2026, 5, 4)):
    said = {"length": length, "since_on": since_on, "decided_by": "Cercle général, 2026-14"}
    written = actions.propose(kind, **said, by=by, at=at(on))
    actions.confirm(written, by=founder("Thomas"), at=at(on))
    return written


def plan(application, day):
    found = resting.plan_of(application, today=day)
    return found.erase_on, found.step


def told():
    return Letter.objects.filter(kind="applications.expiry").count()


def test_a_duration_holds_from_its_day_on():
    held = Durations([("closed", CHANGE, 6)])

    assert [held.on(Kind.CLOSED, day) for day in (date(2026, 5, 9), CHANGE)] == [3, 6]
    assert held.promised(Kind.CLOSED, since=CHANGE, today=date(2026, 8, 1)) == 6
    assert held.promised(Kind.CLOSED, since=date(2026, 5, 9), today=date(2026, 8, 1)) == 3


def test_a_longer_one_is_not_for_what_had_ended_before(fleur):
    decided(6, by=fleur)

    before, after = closed(), closed(on=at(CHANGE))

    assert plan(before, date(2026, 5, 20))[0] == GONE
    assert plan(after, date(2026, 5, 20))[0] == date(2026, 11, 10)


def test_a_shorter_one_is_for_all_and_two_notices_come_all_the_same(fleur):
    noemie = closed()
    rounds.tend_kept(at=at(FIRST))
    decided(2, by=fleur)

    assert plan(noemie, date(2026, 5, 9)) == (GONE, Step.NOTHING)
    assert plan(noemie, CHANGE) == (date(2026, 5, 17), Step.FIRST)
    for day in (CHANGE, date(2026, 5, 11), date(2026, 5, 16)):
        rounds.tend_kept(at=at(day))
    noemie.refresh_from_db()
    assert (told(), noemie.state) == (3, State.DECLINED)
    rounds.tend_kept(at=at(date(2026, 5, 17)))
    noemie.refresh_from_db()
    assert noemie.state == State.ERASED


def test_between_two_notices_a_longer_one_changes_nothing_of_what_was_told(fleur):
    noemie = closed()
    rounds.tend_kept(at=at(FIRST))
    decided(12, by=fleur)

    for day in (CHANGE, date(2026, 5, 26), GONE):
        rounds.tend_kept(at=at(day))

    noemie.refresh_from_db()
    assert (told(), noemie.state) == (2, State.ERASED)


@pytest.mark.parametrize(
    ("length", "since_on", "why"),
    [
        (3, CHANGE, actions.SameAsNow),
        (1, CHANGE, actions.OutOfBounds),
        (13, CHANGE, actions.OutOfBounds),
        (4, date(2026, 5, 4), actions.NotYetThen),
    ],
)
def test_what_could_not_be_defended_is_refused(fleur, length, since_on, why):
    with pytest.raises(why):
        decided(length, since_on, by=fleur)

    assert not Duration.objects.exists()


def test_one_alone_changes_nothing_and_another_confirms_before_the_day(fleur):
    said = {"length": 6, "since_on": CHANGE, "decided_by": "Nous", "by": fleur}
    written = actions.propose(Kind.CLOSED, **said, at=at(date(2026, 5, 4)))
    thomas = founder("Thomas")

    assert read().on(Kind.CLOSED, CHANGE) == 3
    with pytest.raises(actions.AlreadyProposed):
        actions.propose(Kind.CLOSED, **said, at=at(date(2026, 5, 5)))
    with pytest.raises(actions.OwnProposal):
        actions.confirm(written, by=fleur, at=at(date(2026, 5, 5)))
    with pytest.raises(actions.TooLate):
        actions.confirm(written, by=thomas, at=at(CHANGE))
    actions.confirm(written, by=thomas, at=at(date(2026, 5, 9)))
    with pytest.raises(actions.AlreadyConfirmed):
        actions.confirm(written, by=founder("Lan"), at=at(date(2026, 5, 9)))

    assert read().on(Kind.CLOSED, CHANGE) == 6


@pytest.mark.parametrize(
    ("mine", "day", "wall"),
    [
        (True, "2026-05-05", "two_people_decide_a_duration"),
        (False, "2026-05-10", "confirmed_before_its_day"),
    ],
)
def test_postgresql_asks_for_two_and_in_time(fleur, mine, day, wall):
    said = {"length": 6, "since_on": CHANGE, "decided_by": "Nous", "by": fleur}
    written = actions.propose(Kind.CLOSED, **said, at=at(date(2026, 5, 4)))
    by = fleur if mine else founder("Thomas")

    with pytest.raises(IntegrityError, match=wall):
        run(
            "INSERT INTO durations_confirmation (duration_id, by_id, at) VALUES (%s, %s, %s)",
            [written.pk, by.pk, f"{day} 10:00+02"],
        )


def test_of_two_of_one_day_the_last_that_was_confirmed_holds_and_the_page_says_so(client, fleur):
    thomas, day = founder("Thomas"), date(2026, 5, 4)
    said = {"since_on": CHANGE, "decided_by": "Nous", "by": fleur, "at": at(day)}
    four, six = (actions.propose(Kind.CLOSED, length=length, **said) for length in (4, 6))

    actions.confirm(six, by=thomas, at=at(date(2026, 5, 5)))
    actions.confirm(four, by=thomas, at=at(date(2026, 5, 6)))

    assert read().on(Kind.CLOSED, CHANGE) == 4
    client.force_login(fleur)
    assert client.get(PAGE).text.count("Une autre, confirmée ensuite pour ce jour") == 1


def test_what_is_proposed_waits_on_the_desk_of_who_may_confirm_it(fleur):
    thomas, today = founder("Thomas"), date(2026, 5, 4)
    said = {"length": 4, "since_on": CHANGE, "decided_by": "Cercle général"}
    proposed = actions.propose(Kind.CLOSED, **said, by=fleur, at=at(today))

    assert [list(waiting.durations(who, today).rows) for who in (fleur, thomas)] == [[], [proposed]]
    assert not waiting.durations(thomas, CHANGE).rows, "it lapsed"


def test_a_draft_keeps_the_duration_of_the_day_it_was_last_touched(fleur):
    decided(60, kind=Kind.DRAFT, by=fleur)
    old = draft(touched_at=at(date(2026, 5, 9)), confirmed_at=at(CHANGE))
    young = draft(touched_at=at(CHANGE), confirmed_at=at(CHANGE))

    days = date(2026, 6, 8), date(2026, 6, 9), date(2026, 7, 8)
    told = [set(drafts.to_warn(at=at(day))) for day in days]

    assert [drafts.kept_for(one).days for one in (old, young)] == [90, 60]
    assert told == [set(), {young}, {old, young}]


@pytest.mark.parametrize(
    ("change", "wall"),
    [
        ("length = 6", "durations_duration is final"),
        ("since_on = '2020-01-01'", "durations_duration is final"),
    ],
)
def test_a_duration_is_never_rewritten(fleur, change, wall):
    decided(4, by=fleur)

    with pytest.raises(IntegrityError, match=wall):
        run(f"UPDATE durations_duration SET {change}")  # noqa: S608


@pytest.mark.parametrize(
    ("length", "since", "wall"),
    [
        (6, "2026-05-04", "duration_begins_after_it_was_written"),
        (90, "2026-06-01", "duration_stays_within_its_bounds"),
    ],
)
def test_postgresql_refuses_the_past_and_the_indefensible(fleur, length, since, wall):
    with pytest.raises(IntegrityError, match=wall):
        run(
            "INSERT INTO durations_duration"
            " (kind, length, since_on, decided_by, written_by_id, written_at)"
            " VALUES ('closed', %s, %s, '', %s, '2026-05-04 10:00+02')",
            [length, since, fleur.pk],
        )


def run(sql, facts=()):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, facts)


def test_a_founder_writes_it_and_everybody_reads_what_comes(client, fleur):
    client.force_login(fleur)
    day = clock.today().replace(year=clock.today().year + 1, day=1)
    typed = {"kind": "closed", "length": "4", "since_on": f"{day}", "decided_by": "Cercle général"}

    assert client.post(PAGE, typed).status_code == 302
    assert "Attend une autre personne" in client.get(PAGE).text
    client.force_login(founder("Thomas"))
    assert "Confirmer" in client.get(PAGE).text
    client.post(f"{PAGE}{Duration.objects.get().pk}/confirmation/")
    assert "Fleur" in client.get(PAGE).text

    client.logout()
    page = client.get("/confidentialite/").text
    assert "Ce qui change bientôt" in page
    assert tidy("4 mois, à partir du") in tidy(page)
    assert read().coming(clock.today()) == [(Kind.CLOSED, day, 4)]


def test_what_is_typed_wrongly_is_kept(client, fleur):
    client.force_login(fleur)
    typed = {"kind": "closed", "length": "99", "since_on": "", "decided_by": "Nous"}

    answer = client.post(PAGE, typed)

    assert (answer.status_code, 'value="99"' in answer.text) == (422, True)


def test_members_do_not_set_what_is_kept(client):
    client.force_login(member())

    assert client.get(PAGE).status_code == 404


def test_the_dry_run_says_which_durations_it_followed(fleur):
    decided(6, by=fleur)
    out = io.StringIO()

    call_command("retention", "--dry-run", stdout=out)

    assert "après la fin : 6 mois ; 6 mois à partir du 10/05/2026" in out.getvalue()


def test_a_question_closed_before_keeps_the_duration_of_its_day(fleur):
    decided(6, by=fleur)
    spans = read().spans(Kind.CLOSED, today=date(2026, 9, 1))

    assert spans == [(date.min, CHANGE, 3), (CHANGE, None, 6)]
    assert ENDED.date() < CHANGE
