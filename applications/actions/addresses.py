"""Somebody's address changed: what they sent, what they write and what they ask follow it."""

from django.db.models.functions import Lower

from applications.models import Application, Conversation
from applications.states import State
from members.rights.addresses import follows


@follows
def move(person, former):
    """Letters about all this go to ``person.email`` from now on; other addresses stay as typed."""
    for rows in (
        Application.objects.filter(person=person).exclude(state=State.ERASED),
        Conversation.objects.filter(person=person),
    ):
        moved = rows.alias(small=Lower("email")).filter(small__in=former)
        moved.update(email=person.email)
