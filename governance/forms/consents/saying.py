"""An objection, another day, a reason: what is said of a proposal in a few words."""

from datetime import timedelta

from django import forms

from coopstudio.french.fields import DayField, ProseField
from coopstudio.french.order import in_order
from governance.models import Circle

FAR = timedelta(days=3650)
SOON = timedelta(days=1)


class ObjectionForm(forms.Form):
    """What would keep the circle from its aim. Nobody judges it; one explores it together."""

    use_required_attribute = False

    words = ProseField(
        label="Votre objection",
        max_length=4000,
        missing="Écrivez votre objection, avec vos mots.",
        help_text="Ce que vous voyez, et que le texte ne voit pas encore.",
    )
    touches = ProseField(
        label="Ce qu’elle touche",
        max_length=1000,
        missing="Dites ce qu’elle touche, du but ou des besoins du cercle.",
        help_text="En quoi le texte empêcherait-il le but, ou un besoin que le cercle a nommé ?",
    )
    way = ProseField(
        label="Une piste, si vous en voyez une",
        max_length=2000,
        required=False,
        help_text="Une objection n’a pas besoin d’apporter sa solution.",
    )


class PostponingForm(forms.Form):
    """Another day, and why."""

    use_required_attribute = False

    to = DayField(
        label="Reprendre le", earliest=SOON, latest=FAR,
        error_messages={"required": "Choisissez le jour où la reprendre."},
    )  # fmt: skip
    reason = ProseField(label="Pourquoi", max_length=2000, required=False)


class ReasonForm(forms.Form):
    """Why, for all to read."""

    use_required_attribute = False

    reason = ProseField(
        label="Pourquoi", max_length=2000, missing="Dites pourquoi, en quelques mots."
    )


class ReferringForm(ReasonForm):
    """To which circle, and why."""

    to = forms.ModelChoiceField(
        label="À quel cercle",
        queryset=Circle.objects.none(),
        empty_label="choisir",
        error_messages={
            "required": "Choisissez le cercle.",
            "invalid_choice": "Choisissez un cercle de la liste.",
        },
    )

    def __init__(self, data=None, *, circle):
        super().__init__(data)
        self.order_fields(["to", "reason"])
        self.fields["to"].queryset = (
            Circle.objects.living().exclude(pk=circle.pk).order_by(in_order("name"))
        )
