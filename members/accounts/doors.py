"""What lets a person in, closed at once."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session


def end_sessions(person):
    """Whoever is in as this person is out."""
    sessions = UserSession.objects.filter(user=person)
    Session.objects.filter(pk__in=list(sessions.values_list("session_key", flat=True))).delete()
    sessions.delete()


def close_doors(person):
    """Sessions, keys and addresses: nobody enters as this person any more."""
    end_sessions(person)
    Authenticator.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
