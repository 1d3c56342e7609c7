"""Precisions: what a founder asks, and the answers named, as the person changes them."""

from django import forms

from applications.forms.applications import AppelForm, OffreForm, ParcoursForm
from applications.models import Completion
from coopstudio.french.fields import ProseField


class QuestionsForm(forms.Form):
    """What one would like to know, and which answers the person may change."""

    use_required_attribute = False

    questions = ProseField(
        label="Vos questions",
        max_length=4000,
        missing="Écrivez ce que vous aimeriez savoir : la personne le lira tel quel.",
        help_text="Elles partent aussitôt, telles quelles, signées de votre prénom.",
    )
    fields = forms.MultipleChoiceField(
        label="Les réponses qu’elle pourra reprendre",
        choices=Completion.Field,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Cochez au moins une réponse : ce sont celles que la personne reprendra.",
            "invalid_choice": "Cette réponse n’est pas dans la liste.",
        },
        help_text="Celles-là, et aucune autre.",
    )

    def __init__(self, data=None):
        super().__init__(data)
        self["fields"].field.columns = True


class CompletionForm(ParcoursForm, AppelForm, OffreForm):
    """The answers named, filled with what was sent or written since; saved as the draft was. To
    questions one may also just answer."""

    answer = ProseField(
        label="Votre réponse",
        required=False,
        help_text="Avec vos mots, si cela suffit. Vous pouvez aussi reprendre une réponse dessous.",
    )
    field_order = ["answer"]
    NEEDED = (*ParcoursForm.NEEDED, *AppelForm.NEEDED, *OffreForm.NEEDED)

    def __init__(self, data=None, files=None, *, unsent, names):
        super().__init__(data, files, draft=unsent)
        for name in set(self.fields) - {*names, *unsent.own}:
            del self.fields[name]
        if "path" in self.fields and unsent.path:
            self.fields["path"].label = "Votre parcours, avec vos mots"
