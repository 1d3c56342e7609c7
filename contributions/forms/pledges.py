"""A promise, as one says it from a phone; a thing, its value, and what others think of it."""

from datetime import date, timedelta

from django import forms

from contributions.models import Need
from contributions.states import Form, Method
from coopstudio.files.fields import PdfField, PictureField
from coopstudio.french.fields import DayField, EuroField, LineField, ProseField
from members.models import Person

TODAY, YEAR = timedelta(0), timedelta(days=366)
CHOICES = [(form.value, f"{form.label[:1].upper()}{form.label[1:]}") for form in Form]
NOTES = {
    "money": "un virement, en une ou plusieurs fois",
    "in_kind": "un ordinateur, un meuble : il devient celui de l’association",
    "use": "le bien reste le vôtre ; rien n’est à reprendre en argent",
    "work": "compté en heures, remercié, jamais repris en argent",
}


class PledgeForm(forms.Form):
    """What I would bring, for what, and how much of it is told."""

    use_required_attribute = False

    person = forms.ModelChoiceField(
        label="Qui promet", queryset=Person.objects.none(), empty_label="moi",
        required=False, help_text="Une autre personne vous l’a dit de vive voix.",
    )  # fmt: skip
    form = forms.ChoiceField(
        label="Sa forme",
        choices=CHOICES,
        widget=forms.RadioSelect,
        initial=Form.MONEY,
    )
    cents = EuroField(
        label="Montant, ou valeur selon vous", minimum=0, required=False,
        help_text="Une somme dont vous pouvez vous passer longtemps, peut-être toujours.",
    )  # fmt: skip
    words = ProseField(
        label="Ce que c’est", max_length=2_000, required=False,
        help_text="Pour un bien, un usage ou du temps : en quelques mots. En argent : rien à "
        "ajouter.",
    )  # fmt: skip
    need = forms.ModelChoiceField(
        label="Pour quel besoin", queryset=Need.objects.none(), required=False,
        empty_label="le projet entier, là où c’est utile",
    )  # fmt: skip
    conditions = ProseField(
        label="À quelles conditions", max_length=1_000, required=False,
        help_text="« Si dix personnes s’engagent », « pas avant l’été » : ce qui compte pour vous.",
    )  # fmt: skip
    expires_on = DayField(
        label="Ma promesse tient jusqu’au", earliest=TODAY, latest=2 * YEAR, required=False,
        help_text="Vide : trois mois, puis un an une fois confirmée.",
    )  # fmt: skip
    is_shown = forms.BooleanField(
        label="Les membres peuvent lire ma promesse, avec mon nom et son montant",
        required=False,
        help_text="Sinon, la trésorerie et la fondation seules la connaissent.",
    )
    has_read = forms.BooleanField(
        label="J’ai lu ce qu’un apport peut devenir, et je sais qu’il peut ne jamais être repris",
        error_messages={"required": "Lisez d’abord ce qu’un apport peut devenir : c’est en haut."},
    )

    def __init__(self, data=None, *, needs, people=None):
        super().__init__(data)
        self.fields["cents"].unit = "€"
        self.fields["form"].notes = NOTES
        self.fields["need"].queryset = needs
        if people is None:
            del self.fields["person"]
        else:
            self.fields["person"].queryset = people

    def clean(self):
        said = super().clean()
        form = said.get("form")
        if form in (Form.MONEY, Form.IN_KIND) and not said.get("cents") and not self.errors:
            self.add_error("cents", "Dites un montant, par exemple 500.")
        if form and form != Form.MONEY and not said.get("words") and "words" not in self.errors:
            self.add_error("words", "Dites ce que vous apportez : un bien, un usage, du temps.")
        return said

    @property
    def facts(self):
        """What the action asks, beside the person and the parts."""
        told = dict(self.cleaned_data)
        told.pop("has_read")
        told.pop("person", None)
        return told | {"cents": told["cents"] or 0}


class PartForm(forms.Form):
    """One of the payments: when, how much; or nothing."""

    use_required_attribute = False

    due_on = DayField(label="Le", earliest=TODAY, latest=5 * YEAR, required=False)
    cents = EuroField(label="Montant", required=False)

    def clean(self):
        said = super().clean()
        if said.get("due_on") and said.get("cents") is None and "cents" not in self.errors:
            self.add_error("cents", "Dites combien ce jour-là.")
        if said.get("cents") is not None and not said.get("due_on") and not self.errors:
            self.add_error("due_on", "Dites quel jour.")
        return said


