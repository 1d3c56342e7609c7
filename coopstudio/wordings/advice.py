"""What a careful friend would say of an object before it leaves. Advice: it stops nobody."""

import re

from coopstudio.mail.api import KINDS, compose, fillers

HURTS = re.compile(
    r"\b(?:refus|rejet|d[ée]clin|[ée]chec|impossible)\w*|\b(?:sans suite|(?:pas|non) retenu\w*)",
    re.IGNORECASE,
)
LONG = 78


def advice(text, subject):
    """Sentences about this object (filled with sample data), none when all is well."""
    if not text.has_subject:
        return []
    said = [_hurts(subject), _is_long(subject), _is_worn(text, subject)]
    return [sentence for sentence in said if sentence]


def _hurts(subject):
    if found := HURTS.search(subject):
        return (
            f"« {found[0]} » se lirait dans la liste des messages, avant toute explication : "
            "gardez ce mot pour le texte, après le bonjour."
        )
    return ""


def _is_long(subject):
    if len(subject) > LONG:
        return f"L’objet compte {len(subject)} signes : un téléphone en montre une quarantaine."
    return ""


def _is_worn(text, subject):
    """Somebody who received the other letter would take this one for it."""
    others = [kind for name, kind in KINDS.items() if name != text.name]
    fill = fillers(others)
    for kind in others:
        if compose(kind, kind.sample(), fill[kind.name])[0].casefold() == subject.casefold():
            return (
                "Une autre lettre porte déjà cet objet : l’une pourrait passer pour l’autre. "
                f"L’autre part ainsi : {kind.occasion}"
            )
    return ""
