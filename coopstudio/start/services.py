"""The processes of the house, by name: the same commands in the demonstration and in production.

``python -m coopstudio.start.services web`` becomes the web server, after a look at the settings
and the database; ``worker``, ``beat`` and ``migrate`` likewise. ``answers`` and ``ticks`` are what
the health checks ask.
"""

import http.client
import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

HOUSE = Path(__file__).resolve().parents[2]

CELERY = [sys.executable, "-m", "celery", "--quiet", "--app", "coopstudio.celery"]
COMMANDS = {
    "web": [
        sys.executable, "-m", "gunicorn", "coopstudio.wsgi", "--config",
        "python:coopstudio.start.web",
    ],
    "worker": [
        *CELERY, "worker", "--loglevel", "WARNING", "--concurrency", "2",
        "--without-gossip", "--without-mingle", "--max-tasks-per-child", "200",
    ],
    "beat": [*CELERY, "beat", "--loglevel", "WARNING", "--pidfile", ""],
    "migrate": [sys.executable, "manage.py", "prepare"],
}  # fmt: skip
CHECKS = [sys.executable, "manage.py", "check", "--database", "default", "--fail-level", "ERROR"]


def become(name):
    """Replace this process by a service; refuse if the house is not in order.

    Only ``migrate`` goes without the look, and as the owner: it puts the database in order.
    """
    os.chdir(HOUSE)
    if name == "migrate":
        owner = os.environ.get("DATABASE_OWNER_URL")
        os.environ.update({"DATABASE_URL": owner} if owner else {})
    elif subprocess.run(CHECKS, check=False).returncode:
        raise SystemExit(f"« {name} » ne démarre pas : corrigez ce qui est écrit ci-dessus.")
    os.execv(COMMANDS[name][0], COMMANDS[name])


def status(port, host="localhost"):
    """The HTTP status of ``/sante/`` on this machine, or None when nobody answers."""
    wire = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        wire.request("GET", "/sante/", headers={"Host": host})
        return wire.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        wire.close()


def answers():
    """For the health check of the web server: the page of health says that all is well."""
    address = os.environ.get("COOP_SITE_URL") or "http://localhost"
    return status(int(os.environ.get("PORT") or 8000), urlsplit(address).hostname) == 200


def ticks():
    """For the health check of beat: it wrote its file within five minutes."""
    var = Path(os.environ.get("COOP_VAR") or HOUSE / "var")
    return any(time.time() - path.stat().st_mtime < 300 for path in var.glob("beat*"))


HEALTH = {"answers": answers, "ticks": ticks}

if __name__ == "__main__":
    word = sys.argv[1]
    if word in HEALTH:
        sys.exit(not HEALTH[word]())
    become(word)
