"""A tension, and what became of it."""

from django import forms

from coopstudio.french.fields import LineField, ProseField
from governance.models import Domain
from governance.states import Reach, Wish

HOPES = {
    Wish.UNDERSTAND: "Comprendre : j’ai besoin de savoir, ou de faire savoir.",
    Wish.EXPLORE: "Explorer : regardons ensemble avant de décider quoi que ce soit.",
    Wish.DECIDE: "Décider : une proposition pourrait en naître.",
}


class TensionForm(forms.Form):
    """What somebody lives, and needs."""

    use_required_attribute = False

    subject = LineField(
        label="En une ligne",
        max_length=160,
        missing="Donnez-lui un nom, en une ligne.",
        help_text="Par exemple « Qui signe les devis ? »",
    )
    words = ProseField(
        label="Ce que vous vivez, ce dont vous avez besoin",
        max_length=4000,
        missing="Écrivez ce que vous vivez : c’est de là que tout part.",
        help_text="Un fait, ce qu’il vous fait, ce qui vous manque. Pas besoin d’une solution.",
    )
    wish = forms.ChoiceField(
        label="Ce que vous espérez du cercle",
        choices=list(HOPES.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez ce que vous espérez du cercle.",
            "invalid_choice": "Choisissez l’une des trois réponses.",
        },
    )


class UrgentForm(forms.Form):
    """What whoever leads had to decide without waiting."""

    use_required_attribute = False

    domain = forms.ModelChoiceField(
        Domain.objects.none(),
        label="Dans quel domaine du cercle",
        empty_label="Choisissez un domaine",
        error_messages={
            "required": "Choisissez un domaine du cercle.",
            "invalid_choice": "Choisissez un domaine du cercle.",
        },
    )
    subject = LineField(
        label="Ce que vous avez décidé, en une ligne",
        max_length=160,
        missing="Dites ce que vous avez décidé, en une ligne.",
        help_text="Par exemple « Fermer l’atelier ce soir »",
    )
    words = ProseField(
        label="Pourquoi cela ne pouvait pas attendre, et ce que cela engage",
        max_length=4000,
        missing="Dites pourquoi cela ne pouvait pas attendre.",
    )

    def __init__(self, *args, circle, on, **kwargs):
        super().__init__(*args, **kwargs)
        held = Domain.objects.held_on(on).filter(circle=circle, reach=Reach.DECIDES)
        self.fields["domain"].queryset = held
        if not held:
            self.fields["domain"].help_text = "Le cercle n’a pas encore de domaine écrit."


class SettlingForm(forms.Form):
    """What became of it."""

    use_required_attribute = False

    how = LineField(
        label="Ce qu’elle est devenue",
        max_length=200,
        missing="Dites en quelques mots ce qu’elle est devenue.",
        help_text="La personne qui l’a déposée le lira.",
    )
