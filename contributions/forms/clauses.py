"""Another version of an article; the day when one ends."""

from datetime import timedelta

from django import forms

from coopstudio.french.fields import DayField, LineField, ProseField

YEAR = timedelta(days=366)


class ClauseForm(forms.Form):
    """The words of an article, and who validated them."""

    use_required_attribute = False

    title = LineField(label="Titre", max_length=120, missing="Donnez un titre à l’article.")
    text = ProseField(
        label="Texte", max_length=6_000, missing="Écrivez l’article.",
        help_text="Une ligne vide sépare deux paragraphes ; **deux étoiles** mettent en gras.",
    )  # fmt: skip
    from_on = DayField(label="À partir du", earliest=-YEAR, latest=YEAR)
    validated_by = LineField(
        label="Validée par", max_length=160, required=False,
        help_text="Le nom de l’avocate ou de l’avocat, et le jour. Vide : projet à faire valider.",
    )  # fmt: skip


class EndForm(forms.Form):
    """When no new contract bears an article any more."""

    use_required_attribute = False

    on = DayField(label="À partir du", earliest=-YEAR, latest=YEAR)
