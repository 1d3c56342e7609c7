"""People who look alike: the same name, or the same telephone, under two addresses.

Only those whose name this founder may meet: whoever has a folded candidature is in no pair.
"""

from django.db.models import Exists, OuterRef, Q

from applications.models import Application, Conversation, Distinction
from members.models import Person

SHOWN = 25


def met_by(founder):
    """The people whose name this founder meets in candidatures and conversations."""
    here = {"person": OuterRef("pk")}
    sent = Application.objects.received().known_to(founder).filter(**here)
    folded = Application.objects.received().folded_for(founder).filter(**here)
    talks = Conversation.objects.confirmed().filter(**here)
    found = Person.objects.filter(Exists(sent) | Exists(talks)).exclude(Exists(folded))
    return found.exclude(pk=founder.pk)


def pairs(founder):
    """[(one, other)…]: those who may be the same, the last known first."""
    older = met_by(founder).exclude(
        Exists(Distinction.objects.filter(one=OuterRef("pk"), other=OuterRef(OuterRef("pk"))))
    )
    found = list(met_by(founder).with_twin(older).order_by("-pk")[:SHOWN])
    twins = Person.objects.in_bulk([one.twin for one in found])
    return [(twins[one.twin], one) for one in found]


def twins_of(person, founder):
    """Those who may be this person under another address, and were not told apart."""
    told = Distinction.objects.filter(
        Q(one=person, other=OuterRef("pk")) | Q(other=person, one=OuterRef("pk"))
    )
    return met_by(founder).resembling(person).exclude(Exists(told)).order_by("pk")


def entrusted(person, founder):
    """What this person entrusted to us, for a founder to compare before joining."""
    return {
        "person": person,
        "applications": list(
            Application.objects.answered_by(founder).filter(person=person).order_by("number")
        ),
        "talks": Conversation.objects.confirmed().filter(person=person).count(),
    }
