"""P5, P10, P11: the application form, letters, the start of a web process."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command

from bench.clock import alternate
from bench.report import Row

FIRST_ANSWER = """
import resource, sys
from importlib import import_module
from wsgiref.util import setup_testing_defaults

module, path = sys.argv[1:]
environ = {"PATH_INFO": path, "HTTP_HOST": "localhost"}
setup_testing_defaults(environ)
answered = []
body = import_module(module).application(environ, lambda status, headers: answered.append(status))
assert answered == ["200 OK"] and b"<form" in b"".join(body), answered
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
AS_SERIOUS_AS_OURS = """
DEBUG, ALLOWED_HOSTS = False, ["localhost"]
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "nothing"}}
"""


def start(house):
    """P11: from nothing to the first sign-in page, beside what `startproject` writes."""
    house.fill(0)
    with TemporaryDirectory() as folder:
        call_command("startproject", "bare", folder, verbosity=0)
        with (Path(folder) / "bare" / "settings.py").open("a") as settings:
            settings.write(AS_SERIOUS_AS_OURS)

        def ours():
            return _first_answer(house.environment(0), "coopstudio.wsgi", "/compte/login/")

        def bare():
            environment = {**os.environ, "PYTHONPATH": folder}
            environment["DJANGO_SETTINGS_MODULE"] = "bare.settings"
            return _first_answer(environment, "bare.wsgi", "/admin/login/")

        pair, memory, floor = alternate(ours, bare, rounds=30, warm_up=2), ours(), bare()
    return [
        Row("cold start of a web process", 1, pair.ours, pair.bare, pair.ratio, 1.6),
        Row("its memory", 1, f"{memory:.0f} MB", f"{floor:.0f} MB", memory / floor, 1.7),
    ]


def _first_answer(environment, module, path):
    """Start Python, ask for one page; returns the megabytes that it took.

    Both are compiled beforehand, as in the image of production: the warm-up does it.
    """
    words = [sys.executable, "-c", FIRST_ANSWER, module, path]
    compiled = {key: word for key, word in environment.items() if key != NO_BYTECODE}
    done = subprocess.run(words, env=compiled, check=True, stdout=subprocess.PIPE)
    return int(done.stdout) / 1024


def post(house):
    """P10: 1 000 letters through the outbox against a bare SMTP loop, as rates."""
    return [_in_django(house, "post", size=0)]


def form(house):
    """P5: the whole application form against bare views that insert the same rows."""
    return [_in_django(house, "form", size=150)]


def _in_django(house, name, *, size):
    """Run a measure in a process that has Django; it prints ours, limit and the ratio's terms."""
    house.fill(size)
    done = subprocess.run(
        [sys.executable, "-m", "bench.inside", name],
        env=house.environment(size),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    what, size, ours, limit, ratio, goal, at_least = done.stdout.strip().splitlines()[-1].split("|")
    return Row(what, int(size), ours, limit, float(ratio), float(goal), at_least=at_least == "1")
