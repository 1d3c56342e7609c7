"""What every test stands on: a PostgreSQL server of its own, unless one is given."""

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

BUSY = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("house", settings(), **BUSY)  # a machine that is busy is not a fault
settings.load_profile("house")

LONGEST = (
    "browser/test_pages", "house/test_doors", "start/test_demo", "demo/test_demo",
    "applications/test_blindness", "governance/elections/test_leaks", "start/test_production",
    "demo/test_solstice",
    "browser/test_accounts", "house/test_bad_inputs", "services/", "backup/", "browser/",
)  # fmt: skip
"""Begun first, so that all workers end together."""


def pytest_configure(config):
    """Start the embedded server once, before Django reads its settings' database."""
    if os.environ.get("DATABASE_URL") or hasattr(config, "workerinput"):
        return
    from coopstudio.start.postgres import Postgres  # noqa: PLC0415
    from tests import settings  # noqa: PLC0415

    config.house_postgres = Postgres(settings.VAR_DIR, durable=False)
    config.house_postgres.start()


@pytest.fixture(scope="session", autouse=True)
def swept():
    """A test that commits leaves empty tables, soon."""
    from django.test import TransactionTestCase  # noqa: PLC0415

    from tests.emptying import sweep  # noqa: PLC0415

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", sweep)
        yield


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    items.sort(key=_turn)


def _turn(item):
    asked = (turn for turn, start in enumerate(LONGEST) if f"tests/{start}" in item.nodeid)
    return next(asked, len(LONGEST))


def pytest_collection_finish():
    """What stands now stands to the end: Python need not look again whether somebody holds it."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_unconfigure(config):
    server = getattr(config, "house_postgres", None)
    if server:
        server.stop()
