"""Somebody leaves a circle: what they held in it is told to whoever has to see to it.

A noun registers what it does then, in a module that ``apps.ready()`` loads:

    @when_somebody_goes
    def orphan_objections(person, circle, *, by, at): …

It is called in the transaction of the departure, once, after the membership has ended.
"""

HANDLERS = []


def when_somebody_goes(handler):
    HANDLERS.append(handler)
    return handler


def told(person, circle, *, by, at):
    """Tell all of them."""
    for handler in HANDLERS:
        handler(person, circle, by=by, at=at)
