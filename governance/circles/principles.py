"""The eight core design principles (Ostrom; Prosocial), and the picture of how a circle lives them.

What is shown is a mean rounded to the half, and only of as many answers as hide each of them.
"""

from dataclasses import dataclass
from math import cos, pi, sin

FEWEST = 4
"""Under so many answers somebody would be recognised: nothing is shown."""
LOWEST, HIGHEST, WEAK = 1, 5, 3
PRINCIPLES = [
    (
        "Une identité et un but partagés",
        "Nous savons qui nous sommes, pourquoi nous sommes là, et qui en est.",
    ),
    (
        "Un partage équitable de ce que l’on apporte et de ce que l’on reçoit",
        "Ce que chaque personne reçoit répond à ce qu’elle apporte, et cela nous paraît juste.",
    ),
    (
        "Des décisions justes, où chaque personne compte",
        "Qui est touché par une décision a part à la décision.",
    ),
    (
        "Un regard partagé sur ce que nous faisons",
        "Nous voyons, sans surveiller, si ce que nous avons convenu se fait.",
    ),
    (
        "Des réponses graduées",
        "Ce qui aide est reconnu ; ce qui n’aide pas est dit tôt, doucement, puis plus nettement.",
    ),
    (
        "Des conflits réglés vite et justement",
        "Un désaccord trouve bientôt un lieu, et quelqu’un pour nous aider à l’entendre.",
    ),
    (
        "L’autorité de s’organiser",
        "Dans notre domaine, nous décidons nous-mêmes de notre façon de faire.",
    ),
    (
        "De bons liens avec les autres groupes",
        "Nous vivons ces mêmes principes avec les cercles et les groupes autour de nous.",
    ),
]
SCALE = [
    (1, "1, pas encore"),
    (2, "2, un peu"),
    (3, "3, à moitié"),
    (4, "4, souvent"),
    (5, "5, pleinement"),
]
CENTRE, SHORT, LONG = 160, 20, 130


@dataclass(frozen=True)
class Petal:
    """One principle, as the circle lives it, and as it did the last time."""

    number: int
    name: str
    mean: float
    before: float | None = None

    @property
    def is_weak(self):
        return self.mean < WEAK

    @property
    def change(self):
        """« +0,5 depuis la dernière fois », in words."""
        if self.before is None:
            return ""
        moved = self.mean - self.before
        return f"{_said(moved, '+')} depuis la dernière fois" if moved else "comme la dernière fois"

    @property
    def said(self):
        return _said(self.mean)

    @property
    def path(self):
        """The petal of this year, as an SVG path."""
        return _petal(self.number, _reach(self.mean))

    @property
    def path_before(self):
        return _petal(self.number, _reach(self.before)) if self.before is not None else ""

    @property
    def whole(self):
        return _petal(self.number, LONG)

    @property
    def label(self):
        """(x, y) of its number."""
        return _at(_turn(self.number - 0.5), LONG + 16)


def picture(marks, before=None):
    """[Petal] of these answers, or [] when they are too few. ``before``: those of the last time."""
    if len(marks) < FEWEST:
        return []
    now = _means(marks)
    then = _means(before) if before and len(before) >= FEWEST else [None] * len(PRINCIPLES)
    return [
        Petal(number, PRINCIPLES[number - 1][0], mean, earlier)
        for number, (mean, earlier) in enumerate(zip(now, then, strict=True), start=1)
    ]


def _means(marks):
    """To the half: enough to see, not enough to find out who said what."""
    return [round(2 * sum(said) / len(said)) / 2 for said in zip(*marks, strict=True)]


def _reach(mean):
    return SHORT + (LONG - SHORT) * (mean - LOWEST) / (HIGHEST - LOWEST)


def _turn(number):
    return 2 * pi * number / len(PRINCIPLES) - pi / 2


def _petal(number, reach):
    start, end = _at(_turn(number - 0.96), reach), _at(_turn(number - 0.04), reach)
    return (
        f"M{CENTRE} {CENTRE}L{start[0]} {start[1]}A{reach:.1f} {reach:.1f} 0 0 1 {end[0]} {end[1]}Z"
    )


def _at(angle, reach):
    return round(CENTRE + reach * cos(angle), 1), round(CENTRE + reach * sin(angle), 1)


def _said(value, sign=""):
    plus = sign if value > 0 else ""
    return f"{plus}{value:g}".replace(".", ",").replace("-", "−")
