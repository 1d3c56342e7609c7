"""A place from which a circle feels a text."""

from django import forms

from coopstudio.french.fields import LineField
from governance.forms.circles import PersonField


class ViewpointForm(forms.Form):
    """Its name, and who really holds it: typed, so that no list of members is ever shown here."""

    use_required_attribute = False

    name = LineField(
        label="La place",
        max_length=120,
        missing="Donnez un nom à cette place.",
        help_text="Par exemple « entrepreneur ou entrepreneuse qui arrive », « cliente ».",
    )
    holder = PersonField(
        label="Qui la tient vraiment",
        required=False,
        help_text="Prénom et nom d’un ou d’une membre, qui répondra « c’est ça », « pas tout à "
        "fait » ou « à côté ». Laissez vide si ce n’est personne d’ici.",
    )
