"""Whom one may be in the demonstration; ``members.demo`` declares them, loaded only there."""

from dataclasses import dataclass

from django.utils.module_loading import import_string

from members.models import Person

WORLDS = ["members.demo", "members.demo.cooperative"]


@dataclass(frozen=True)
class Persona:
    """Somebody whom a visitor may become in one click, with what they can try."""

    person: Person
    title: str
    tries: str

    @property
    def email(self):
        return self.person.email


def personas():
    """Those whose person lives in this house, in the order of the demonstration."""
    declared = [one for name in WORLDS for one in import_string(f"{name}.PERSONAS")]
    living = Person.objects.filter(is_active=True, email__in=[email for email, *_ in declared])
    known = {person.email: person for person in living}
    return [
        Persona(known[email], who.partition(", ")[2], tries)
        for email, who, tries in declared
        if email in known
    ]


def persona_at(email):
    """The persona of that address; None for anybody else."""
    return next((persona for persona in personas() if persona.email == email), None)
