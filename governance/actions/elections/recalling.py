"""The role is recalled: who held it tells it in a few words, and the circle consents to it."""

from django.utils import timezone

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions.elections.agreeing import ROLE, void_agreement
from governance.actions.elections.steps import check_leads, check_step, conducting, keep
from governance.emails import elections as emails
from governance.events import Event
from governance.models import Mandate
from governance.states import ElectionState


class NotYoursToTell(Refused):
    message = "Le rôle se rappelle par qui l’a tenu, ou par la personne qui facilite."


def recall(election, *, by, at):
    """The facilitator begins: what is this role, and what did it ask of who held it?"""
    with conducting(election) as election:
        check_leads(election, by=by, on=timezone.localdate(at))
        election.move_to(ElectionState.ROLE)
        keep(election, at=at)
        held = last_holder(election.role, on=timezone.localdate(at))
        if held and held.person != by and not election.told:
            emails.role_to_tell(election, held.person)
        record(Event.ELECTION_BEGUN, election, by=by)
    return election


def last_holder(role, *, on):
    """Who holds this role, or held it last; None when nobody ever did."""
    held = Mandate.objects.filter(role=role, since__lte=on).select_related("person")
    return held.order_by("-since", "-pk").first()


def tell(election, *, by, at, words):
    """Who holds or held the role sums it up in three sentences; the facilitator, if nobody did."""
    on = timezone.localdate(at)
    with conducting(election) as election:
        check_step(election, ElectionState.PREPARATION, ElectionState.ROLE)
        held = last_holder(election.role, on=on)
        if held is None or by != held.person:
            _check_may_tell(election, by=by, on=on)
        election.told, election.told_by = words, by
        keep(election, "told", "told_by")
        record(Event.ROLE_TOLD, election, by=by)
    return election


def _check_may_tell(election, *, by, on):
    try:
        check_leads(election, by=by, on=on)
    except Refused as refusal:
        raise NotYoursToTell from refusal


def frame(election, *, by, at, description, months, only_named=False, is_async=False):
    """The facilitator writes what is expected, and proposes how long the mandate lasts.

    The proposal may say another duration. Words or months that change are consented to again: what
    was answered about the others counts no more.
    """
    with conducting(election) as election:
        check_leads(election, by=by, on=timezone.localdate(at))
        check_step(election, ElectionState.PREPARATION, ElectionState.ROLE)
        if (description, months) != (election.description, election.months):
            void_agreement(election, ROLE, by=by, at=at)
        election.description, election.months = description, months
        election.only_named, election.is_async = only_named, is_async
        keep(election, "description", "months", "only_named", "is_async")
        record(Event.ELECTION_FRAMED, election, by=by, months=months)
    return election
