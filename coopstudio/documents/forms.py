"""The paper that somebody drops to have it verified."""

from django import forms

from coopstudio.files.fields import PdfField


class VerifyForm(forms.Form):
    """One PDF. It is read, and not kept."""

    use_required_attribute = False

    paper = PdfField(
        label="Le PDF à vérifier", help_text="Dix mégaoctets au plus. Il est lu, puis oublié."
    )
