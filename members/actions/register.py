"""What the association decided outside this house is written down in it: its statutes, and the
memberships that are older than the house."""

from django.db import transaction

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.actions.memberships import AlreadyMember
from members.events import Event
from members.models import Membership, Statutes


class AlreadyWritten(Refused):
    message = "Une version des statuts adoptée ce jour-là est déjà inscrite."


class UsualBelowMinimum(Refused):
    message = "La cotisation habituelle est plus petite que la cotisation minimale."


@transaction.atomic
def write_statutes(*, by, adopted_on, fee_minimum, fee_usual, **said):
    """Write down a version of the statutes. Fees in cents; ``said``: admission_organ,
    validated_by, readable_at."""
    if fee_usual < fee_minimum:
        raise UsualBelowMinimum
    statutes, is_new = Statutes.objects.get_or_create(
        adopted_on=adopted_on,
        defaults={"fee_minimum": fee_minimum, "fee_usual": fee_usual, **said},
    )
    if not is_new:
        raise AlreadyWritten
    record(Event.STATUTES_WRITTEN, statutes, by=by, adopted_on=f"{adopted_on}")
    return statutes


def enrol(person, *, by, organ, decided_on, reference):
    """Write in the register somebody whom the organ admitted before this house existed."""
    with locked(person) as person:
        if person.memberships.exclude(ended_on__lt=decided_on).exists():
            raise AlreadyMember
        membership = Membership.objects.create(
            person=person, organ=organ, decided_on=decided_on, reference=reference,
            started_on=decided_on,
        )  # fmt: skip
        record(Event.ENROLLED, person, by=by, membership=membership.pk)
    return membership
