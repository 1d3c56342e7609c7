"""A ring of people, drawn: two who exchange or three who turn, each a disc with their initials."""

from math import cos, pi, sin

CENTRE, RADIUS, HUES = 130, 84, 6  # units of the drawing


def ring(people):
    """Where each disc stands, from the top, clockwise."""
    count = len(people)
    return [_disc(person, rank, count) for rank, person in enumerate(people)]


def _disc(person, rank, count):
    angle = 2 * pi * rank / count - pi / 2
    y = round(CENTRE + RADIUS * sin(angle))
    return {
        "x": round(CENTRE + RADIUS * cos(angle)),
        "y": y,
        "text_y": y + 6,
        "initials": person.initials,
        "name": person.first_name or str(person),
        "hue": person.pk % HUES + 1,
    }
