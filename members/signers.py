"""Who keeps the register that day; and who signs a mise en demeure: the présidence, where somebody
holds it and may enter, else who keeps the register. Never who proposed it, nor whom it is about."""

from members.mandates import OFFICES
from members.models import Person
from members.states import Role

KEEPERS = Role.FOUNDER, Role.SECRETARY


def keepers(*, on, but=None):
    """Founders and the secretary of that day, each once; ``but``: the key of somebody left out."""
    return Person.objects.holding(*KEEPERS, on=on).exclude(pk=but)


def signers(notice, *, on):
    """The people who may sign it that day, each once."""
    others = notice.proposed_by_id, notice.membership.person_id
    for roles in ((Role.PRESIDENT,), KEEPERS):
        found = Person.objects.holding(*roles, on=on).filter(is_active=True)
        if (able := found.exclude(pk__in=others)).exists():
            return able.order_by("pk")
    return Person.objects.none()


def office_of(person):
    """« présidente », « secrétaire »: as what this person signs; empty without an office."""
    role = next((one for one in (Role.PRESIDENT, *KEEPERS) if one in person.roles), None)
    return person.agreed(*OFFICES[role]) if role else ""
