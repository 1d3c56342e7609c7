"""What the association decided outside this house is written down in it: its statutes, and the
memberships that are older than the house."""

from django.db import transaction
from django.utils.text import slugify

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.actions.memberships import AlreadyMember
from members.events import Event
from members.models import Category, Membership, Statutes


class AlreadyWritten(Refused):
    message = "Une version des statuts adoptée ce jour-là est déjà inscrite."


class AlreadyCorrected(Refused):
    message = "Cette version est déjà corrigée : corrigez la correction."


class AlreadyNamed(Refused):
    message = "Un collège porte déjà ce nom."


class AlreadyClosed(Refused):
    message = "Ce collège est déjà fermé."


class UsualBelowMinimum(Refused):
    message = "La cotisation habituelle est plus petite que la cotisation minimale."


@transaction.atomic
def write_statutes(*, by, adopted_on, fee_minimum, fee_usual, corrects=None, **said):
    """Write down a version of the statutes, or ``corrects`` one that was miswritten.

    The past keeps the version under which it was done. Fees in cents; ``said``: the other fields
    of ``Statutes``.
    """
    if fee_usual < fee_minimum:
        raise UsualBelowMinimum
    _refuse_if_written(adopted_on, corrects)
    statutes = Statutes.objects.create(
        adopted_on=adopted_on, fee_minimum=fee_minimum, fee_usual=fee_usual, corrects=corrects,
        written_by=by, **said,
    )  # fmt: skip
    record(Event.STATUTES_WRITTEN, statutes, by=by, adopted_on=f"{adopted_on}")
    return statutes


@transaction.atomic
def open_category(*, by, name, masculine, feminine, votes, opened_on):
    """Write down a category of members that the statutes name."""
    code = slugify(name)[:40]
    if not code or Category.objects.filter(code=code).exists():
        raise AlreadyNamed
    category = Category.objects.create(
        code=code, name=name, masculine=masculine, feminine=feminine, votes=votes,
        opened_on=opened_on,
    )  # fmt: skip
    record(Event.CATEGORY_OPENED, category, by=by)
    return category


def close_category(category, *, by, on):
    """Nobody joins it any more, after that day; its members stay in it."""
    with locked(category) as category:
        if category.closed_on:
            raise AlreadyClosed
        category.closed_on = max(on, category.opened_on)
        category.save(update_fields=["closed_on"])
        record(Event.CATEGORY_CLOSED, category, by=by)
    return category


def enrol(person, *, by, organ, decided_on, reference, category=None):
    """Write in the register somebody whom the organ admitted before this house existed."""
    with locked(person) as person:
        if person.memberships.exclude(ended_on__lt=decided_on).exists():
            raise AlreadyMember
        membership = Membership.objects.create(
            person=person, organ=organ, decided_on=decided_on, reference=reference,
            started_on=decided_on, category=category,
        )  # fmt: skip
        record(Event.ENROLLED, person, by=by, membership=membership.pk)
    return membership


def _refuse_if_written(adopted_on, corrects):
    """One version a day, but for what corrects it; a correction is corrected in its turn."""
    if corrects is None and Statutes.objects.filter(adopted_on=adopted_on).exists():
        raise AlreadyWritten
    if corrects and Statutes.objects.filter(corrects=corrects).exists():
        raise AlreadyCorrected
