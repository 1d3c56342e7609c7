from django import forms

from coopstudio.french.fields import DayField, LineField, ProseField

LONGEST = 200_000


class VersionForm(forms.Form):
    """A version of the call, pasted or sent as a Markdown file."""

    use_required_attribute = False

    title = LineField(label="Titre", max_length=160)
    signature = LineField(label="Signé par", max_length=160)
    dated_on = DayField(label="Daté du")
    file = forms.FileField(
        label="Un fichier .md",
        required=False,
        help_text="Du texte en UTF-8, 200 ko au plus. Il prend la place du texte collé ci-dessous.",
        widget=forms.FileInput(attrs={"accept": ".md,.txt,text/markdown"}),
    )
    source = ProseField(
        label="Le texte",
        max_length=LONGEST,
        required=False,
        help_text="« # L’offre », « # L’appel », « ## » pour chaque section.",
    )

    def clean_file(self):
        """The words of the file, or a sentence that says why they cannot be read."""
        upload = self.cleaned_data["file"]
        if upload is None:
            return ""
        if upload.size > LONGEST:
            raise forms.ValidationError("Ce fichier est trop lourd : 200 ko au plus.")
        try:
            return self.fields["source"].clean(upload.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError("Ce fichier n’est pas du texte en UTF-8.") from error

    def clean(self):
        answers = super().clean()
        text = answers.get("file") or answers.get("source")
        if not text and not self.errors:
            self.add_error("source", "Collez le texte de l’appel, ou choisissez un fichier.")
        return answers | {"text": text}


class ClosingForm(forms.Form):
    """How long the drafts that were begun may still leave once the call is closed."""

    use_required_attribute = False

    days = forms.TypedChoiceField(
        label="Les brouillons commencés peuvent partir pendant encore",
        choices=[(7, "une semaine"), (14, "deux semaines"), (30, "trente jours")],
        coerce=int,
        initial=14,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Dites combien de temps les brouillons peuvent encore partir.",
            "invalid_choice": "Choisissez une durée de la liste.",
        },
    )
