"""What a founder leaves on a dossier, and for whom."""

from django import forms

from applications.models import DossierNote
from coopstudio.french.fields import ProseField
from coopstudio.french.sensitive import Watchful


class DossierNoteForm(Watchful, forms.Form):
    """``author``: whose note it is; ``note``: the one that is corrected, if it is not a new one."""

    use_required_attribute = False
    watched = ("words",)

    words = ProseField(
        label="Votre note",
        max_length=4000,
        missing="Écrivez votre note, même en quelques mots.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    audience = forms.ChoiceField(
        label="Pour qui",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Dites pour qui est cette note.",
            "invalid_choice": "Choisissez entre vous et la fondation.",
        },
    )

    def __init__(self, data=None, *, author, note=None):
        kept = {"words": note.words, "audience": note.audience} if note else None
        super().__init__(data, initial=kept, prefix="note")
        alone = author.agreed("Pour moi seule", "Pour moi seul")
        self.fields["audience"].choices = [
            (DossierNote.Audience.MYSELF, alone),
            (DossierNote.Audience.FOUNDERS, "Pour la fondation"),
        ]
