"""Readings side by side: what each wrote to the same question, and what to talk about.

Only facts are compared: the wish; where one is touched and another asks; where one wrote and
another did not; the words that both quote. What they mean is for people to weigh: no score. Pure.
"""

import re

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
QUOTED = re.compile(r"«\s*([^«»]{4,200}?)\s*»")


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
    def supplemented(self):
        """The readings to which their founder added after precisions."""
        return [one for one in self.readings if one.supplements.all()]

    @property
    def distance(self):
        """How far apart the wishes stand; None when fewer than two have written."""
        steps = [STEPS.index(one.last_wish) for one in self.readings]
        return DISTANCES[max(steps) - min(steps)] if len(steps) > 1 else None

    @property
    def lead(self):
        return LEADS[self.distance["key"] if self.distance else ""]

    @property
    def divergences(self):
        """What to talk about, in sentences; empty when fewer than two have written."""
        if len(self.readings) < 2:
            return []
        return [*self._wishes(), *self._quoted_both_ways(), *self._silences()]

    def _wishes(self):
        if self.distance["key"] != "accord":
            said = [f"{one.reader.first_name} dit « {one.wish_word} »" for one in self.readings]
            yield f"L’envie d’une rencontre : {', '.join(said)}."

    def _quoted_both_ways(self):
        """The same words touch one and question another."""
        for one in self.readings:
            touched = _quotes(one.touches)
            for other in self.readings:
                for words in sorted(touched & _quotes(other.questions)) if other != one else ():
                    yield (
                        f"« {words} » touche {one.reader.first_name} "
                        f"et questionne {other.reader.first_name}."
                    )

    def _silences(self):
        """One asks where the other wrote nothing: perhaps unseen, perhaps nothing to say."""
        for field, title in QUESTIONS[:2]:
            quiet = [one.reader.first_name for one in self.readings if not getattr(one, field)]
            if 0 < len(quiet) < len(self.readings):
                verb = "n’a" if len(quiet) == 1 else "n’ont"
                yield f"« {title} » : {' et '.join(quiet)} {verb} rien écrit."


def _quotes(text):
    """The words quoted between « and », as they stand."""
    return {" ".join(words.split()) for words in QUOTED.findall(text)}
