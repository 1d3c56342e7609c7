"""The signed link of a convocation: it answers for one person, without signing in.

It says nothing else of them, opens nothing else, and serves until the assembly begins. Opening it
writes nothing; only the button does.
"""

from django.core import signing
from django.urls import reverse

from coopstudio.refusals import Refused
from members.models import Convocation

SALT = "members.convocation"


class UnknownLink(Refused):
    message = (
        "Ce lien ne mène nulle part : il a peut-être été coupé par la messagerie. Copiez-le en "
        "entier, ou connectez-vous pour répondre sur la page de l’assemblée."
    )


def path_to(convocation):
    """Where this person answers."""
    token = signing.dumps([convocation.pk, convocation.key.hex], salt=SALT)
    return reverse("members:signed_answer", args=[token])


def convocation_behind(token):
    """The convocation that a link answers for. Raises UnknownLink."""
    try:
        pk, key = signing.loads(token, salt=SALT)
    except signing.BadSignature as refusal:
        raise UnknownLink from refusal
    found = Convocation.objects.select_related(
        "assembly__statutes", "person", "proxy_to__person"
    ).filter(pk=pk, key=key, person__is_active=True)
    convocation = found.first()
    if convocation is None:
        raise UnknownLink
    return convocation
