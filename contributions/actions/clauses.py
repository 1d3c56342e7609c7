"""The library of articles: laid down once; a version is written, then ended, never changed."""

from datetime import date

from django.db import transaction

from contributions.contracts.filling import variables_in
from contributions.contracts.library import articles
from contributions.events import Event
from contributions.models import Clause
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused

SINCE = date(2026, 1, 1)
"""From when the wording of the house counts: before any contract."""


class AlreadyEnded(Refused):
    message = "Cette version est déjà terminée."


class EndsBeforeItBegan(Refused):
    message = "Une version ne se termine pas avant d’avoir commencé : choisissez un jour plus tard."


class BeginsTooEarly(Refused):
    message = "Cette clause a déjà une version plus récente : choisissez un jour plus tard."


@transaction.atomic
def lay_down():
    """The articles of the house, as drafts, where none of that code was ever written.

    Called at the first need; called again it does nothing.
    """
    known = set(Clause.objects.values_list("code", flat=True))
    Clause.objects.bulk_create(
        [
            Clause(
                code=one.code, version=1, rank=one.rank, title=one.title, text=one.text,
                is_mandatory=one.is_mandatory, only_for=one.only_for, from_on=SINCE,
            )
            for one in articles()
            if one.code not in known
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def write(clause, *, by, at, title, text, from_on, validated_by=""):
    """The next version of this article; the one before it ends that day.

    ``validated_by``: the lawyer who did, and when; empty, it stays a draft to be validated.
    """
    list(variables_in(f"{title}\n{text}"))
    with locked(clause) as clause:
        last = Clause.objects.filter(code=clause.code).order_by("version").last()
        if from_on < last.from_on:
            raise BeginsTooEarly
        if last.ended_on is None or last.ended_on > from_on:
            last.ended_on = from_on
            last.save(update_fields=["ended_on"])
        made = Clause.objects.create(
            code=last.code, version=last.version + 1, rank=last.rank, title=title, text=text,
            is_mandatory=last.is_mandatory, only_for=last.only_for, from_on=from_on,
            validated_by=validated_by, written_by=by, written_at=at,
        )  # fmt: skip
        record(Event.CLAUSE_WRITTEN, made, by=by, version=made.version)
    return made


def end(clause, *, by, on):
    """From that day no new contract bears it; those that bear it keep it."""
    with locked(clause) as clause:
        if clause.ended_on is not None:
            raise AlreadyEnded
        if on < clause.from_on:
            raise EndsBeforeItBegan
        clause.ended_on = on
        clause.save(update_fields=["ended_on"])
        record(Event.CLAUSE_ENDED, clause, by=by, on=on.isoformat())
    return clause
