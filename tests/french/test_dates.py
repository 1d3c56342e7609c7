from datetime import UTC, date, datetime, time

import pytest

from coopstudio.french import dates

THURSDAY = date(2026, 12, 3)
AFTERNOON = datetime(2026, 12, 3, 13, 30, tzinfo=UTC)  # 14 h 30 in Paris


def test_a_day_is_said_with_its_name():
    assert dates.day(THURSDAY) == "jeudi 3 décembre 2026"


def test_the_first_of_a_month_is_an_ordinal():
    assert dates.short_day(date(2026, 5, 1)) == "1er mai 2026"
    assert dates.day(date(2026, 5, 1)) == "vendredi 1er mai 2026"


def test_an_instant_is_shown_in_the_time_of_paris():
    assert dates.moment(AFTERNOON) == "jeudi 3 décembre 2026 à 14\u00a0h\u00a030"
    assert dates.day(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == "mercredi 1er juillet 2026"


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        (time(9, 0), "9\u00a0h"),
        (time(9, 5), "9\u00a0h\u00a005"),
        (time(0, 0), "0\u00a0h"),
        (AFTERNOON, "14\u00a0h\u00a030"),
    ],
)
def test_an_hour_is_said_without_idle_zeros(clock, said):
    assert dates.hour(clock) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2026, 6, 3), date(2026, 6, 5), "du 3 au 5 juin 2026"),
        (date(2026, 6, 1), date(2026, 6, 5), "du 1er au 5 juin 2026"),
        (date(2026, 5, 28), date(2026, 6, 2), "du 28 mai au 2 juin 2026"),
        (date(2026, 12, 30), date(2027, 1, 2), "du 30 décembre 2026 au 2 janvier 2027"),
        (date(2026, 6, 3), date(2026, 6, 3), "le 3 juin 2026"),
    ],
)
def test_a_stretch_of_days_repeats_nothing(start, end, said):
    assert dates.days(start, end) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 12, 2), "hier"),
        (date(2026, 12, 3), "aujourd’hui"),
        (date(2026, 12, 4), "demain"),
        (date(2026, 12, 1), "avant-hier"),
        (date(2026, 12, 6), "6 décembre 2026"),
    ],
)
def test_near_days_have_their_words(day, said):
    assert dates.near_day(day, today=THURSDAY) == said


def test_what_documents_froze_is_read_again():
    assert dates.short_day("2026-05-01") == "1er mai 2026"
    assert dates.moment(AFTERNOON.isoformat()) == dates.moment(AFTERNOON)
