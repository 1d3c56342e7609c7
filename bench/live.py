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


class Poller(Visitor):
    """Asks for the number and expects that nothing moved."""

    def pulse(self, path):
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        answer.read()
        if answer.status != 204:
            raise SystemExit(f"{path} answered {answer.status}")
        return answer.headers


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
    with house.server(SIZE, workers=2):
        slow = _crowd(session, path)
    crowd = Row(f"pouls, {PARTICIPANTS} personnes", SIZE, slow, 100.0, slow / 100.0, 1.0)
    return [pulse, crowd]


def _crowd(session, path):
    """The slowest twentieth of answers, in milliseconds, when everybody polls."""
    times, lock, begun = [], threading.Lock(), time.monotonic()

    def poll(rank):
        visitor = Poller(session, port=PORT)
        time.sleep(EVERY * rank / PARTICIPANTS)
        while time.monotonic() - begun < LASTING:
            asked = time.perf_counter()
            try:
                visitor.pulse(path)
            except (http.client.HTTPException, ConnectionError):
                visitor = Poller(session, port=PORT)
                continue
            spent = time.perf_counter() - asked
            with lock:
                times.append(spent * 1000)
            time.sleep(max(0.0, EVERY - spent))

    crowd = [threading.Thread(target=poll, args=(rank,)) for rank in range(PARTICIPANTS)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return sorted(times)[int(len(times) * 0.95)]
