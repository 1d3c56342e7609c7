"""The lines of the trame as they stand: what founders kept, and what was written since."""

from applications import trame


def lines_of(application, guide, readings):
    """Every line, the dropped ones too. ``guide``: what founders kept, or None; ``readings``:
    those that whoever looks may read."""
    reactions = list(application.reactions.in_reading_order())
    written = [reading for reading in readings if reading.written_at]
    drawn = trame.draw(application, reactions, written)
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
