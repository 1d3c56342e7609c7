"""Whom the demonstration speaks of, by the name of their address."""

from coopstudio.demo.world import address
from members.models import Person


def person(name):
    return Person.objects.get(email=address(name))
