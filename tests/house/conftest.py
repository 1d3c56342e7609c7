import functools

import pytest
from django.db import connection, transaction
from django.test import override_settings

from tests.house import access


@pytest.fixture(scope="module")
def worlds(django_db_setup, django_db_blocker):
    """``worlds(state)``: one world per state for a whole file, swept away at its end.

    Tests of such a file undo what they do (``access.undone``), and do not ask for the database
    otherwise. The second factor is tested elsewhere; here only roles open doors.
    """
    one_factor = override_settings(PRIVILEGED_NEED_SECOND_FACTOR=False)
    named = connection.settings_dict["NAME"]
    assert named.startswith("test_"), "run the whole file: its own tests ask for no database"
    with django_db_blocker.unblock(), one_factor, transaction.atomic():
        yield functools.cache(access.world_of)
        transaction.set_rollback(True)
