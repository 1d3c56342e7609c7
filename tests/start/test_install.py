"""A stranger's machine: which Python is taken, and what a second set-up does (nothing)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coopstudio.install import assets
from coopstudio.install import packages as install
from coopstudio.start import pango

HOUSE = Path(__file__).resolve().parents[2]
FINDER = HOUSE / "coopstudio" / "install" / "python.sh"
TOOLS = ("sh", "dirname", "cat", "ls")


@pytest.fixture
def machine(tmp_path):
    """A path with the shell's tools alone, and a home without pyenv."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in TOOLS:
        (programs / name).symlink_to(shutil.which(name))
    return tmp_path


def _program(machine, name, body):
    path = machine / "bin" / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def _found(machine, *words):
    env = {"PATH": str(machine / "bin"), "HOME": str(machine)}
    return subprocess.run([FINDER, *words], env=env, capture_output=True, text=True, check=False)


def test_without_a_young_python_one_french_sentence_says_what_to_type(machine):
    asked = _found(machine, "--version")

    assert asked.returncode == 1
    assert asked.stdout == ""
    assert asked.stderr.count("\n") == 1
    assert "Il faut Python 3.12" in asked.stderr
    assert "apt install" in asked.stderr


def test_a_shim_that_refuses_is_passed_over(machine):
    _program(machine, "python3.13", "echo 'pyenv: python3.13: command not found' >&2; exit 127")
    _program(machine, "python3.12", f'exec "{sys.executable}" "$@"')

    asked = _found(machine, "-c", "print('bonjour')")

    assert asked.stdout == "bonjour\n"


def test_the_version_that_the_project_names_comes_first(machine):
    wanted = machine / ".pyenv" / "versions" / "3.13.9" / "bin"
    wanted.mkdir(parents=True)
    (wanted / "python").write_text(f'#!/bin/sh\nNAMED=yes exec "{sys.executable}" "$@"\n')
    (wanted / "python").chmod(0o755)
    _program(machine, "python3.13", f'exec "{sys.executable}" "$@"')

    asked = _found(machine, "-c", "import os; print(os.environ.get('NAMED'))")

    assert asked.stdout == "yes\n"


def test_a_python_that_uv_knows_serves_too(machine):
    _program(machine, "uv", f'echo "{sys.executable}"')

    asked = _found(machine, "-c", "print('bonjour')")

    assert asked.stdout == "bonjour\n"


def test_a_second_set_up_runs_no_command(monkeypatch, tmp_path):
    for folder in (".venv/bin", "requirements", "node_modules", "static/vendor"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("requirements/demo.txt", "requirements/test.txt", "package-lock.json"):
        shutil.copy(HOUSE / name, tmp_path / name)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    ran = []
    monkeypatch.setattr(install, "HOUSE", tmp_path)
    monkeypatch.setattr(install, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(install, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(install, "_run", lambda command, _: ran.append(command))

    first, second = install.install("test"), install.install("test")
    smaller = install.install("demo")

    assert first == ["packages", "node modules", "assets"]
    assert second == smaller == []
    assert len(ran) == 3


def test_a_new_lock_is_installed(monkeypatch, tmp_path):
    lock, stamp = tmp_path / "demo.txt", tmp_path / "installed-demo"
    lock.write_text("django==6.1.3")
    install._stamp(stamp, lock)
    assert install._is_current(stamp, lock)

    lock.write_text("django==6.1.4")

    assert not install._is_current(stamp, lock)


def test_what_browsers_load_was_collected_with_its_licences():
    collected = {
        str(path.relative_to(assets.VENDOR))
        for path in assets.VENDOR.rglob("*")
        if path.is_file() and path.name != ".collected"
    }

    assert collected == set(assets.FILES)


def test_missing_libraries_are_named_with_the_command_that_brings_them(monkeypatch):
    monkeypatch.setattr(pango, "_loads", lambda name: "subset" not in name)
    monkeypatch.setattr(sys, "platform", "linux")

    assert pango.advice() == (
        "Les PDF attendront : il manque des bibliothèques du système. "
        "Tapez « sudo apt install libharfbuzz-subset0 »."
    )


def test_a_machine_with_everything_hears_nothing(monkeypatch):
    monkeypatch.setattr(pango, "_loads", lambda name: True)

    assert pango.advice() is None


def test_the_finder_may_be_run():
    assert os.access(FINDER, os.X_OK)
