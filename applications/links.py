"""The signed link by which a draft is taken up again without an account.

It is good once, for 30 days, and for the one address it was sent to: whoever opens it is signed in
as the person of that address.
"""

from uuid import uuid5

from django.core import signing
from django.urls import reverse

from applications.models import Application
from coopstudio.refusals import Refused

LINK_DAYS = 30
SALT = "applications.resume"


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
