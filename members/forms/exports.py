"""Which list is taken, of whom, on which day, with which columns, for which program."""

from django import forms
from django.utils import timezone

from coopstudio.french.fields import DayField
from coopstudio.french.fields.moments import YEAR
from coopstudio.sheets.api import FORMS
from members.exporting import Export, Which, Whom, columns_of


class ExportForm(forms.Form):
    """One list and its columns; those of the other list are not offered."""

    use_required_attribute = False

    whom = forms.ChoiceField(
        label="Quelles personnes", choices=Whom, widget=forms.RadioSelect, initial=Whom.MEMBERS
    )
    on = DayField(label="Au", earliest=-125 * YEAR, latest=0 * YEAR)
    columns = forms.MultipleChoiceField(
        label="Colonnes",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins une colonne."},
    )
    columns.columns = True
    form = forms.ChoiceField(
        label="Pour quel tableur",
        choices=[(code, program) for code, program, _note in FORMS],
        widget=forms.RadioSelect,
        initial=FORMS[0][0],
    )
    form.notes = {code: note for code, _program, note in FORMS}

    def __init__(self, data=None, *, which):
        offered = columns_of(which)
        usual = [column.code for column in offered if column.usual]
        super().__init__(data, initial={"on": timezone.localdate(), "columns": usual})
        self.which = which
        self.fields["columns"].choices = [(column.code, column.title) for column in offered]
        if which == Which.DIRECTORY:
            del self.fields["whom"]

    @property
    def export(self):
        told = self.cleaned_data
        whom, today = told.get("whom", Whom.MEMBERS), timezone.localdate()
        return Export(self.which, whom, told["columns"], on=told["on"], today=today)
