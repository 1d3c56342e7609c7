"""People are convened, within the notice of the statutes; the day moves, or is called off.

Whoever is concerned gets a row in the transaction of the fact; their letters are written from
these rows, by the hundred, so that ten thousand members are convened like ten.
"""

from django.utils import timezone

from coopstudio.alarm import ring_after_commit
from coopstudio.db import locked
from coopstudio.french.dates import short_day
from coopstudio.journal.api import record
from coopstudio.mail.models import Letter
from coopstudio.refusals import Refused
from members import documents, emails
from members.actions.assemblies.answers import NotConvened
from members.actions.assemblies.voices import settle
from members.concerned import those_of
from members.events import Event
from members.models import Convocation, Statutes
from members.states import AssemblyState

AT_ONCE = 100
"""Letters that are written in one transaction."""


class TooLate(Refused):
    """The statutes want more days between the letters and the assembly."""


class AlreadyPast(Refused):
    message = "La date de l’assemblée est passée : choisissez-en une à venir."


class NobodyConcerned(Refused):
    message = (
        "Personne n’est à convoquer ce jour-là. Pour un conseil, inscrivez d’abord qui y siège ; "
        "pour une assemblée générale, le registre n’a aucun membre à cette date."
    )


class NothingMoves(Refused):
    message = "C’est déjà ce jour, cette heure et ce lieu : rien n’a changé."


class AlreadyOver(Refused):
    message = "L’heure de l’assemblée est passée : on clôt sa feuille de présence."


class SomebodyCame(Refused):
    message = (
        "Des présences sont notées : elle a eu lieu, et l’on clôt sa feuille. Si c’est une erreur, "
        "retirez d’abord ces présences."
    )


class NotYet(Refused):
    message = "L’assemblée n’a pas commencé : la feuille se clôt après l’heure dite."


def convene(assembly, *, by, at):
    """The convocation leaves: to every person concerned, with the agenda and a proxy form."""
    with locked(assembly) as assembly:
        assembly.move_to(AssemblyState.CONVENED)
        assembly.statutes = Statutes.objects.in_force(on=timezone.localdate(at))
        _refuse_unless_in_time(assembly, at)
        assembly.convened_at = at
        _call(assembly)
        record(Event.ASSEMBLY_CONVENED, assembly, by=by, round=assembly.round)
    return assembly


def move(assembly, *, by, at, to, minutes, place):
    """Another day or hour: everybody is convened anew, and answers anew. Another place only:
    everybody is told, and the answers hold."""
    with locked(assembly) as assembly:
        if assembly.is_convened and assembly.at <= at:
            raise AlreadyOver
        before = assembly.at, assembly.minutes, assembly.place
        if (to, minutes, place) == before:
            raise NothingMoves
        assembly.move_to(AssemblyState.CONVENED)
        assembly.at, assembly.minutes, assembly.place = to, minutes, place
        assembly.sequence += 1
        if to != before[0]:
            _refuse_unless_in_time(assembly, at)
            _call(assembly)
        else:
            assembly.convocations.current().update(told_at=None)
            documents.convocation(assembly)
            _write_later(assembly)
        assembly.save()
        record(Event.ASSEMBLY_MOVED, assembly, by=by, was=before[0].isoformat())
    return assembly


def call_off(assembly, *, by, at, reason):
    """It will not be held; everybody convened is told why."""
    with locked(assembly) as assembly:
        if assembly.is_convened and assembly.at <= at:
            raise AlreadyOver
        _annul(assembly, at=at, reason=reason)
        record(Event.ASSEMBLY_CALLED_OFF, assembly, by=by)
    return assembly


def never_was(assembly, *, by, at, reason):
    """Its hour has passed and nobody met: there is no sheet to close, and everybody is told."""
    with locked(assembly) as assembly:
        if assembly.is_convened and assembly.at > at:
            raise NotYet("L’assemblée n’a pas commencé : elle se déplace, ou s’annule.")
        if assembly.convocations.current().filter(present_at__isnull=False).exists():
            raise SomebodyCame
        _annul(assembly, at=at, reason=reason)
        record(Event.ASSEMBLY_NEVER_WAS, assembly, by=by)
    return assembly


