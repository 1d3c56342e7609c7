"""The processes of the house, by name: the same commands in the demonstration and in production.

``python -m coopstudio.start.services web`` becomes the web server, after a look at the settings
and the database; ``worker``, ``beat`` and ``migrate`` likewise; ``healthy`` asks ``/sante/``.
"""

import http.client
import os
import subprocess
import sys

CELERY = [sys.executable, "-m", "celery", "--app", "coopstudio.celery"]
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

    Only ``migrate`` goes without the look: it is what puts the database in order.
    """
    if name != "migrate" and subprocess.run(CHECKS, check=False).returncode:
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


def healthy():
    """For the container's health check: leave with 0 when the house is well."""
    host = (os.environ.get("COOP_HOSTS") or "localhost").split(",")[0].strip()
    return 0 if status(int(os.environ.get("PORT") or 8000), host) == 200 else 1


if __name__ == "__main__":
    sys.exit(healthy() if sys.argv[1] == "healthy" else become(sys.argv[1]))
