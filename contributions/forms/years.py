"""An exercice that one opens, a file of entries that one has read."""

from datetime import timedelta

from django import forms

from coopstudio.french.fields import DayField, LineField

LARGEST = 30 * 1024 * 1024
TWO_YEARS = timedelta(days=731)


class YearForm(forms.Form):
    """The first or the next exercice."""

    use_required_attribute = False

    code = LineField(
        label="Son nom",
        max_length=12,
        missing="Nommez l’exercice, par exemple 2027.",
        help_text="Il entre dans les numéros d’écritures : 2027, ou 2027-2028.",
    )
    starts_on = DayField(label="Premier jour")
    ends_on = DayField(label="Dernier jour")

    def clean(self):
        said = super().clean()
        starts_on, ends_on = said.get("starts_on"), said.get("ends_on")
        if starts_on and ends_on and not starts_on < ends_on <= starts_on + TWO_YEARS:
            self.add_error(
                "ends_on", "Un exercice finit après avoir commencé, en deux ans au plus."
            )
        return said


class FileForm(forms.Form):
    """A file of entries that comes from anywhere: read, told, and not kept."""

    use_required_attribute = False

    file = forms.FileField(
        label="Le fichier des écritures",
        help_text="Un fichier .txt, tel qu’un logiciel de comptabilité le donne. 30 Mo au plus.",
        error_messages={
            "required": "Choisissez un fichier.",
            "empty": "Ce fichier est vide.",
            "invalid": "Le fichier n’est pas arrivé. Choisissez-le de nouveau.",
        },
        widget=forms.FileInput({"accept": ".txt,text/plain"}),
    )
    starts_on = DayField(
        label="Premier jour de l’exercice",
        required=False,
        help_text="S’il ne dure pas douze mois.",
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("Ce fichier est trop lourd : 30 Mo au plus.")
        return file
