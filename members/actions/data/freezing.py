"""Somebody freezes their data while something is checked (RGPD, article 18).

What is kept stays kept. Until the freeze is lifted, nobody else is shown it, reads it or changes
it, and nothing of it is erased; what registers require (a role held, a decision, an account) stays
where it stands.
"""

from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.events import Event
from members.models import DataRequest, Person
from members.states import Facet

TOLD_BEFORE = timedelta(days=7)
"""Between the answer, which says that the freeze ends, and its end: one may object meanwhile."""


class IsFrozen(Refused):
    message = (
        "Cette personne a gelé ses données le temps d’une vérification : rien ne s’y lit ni ne s’y "
        "change avant que le gel soit levé."
    )


class NotFrozen(Refused):
    message = "Vos données ne sont pas gelées : rien n’est à lever."


def freeze(person, *, at):
    """The caller holds the person."""
    if not person.frozen_since:
        person.frozen_since, person.shown = at, []
        person.save(update_fields=["frozen_since", "shown"])
        record(Event.FROZEN, person, by=person)


def announce_end(asked, *, at):
    """The check is over: whoever asked has been told, and the freeze ends a week later. The caller
    holds the request and saves it."""
    if asked.kind == DataRequest.Kind.LIMITATION and asked.thaws_on is None:
        asked.thaws_on = timezone.localdate(at) + TOLD_BEFORE


def lift(person, *, at):
    """The person lifts their own freeze, whenever they like."""
    with locked(person) as person:
        if not person.frozen_since:
            raise NotFrozen
        today = timezone.localdate(at)
        person.data_requests.holding(today).update(thaws_on=today)
        _thaw(person, by=person)
    return person


def thaw(*, at):
    """The freezes whose end was told, and has come."""
    today = timezone.localdate(at)
    for person in Person.objects.exclude(frozen_since=None).order_by("pk"):
        with locked(person) as fresh:
            if fresh.frozen_since and not fresh.data_requests.holding(today).exists():
                _thaw(fresh, by=None)


def end_of(person):
    """The day on which the freeze ends; None when there is none, or nobody has said when."""
    if not person.frozen_since or person.data_requests.freezing().exists():
        return None
    return person.data_requests.aggregate(last=Max("thaws_on"))["last"]


def refuse_if_frozen(person):
    """For what others write about somebody."""
    if person.frozen_since:
        raise IsFrozen


def pass_on(gone, kept):
    """Two that are one person: frozen if one of them was. The caller holds both."""
    if gone.frozen_since and not kept.frozen_since:
        kept.frozen_since, kept.shown = gone.frozen_since, []
        kept.save(update_fields=["frozen_since", "shown"])


def _thaw(person, *, by):
    standing = set(person.showings.standing().values_list("facet", flat=True))
    person.frozen_since = None
    person.shown = [f"{facet}" for facet in Facet if facet in standing]
    person.save(update_fields=["frozen_since", "shown"])
    record(Event.THAWED, person, by=by)
