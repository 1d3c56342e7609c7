"""The field by which a PDF comes in. What stands inside it is judged by ``files.api.take_in``."""

from django import forms
from django.conf import settings

from coopstudio.files import gate
from coopstudio.files.api import FileRefused
from coopstudio.french.typography import tidy


class PdfField(forms.FileField):
    """An upload that looks like a PDF of a decent size; anything else is answered with advice.

    The browser knows the limit (bytes) and the advice too: it answers before anything leaves.
    """

    limit, other_kind, too_heavy = settings.UPLOAD_LIMIT, gate.AS_PDF, gate.LIGHTER

    default_error_messages = {
        "required": "Choisissez un fichier PDF.",
        "empty": "Ce fichier est vide. Choisissez-en un autre.",
        "invalid": "Le fichier n’est pas arrivé. Choisissez-le de nouveau.",
        "contradiction": "Choisissez un fichier, ou cochez la case pour le retirer : pas les deux.",
    }

    def __init__(self, **options):
        options.setdefault(
            "widget", forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"})
        )
        super().__init__(**options)

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {
            "data-octets": self.limit,
            "data-other-kind": tidy(self.other_kind),
            "data-too-heavy": tidy(self.too_heavy),
        }

    def to_python(self, data):
        upload = super().to_python(data)
        if upload is not None:
            try:
                self.look(upload)
            except FileRefused as refusal:
                raise forms.ValidationError(str(refusal), code="refused") from refusal
        return upload

    def look(self, upload):
        """Raises FileRefused for what is plainly not what we take."""
        gate.look_at(upload, limit=self.limit)


class PictureField(PdfField):
    """An upload that looks like a JPG or PNG picture of a decent size."""

    default_error_messages = {"required": "Choisissez une image, en JPG ou en PNG."}
    limit, other_kind = settings.PICTURE_LIMIT, gate.AS_PICTURE
    too_heavy = gate.LIGHTER_PICTURE

    def __init__(self, **options):
        accepted = {"accept": ".jpg,.jpeg,.png,image/jpeg,image/png"}
        super().__init__(widget=forms.ClearableFileInput(attrs=accepted), **options)

    def look(self, upload):
        gate.look_at_picture(upload, limit=self.limit)
