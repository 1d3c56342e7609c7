"""The trame under the founders' hands: reword, reorder, drop, take back, add, address."""

from dataclasses import replace

from django import forms

from applications.models import GuideLine
from applications.trame import SUBTITLES, Line
from coopstudio.french.fields import ProseField
from coopstudio.french.sensitive import Watchful

STEPS = {"up": -1, "down": 1}


class GuideForm(Watchful, forms.Form):
    """One field of words and one box for each line. The button that is pressed (``act``) may also
    move or drop one: ``up:reaction:12``. A line that was emptied is dropped."""

    use_required_attribute = False
    is_overtaken = False  # whether somebody kept the trame meanwhile: their lines are shown too

    seen = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    new_words = ProseField(label="Ajouter une ligne", max_length=2000, required=False)
    new_part = forms.ChoiceField(
        label="Dans quelle partie", choices=GuideLine.Part.choices, required=False
    )

    def __init__(self, data=None, *, lines, seen=""):
        super().__init__(data, initial={"seen": seen, "new_part": GuideLine.Part.ASKS})
        self.lines = lines
        for line in lines:
            words = ProseField(label="La ligne", max_length=10_000, required=False)
            words.initial = line.words
            words.widget.attrs["rows"] = 2
            box = forms.BooleanField(required=False, initial=line.is_for_person)
            box.label = "Adressée à la personne"
            self.fields |= {f"words-{line.key}": words, f"person-{line.key}": box}

    @property
    def watched(self):
        """What founders wrote themselves: a person's own words are theirs to say."""
        said = {f"words-{line.key}": line.words for line in self.lines}
        reworded = (name for name, words in said.items() if self.cleaned_data.get(name) != words)
        return ["new_words", *reworded]

    @property
    def parts(self):
        """Each part with its rows: a line, its field of words, its box."""
        for part in GuideLine.Part:
            rows = [self._row(line) for line in self.lines if line.part == part]
            shown = [row for row in rows if not row["line"].is_dropped]
            yield {"part": part, "title": part.label, "sub": SUBTITLES[part], "rows": shown}

    def after(self, lines, seen):
        """This form once somebody kept ``lines`` meanwhile: what was typed stays, what they wrote
        is beside it, and one may go on from there (``seen``)."""
        data = self.data.copy()
        data["seen"] = seen
        known = {f"words-{line.key}": line for line in lines}
        said = {_flat(line.words) for line in lines}
        typed = [
            words
            for name, words in self.data.items()
            if name.startswith("words-") and name not in known and _flat(words) not in said | {""}
        ]
        data["new_words"] = "\n".join(filter(None, [*typed, data.get("new_words", "")]))
        for name, line in known.items():
            if name not in data:
                data[name] = line.words
                data |= {f"person-{line.key}": "on"} if line.is_for_person else {}
        form = GuideForm(data, lines=lines)
        form.is_overtaken = True
        return form

    @property
    def dropped(self):
        return [line for line in self.lines if line.is_dropped]

    @property
    def arranged(self):
        """The lines as they are wanted now, in order. For a valid form."""
        lines = [self._wanted(line) for line in self.lines]
        verb, _, key = self.data.get("act", "").partition(":")
        if verb in {"drop", "back"}:
            lines = [
                replace(line, is_dropped=verb == "drop") if line.key == key else line
                for line in lines
            ]
        elif verb in STEPS:
            _step(lines, key, STEPS[verb])
        if words := self.cleaned_data["new_words"]:
            part = self.cleaned_data["new_part"] or GuideLine.Part.ASKS
            lines.append(Line(part, words, hint="Ajoutée par la fondation"))
        return lines

    @property
    def place(self):
        """Where to come back on the page: the line that was moved."""
        verb, _, key = self.data.get("act", "").partition(":")
        return f"#{anchor(key)}" if verb in STEPS else ""

    def _row(self, line):
        return {
            "line": line,
            "id": anchor(line.key),
            "words": self[f"words-{line.key}"],
            "box": self[f"person-{line.key}"],
            "theirs": line.words if self.is_overtaken and self._is_other(line) else "",
        }

    def _is_other(self, line):
        return _flat(self[f"words-{line.key}"].value() or "") != _flat(line.words)

    def _wanted(self, line):
        """As it was typed; a line that was not on the page then stays as it is."""
        name = f"words-{line.key}"
        if name not in self.data:
            return line
        words = self.cleaned_data[name]
        if not words:
            return replace(line, is_dropped=True)
        return replace(line, words=words, is_for_person=self.cleaned_data[f"person-{line.key}"])


def _flat(words):
    return " ".join(words.split())


def anchor(key):
    return "l-" + key.replace(":", "-")


def _step(lines, key, step):
    """Exchange the line with its neighbour of the same part; at the edge, nothing moves."""
    here = next((rank for rank, line in enumerate(lines) if line.key == key), None)
    if here is None:
        return
    ranks = [
        rank
        for rank, line in enumerate(lines)
        if line.part == lines[here].part and not line.is_dropped
    ]
    beside = ranks.index(here) + step if here in ranks else -1
    if 0 <= beside < len(ranks):
        there = ranks[beside]
        lines[here], lines[there] = lines[there], lines[here]
