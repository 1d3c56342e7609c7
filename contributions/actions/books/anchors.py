"""The head of the chain is told outside the house, so that nobody can rewrite history unseen."""

from django.db import transaction
from django.utils import timezone

from contributions import emails
from contributions.events import Event
from contributions.models import Anchor, Chain
from contributions.querysets.people import answer_for_books
from coopstudio.journal.api import record
from coopstudio.refusals import Refused

WITNESSES = 2


class NobodyToTell(Refused):
    message = (
        "L’empreinte du registre se confie à deux personnes au moins, trésorerie ou fondation : "
        "il en manque."
    )


class NothingToTell(Refused):
    message = "Le registre ne contient encore aucune écriture."


@transaction.atomic
def drop(why, *, by, at):
    """Tell the digest of the last seal to those who answer for the books, two people or more."""
    head = Chain.objects.first()
    if head is None:
        raise NothingToTell
    told = list(answer_for_books(on=timezone.localdate(at)))
    if len(told) < WITNESSES:
        raise NobodyToTell
    anchor = Anchor.objects.create(rank=head.rank, digest=head.digest, why=why, at=at)
    anchor.told.set(told)
    record(Event.ANCHORED, anchor, by=by, rank=head.rank)
    for person in told:
        emails.anchored(anchor, person)
    return anchor
