"""Measures that need Django in their own process: `python -m bench.inside post|form`.

Each prints one line: what|size|ours|limit|ratio|goal|at_least. Nothing that they write stays.
"""

import re
import smtplib
import statistics
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager

import django

django.setup()

from django.conf import settings  # noqa: E402 (Django is set up first)
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402

from applications.models import Application  # noqa: E402
from bench.clock import alternate, timed  # noqa: E402
from coopstudio.mail.models import Letter  # noqa: E402

SMTP_PORT = 8778
TURNS, PER_TURN = 10, 100
WORDS = "Une réponse de la longueur de celles que l’on écrit le soir, sans chercher à plaire. " * 8


class Undone(Exception):  # noqa: N818 (it undoes, nothing failed)
    """Raised at the end of a measure so that its transaction leaves nothing."""


@contextmanager
def nothing_stays():
    try:
        with transaction.atomic():
            yield
            raise Undone
    except Undone:
        pass


def post():
    """The outbox's own rounds against bare SMTP conversations, same messages, as rates."""
    from coopstudio.mail.post import as_message, deliver_due  # noqa: PLC0415 (workers only)

    options = settings.MAILERS["default"]["OPTIONS"]
    options.update(host="127.0.0.1", port=SMTP_PORT, use_tls=False, username="", password="")
    Letter.objects.all().delete()
    times = {deliver_due: [], _converse: []}
    with sink():
        for turn in range(TURNS + 1):
            letters = Letter.objects.bulk_create(_letter(turn, rank) for rank in range(PER_TURN))
            messages = [as_message(letter).as_bytes() for letter in letters]
            ours, bare = timed(deliver_due), timed(lambda now=messages: _converse(now))
            if turn:  # the first one warms both up
                times[deliver_due].append(ours)
                times[_converse].append(bare)
    waiting = Letter.objects.exclude(state="sent").count()
    if waiting:
        raise SystemExit(f"{waiting} letters did not leave.")
    Letter.objects.all().delete()
    ours, bare = (statistics.median(each) for each in times.values())
    rates = (f"{PER_TURN / each * 1000:.0f} /s" for each in (ours, bare))
    say("letters a second", PER_TURN * TURNS, *rates, bare / ours, 0.5, at_least=True)


def _letter(turn, rank):
    return Letter(
        kind="bench.letter", key=f"{turn}-{rank}", to="quelqu.un@exemple.fr", subject="Bien reçu",
        text=WORDS, html=f"<p>{WORDS}</p>",
    )  # fmt: skip


def _converse(messages):
    with smtplib.SMTP("127.0.0.1", SMTP_PORT) as line:
        for message in messages:
            line.sendmail("nous@exemple.fr", ["quelqu.un@exemple.fr"], message)


@contextmanager
def sink():
    """A mail server in a process of its own that takes everything and keeps nothing."""
    server = subprocess.Popen(
        [sys.executable, "-m", "aiosmtpd", "-n", "-c", "aiosmtpd.handlers.Sink",
         "-l", f"127.0.0.1:{SMTP_PORT}"],
    )  # fmt: skip
    try:
        for _ in range(100):
            try:
                smtplib.SMTP("127.0.0.1", SMTP_PORT).quit()
                break
            except OSError:
                time.sleep(0.05)
        yield
    finally:
        server.terminate()
        server.wait()


STEPS = {
    "vous": {"first_name": "Zoé", "last_name": "Mesure", "postcode": "21700",
             "town": "Nuits-Saint-Georges"},
    "offre": {"what": WORDS, "trades": ["facilitation"], "for_whom": WORDS, "where": WORDS,
              "coming": "yes", "time": "1"},
    "appel": {"likes": WORDS, "dislikes": WORDS},
    "parcours": {"path": WORDS},
}  # fmt: skip


def form():
    """Every step, an autosave each, and the sending, against bare views that insert as much."""
    pair = alternate(_apply, _apply_barely, rounds=30, warm_up=2)
    say("the whole application form", 10, pair.ours, pair.bare, pair.ratio, 3)


def _apply():
    with nothing_stays():
        client = Client(HTTP_HOST="localhost")
        address = f"{uuid.uuid4().hex}@exemple.fr"
        for name, answers in STEPS.items():
            typed = {**answers, "email": address} if name == "vous" else answers
            _sent(client.post(f"/candidater/{name}/brouillon/", typed), 200)
            _sent(client.post(f"/candidater/{name}/", {**typed, "go": "on"}), 302)
        link = re.search(r"/candidater/reprise/\S+", Letter.objects.get(to=address).text).group()
        _sent(client.post(link), 302)
        _sent(client.post("/candidater/relecture/", {"agreement": "on"}), 302)
        if not Application.objects.filter(email=address, state="submitted").exists():
            raise SystemExit("The application did not leave.")


def _apply_barely():
    with nothing_stays():
        client = Client(HTTP_HOST="localhost")
        address = f"{uuid.uuid4().hex}@exemple.fr"
        for name, answers in STEPS.items():
            typed = {**answers, "email": address} if name == "vous" else answers
            _sent(client.post(f"/_bare/candidater/{name}/", typed), 200)
            _sent(client.post(f"/_bare/candidater/{name}/", {**typed, "go": "on"}), 200)
        _sent(client.post("/_bare/candidater/lien/"), 200)
        _sent(client.post("/_bare/candidater/envoi/"), 200)


def _sent(response, status):
    if response.status_code != status:
        raise SystemExit(f"{response.request['PATH_INFO']} answered {response.status_code}")


def say(what, size, ours, limit, ratio, goal, *, at_least=False):
    words = [value if isinstance(value, str) else f"{value:.1f} ms" for value in (ours, limit)]
    print("|".join([what, str(size), *words, f"{ratio:.4f}", str(goal), str(int(at_least))]))


if __name__ == "__main__":
    {"post": post, "form": form}[sys.argv[1]]()
