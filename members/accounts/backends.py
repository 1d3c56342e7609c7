from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from members.models import Person


class PersonBackend(AuthenticationBackend):
    """allauth's sign-in, loading the person with roles and membership in one query."""

    def get_user(self, user_id):
        return (
            Person.objects.signed_in(on=timezone.localdate())
            .filter(pk=user_id, is_active=True)
            .first()
        )
