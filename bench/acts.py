"""P5, P7, P10, P11: the application form, PDFs, letters, the start of a web process."""

import os
import subprocess
import sys

from bench.clock import alternate
from bench.report import Row

IMPORT = (
    "import django; django.setup(); from django.core.wsgi import get_wsgi_application as w; w()"
)
MEMORY = "; import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
BARE_PROJECT = (
    "from django.conf import settings; settings.configure(ROOT_URLCONF='bench.empty', "
    "INSTALLED_APPS=['django.contrib.auth', 'django.contrib.contenttypes', "
    "'django.contrib.sessions', 'django.contrib.messages', 'django.contrib.staticfiles'], "
    "DATABASES={'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'x'}}, "
    "MIDDLEWARE=['django.contrib.sessions.middleware.SessionMiddleware'])\n"
)


def start(house):
    """P11: cold start and memory of a web process, beside a bare Django project's."""
    environment = house.environment(150)

    def run(code):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return int(done.stdout.split()[-1])

    ours, bare = IMPORT + MEMORY, BARE_PROJECT + IMPORT + MEMORY
    pair = alternate(lambda: run(ours), lambda: run(bare), rounds=10, warm_up=1)
    memory, floor = run(ours) / 1024, run(bare) / 1024
    return [
        Row("cold start of a web process", 1, pair.ours, pair.bare, pair.ratio, 1.6),
        Row("its memory", 1, f"{memory:.0f} MB", f"{floor:.0f} MB", memory / floor, 1.7),
    ]


def post(house):
    """P10: 1 000 letters through the outbox against a bare SMTP loop, as rates."""
    return [_in_django(house, "bench.inside", "post")]


def paper(house):
    """P7: the copy of an application as PDF against bare WeasyPrint on the same HTML."""
    return [_in_django(house, "bench.inside", "paper")]


def form(house):
    """P5: the whole application form against bare views that insert the same rows."""
    return [_in_django(house, "bench.inside", "form")]


def _in_django(house, module, name):
    """Run a measure in a process that has Django; it prints ours, limit and the ratio's terms."""
    house.fill(150)
    done = subprocess.run(
        [sys.executable, "-m", module, name],
        env=house.environment(150, PYTHONPATH=os.getcwd()),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    what, size, ours, limit, ratio, goal, at_least = done.stdout.strip().splitlines()[-1].split("|")
    return Row(what, int(size), ours, limit, float(ratio), float(goal), at_least=at_least == "1")
