"""Only ``make faults`` reads the faults: they take minutes, and burn what they stand on."""

import os

import pytest

collect_ignore_glob = [] if os.environ.get("COOP_FAULTS") else ["test_*.py"]


@pytest.fixture(scope="session")
def built(server, django_db_setup, django_db_blocker):
    """What the programs of the house need once: rights for the pages, files to serve."""
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from coopstudio.start import rights  # noqa: PLC0415
    from tests.faults.house import House  # noqa: PLC0415

    with django_db_blocker.unblock():
        rights.grant(connection, "coop_app")
        house = House(server, settings.VAR_DIR)
        connection.close()
    for words in (["bundle", "-v0"], ["collectstatic", "--no-input", "-v0"]):
        done = house.python("manage.py", *words)
        assert done.returncode == 0, done.stderr
    return house


@pytest.fixture
def house(built, transactional_db):
    """The house, closed: each fault opens what it needs. Bells really ring."""
    from coopstudio.celery import app  # noqa: PLC0415

    app.conf.task_always_eager = False
    built.office.open()
    yield built
    built.end()
    app.conf.task_always_eager = True


@pytest.fixture(autouse=True)
def numbered(request):
    """Which of the thirty-one it is."""
    marks = request.node.iter_markers("fault")
    request.node.user_properties += [("fault", number) for mark in marks for number in mark.args]


@pytest.fixture
def seen(request):
    """``seen("200 delivered")``: what the table of docs/faults.md tells."""
    return lambda words: request.node.user_properties.append(("seen", words))
