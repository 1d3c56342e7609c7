"""The signed links that open something without an account: a draft, a question to confirm.

Each is good once, for so many days, and for the one address it was sent to: whoever opens it is
signed in as the person of that address.
"""

from uuid import uuid5

from django.core import signing
from django.urls import reverse

from applications.models import Application, Conversation
from applications.states import ConversationState
from coopstudio.refusals import Refused

LINK_DAYS = 30
SALT = "applications.resume"
CONFIRMATION_HOURS = 48
QUESTION = "applications.question"


class StaleLink(Refused):
    """The link was used, or is too old, or was never ours."""

    message = "Ce lien a déjà servi ou n’est plus valable. Demandez-en un autre : il part aussitôt."


def path_to(draft):
    token = signing.dumps([draft.pk, _key(draft)], salt=SALT)
    return reverse("applications:resume", args=[token])


def draft_behind(token):
    """The draft that a link opens. Raises StaleLink."""
    try:
        pk, key = signing.loads(token, salt=SALT, max_age=LINK_DAYS * 24 * 3600)
    except signing.BadSignature as refusal:
        raise StaleLink from refusal
    draft = Application.objects.drafts().filter(pk=pk).first()
    if draft is None or key != _key(draft):
        raise StaleLink
    return draft


def _key(draft):
    """Another one as soon as the link has served, or the address is written otherwise."""
    return uuid5(draft.link_key, draft.email).hex


def path_to_confirm(conversation):
    token = signing.dumps([conversation.pk, conversation.key.hex], salt=QUESTION)
    return reverse("applications:confirmation", args=[token])


def question_behind(token, *, even_old=False):
    """The question that a link confirms. Raises StaleLink; ``even_old``: whatever its age."""
    limit = None if even_old else CONFIRMATION_HOURS * 3600
    try:
        pk, key = signing.loads(token, salt=QUESTION, max_age=limit)
    except signing.BadSignature as refusal:
        raise StaleLink from refusal
    waiting = Conversation.objects.filter(state=ConversationState.TO_CONFIRM)
    conversation = waiting.filter(pk=pk, key=key).first()
    if conversation is None:
        raise StaleLink
    return conversation
