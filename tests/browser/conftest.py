"""Browser, server and world of the browser tests. One Chromium for all, one world a file."""

import os

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from coopstudio.design import bundles
from tests.browser.chromium import Eyes
from tests.browser.engine import executable
from tests.browser.world import World
from tests.emptying import sweep

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright leaves a running loop


@pytest.fixture(scope="session")
def eyes():
    """Chromium. Its absence fails on the continuous integration, and is a clear skip elsewhere."""
    if not executable():
        absent = pytest.fail if os.environ.get("CI") else pytest.skip
        absent("Chromium est absent : installez-le, ou donnez son chemin dans COOP_CHROMIUM.")
    eyes = Eyes()
    yield eyes
    eyes.close()


@pytest.fixture(scope="session")
def bundled():
    """The sheets and the script as they are in production, and kept by the browser as there."""
    bundles.write()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", _kept(StaticFilesHandler.serve))
        yield


def _kept(serve):
    def served(handler, request):
        response = serve(handler, request)
        response["Cache-Control"] = "max-age=3600"
        return response

    return served


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """People and applications in every state, kept for the whole file, then swept away."""
    with django_db_blocker.unblock(), override_settings(PRIVILEGED_NEED_SECOND_FACTOR=False):
        yield World()
        sweep()
        connections.close_all()


@pytest.fixture(scope="module")
def site(world, bundled):
    server = LiveServer("localhost")
    yield server.url
    server.stop()
