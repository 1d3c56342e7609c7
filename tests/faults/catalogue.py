"""The thirty-one faults: what is done to the house, and what is asked of it.

``elsewhere`` names tests of the house that already make this very fault: they are run, not
written twice. ``limit`` says in what the fault made here is smaller than the one specified, always;
``repeats`` that it is made again and again, as often as ``COOP_FAULTS_SHARE`` says.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    number: int
    told: str
    asked: str
    elsewhere: tuple = ()
    limit: str = ""
    repeats: bool = False


def elsewhere():
    """Every test of the house that answers a fault."""
    return sorted({node for fault in FAULTS for node in fault.elsewhere})


APPLICATIONS = "tests/applications/test_applications.py::"
DECISIONS = "tests/applications/test_decisions.py::"
MEETINGS = "tests/applications/test_meetings.py::"
POST = "tests/services/test_post_survives.py::"
LEDGER = "tests/contributions/test_guards.py::"
RENDERING = "tests/documents/test_rendering.py::"
BACKUP = (
    "tests/backup/test_backup.py::"
    "test_an_empty_machine_takes_the_house_back_and_forgets_again_whom_it_forgot"
)

FAULTS = (
    Fault(
        1,
        "a web process is killed in the middle of 20 applications being sent",
        "0 half-written; the survivors answer 20 of 20",
    ),
    Fault(
        2,
        "a child of the worker is killed while it makes 20 papers",
        "20 made, none twice, within 60 s",
    ),
    Fault(
        3,
        "the whole worker is killed, and started again",
        "40 letters, 0 lost, at most the one in flight doubled",
        (POST + "test_a_killed_worker_loses_nothing_and_doubles_only_what_was_in_flight",),
    ),
    Fault(
        4,
        "the worker is killed while the mail server has a letter and has not said so, 10 times",
        "0 lost; at most 1 double a kill, under the same Message-ID",
    ),
    Fault(
        5,
        "two clocks ring at once, 30 reminders are due",
        "30 letters, 30 Message-IDs",
        (POST + "test_two_clocks_and_two_workers_send_each_letter_once",),
    ),
    Fault(
        6,
        "the clock and the worker sleep 36 hours",
        "20 reminders once each, 0 about what is closed",
    ),
    Fault(
        7,
        "the broker is killed with 200 letters in flight",
        "200 delivered, 0 lost, 0 doubled",
        (POST + "test_a_killed_and_emptied_broker_loses_nothing_and_doubles_nothing",),
    ),
    Fault(
        8,
        "the broker is emptied with 50 letters queued",
        "50 delivered, 0 of 10 people signed out",
    ),
    Fault(
        9,
        "no broker during 200 requests on 12 pages, sign-in, application and consent included",
        "0 answers of 500 and more; after its return the outbox is empty in 2 min",
    ),
    Fault(
        10,
        "PostgreSQL is restarted under 20 requests a second",
        "errors only while it is down; 0 of the next 40",
    ),
    Fault(
        11,
        "PostgreSQL is stopped without a word under sendings and bookings",
        "rows = what was answered (+ what was in flight); the ledger holds",
    ),
    Fault(
        12,
        "PostgreSQL's disk is full",
        "what was acknowledged is stored; a page in French, 503, no traceback",
    ),
    Fault(
        13,
        "the disk of private files is full",
        "the third CV of 5 MB refused in French; rows = files",
    ),
    Fault(
        14,
        "the mail server is closed for 10 min, then silent, then refuses 1 of 30",
        "pages p95 < 1 s; all leave ≤ 5 min after its return; the 29 others once",
        ("tests/mail/test_post.py::TestTrouble::test_a_whole_day_without_server_is_shown",),
        repeats=True,
    ),
    Fault(
        15,
        "both changes of clocks of the year, and ends of months",
        "each round as often as on other days; 12 of 12 months",
        (
            MEETINGS + "test_half_past_two_stays_half_past_two_across_the_change_of_clocks",
            "tests/applications/test_meeting_hours.py::"
            "test_an_hour_that_lasts_across_the_change_of_clocks_ends_when_it_should",
        ),
        "the clock that the programs of the house read is moved, not the one that PostgreSQL reads",
    ),
    Fault(
        16,
        "the clock goes back by 2 hours during bookings",
        "20 entries in their order, the ledger holds",
    ),
    Fault(
        17,
        "a double click: one form sent twice at once",
        "1 row each, both answers lead to one page",
        (APPLICATIONS + "test_a_double_click_sends_once",),
        repeats=True,
    ),
    Fault(
        18,
        "a captured sending is replayed after 24 h, and after signing out",
        "0 rows",
    ),
    Fault(
        19,
        "8 hands give back the same 600 € of 1 000 €, 20 times",
        "1 success, 7 refusals, 20 of 20; without the lock it overspends",
        (LEDGER + "test_two_repayments_of_the_same_apport_do_not_both_pass",),
        repeats=True,
    ),
    Fault(
        20,
        "two founders decide at once, 50 times",
        "0 decision of opposite voices, 1 decision and 1 letter of equal ones",
        (
            DECISIONS + "test_two_sendings_at_the_same_second_make_one_letter",
            DECISIONS + "test_without_the_lock_two_consents_would_decide_nothing",
        ),
        repeats=True,
    ),
    Fault(
        21,
        "30 consents at once, 20 times; an objection beside the last consent, 200 times",
        "adopted once 20 of 20; adopted under an objection 0 of 200",
        (
            "tests/governance/test_consents_together.py::"
            "test_thirty_people_consent_at_the_same_second_and_there_is_one_decision",
        ),
        repeats=True,
    ),  # fmt: skip
    Fault(
        22,
        "a voice arrives within 50 ms of the hour that closes the window, 200 times",
        "each counted or refused, 0 lost",
        repeats=True,
    ),
    Fault(
        23,
        "the migration is killed again and again in its middle",
        "it ends; 0 invalid index; the same schema as a clean one",
    ),
    Fault(
        24,
        "the house migrates under 10 requests a second",
        "p99 < 5 s, 0 answers of 500 and more",
    ),
    Fault(
        25,
        "the previous release serves on the new schema",
        "25 of 25 pages",
    ),
    Fault(
        26,
        "everything is lost, of 10 000 people too; an empty machine restores the backup",
        "tables, files and ledger equal, in 30 min; the erased erased again",
        (BACKUP,),
        repeats=True,
    ),
    Fault(27, "one bit of the backup is turned; a wrong key", "refused, in words", (BACKUP,)),
    Fault(
        28,
        "a superuser changes a cent, cuts the last row, swaps two, restores an older ledger",
        "4 of 4 found against the head that was told outside",
        (LEDGER + "test_what_was_tampered_with_is_said_and_where",),
    ),
    Fault(
        29,
        "papers that are bombs",
        "killed ≤ 20 s, ≤ 1 GiB, seen as failed; pages p95 < 1 s meanwhile",
        (
            RENDERING + "test_a_bomb_is_stopped_and_leaves_no_process",
            RENDERING + "test_a_paper_that_takes_too_much_memory_is_stopped",
            RENDERING + "test_the_clock_stops_a_paper_that_sleeps",
        ),
    ),
    Fault(
        30,
        "5 minutes of 20 requests a second, mixed roles",
        "0 answers of 500 and more, p95 < 800 ms, memory + < 10 %",
        repeats=True,
    ),
    Fault(
        31,
        "web and worker are reloaded under load",
        "0 of 500 requests failed; what ran ends or is queued again",
    ),
)