Parts = forms.formset_factory(PartForm, extra=0, min_num=4, max_num=12, validate_max=True)


def said(parts):
    """[(day, cents)] of the lines that are filled in."""
    told = [one.cleaned_data for one in parts.forms if one.cleaned_data]
    return [(one["due_on"], one["cents"]) for one in told if one.get("due_on")]


class Whole:
    """The promise and its payments as one form, for the summary of what is to be corrected."""

    def __init__(self, form, parts):
        self.forms, self.parts = [form, *parts.forms], parts

    def __iter__(self):
        return (field for form in self.forms for field in form)

    def non_field_errors(self):
        return [
            *(word for form in self.forms for word in form.non_field_errors()),
            *self.parts.non_form_errors(),
        ]

    @property
    def errors(self):
        return {
            **{field.html_name: field.errors for field in self if field.errors},
            **({"": self.non_field_errors()} if self.non_field_errors() else {}),
        }


class UntilForm(forms.Form):
    """Until when a promise stands."""

    use_required_attribute = False

    until = DayField(label="Jusqu’au", earliest=TODAY, latest=3 * YEAR)


class GoodForm(forms.Form):
    """A thing: what it is, how it is."""

    use_required_attribute = False

    name = LineField(
        label="Le bien", max_length=120, missing="Nommez le bien.",
        help_text="Par exemple « Ordinateur portable, 14 pouces, 2026 ». Jamais un terrain ni un "
        "bâtiment : cela se passe chez un notaire.",
    )  # fmt: skip
    words = ProseField(label="Description", max_length=2_000, required=False)
    serial = LineField(label="Numéro de série", max_length=80, required=False)
    condition = LineField(
        label="Son état", max_length=160, missing="Dites comment il est.",
        help_text="Par exemple « très bon état, batterie neuve ».",
    )  # fmt: skip
    account = forms.ChoiceField(
        label="Dans les comptes",
        choices=[
            ("21830000", "matériel de bureau et informatique"),
            ("21840000", "mobilier"),
            ("20500000", "logiciel, droit"),
        ],
    )
    in_service_on = DayField(
        label="Mis en service le", earliest=date(2000, 1, 1), latest=2 * YEAR, required=False,
        help_text="Le premier jour où l’association s’en sert. Vide : pas encore.",
    )  # fmt: skip
    months = forms.IntegerField(
        label="Il servira, en mois", min_value=1, max_value=600, initial=36,
        widget=forms.NumberInput({"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            "Écrivez un nombre de mois, de 1 à 600 : 36 pour trois ans.",
        ),
    )  # fmt: skip
    photo = PictureField(
        label="Une photo", required=False,
        help_text="JPG ou PNG. Le lieu et l’appareil qui s’y cachaient disparaissent.",
    )  # fmt: skip


class ValuationForm(forms.Form):
    """What it is worth, and how one knows."""

    use_required_attribute = False

    method = forms.ChoiceField(
        label="Méthode", choices=Method.choices, widget=forms.RadioSelect, initial=Method.MARKET
    )
    cents = EuroField(label="Valeur aujourd’hui")
    words = ProseField(
        label="Comment vous l’avez trouvée", max_length=1_000,
        help_text="Trois annonces du même modèle, la facture et l’usure, l’avis d’un réparateur.",
    )  # fmt: skip
    proof = PdfField(
        label="La preuve, en PDF", required=False,
        help_text="La facture, les annonces imprimées, l’avis signé.",
    )  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["cents"].unit = "€"


class AppraisalForm(forms.Form):
    """Right, or not and why."""

    use_required_attribute = False

    agrees = forms.TypedChoiceField(
        label="Cette valeur vous paraît-elle juste ?",
        choices=[("oui", "Oui, elle est juste"), ("non", "Non, pas tout à fait")],
        widget=forms.RadioSelect,
        coerce=lambda said: said == "oui",
        empty_value=None,
        error_messages={"required": "Dites si cette valeur vous paraît juste."},
    )
    words = ProseField(
        label="Pourquoi", max_length=1_000, required=False,
        help_text="Si elle ne l’est pas : de quoi repartir. La personne le lira.",
    )  # fmt: skip

    def clean(self):
        said = super().clean()
        if said.get("agrees") is False and not said.get("words"):
            self.add_error("words", "Dites pourquoi : c’est de là que l’on repart.")
        return said
