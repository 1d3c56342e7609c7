"""People who look alike: the same name, or the same telephone, under two addresses.

Only those whose name this founder may meet: whoever has a folded candidature is in no pair.
"""

from django.db.models import BigIntegerField, Exists, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Concat

from applications.models import Application, Conversation, Distinction
from coopstudio.prepared import Given, prepared
from members.models import Person

SHOWN = 25
TWINS = 2  # on a dossier


def met_by(founder):
    """The people whose name this founder meets in candidatures and conversations."""
    here = {"person": OuterRef("pk")}
    sent = Application.objects.readable().known_to(founder).filter(**here)
    folded = Application.objects.readable().folded_for(founder).filter(**here)
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
    """[{pk, name, email}…]: those who may be this person under another address, and were not told
    apart; two at most."""
    named = bool(person.first_name and person.last_name)
    found = _twins(
        founder=founder.pk,
        person=person.pk,
        first=person.first_name if named else None,
        last=person.last_name if named else None,
        phone=person.phone or None,
    )
    return [{"pk": pk, "name": name.strip(), "email": email} for pk, name, email in found]


@prepared
def _twins():
    """Asked row by row of the few who look alike, never of everybody one met."""
    founder, person = Given("founder", BigIntegerField()), Given("person", BigIntegerField())
    here = {"person": OuterRef("pk")}
    received = Application.objects.readable()
    told = Distinction.objects.filter(
        Q(one=person, other=OuterRef("pk")) | Q(other=person, one=OuterRef("pk"))
    )
    asked = {
        "sent": received.told_to(founder).filter(is_known=True, **here),
        "talk": Conversation.objects.confirmed().filter(**here),
        "folded": received.folded_for(founder).filter(**here),
        "told": told,
    }
    words = {name: Given(name, TextField()) for name in ("first", "last", "phone")}
    found = Person.objects.resembling(person, **words).alias(
        **{name: Subquery(rows.order_by().values("pk")[:1]) for name, rows in asked.items()}
    )
    met = found.filter(Q(sent__isnull=False) | Q(talk__isnull=False), folded=None, told=None)
    name = Concat("first_name", Value(" "), "last_name")
    return met.exclude(pk=founder).order_by("pk").values_list("pk", name, "email")[:TWINS]


def entrusted(person, founder):
    """What this person entrusted to us, for a founder to compare before joining."""
    return {
        "person": person,
        "applications": list(
            Application.objects.answered_by(founder).filter(person=person).order_by("number")
        ),
        "talks": Conversation.objects.confirmed().filter(person=person).count(),
    }
