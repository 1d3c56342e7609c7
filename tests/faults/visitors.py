"""Who comes while it burns: people with their sessions, and a steady flow of requests."""

import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import uuid4

from django.test import Client

TOKEN = "f" * 32


@dataclass(frozen=True)
class Answer:
    """Status 0: nobody answered. ``at`` on the clock of this machine, ``took`` in seconds."""

    status: int
    at: float
    took: float
    place: str = ""
    words: str = ""


class Visitor:
    """A browser: its cookies, and the token of its forms."""

    def __init__(self, port, person=None, **session):
        self.port, self.cookies = port, {"csrf": TOKEN}
        client = Client()
        if person:
            client.force_login(person)
        if session:
            kept = client.session
            kept.update(session)
            kept.save()
        if "session" in client.cookies:
            self.cookies["session"] = client.cookies["session"].value

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, said):
        told = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(said, doseq=True), told)

    def send_file(self, path, field, name, content):
        """One file, as a form sends it."""
        edge = uuid4().hex
        head = (
            f'--{edge}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
            "Content-Type: application/pdf\r\n\r\n"
        )
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        return self._ask(
            "POST", path, body, {"Content-Type": f"multipart/form-data; boundary={edge}"}
        )

    def _keep(self, told):
        for line in told:
            name, _, word = line.partition(";")[0].partition("=")
            if name == "session":
                self.cookies[name] = word.strip('"')

    def _ask(self, method, path, body=None, told=()):
        begun = time.monotonic()
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {
            "Host": f"localhost:{self.port}",
            "Cookie": "; ".join(f"{name}={word}" for name, word in self.cookies.items()),
            "X-CSRFToken": TOKEN,
            **dict(told),
        }
        try:
            wire.request(method, path, body, headers)
            found = wire.getresponse()
            words = found.read().decode(errors="replace")
            self._keep(found.headers.get_all("Set-Cookie") or ())
            facts = found.status, found.headers.get("Location", ""), words
        except (OSError, http.client.HTTPException):
            facts = 0, "", ""
        finally:
            wire.close()
        return Answer(facts[0], begun, time.monotonic() - begun, *facts[1:])


def flow(asks, *, rate, seconds):
    """These questions in turn, ``rate`` a second, whether they are answered or not."""
    with ThreadPoolExecutor(16) as windows:
        begun, waiting = time.monotonic(), []
        for turn in range(int(rate * seconds)):
            time.sleep(max(0, begun + turn / rate - time.monotonic()))
            waiting.append(windows.submit(asks[turn % len(asks)]))
        return [one.result() for one in waiting]


def at_once(*asks):
    """All of them at the same second."""
    with ThreadPoolExecutor(len(asks)) as windows:
        return [one.result() for one in [windows.submit(ask) for ask in asks]]


def slowest(answers, share):
    """Seconds within which this share of them was answered."""
    times = sorted(one.took for one in answers)
    return times[min(len(times) - 1, int(len(times) * share))]


def broken(answers):
    """Those that a person would call an error of the house."""
    return [one for one in answers if one.status >= 500 or one.status == 0]
