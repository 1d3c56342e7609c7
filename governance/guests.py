"""Guests and experts who are not of the association: what they are asked to, and nothing else.

They read the circle where they sit, its meetings, its texts; who is only invited reads the circle
that invites them, and answers. Who is asked to one meeting reads that meeting, its agenda and the
texts that it lives, and nothing else of the circle. What each may do there is asked of ``college``,
as for everybody.
"""

from django.apps import apps
from django.utils import timezone

from governance.states import MeetingState, Standing

CIRCLE_OF = {
    "cercles": ("Circle", "pk"),
    "reunions": ("Meeting", "circle"),
    "propositions": ("Proposal", "circle"),
    "elections": ("Election", "circle"),
    "tensions": ("Tension", "circle"),
    "objections": ("Objection", "round__circle"),
    "decisions": ("Decision", "circle"),
    "mandats": ("Mandate", "circle"),
    "actions": ("Deed", "circle"),
}
"""The first word of an address: which thing its key names, and how its circle is found."""

OVER = (MeetingState.CLOSED, MeetingState.CALLED_OFF)
ANSWERED = ("circle", "circle_answer")
"""What somebody who is invited opens before they have accepted."""

LEARNING = "learning_mode"
THEIRS = ("my_deeds", "my_diary", "diary_address", "diary_end", LEARNING)


def is_asked_at(request):
    """Is this person, who is not of the association, asked at this address today?"""
    name, keys = request.resolver_match.url_name, request.resolver_match.kwargs
    if name in THEIRS and sits_somewhere(request.user):
        return True
    if name == LEARNING:
        return is_awaited(request.user)
    word = request.path.split("/")[1]
    if _is_at_their_meeting(request.user, word, keys.get("pk")):
        return True
    circle = _circle_at(word, keys)
    if circle is None:
        return False
    return _sits(request.user).filter(circle=circle).exists() or (
        name in ANSWERED and _waits(request.user).filter(circle=circle).exists()
    )


def sits_somewhere(person):
    """Does this person sit in a circle today, or is one waiting for their answer?"""
    return _sits(person).exists() or _waits(person).exists()


def is_awaited(person):
    """Is this person asked to a meeting that is not over?"""
    return _asked(person).exclude(meeting__state__in=OVER).exists()


def reads(person, circle):
    """Does this person, who is not of the association, sit in this circle today?"""
    return _sits(person).filter(circle=circle).exists()


def _is_at_their_meeting(person, word, key):
    """Is it a meeting to which they were asked; or, until it is over, a text that it lives?"""
    if not key:
        return False
    asked = _asked(person)
    if word == "reunions":
        return asked.filter(meeting=key).exists()
    lived = {"propositions": "proposal", "elections": "election", "decisions": "decision"}
    if word not in lived:
        return False
    living = asked.filter(**{f"meeting__items__{lived[word]}": key})
    return living.exclude(meeting__state__in=OVER).exists()


def _circle_at(word, keys):
    if word not in CIRCLE_OF or not {"pk", "circle"} & keys.keys():
        return None
    if "circle" in keys:
        return keys["circle"]
    model, path = CIRCLE_OF[word]
    found = apps.get_model("governance", model).objects.filter(pk=keys["pk"])
    return found.values_list(path, flat=True).first()


def _asked(person):
    return apps.get_model("governance", "MeetingGuest").objects.filter(person=person.pk)


def _sits(person):
    """Members sit as members: who has left the association is nobody's guest by that."""
    sits = apps.get_model("governance", "CircleMember").objects.on(timezone.localdate())
    return sits.filter(person=person.pk).exclude(standing=Standing.MEMBER)


def _waits(person):
    waiting = apps.get_model("governance", "CircleInvitation").objects.waiting()
    return waiting.filter(person=person.pk)
