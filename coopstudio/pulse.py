"""A live page asks for one number, every two seconds: it rides in the query that finds who asks.

What is lived on several screens holds a ``beat`` that moves when anybody does anything. A screen
asks ``GET …/pouls/?b=<beat>``: 204 when nothing moved, the page's parts otherwise. A room that has
live pages says how its number is read together with the person, in one prepared question:

    @beats("reunions")
    @prepared
    def of_a_meeting():
        return Person.objects.signed_in(on=Given("on", DateField()))….annotate(beat=…)

``beats`` is the first word of the address, ``/reunions/3/pouls/``. Without it, the
view asks for the number itself.
"""

import re
from contextvars import ContextVar

PATH = re.compile(r"/(?P<noun>[a-z-]+)/(?P<key>[0-9]{1,18})/pouls/")
NOUNS = {}
ASKED = ContextVar("asked", default=None)


def beats(noun):
    """Register how the person (``person``, ``on``) and the beat of ``key`` are read at once."""

    def keep(question):
        NOUNS[noun] = question
        return question

    return keep


class Pulse:
    """Remembers, as long as the request lasts, that a live page only asks for its number."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        found = PATH.fullmatch(request.path_info)
        if found is None or found["noun"] not in NOUNS:
            return self.get_response(request)
        token = ASKED.set((NOUNS[found["noun"]], int(found["key"])))
        try:
            return self.get_response(request)
        finally:
            ASKED.reset(token)


def person_with_beat(pk, *, on):
    """The person who asks, with ``beat``; None when this request asks for no number."""
    asked = ASKED.get()
    if asked is None:
        return None
    question, key = asked
    return question(person=pk, on=on, key=key)
