"""An assembly is prepared: its day, its place, its agenda. Nobody is told yet."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.events import Event
from members.models import AgendaItem, Assembly, Statutes
from members.models.assemblies import MOST_ITEMS


class NoStatutes(Refused):
    message = "Inscrivez d’abord les statuts : ils disent dans quel délai on convoque."


class NoAgenda(Refused):
    message = "Écrivez au moins un point à l’ordre du jour."


class AlreadyConvened(Refused):
    message = (
        "La convocation est partie : l’ordre du jour ne change plus. La date et le lieu se "
        "déplacent, et chaque personne en reçoit la nouvelle."
    )


@transaction.atomic
def prepare(*, by, on, items, **facts):
    """Begin an assembly. ``items``: the lines of its agenda; ``facts``: kind, title, at, minutes,
    place, words."""
    statutes = Statutes.objects.in_force(on=on)
    if statutes is None:
        raise NoStatutes
    assembly = Assembly.objects.create(prepared_by=by, statutes=statutes, **facts)
    _write_agenda(assembly, items)
    record(Event.ASSEMBLY_PREPARED, assembly, by=by)
    return assembly


def change(assembly, *, by, items, **facts):
    """Write again what was prepared, as long as nobody was convened."""
    with locked(assembly) as assembly:
        if not assembly.is_draft:
            raise AlreadyConvened
        for field, value in facts.items():
            setattr(assembly, field, value)
        assembly.save(update_fields=list(facts))
        assembly.items.all().delete()
        _write_agenda(assembly, items)
        record(Event.ASSEMBLY_CHANGED, assembly, by=by)
    return assembly


def put_off(assembly, *, by, at):
    """Keep the hour, and take the first day that the statutes allow if the letters leave today."""
    with locked(assembly) as assembly:
        if not assembly.is_draft:
            raise AlreadyConvened
        earliest = assembly.earliest_day(timezone.localdate(at))
        hour = timezone.localtime(assembly.at).time()
        assembly.at = timezone.make_aware(datetime.combine(earliest, hour))
        assembly.save(update_fields=["at"])
        record(Event.ASSEMBLY_PUT_OFF, assembly, by=by, on=f"{earliest}")
    return assembly


def give_up(assembly, *, by):
    """What was only prepared is thrown away; the journal says that it was."""
    with locked(assembly) as assembly:
        if not assembly.is_draft:
            raise AlreadyConvened
        record(Event.ASSEMBLY_GIVEN_UP, assembly, by=by)
        assembly.delete()


def _write_agenda(assembly, items):
    if not items:
        raise NoAgenda
    AgendaItem.objects.bulk_create(
        AgendaItem(assembly=assembly, rank=rank, words=words)
        for rank, words in enumerate(items[:MOST_ITEMS], start=1)
    )
