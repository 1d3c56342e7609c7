"""What is asked of the register on paper: a certificate, an extract, a blank form."""

from datetime import timedelta

from django.db import transaction

from coopstudio.documents import api
from coopstudio.french.dates import short_day
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import documents
from members.actions.data.freezing import refuse_if_frozen
from members.events import Event
from members.models import Category, Extract, Membership, Statutes
from members.rules import said_on

EXTRACTS_KEPT = timedelta(days=30)


class NotAMember(Refused):
    message = "Cette adhésion n’est pas ouverte à cette date : il n’y a rien à attester."


class NoStatutes(Refused):
    message = "Inscrivez d’abord une version des statuts : le bulletin en reprend les termes."


@transaction.atomic
def certify(membership, *, by, on):
    """Certify that this person is a member on that day; the paper of a day is made once."""
    if not Membership.objects.active(on=on).filter(pk=membership.pk).exists():
        raise NotAMember
    if by and by.pk != membership.person_id:
        refuse_if_frozen(membership.person)
    known = documents.attestations_of(membership).filter(data__on=short_day(on)).first()
    if known:
        return known
    record(Event.CERTIFIED, membership.person, by=by, membership=membership.pk)
    return documents.attestation(membership, on=on)


@transaction.atomic
def take_extract(roll, *, by, at):
    """Take the lines that one looks at as a PDF, which goes after a month."""
    taken = note_taken(roll, by=by, at=at)
    return documents.extract(taken, roll)


@transaction.atomic
def note_taken(roll, *, by, at):
    """Whoever takes names away is written down, with which ones; their sheet is kept by nobody."""
    taken = Extract.objects.create(
        by=by, at=at, view=roll.view, on=roll.on, since=roll.since, category=roll.category,
        lines=roll.total,
    )  # fmt: skip
    record(Event.REGISTER_TAKEN, taken, by=by, lines=taken.lines, view=taken.view)
    return taken


@transaction.atomic
def sweep_extracts(*, at):
    """Extracts go after a month, with their papers. Returns how many."""
    old = Extract.objects.filter(at__lt=at - EXTRACTS_KEPT)
    keys = list(old.values_list("pk", flat=True))
    api.erase_about(Extract, keys)
    old.delete()
    return len(keys)


@transaction.atomic
def blank_form(*, by, on):
    """The form of the statutes in force; made once for each version."""
    statutes = Statutes.objects.in_force(on=on)
    if statutes is None:
        raise NoStatutes
    rules = said_on(on, statutes)
    known = documents.blank_of(statutes, rules=rules)
    if known is None:
        record(Event.BLANK_FORM_MADE, statutes, by=by)
        known = documents.blank_bulletin(statutes, Category.objects.open(on=on), rules=rules)
    return known
