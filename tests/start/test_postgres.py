"""The embedded server: what it refuses, and in which words."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from coopstudio import db
from coopstudio.start import programs
from coopstudio.start.postgres import Postgres


@pytest.fixture
def folder():
    with tempfile.TemporaryDirectory(prefix="coop-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_data_of_another_major_version_is_refused_with_the_way_out(folder):
    server = Postgres(folder)
    server.data.mkdir()
    (server.data / "PG_VERSION").write_text("15\n")

    with pytest.raises(SystemExit, match="vient de PostgreSQL 15, ce serveur est en 18") as said:
        server.prepare()

    assert "pg_dump" in str(said.value)
    assert "make demo-reset" in str(said.value)


def test_a_path_too_long_for_a_socket_is_refused(tmp_path):
    with pytest.raises(SystemExit, match="trop long pour un socket"):
        Postgres(tmp_path / ("long" * 20))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root changes user")
def test_in_a_closed_folder_the_server_lives_aside_where_nobody_can_reach_it(folder):
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    server = Postgres(closed, durable=False)

    try:
        server.start()
        answer = server.sql("SELECT current_database()", role="coop_app", name="coop")
    finally:
        server.stop()
        shutil.rmtree(server.home)

    assert answer == "coop"
    assert (closed / "postgres").is_symlink()
    assert server.home.parent == programs.ASIDE


@pytest.mark.skipif(os.geteuid() != 0, reason="only root is worth deceiving")
def test_a_planted_folder_is_not_trusted(tmp_path, monkeypatch):
    planted = tmp_path / "planted"
    planted.mkdir()
    planted.chmod(0o777)
    monkeypatch.setattr(programs, "ASIDE", planted)

    with pytest.raises(SystemExit, match="n’appartenir qu’à root"):
        programs._root_folder(planted)


def test_a_child_process_does_not_hang_up_on_its_parent(monkeypatch):
    monkeypatch.setattr(db, "connections", None)

    db.close_pools(of=os.getppid())  # would fail if it touched a connection
