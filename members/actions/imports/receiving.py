"""What a person does with a sheet of members, before and after a worker reads it."""

from datetime import timedelta
from itertools import batched

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from coopstudio.alarm import ring_after_commit
from coopstudio.db import locked
from coopstudio.durations.api import Kind, read
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from coopstudio.sheets.api import look_at
from members.actions.imports.carrying import tallied, try_again
from members.actions.imports.reading import AT_ONCE, without
from members.events import Event
from members.importing.reaching import HOUSE
from members.models import Import, ImportFile, ImportLine
from members.states import Answer, ImportState, Verdict


class ColumnsMissing(Refused):
    message = (
        "Dites au moins où sont le nom, et de quoi écrire à la personne : son adresse e-mail, ou "
        "sa rue, son code postal et sa commune. Sans eux, on ne sait pas de qui parle une ligne."
    )


class TwiceTheSame(Refused):
    message = "Deux colonnes disent la même chose : n’en lisez qu’une."


class StillReading(Refused):
    message = "La lecture est en cours : attendez qu’elle finisse."


class AlreadyWritten(Refused):
    message = "Cette ligne est déjà inscrite au registre : elle se corrige sur la fiche."


class NotDoubtful(Refused):
    message = "Cette ligne ne ressemble à personne : il n’y a rien à dire d’elle."


class NothingToWrite(Refused):
    message = (
        "Aucune ligne n’est à écrire. Corrigez la feuille ou les colonnes, ou répondez aux lignes "
        "qui attendent."
    )


@transaction.atomic
def receive(upload, *, by, at, sheet=""):
    """Take in a file, for a worker to read. What is visibly no sheet is refused at once."""
    look_at(upload)
    import_ = Import.objects.create(
        name=upload.name[:150], sheet=sheet[:120], by=by, received_at=at, touched_at=at
    )
    ImportFile.objects.create(import_of=import_, content=upload.read())
    record(Event.IMPORT_RECEIVED, import_, by=by, octets=upload.size)
    ring_after_commit("members.tasks.carry_import", import_.pk)
    return import_


def say_columns(import_, *, by, at, columns, **defaults):
    """Say what each column holds, and try: a worker reads every line, and writes nothing.

    ``defaults``: priority, organ, reference, since, category, for lines that do not say them.
    """
    _refuse_unless_enough(columns)
    with locked(import_) as import_:
        if import_.is_running:
            raise StillReading
        import_.move_to(ImportState.CHECKING)
        import_.columns = columns
        for field, value in defaults.items():
            setattr(import_, field, value)
        import_.lines.exclude(answer=Answer.WAITS).update(answer=Answer.WAITS)
        _begin(import_, at=at)
        record(Event.IMPORT_TRIED, import_, by=by)
    return import_


def settle(line, *, by, at, answer):
    """Say whether a line that resembles somebody is that person; it is judged again at once."""
    with locked(line.import_of) as import_, locked(line) as line:
        if import_.is_running:
            raise StillReading
        if line.done_at:
            raise AlreadyWritten
        if line.verdict != Verdict.TWIN and line.answer == Answer.WAITS:
            raise NotDoubtful
        line.answer = answer
        try_again(import_, line, at=at)
        import_.tally, import_.touched_at = tallied(import_), at
        import_.save(update_fields=["tally", "touched_at"])
        record(Event.IMPORT_SETTLED, import_, by=by, line=line.number, answer=answer)
    return line


def confirm(import_, *, by, at):
    """Write the lines that are ready, by a worker; the others stay aside. ``by`` answers for it."""
    with locked(import_) as import_:
        if import_.is_running:
            raise StillReading
        ready = import_.lines.takeable().count()
        if not ready:
            raise NothingToWrite
        import_.move_to(ImportState.IMPORTING)
        import_.by, import_.confirmed_at = by, at
        _let_go_of_unread(import_)
        _begin(import_, at=at)
        record(Event.IMPORT_CONFIRMED, import_, by=by, rows=ready)
    return import_


def drop(import_, *, by, at):
    """Give an import up: nothing was written, and its lines go at once."""
    with locked(import_) as import_:
        if import_.is_running:
            raise StillReading
        import_.move_to(ImportState.DROPPED)
        record(Event.IMPORT_DROPPED, import_, by=by)
        _clear(import_, at=at)
    return import_


def to_forget(*, at):
    """The imports whose lines have been kept long enough since somebody last touched them."""
    found = Q(pk__in=[])
    for start, end, days in read().eras(Kind.SHEET, today=timezone.localdate(at)):
        era = Q(touched_at__gte=start) if start else Q()
        era &= Q(touched_at__lt=end) if end else Q()
        found |= era & Q(touched_at__lt=at - timedelta(days=days))
    return Import.objects.filter(found).forgettable()


def forget(import_, *, at):
    """The lines of an import that nobody touches any more go; its counts stay."""
    with locked(import_) as import_:
        if import_.can_move_to(ImportState.DROPPED):
            import_.move_to(ImportState.DROPPED)
        _clear(import_, at=at)
    return import_


def _refuse_unless_enough(columns):
    said = [code for code in columns if code]
    if len(said) != len(set(said)):
        raise TwiceTheSame
    is_written_to = "email" in said or set(HOUSE) <= set(said)
    if not is_written_to or not {"name", "last_name", "first_name"} & set(said):
        raise ColumnsMissing


def _begin(import_, *, at):
    """A new pass, from the first line."""
    import_.reached, import_.looked_at, import_.touched_at = 0, 0, at
    import_.save()
    ring_after_commit("members.tasks.carry_import", import_.pk)


def _let_go_of_unread(import_):
    """The columns are said for good: what was not read is not kept any longer."""
    unread = {rank for rank, code in enumerate(import_.columns) if not code}
    lines = import_.lines.only("cells").order_by("pk").iterator(chunk_size=AT_ONCE)
    for some in batched(lines if unread else (), AT_ONCE):
        for line in some:
            line.cells = without(unread, line.cells)
        ImportLine.objects.bulk_update(some, ["cells"])


def _clear(import_, *, at):
    import_.lines.all().delete()
    ImportFile.objects.filter(import_of=import_).delete()
    import_.forgotten_at = import_.touched_at = at
    import_.save()
