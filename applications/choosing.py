"""The signed link by which somebody chooses, without an account, what becomes of their dossier.

It is good until they choose, and for so long as a notice may be read; a GET shows, a POST acts.
"""

from django.core import signing
from django.urls import reverse

from applications.models import Keeping
from coopstudio.refusals import Refused

LINK_DAYS = 120
SALT = "applications.choosing"


class StaleChoice(Refused):
    """The link has served, or is too old, or was never ours."""

    message = (
        "Ce lien a déjà servi ou n’est plus valable. Connectez-vous : « Mes données » montre ce "
        "qui reste de vous ici, et jusqu’à quand."
    )


def path_to(kept):
    token = signing.dumps([kept.pk, kept.link_key.hex], salt=SALT)
    return reverse("applications:choice", args=[token])


def keeping_behind(token):
    """The Keeping that a link speaks of. Raises StaleChoice."""
    try:
        pk, key = signing.loads(token, salt=SALT, max_age=LINK_DAYS * 24 * 3600)
    except signing.BadSignature as refusal:
        raise StaleChoice from refusal
    kept = Keeping.objects.select_related("application__person").filter(pk=pk).first()
    if kept is None or kept.link_key.hex != key:
        raise StaleChoice
    return kept
