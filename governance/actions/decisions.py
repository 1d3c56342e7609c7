"""A decision takes effect where something waits for it; what it measures is read; it is handed on.

Nothing here changes what was adopted: PostgreSQL would not let it.
"""

from django.db import transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.french import dates
from coopstudio.french.typography import de
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance import objects
from governance.actions import tensions
from governance.events import Event
from governance.models import Decision, Reading
from governance.register.keeping import reads_measure
from governance.register.measuring import counted
from governance.states import PAST, Wish


class NotYoursToRead(Refused):
    message = "Cette mesure est relevée par une autre personne : le texte dit qui."


class NotCounted(Refused):
    message = "Ce jour n’est pas encore venu : un relevé dit ce que l’on a compté."


class NoLongerCounted(Refused):
    message = "Ce texte n’est plus en vigueur : on n’y relève plus rien."


def proceed(decision, *, at):
    """What waited for this decision is done, once, when it is in force: its act signed, its day
    come. If it is refused there, the circle is told by a tension, and the round tries again."""
    with locked(decision) as decision:
        if decision.proceeded_at or not is_in_force(decision, on=timezone.localdate(at)):
            return decision
        handler = objects.KINDS.get(decision.proposal.object_kind)
        if handler is None:
            return decision
        try:
            with transaction.atomic():
                handler.proceed(decision.proposal.object_key, decision=decision, at=at)
        except Refused as refusal:
            _tell_it_waits(decision, refusal, at=at)
            return decision
        decision.proceeded_at = at
        decision.save(update_fields=["proceeded_at"])
        record(Event.DECISION_PROCEEDED, decision, kind=decision.proposal.object_kind)
    return decision


def measure(measure, *, by, at, on, value, words=""):
    """Write what was counted that day; crossing a threshold drops a tension at once (4.8)."""
    decision = Decision.objects.select_related("kept_by", "version__responsible").get(
        version=measure.version_id
    )
    today = timezone.localdate(at)
    with locked(decision):
        if not reads_measure(by, measure, decision, on=today):
            raise NotYoursToRead
        if on > today:
            raise NotCounted
        if force_of(decision, on=today) in PAST:
            raise NoLongerCounted
        is_crossing = _crosses(measure, on, value)
        reading = Reading.objects.create(
            measure=measure, on=on, value=value, words=words, by=by, at=at
        )
        record(Event.MEASURE_READ, decision, by=by, measure=measure.pk, on=f"{on}")
        if is_crossing:
            _alert(reading, decision, at=at)
    return reading


def hand_over(circle, *, to, by, at):
    """The texts of a circle that closes are kept by another one: its parent, most often."""
    kept = list(Decision.objects.filter(kept_by=circle).order_by("pk"))
    for one in kept:
        with locked(one) as decision:
            decision.kept_by = to
            decision.save(update_fields=["kept_by"])
            record(Event.DECISION_HANDED_OVER, decision, by=by, circle=to.pk)
    return kept


def is_in_force(decision, *, on):
    """Has the day come, and is the act that was awaited signed?"""
    found = Decision.objects.dated().filter(pk=decision.pk, starts_on__lte=on)
    return found.exists()


def force_of(decision, *, on):
    """What a decision is worth that day."""
    return Decision.objects.told_on(on).values_list("force", flat=True).get(pk=decision.pk)


def _crosses(measure, on, value):
    """Beyond the threshold, when the figure of the day before was not; later figures known already
    say more than this one."""
    known = Reading.objects.filter(measure=measure).last_of_each_day()
    if known.filter(on__gt=on).exists():
        return False
    last = known.filter(on__lte=on).last()
    was_crossed = bool(last) and measure.is_crossed_by(last.value)
    return measure.is_crossed_by(value) and not was_crossed


def _alert(reading, decision, *, at):
    measure = reading.measure
    side = measure.get_side_display()
    said, limit = (counted(one, measure.unit) for one in (reading.value, measure.threshold))
    words = (
        f"Relevé le {dates.day(reading.on)} : {said}, {side} du seuil de {limit}. "
        f"{decision.code} est à regarder de nouveau."
    )
    if measure.objection_id:
        author = de(f"{measure.objection.author}")
        words += f" C’est la crainte {author} qui est mesurée : s’est-elle vérifiée ?"
    tensions.drop(
        decision.kept_by,
        by=None,
        at=at,
        subject=f"Seuil franchi : {measure.name}"[:160],
        words=words,
        wish=Wish.EXPLORE,
        decision=decision,
        key=f"seuil:{measure.pk}:{reading.on}",
    )


def _tell_it_waits(decision, refusal, *, at):
    tensions.drop(
        decision.kept_by,
        by=None,
        at=at,
        subject=f"{decision.code} est adoptée, et ce qui l’attendait ne s’est pas fait",
        words=f"La maison n’a pas pu faire ce que ce texte permet : {refusal}",
        decision=decision,
        key=f"suite:{decision.pk}",
    )
