import uuid

from django import forms

from coopstudio.french.fields import AddressField, LineField, ProseField

LONGEST = 10_000


class QuestionForm(forms.Form):
    """A question before applying; without an address when the person is signed in.

    ``site`` is a trap that only machines see and fill.
    """

    use_required_attribute = False

    text = ProseField(
        label="Votre question",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Écrivez votre question : quelques mots suffisent."},
    )
    email = AddressField(
        label="Votre adresse e-mail",
        help_text="Un lien y part pour confirmer que c’est bien la vôtre, puis notre réponse.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    site = forms.CharField(
        label="Laissez ce champ vide",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args, known=False, **options):
        super().__init__(*args, **options)
        if known:
            del self.fields["email"]

    @property
    def is_trapped(self):
        return bool(self.data.get("site"))


class MessageForm(forms.Form):
    """One message in a thread. ``once`` tells a second click from a second message."""

    use_required_attribute = False

    text = ProseField(
        label="Votre message",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Écrivez quelques mots avant d’envoyer."},
    )
    once = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, label="", **options):
        super().__init__(*args, **options)
        self.fields["once"].initial = uuid.uuid4()
        self.fields["text"].label = label or self.fields["text"].label


class EntryForm(forms.Form):
    """A question and its answer, for everybody to read."""

    use_required_attribute = False

    question = LineField(
        label="La question, récrite",
        max_length=200,
        help_text="Une phrase que n’importe qui pourrait poser, sans rien qui dise qui l’a posée.",
        missing="Écrivez la question en une phrase.",
    )
    answer = ProseField(
        label="La réponse",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": "Écrivez la réponse : quelques phrases suffisent."},
    )
