"""``python -m tests.faults``: a PostgreSQL that keeps its promises, every fault, one table.

The server is durable (the one of the other tests is not): what it said was written must be there
after it was killed. Words choose, as pytest does: ``make faults ONLY="-k broker"``.
"""

import os
import sys
import tempfile
from pathlib import Path

import pytest

from coopstudio.start.postgres import Postgres
from tests.faults.catalogue import elsewhere
from tests.faults.report import Report

HERE = "tests/faults"
OPTIONS = ["-q", "-p", "no:cacheprovider", "--create-db"]


class Servers:
    """What every fault stands on, for pytest."""

    def __init__(self, server):
        self._server = server

    @pytest.fixture(scope="session")
    def server(self):
        return self._server


def main(words):
    report = Report()
    with tempfile.TemporaryDirectory(prefix="coop-faults-") as folder:
        Path(folder).chmod(0o755)
        server = Postgres(folder)
        server.start()
        os.environ |= {
            "COOP_FAULTS": "1",
            "COOP_VAR": folder,
            "DATABASE_URL": server.url("coop_owner"),
        }
        chosen = words or elsewhere()
        try:
            code = pytest.main([*OPTIONS, HERE, *chosen], plugins=[report, Servers(server)])
        finally:
            server.stop()
    report.write()
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
