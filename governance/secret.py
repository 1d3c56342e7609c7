"""The secret address of a personal diary: signed, of one person, until it is renewed or closed."""

from django.core import signing
from django.urls import reverse

from governance.models import Diary
from governance.permissions import sees_governance

SALT = "governance.diary"


def path_to(diary):
    """Where a diary programme reads it."""
    token = signing.Signer(salt=SALT).sign_object([diary.pk, diary.key.hex])
    return reverse("governance:diary_feed", args=[token])


def diary_behind(token):
    """The open diary that this address reads, or None: renewed, closed, or of who has left."""
    try:
        pk, key = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Diary.objects.select_related("person").filter(
        pk=pk, key=key, closed_at=None, person__is_active=True
    )
    diary = found.first()
    return diary if diary and sees_governance(diary.person) else None
