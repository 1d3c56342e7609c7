"""A place from which a circle feels a text."""

from django import forms

from coopstudio.french.fields import LineField
from members.models import Person


class ViewpointForm(forms.Form):
    """Its name, and who really holds it."""

    use_required_attribute = False

    name = LineField(
        label="La place",
        max_length=120,
        missing="Donnez un nom à cette place.",
        help_text="Par exemple « entrepreneur ou entrepreneuse qui arrive », « cliente ».",
    )
    holder = forms.ModelChoiceField(
        Person.objects.none(),
        label="Qui la tient vraiment",
        required=False,
        empty_label="personne d’ici",
        help_text="Cette personne répondra « c’est ça », « pas tout à fait » ou « à côté ».",
        error_messages={"invalid_choice": "Choisissez une personne de la maison."},
    )

    def __init__(self, data=None, *, on):
        super().__init__(data)
        self.fields["holder"].queryset = Person.objects.members(on=on).order_by(
            "first_name", "last_name", "pk"
        )
