"""What will be counted of a text: it is part of it."""

from django import forms

from coopstudio.french.fields import LineField
from governance.models import Measure
from members.models import Person

SAYS = ("who", "threshold", "unit", "source", "objection")
"""What nobody fills in by chance: a line that says one of them is a measure."""


class MeasureForm(forms.Form):
    """What will be counted. An empty line is no measure."""

    use_required_attribute = False

    name = LineField(
        label="Ce que l’on compte", max_length=160, required=False,
        help_text="Par exemple « Devis refusés pour leur prix, par trimestre ».",
    )  # fmt: skip
    who = forms.ModelChoiceField(
        label="Qui relève",
        queryset=Person.objects.none(),
        required=False,
        empty_label="choisir",
        error_messages={"invalid_choice": "Choisissez une personne du cercle."},
    )
    threshold = forms.DecimalField(
        label="Seuil", required=False, max_digits=12, decimal_places=2, localize=True,
        error_messages={"invalid": "Écrivez un nombre, par exemple 3 ou 2,5."},
    )  # fmt: skip
    side = forms.ChoiceField(
        label="On s’alerte",
        choices=Measure.Side.choices,
        required=False,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )
    unit = LineField(label="Unité", max_length=30, required=False)
    source = LineField(label="Où on le lit", max_length=160, required=False, no_links=False)
    objection = forms.ChoiceField(
        label="Elle mesure la crainte de",
        required=False,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )

    def __init__(self, *args, people=None, objections=(), **options):
        super().__init__(*args, **options)
        self.fields["who"].queryset = people if people is not None else Person.objects.none()
        self.found = {f"{one.pk}": one for one in objections}
        if objections:
            names = [(key, f"{one.author}") for key, one in self.found.items()]
            self.fields["objection"].choices = [("", "personne en particulier"), *names]
        else:
            del self.fields["objection"]

    def clean(self):
        facts = super().clean()
        said = any(facts.get(one) not in (None, "") for one in SAYS)
        if said and not facts.get("name") and "name" not in self.errors:
            self.add_error("name", "Dites ce que l’on compte, ou videz cette ligne.")
        if facts.get("name") and not facts.get("who"):
            self.add_error("who", "Dites qui relève ce chiffre : sinon personne ne regardera.")
        return facts

    @property
    def facts(self):
        said = self.cleaned_data
        if not said.get("name"):
            return None
        found = {name: said[name] for name in ("name", "who", "threshold", "unit", "source")}
        objection = self.found.get(said.get("objection") or "")
        return found | {"side": said["side"] or Measure.Side.ABOVE, "objection": objection}
