"""A worker reads the lines of an import, a hundred at once, and writes those that are ready.

Each batch is one transaction that holds the import: a worker that dies loses its batch only, two
workers take turns, and a line that is written is never written twice.
"""

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from members import region
from members.actions.data.freezing import IsFrozen, refuse_if_frozen
from members.actions.fees.taken_over import MoreThanAsked, take_over
from members.actions.profile.details import take_over as take_over_details
from members.events import Event
from members.importing.asked import code_of
from members.importing.cells import told
from members.importing.judging import Judge
from members.importing.matching import Crowd, keys_of
from members.models import Category, Detail, FeeYear, ImportLine, Membership, Person
from members.rights import addresses
from members.states import ImportState, Verdict

BATCH = 100
READY = {Verdict.CREATED, Verdict.CHANGED, Verdict.SAME}
WRITTEN = ["keys", "called", "verdict", "causes", "changes", "person", "answer", "done_at"]
CHANGED_MEANWHILE = (
    "La maison a changé pendant l’inscription : cette ligne n’a pas pu être écrite.",
    "Redonnez la feuille : les lignes déjà inscrites ne le seront pas deux fois.",
)
WAIT_FOR_THAW = "Attendez que le gel soit levé, puis redonnez cette ligne : le reste s’inscrit."
TAKE_COLUMN_OFF = "Videz cette case dans la feuille, puis redonnez-la : le reste s’inscrira."


def carry(import_, *, at):
    """Read the next hundred lines. Returns whether some are left."""
    with locked(import_) as import_:
        if import_.state not in {ImportState.CHECKING, ImportState.IMPORTING}:
            return False
        lines = list(ImportLine.objects.next_batch(import_, BATCH))
        waiting = [line for line in lines if line.done_at is None]
        _look(import_, waiting, at=at)
        ImportLine.objects.bulk_update(waiting, WRITTEN)
        import_.looked_at += len(lines)
        import_.reached = lines[-1].number if lines else import_.reached
        if len(lines) < BATCH:
            _finish(import_, at=at)
        import_.tally, import_.touched_at = tallied(import_), at
        import_.save()
    return import_.is_running


def try_again(import_, line, *, at):
    """Judge one line anew, and keep it; nothing is written of anybody."""
    [(line, judged)] = _judged(import_, [line], at=at)
    _keep(line, judged)
    line.save(update_fields=WRITTEN)


def tallied(import_):
    """How many lines there are of each verdict, for those that this pass has read."""
    found = import_.lines.exclude(verdict="").values_list("verdict").annotate(Count("pk"))
    return dict(found.order_by())


def _look(import_, lines, *, at):
    for line, judged in _judged(import_, lines, at=at):
        _keep(line, judged)
        if import_.state == ImportState.IMPORTING and line.verdict in READY:
            _write(import_, line, judged, at=at)


def _judged(import_, lines, *, at):
    """(line, what becomes of it) one by one: each knows those before it."""
    today = timezone.localdate(at)
    named = import_.columns.index("name") if "name" in import_.columns else None
    title = import_.head[named] if named is not None else ""
    pairs = []
    for line in lines:
        said = told(line.cells, import_.columns, title_of_name=title, today=today)
        line.keys, line.called = keys_of(said), said.called[:170]
        pairs.append((line, said))
    crowd = Crowd(import_, pairs)
    years = FeeYear.objects.filter(tariffs__isnull=False).values_list("name", flat=True)
    details = [one for one in Detail.objects.open() if code_of(one) in import_.columns]
    judge = Judge(import_, Category.objects.all(), years, details, today=today)
    for line, said in pairs:
        yield line, judge.verdict(line, said, crowd)
        crowd.remember(line)


def _keep(line, judged):
    line.verdict, line.person = judged.verdict, judged.person
    line.causes, line.changes = judged.causes, judged.changes


def _write(import_, line, judged, *, at):
    """Write what one line says, in a journal entry of its own; or tell why it could not be."""
    try:
        with transaction.atomic():
            person = _person(judged, at=at)
            membership = _membership(person, judged.membership)
            _fees(import_, person, judged.fees, at=at)
            take_over_details(person, judged.details, at=at)
            if judged.verdict != Verdict.SAME:
                event = Event.IMPORTED if judged.verdict == Verdict.CREATED else Event.COMPLETED
                record(event, person, by=import_.by, import_=import_.pk, line=line.number,
                       membership=membership and membership.pk)  # fmt: skip
    except IntegrityError:
        line.verdict, line.causes = Verdict.ERROR, [CHANGED_MEANWHILE]
        return
    except MoreThanAsked as refused:
        line.verdict, line.causes = Verdict.ERROR, [(str(refused), TAKE_COLUMN_OFF)]
        return
    except IsFrozen as refused:
        line.verdict, line.causes = Verdict.ERROR, [(str(refused), WAIT_FOR_THAW)]
        return
    line.person, line.done_at = person, at


def _person(judged, *, at):
    if judged.person is None:
        person = Person.objects.create(
            password=make_password(None), known_since=at, **judged.fields
        )
        addresses.read_for(person, at=at)
        return person
    person = Person.objects.select_for_update(of=("self",)).get(pk=judged.person.pk)
    if judged.fields or judged.details:
        refuse_if_frozen(person)
    for field, value in judged.fields.items():
        setattr(person, field, value)
    if judged.fields:
        person.save(update_fields=list(judged.fields))
    if "email" in judged.fields:
        addresses.read_for(person, at=at)
    return person


def _membership(person, facts):
    """The membership that the line says, unless the house knew it."""
    if not facts:
        return None
    return Membership.objects.create(person=person, decided_on=facts["started_on"], **facts)


def _fees(import_, person, fees, *, at):
    """What was already paid goes to the accounts, under the person's latest membership."""
    for name, paid in fees.items():
        year, latest = FeeYear.objects.filter(name=name).first(), person.memberships.last()
        if year and latest:
            take_over(latest, year, by=import_.by, at=at, **paid)


def _finish(import_, *, at):
    if import_.state == ImportState.CHECKING:
        import_.move_to(ImportState.CHECKED)
        return
    import_.move_to(ImportState.DONE)
    import_.done_at = at
    record(Event.IMPORT_DONE, import_)
    transaction.on_commit(lambda: region.forget(on=timezone.localdate(at)), robust=True)
