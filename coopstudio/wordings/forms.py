from django import forms
from django.core.exceptions import ValidationError

from coopstudio.french.fields import LineField, ProseField
from coopstudio.wordings.placeholders import UnknownName, lacking, pieces


class WordingForm(forms.Form):
    """The words of a letter: an object on one line, a text, and why they change."""

    use_required_attribute = False

    subject = LineField(
        label="Objet",
        max_length=200,
        missing="Un objet est nécessaire : c’est lui que l’on voit d’abord.",
        help_text="Une ligne, qui commence par ce que la personne peut faire.",
    )
    body = ProseField(
        label="Texte",
        max_length=10_000,
        help_text="Une ligne vide sépare deux paragraphes. Une flèche « → », quelques mots, deux "
        "points et {lien}, seuls sur leur ligne, deviennent un bouton.",
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true"}),
    )
    note = LineField(
        label="Pourquoi ce changement",
        max_length=200,
        required=False,
        help_text="Pour vous retrouver dans l’histoire des textes. Personne d’autre ne le lit.",
    )
    seen = forms.IntegerField(min_value=0, max_value=9999, widget=forms.HiddenInput)

    def __init__(self, *args, text, placeholders, **options):
        super().__init__(*args, **options)
        self.placeholders = placeholders
        if not text.has_subject:
            del self.fields["subject"]

    def clean_subject(self):
        return self._readable(self.cleaned_data["subject"])

    def clean_body(self):
        return self._readable(self.cleaned_data["body"])

    def clean(self):
        said = super().clean()
        if not self.errors:
            without = lacking(said.get("subject", ""), said["body"], self.placeholders)
            if names := ", ".join(one.in_braces for one in without):
                why = "sans cela, la lettre ne dit plus ce qu’elle doit dire"
                self.add_error("body", f"Il manque {names} : {why}.")
        return said

    @property
    def words(self):
        """What ``reword`` takes of a valid form."""
        said = self.cleaned_data
        return {"subject": said.get("subject", ""), "body": said["body"], "note": said["note"]}

    def _readable(self, words):
        try:
            pieces(words, self.placeholders)
        except UnknownName as trouble:
            raise ValidationError(str(trouble)) from trouble
        return words
