"""What the pages of the post say of the words of letters."""

from django import template

from coopstudio.mail.permissions import reads_letters
from coopstudio.wordings.api import DRAFTS
from coopstudio.wordings.models import Wording
from coopstudio.wordings.words import why_fixed

register = template.Library()


@register.inclusion_tag("wordings/standing.html", takes_context=True)
def standing_of(context, text):
    """Whose words a text has today, and the way to change them for who may."""
    own = Wording.objects.current([text.name]).get(text.name)
    return {
        "text": text,
        "own": own,
        "why_fixed": why_fixed(text),
        "may_change": reads_letters(context["request"].user),
    }


@register.simple_tag
def reworded_texts(names):
    """Those of these texts that have the founders' own words, in one query."""
    return Wording.objects.current(names)


@register.simple_tag
def drafts_to_reword():
    """The first words of answers, that founders take up before they leave."""
    return list(DRAFTS.values())