def close(assembly, *, by, at):
    """It was held: the sheet is closed for ever, and goes on paper as it stands, with the voices of
    its day."""
    with locked(assembly) as assembly:
        assembly.move_to(AssemblyState.HELD)
        if assembly.at > at:
            raise NotYet
        settle(assembly, at=at)
        assembly.closed_at = at
        assembly.save()
        assembly.convocations.update(is_closed=True)
        documents.attendance(assembly, is_closed=True)
        record(Event.ASSEMBLY_HELD, assembly, by=by, **assembly.convocations.current().counted())
    return assembly


def write_letters(assembly, *, at):
    """Write the next letters of this assembly. Returns how many are left to write."""
    with locked(assembly) as assembly:
        waiting = assembly.convocations.current().filter(told_at=None)
        rows = list(waiting.select_related("person").order_by("pk")[:AT_ONCE])
        people = [row.person_id for row in rows]
        concerned = {one["person_id"] for one in those_of(assembly, people=people)}
        know = _who_know(assembly, people)
        for convocation in rows:
            convocation.assembly = assembly
            _tell(convocation, concerned, know, at=at)
        told = Convocation.objects.filter(pk__in=[row.pk for row in rows])
        told.update(told_at=at)
        left = waiting.count()
        if left:
            _write_later(assembly)
    return left


def convene_latecomers(assembly, *, by, at):
    """Who joined since the letters left is convened at once; who left has no voice any more.
    Returns how many were convened."""
    with locked(assembly) as assembly:
        if not assembly.is_convened:
            raise NotConvened
        concerned = settle(assembly, at=at)
        known = set(assembly.convocations.current().values_list("person_id", flat=True))
        new = [concerned[key] for key in concerned.keys() - known]
        Convocation.objects.bulk_create(
            [Convocation(assembly=assembly, round=assembly.round, **facts) for facts in new]
        )
        _write_later(assembly)
        record(Event.LATECOMERS_CONVENED, assembly, by=by, came=len(new))
    return len(new)


def too_late(assembly, sent_on):
    """The sentence that says why the letters may not leave on that day, or the empty one."""
    if assembly.day >= assembly.earliest_day(sent_on):
        return ""
    days, earliest = _days(assembly.notice_days), assembly.earliest_day(sent_on)
    return (
        f"Les statuts du {short_day(assembly.statutes.adopted_on)} demandent {days} entre la "
        f"convocation et la réunion. Si les lettres partent aujourd’hui, elle se tient au plus "
        f"tôt le {short_day(earliest)} : choisissez cette date ou une date plus lointaine."
    )


def _refuse_unless_in_time(assembly, at):
    if assembly.at <= at:
        raise AlreadyPast
    if sentence := too_late(assembly, timezone.localdate(at)):
        raise TooLate(sentence)


def _call(assembly):
    """One row for each person concerned on that day; what was answered for another day stays."""
    concerned = list(those_of(assembly))
    if not concerned:
        raise NobodyConcerned
    assembly.round += 1
    assembly.save()
    Convocation.objects.bulk_create(
        [Convocation(assembly=assembly, round=assembly.round, **facts) for facts in concerned],
        batch_size=1_000,
    )
    documents.convocation(assembly)
    _write_later(assembly)


def _annul(assembly, *, at, reason):
    assembly.move_to(AssemblyState.CALLED_OFF)
    assembly.reason, assembly.closed_at = reason, at
    assembly.sequence += 1
    assembly.save()
    assembly.convocations.current().update(told_at=None)
    _write_later(assembly)


def _write_later(assembly):
    ring_after_commit("members.tasks.write_convocations", assembly.pk)


def _tell(convocation, concerned, know, *, at):
    """What is new of this assembly; only that it is called off is told to who left since."""
    assembly = convocation.assembly
    if assembly.state == AssemblyState.CALLED_OFF:
        emails.assembly_called_off(convocation, at=at)
    elif convocation.person_id not in concerned:
        return
    elif convocation.person_id in know:
        emails.assembly_moved(convocation, documents.convocation_of(assembly), at=at)
    else:
        emails.convocation(convocation, documents.convocation_of(assembly), at=at)


def _who_know(assembly, people):
    """Those of them (keys) to whom a letter said that this assembly is held: what comes next is a
    change to them, and a convocation to everybody else."""
    rows = assembly.convocations.filter(person__in=people).values_list("pk", "person_id")
    by_key = {f"members.convocation:{pk}": person for pk, person in rows}
    written = Letter.objects.filter(key__in=by_key).values_list("key", flat=True)
    return {by_key[key] for key in written}


def _days(number):
    return f"{number} jour{'s' if number > 1 else ''}"
