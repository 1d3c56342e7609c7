from django import forms

from applications.models import Reading
from coopstudio.french.fields import ProseField
from coopstudio.french.sensitive import Watchful

LONGEST = 4000


class ReadingForm(Watchful, forms.Form):
    """A founder's own reading. As a draft everything may be empty, and nothing is watched: nobody
    else reads it. Once written, it has a wish."""

    use_required_attribute = False
    watched = ("touches", "questions", "asks", "why")
    elsewhere = None  # the reading as another window kept it, when it did meanwhile

    touches = ProseField(label="Ce qui me touche", max_length=LONGEST, required=False)
    questions = ProseField(label="Ce qui me questionne", max_length=LONGEST, required=False)
    asks = ProseField(label="Ce que j’aimerais lui demander", max_length=LONGEST, required=False)
    wish = forms.ChoiceField(
        label="Envie d’une rencontre",
        choices=Reading.Wish,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Dites votre envie d’une rencontre : oui, à discuter, ou non.",
            "invalid_choice": "Choisissez entre oui, à discuter et non.",
        },
    )
    why = ProseField(label="Pourquoi", max_length=LONGEST, required=False)

    def __init__(self, data=None, *, reading=None, is_draft=False):
        kept = {name: getattr(reading, name) for name in self.base_fields} if reading else None
        super().__init__(data, initial=kept)
        self.fields["wish"].required = not is_draft
        self.watched = () if is_draft else self.watched
        for name in ("touches", "questions", "asks"):
            self.fields[name].widget.attrs["rows"] = 3
        self.fields["why"].widget.attrs |= {"rows": 2, "class": "ca-book__short"}

    @property
    def theirs(self):
        """What the other window kept, in the fields where it differs: (field, words)."""
        for field in self if self.elsewhere else ():
            kept, typed = getattr(self.elsewhere, field.name), field.value() or ""
            if kept.split() != typed.split():
                shown = self.elsewhere.get_wish_display() if field.name == "wish" else kept
                yield field, shown or "Rien."


class SupplementForm(Watchful, forms.Form):
    """What the person's precisions change for a reading already written."""

    use_required_attribute = False
    watched = ("words",)

    words = ProseField(
        label="Ce que ses précisions changent pour moi",
        max_length=LONGEST,
        missing="Dites ce que cela change, même si rien ne change.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wish = forms.ChoiceField(
        label="Envie d’une rencontre",
        choices=[("", "Inchangée"), *Reading.Wish.choices],
        required=False,
        error_messages={"invalid_choice": "Choisissez entre oui, à discuter et non."},
    )
