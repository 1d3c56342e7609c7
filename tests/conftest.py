"""What every test stands on: a PostgreSQL server of its own, unless one is given."""

import os


def pytest_configure(config):
    """Start the embedded server once, before Django reads its settings' database."""
    if os.environ.get("DATABASE_URL") or hasattr(config, "workerinput"):
        return
    from coopstudio.start.postgres import Postgres  # noqa: PLC0415
    from tests import settings  # noqa: PLC0415

    config.house_postgres = Postgres(settings.VAR_DIR, durable=False)
    config.house_postgres.start()


def pytest_unconfigure(config):
    server = getattr(config, "house_postgres", None)
    if server:
        server.stop()
