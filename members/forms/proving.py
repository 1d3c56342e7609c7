"""What who holds an address says of themselves, to prove that it is theirs."""

from django import forms

from coopstudio.french.fields import LineField, PhoneField, PostcodeField
from coopstudio.french.names import NAME_LENGTH


class ProofForm(forms.Form):
    """The family name, and the postcode that the house has; the telephone when it has none."""

    last_name = LineField(
        label="Votre nom de famille",
        max_length=NAME_LENGTH,
        missing="Écrivez votre nom de famille.",
        help_text="Si vous n’avez qu’un seul nom, celui-là.",
    )

    def __init__(self, data=None, *, person):
        super().__init__(data)
        self.fields["last_name"].widget.attrs["autocomplete"] = "family-name"
        if person.postcode:
            self.fields["postcode"] = PostcodeField(
                label="Votre code postal", help_text="Celui qui est sur votre bulletin."
            )
        else:
            self.fields["phone"] = PhoneField(
                label="Votre téléphone", help_text="Le numéro que vous avez laissé."
            )
