"""P6: the live room. An unchanged pulse against a bare view behind the same session."""

import http.client
import threading
import time
from functools import partial

from bench.clock import alternate
from bench.house import PORT, Visitor
from bench.report import Row

SIZE = 150
FACILITATOR = "fleur@demo.example"
CIRCLE = "CG"
PARTICIPANTS, EVERY, LASTING = 500, 2.0, 12.0
"""People who poll, seconds between two polls of each, seconds measured."""

OPEN = """
from django.utils import timezone
from governance.actions import meetings
from governance.college import around
from governance.models import Circle, Meeting
now = timezone.now()
circle = Circle.objects.get(prefix={circle!r})
for one in Meeting.objects.filter(circle=circle).under_way():
    meetings.close(one, by=one.facilitator or one.by, at=now)
people = [one.person for one in around(circle, on=timezone.localdate(now)) if one.has_a_voice]
leads = next(one for one in people if one.email == {email!r})
made = meetings.prepare(circle, by=leads, at=now, starts_at=now + timezone.timedelta(hours=1),
                        minutes=60, place="Dijon")
meetings.open_meeting(made, by=leads, at=now, people=people, facilitator=leads)
print(made.pk, Meeting.objects.with_beat().get(pk=made.pk).whole_beat)
"""
CHANGE = """
import time
from django.utils import timezone
from governance.actions import meetings
from governance.models import Meeting
one = Meeting.objects.get(pk={key})
meetings.arrive(one, by=one.facilitator, at=timezone.now(), guest="Une voisine")
print(time.time())
"""


class Poller(Visitor):
    """Asks for the number, and knows what is said when nothing moved."""

    def pulse(self, path):
        """The headers of an answer that says that nothing moved; None when something did."""
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        answer.read()
        if answer.status not in (200, 204):
            raise SystemExit(f"{path} answered {answer.status}")
        return answer.headers if answer.status == 204 else None


def live(house):
    """The cost of one pulse, then that of five hundred people at once."""
    house.fill(SIZE)
    session = house.session_of(FACILITATOR, SIZE)
    code = OPEN.format(circle=CIRCLE, email=FACILITATOR)
    key, beat = house.run(code, SIZE).split()[-2:]
    path = f"/reunions/{key}/pouls/?b={beat}"
    with house.server(SIZE):
        visitor = Poller(session)
        pair = alternate(partial(visitor.pulse, path), partial(visitor.get, "/_bare/personne/"))
        queries = int(visitor.pulse(path)["X-Queries"])
        pulse = Row("pouls inchangé", SIZE, pair.ours, pair.bare, pair.ratio, 1.5, queries, 2)
    crowd = _Crowd(session, path)
    with house.server(SIZE, workers=2):
        crowd.live(lambda: house.run(CHANGE.format(key=key), SIZE))
    slow, last = crowd.slow, crowd.last
    return [
        pulse,
        Row(f"pouls, {PARTICIPANTS} personnes", SIZE, slow, 100.0, slow / 100.0, 1.0),
        Row(
            f"un changement, à {PARTICIPANTS} écrans", SIZE, f"{last:.2f} s", "2.5 s", last / 2.5, 1
        ),
    ]


class _Crowd:
    """Everybody polls; in the middle the facilitator changes something."""

    def __init__(self, session, path):
        self.session, self.path, self.lock = session, path, threading.Lock()
        self.times, self.told_at, self.changed_at = [], [], None

    @property
    def slow(self):
        """The slowest twentieth of answers while nothing moves, in milliseconds."""
        return sorted(self.times)[int(len(self.times) * 0.95)]

    @property
    def last(self):
        """Seconds after which the last screen knew of the change."""
        if len(self.told_at) < PARTICIPANTS:
            raise SystemExit(f"{PARTICIPANTS - len(self.told_at)} screens never knew.")
        return max(self.told_at) - self.changed_at

    def live(self, change):
        self.begun = time.monotonic()
        crowd = [threading.Thread(target=self._poll, args=(rank,)) for rank in range(PARTICIPANTS)]
        for one in crowd:
            one.start()
        time.sleep(LASTING / 2)
        self.changed_at = float(change())
        for one in crowd:
            one.join()

    def _poll(self, rank):
        visitor = Poller(self.session, port=PORT)
        time.sleep(EVERY * rank / PARTICIPANTS)
        while time.monotonic() - self.begun < LASTING:
            asked = time.perf_counter()
            try:
                told = visitor.pulse(self.path)
            except (http.client.HTTPException, ConnectionError):
                visitor = Poller(self.session, port=PORT)
                continue
            spent = time.perf_counter() - asked
            with self.lock:
                if self.changed_at is None:
                    self.times.append(spent * 1000)
                if told is None:
                    self.told_at.append(time.time())
                    return
            time.sleep(max(0.0, EVERY - spent))
