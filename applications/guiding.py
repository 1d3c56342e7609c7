"""The lines of the trame as they stand: what founders kept, and what was written since."""

from applications import trame
from applications.models import Passage, TalkingPoint


def lines_of(application, guide, readings):
    """Every line, the dropped ones too. ``guide``: what founders kept, or None; ``readings``:
    those that whoever looks may read."""
    reactions = list(application.reactions.in_reading_order())
    written = [reading for reading in readings if reading.written_at]
    drawn = trame.draw(application, reactions, written, _points(application))
    kept = [_line(row) for row in guide.lines.all()] if guide else []
    return trame.merged(kept, drawn)


def _line(row):
    return trame.Line(
        part=row.part,
        words=row.words,
        hint=row.hint,
        kind=row.kind,
        source=row.source,
        is_for_person=row.is_for_person,
        is_dropped=row.is_dropped,
        key=row.source or f"line:{row.pk}",
    )


def _points(application):
    """What founders want to talk about, of the passages that this person read, in their order."""
    read = Passage.objects.filter(section__version=application.version_id)
    found = TalkingPoint.objects.concerning(application).filter(passage__uid__in=read.values("uid"))
    found = found.exclude(by=application.person_id).with_names()
    return list(found.order_by("passage__section__ordinal", "passage__ordinal", "marked_at", "pk"))
