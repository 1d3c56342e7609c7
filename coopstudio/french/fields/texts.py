"""Words that people type: one line, or several. Kept as typed, in NFC, without what does not show.

Every script is welcome, and emoji; what is refused is what would deceive the eye or break a page.
"""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError

from coopstudio.french import money

INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff")
NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")  # what makes text read backwards
PILED = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4}")
LINK = re.compile(r"\w://|\bwww\.|\b(?:javascript|data|mailto):", re.IGNORECASE)

NO_NEWLINE = "Écrivez sur une seule ligne : retirez le retour à la ligne ou la tabulation."
NOT_TEXT = "Ce texte contient un caractère invisible qui ne peut pas être gardé : retapez-le ici."
BACKWARDS = "Ce texte contient un signe caché qui le ferait lire à l’envers : retapez-le ici."
PILED_UP = "Trop d’accents sont empilés sur une même lettre : gardez-en un seul."
NO_LINK = "Pas d’adresse de site ici : retirez-la."


def seen(text):
    """The text in NFC, without invisible characters or space around it.

    Raises ValidationError for what must not be kept: control characters, lone surrogates, text
    turned backwards, accents piled up.
    """
    text = unicodedata.normalize("NFC", str(text).translate(INVISIBLE)).strip()
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in text if letter not in "\n\t"):
        raise ValidationError(NOT_TEXT, code="control")
    if TURNED.search(text):
        raise ValidationError(BACKWARDS, code="backwards")
    if PILED.search(text):
        raise ValidationError(PILED_UP, code="piled")
    return "" if all(unicodedata.category(letter) == "Cf" for letter in text) else text


class TextField(forms.CharField):
    """What LineField and ProseField share: the limit is told by a sentence, never by cutting."""

    def __init__(self, *, max_length, missing="", **options):
        if missing:
            options["error_messages"] = {
                "required": missing,
                **(options.get("error_messages") or {}),
            }
        super().__init__(strip=False, **options)
        self.max_length = max_length

    def to_python(self, value):
        return seen("" if value is None else value)

    def validate(self, value):
        super().validate(value)
        if len(value) > self.max_length:
            raise ValidationError(
                f"C’est un peu long : {money.number(self.max_length)}\u00a0signes au plus, "
                f"et il y en a {money.number(len(value))}.",
                code="max_length",
            )


class LineField(TextField):
    """A single line: a name, a town, an object. ``no_links=False`` where an address may stand.

    ``missing`` is the sentence said when nothing is typed.
    """

    default_error_messages = {"required": "Il manque quelques mots ici."}

    def __init__(self, *, max_length=200, no_links=True, **options):
        self.no_links = no_links
        super().__init__(max_length=max_length, **options)

    def to_python(self, value):
        text = seen("" if value is None else NEWLINES.sub("\n", str(value)))
        if "\n" in text or "\t" in text:
            raise ValidationError(NO_NEWLINE, code="newline")
        if self.no_links and LINK.search(text):
            raise ValidationError(NO_LINK, code="link")
        return text


class ProseField(TextField):
    """Several lines, in a person's own words: up to 10 000 characters."""

    widget = forms.Textarea
    default_error_messages = {"required": "Quelques mots suffisent, mais il en faut."}

    def __init__(self, *, max_length=10_000, **options):
        super().__init__(max_length=max_length, **options)

    def to_python(self, value):
        return super().to_python(NEWLINES.sub("\n", str(value or "")))
