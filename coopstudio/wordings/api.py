"""The texts that founders may reword: every kind of letter, and the drafts declared here."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from coopstudio.mail.api import KINDS
from coopstudio.wordings.models import Wording
from coopstudio.wordings.placeholders import placeholder
from coopstudio.wordings.words import fill, fits

__all__ = ["DRAFTS", "Draft", "draft", "placeholder", "text_named", "words_of"]

DRAFTS = {}


@dataclass(frozen=True)
class Draft:
    """A text that a person takes up before it leaves: the first words of an answer. No subject."""

    name: str
    title: str
    occasion: str
    template: str
    sample: callable
    is_secret: bool = False
    fixed: str = ""
    has_subject: bool = False


def draft(name, *, title, occasion, template, sample):
    """Declare a draft, as ``letter`` declares a kind of letter."""
    DRAFTS[name] = Draft(name, title, occasion, template, sample)
    return DRAFTS[name]


def text_named(name):
    """The kind of letter or the draft of this name, or None."""
    return KINDS.get(name) or DRAFTS.get(name)


def words_of(text, context):
    """The body of a draft, filled: the founders' own words if they wrote some."""
    own = Wording.objects.current([text.name]).get(text.name)
    if own and fits(text, own):
        return fill(text, "", own.body, context)[1]
    return render_to_string(text.template, context, using="letters").strip()
