"""The association adopted a new règlement intérieur: it is written down, and members are told."""

from django.db import transaction
from django.utils import timezone

from coopstudio.alarm import ring_after_commit
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import emails
from members.events import Event
from members.models import Membership, Person, Rules

LOT = 200  # letters a transaction


class AlreadyAdopted(Refused):
    message = "Un règlement intérieur adopté ce jour-là est déjà inscrit."


class OlderThanTheLast(Refused):
    message = "Un règlement plus récent est déjà inscrit : les membres n’ont rien à apprendre."


class AdoptedLater(Refused):
    message = "Le règlement serait adopté dans le futur : inscrivez-le une fois adopté."


@transaction.atomic
def write_rules(*, by, at, adopted_on, validated_by, changes, readable_at, tells=True):
    """Write down the règlement that was adopted; each active member gets one letter of it.

    ``tells=False``: everybody knows it already, it was only not written here.
    """
    if adopted_on > timezone.localdate(at):
        raise AdoptedLater
    if Rules.objects.filter(adopted_on=adopted_on).exists():
        raise AlreadyAdopted
    if Rules.objects.filter(adopted_on__gt=adopted_on).exists() and tells:
        raise OlderThanTheLast
    rules = Rules.objects.create(
        adopted_on=adopted_on, validated_by=validated_by, changes=changes, readable_at=readable_at,
        written_by=by, written_at=at, told_at=None if tells else at,
    )  # fmt: skip
    record(Event.RULES_WRITTEN, rules, by=by, adopted_on=f"{adopted_on}")
    if tells:
        ring_after_commit("members.tasks.tell_rules")
    return rules


def tell(rules, *, at):
    """Write the next lot of letters, none to the dead. Returns how many; 0 once all were told."""
    with locked(rules) as rules:
        if rules.told_at:
            return 0
        members = Membership.objects.active(on=timezone.localdate(rules.written_at))
        waiting = Person.objects.filter(
            memberships__in=members, pk__gt=rules.told_up_to, deceased_on=None
        )
        lot = list(waiting.order_by("pk").distinct()[:LOT])
        for person in lot:
            emails.new_rules(rules, person)
        if lot:
            rules.told_up_to = lot[-1].pk
        else:
            rules.told_at = at
        rules.save(update_fields=["told_up_to", "told_at"])
    return len(lot)
