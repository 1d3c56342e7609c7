"""What is kept for a while may be filled by a stranger: what holds them back stays."""

import pytest

from coopstudio.health import HEARTBEAT
from coopstudio.kept import Kept

pytestmark = pytest.mark.django_db
A_MINUTE, A_DAY = 60, 24 * 3600
DRAFTS, CODES = "0a1b:drafts-of-this-hour", "allauth:codes-of-this-minute"


def test_whoever_fills_it_drops_neither_the_counts_of_others_nor_what_health_remembers():
    kept = Kept("house_cache", {"OPTIONS": {"MAX_ENTRIES": 30}})
    kept.set(DRAFTS, 3, A_MINUTE)
    kept.set(CODES, 2, A_MINUTE)
    kept.set(HEARTBEAT, "now", None)

    for number in range(100):
        kept.set(f"once:{number}", number, A_DAY)

    assert [kept.get(one) for one in (DRAFTS, CODES, HEARTBEAT)] == [3, 2, "now"]
    assert 0 < sum(f"once:{number}" in kept for number in range(100)) <= 31


def test_what_is_over_goes_first():
    kept = Kept("house_cache", {"OPTIONS": {"MAX_ENTRIES": 3}})
    for number in range(4):
        kept.set(f"over:{number}", number, -A_MINUTE)

    kept.set("still", 1, A_DAY)
    kept.set("new", 1, A_DAY)

    assert (kept.get("still"), kept.get("new")) == (1, 1)
