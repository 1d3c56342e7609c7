"""What letters about applications have in common: where they lead, where one answers them, and
believable samples."""

from django.urls import reverse

from applications import links
from coopstudio.mail.api import address
from coopstudio.mail.inbound.addresses import reply_address

SIGNED = "Fleur Mathet et Thomas Marshall"
DOSSIER = "dossier"
"""The kind of our reply addresses for letters about a candidature: (application, its person)."""


def status_of(application):
    """The page where the person follows their application."""
    return address(f"{reverse('applications:status')}#candidature-{application.number}")


def answered_in_its_thread(application):
    """Where its person answers a letter about a candidature: in its thread, begun if need be."""
    return {"reply_to": reply_address(DOSSIER, application.pk, application.person_id)}


def page_of(application, recipient):
    """Each sees their own side: the person their status, a founder the dossier."""
    if recipient.email == application.email:
        return status_of(application)
    return address(application.get_absolute_url())


def sample(**more):
    """The context of a believable letter; made when it is asked for."""
    return lambda: {
        "first_name": "Noémie",
        "signature": SIGNED,
        "link": address("/candidater/reprise/exemple/"),
        "days": links.LINK_DAYS,
        **more,
    }
