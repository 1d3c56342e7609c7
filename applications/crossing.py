"""Readings side by side: what each wrote to the same question, and how far apart the wishes are.

Only the wish is compared: what people write in their own words is for them to weigh. Pure.
"""

from applications.models import Reading

QUESTIONS = [
    ("touches", "Ce qui nous touche"),
    ("questions", "Ce qui nous questionne"),
    ("asks", "Ce que nous aimerions lui demander"),
]
STEPS = [Reading.Wish.YES, Reading.Wish.DISCUSS, Reading.Wish.NO]
DISTANCES = [
    {"key": "accord", "word": "Accord", "a": "34", "b": "38"},
    {"key": "nuance", "word": "Nuance", "a": "28.5", "b": "43.5"},
    {"key": "ecart", "word": "Écart", "a": "21", "b": "51"},
]
LEADS = {
    "accord": "Vous avez écrit sans vous lire, et votre envie est la même.",
    "nuance": "Vous avez écrit sans vous lire. Une nuance dans l’envie : parlez-en avant la suite.",
    "ecart": "Vous avez écrit sans vous lire. C’est l’écart qui mérite un café avant la rencontre.",
    "": "Vous avez écrit sans vous lire.",
}


class Crossing:
    """``readings``: those that this founder may read, in the order in which they were written."""

    def __init__(self, readings):
        self.readings = [one for one in readings if one.written_at]

    @property
    def rows(self):
        """One row per question that somebody answered: (title, [(reading, words)])."""
        for field, title in QUESTIONS:
            cells = [(one, getattr(one, field)) for one in self.readings]
            if any(words for _, words in cells):
                yield title, cells

    @property
    def distance(self):
        """How far apart the wishes stand; None when fewer than two have written."""
        steps = [STEPS.index(one.wish) for one in self.readings]
        return DISTANCES[max(steps) - min(steps)] if len(steps) > 1 else None

    @property
    def lead(self):
        return LEADS[self.distance["key"] if self.distance else ""]
