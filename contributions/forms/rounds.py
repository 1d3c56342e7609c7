"""What the treasurer types of a round, and what somebody in difficulty writes."""

from datetime import timedelta

from django import forms

from contributions.permissions import discerns_hardship
from contributions.states import Rule
from coopstudio.french.fields import DayField, EuroField, LineField, ProseField
from members.models import Person
from members.states import Role


class PrepareForm(forms.Form):
    """A round begins with its day."""

    use_required_attribute = False

    on = DayField(
        label="Base arrêtée au", latest=timedelta(0),
        help_text="Ce qui est arrivé jusqu’à ce jour compte ; ce qui est repris ne compte plus.",
    )  # fmt: skip


class RuleForm(forms.Form):
    """How the envelope is shared."""

    use_required_attribute = False

    rule = forms.ChoiceField(label="Règle", choices=Rule.choices, widget=forms.RadioSelect)
    minimum = EuroField(
        label="Minimum d’une reprise", minimum=0, required=False,
        help_text="Au prorata seulement : une autre règle le laisse de côté. Une part plus petite "
        "attend le prochain tour, sauf si elle solde un apport. Vide : aucun minimum.",
    )  # fmt: skip

    @property
    def choice(self):
        """A minimum goes with the pro rata alone: under another rule, it is left aside."""
        rule = self.cleaned_data["rule"]
        minimum = self.cleaned_data["minimum"] if rule == Rule.PRO_RATA else 0
        return {"rule": rule, "minimum": minimum or 0}


class SourceForm(forms.Form):
    """Another resource, in words."""

    use_required_attribute = False

    words = LineField(
        label="D’où vient cet argent", max_length=120, missing="Dites d’où vient cet argent."
    )
    cents = EuroField(label="Montant")


class DrawForm(forms.Form):
    """How much of a source."""

    use_required_attribute = False

    cents = EuroField(label="Montant prélevé")


class PostForm(forms.Form):
    """The accounting day of the entry."""

    use_required_attribute = False

    on = DayField(label="Date de l’écriture", latest=timedelta(0))


class CancelForm(forms.Form):
    """Why a round is given up."""

    use_required_attribute = False

    on = DayField(label="À la date du", latest=timedelta(0))
    why = LineField(
        label="Pourquoi", max_length=200, missing="Dites pourquoi : chaque personne le lira."
    )


class HardshipForm(forms.Form):
    """What happens, how much would help, and who may read it."""

    use_required_attribute = False

    cents = EuroField(label="Ce qui vous aiderait à ce tour")
    words = ProseField(
        label="Ce qui se passe",
        max_length=2000,
        missing="Écrivez quelques mots pour les deux personnes que vous choisissez.",
        help_text="Chiffré : seules les deux personnes ci-dessous le liront, et ces mots "
        "s’effacent quand le tour est comptabilisé.",
    )
    readers = forms.ModelMultipleChoiceField(
        label="Les deux personnes de confiance",
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez deux personnes."},
    )

    def __init__(self, data=None, *, asker, on):
        super().__init__(data)
        founders = Person.objects.living(on=on).filter(offices__role=Role.FOUNDER)
        self.fields["readers"].queryset = founders.exclude(pk=asker.pk).distinct()

    def clean_readers(self):
        readers = list(self.cleaned_data["readers"])
        if len(readers) != 2 or not all(discerns_hardship(one) for one in readers):
            raise forms.ValidationError("Choisissez exactement deux personnes.")
        return readers
