"""What may be written to whom: topics that one may silence, and letters that the law asks for.

A letter becomes optional by asking ``wants`` before it is written, and by handing over the address
that silences it: ``write(…, unsubscribe=unsubscribe(person, Topic.GROUP))``.
"""

from django.core import signing
from django.db.models import Q
from django.urls import reverse

from coopstudio.mail.api import address
from members.models import Lockout, Person
from members.states import Topic

SALT = "members.silence"
SAYS = {
    Topic.MEETINGS: "Avant une assemblée ou une séance : un rappel de répondre, ou d’y venir.",
    Topic.GROUP: "Ce qui change dans le groupe : une arrivée, un départ, une étape franchie.",
    Topic.LEARNING: "Une séance qui correspond à ce que vous voulez apprendre, un échange proposé.",
    Topic.CIRCLES: "Ce qui attend dans vos cercles, ce qui s’y est décidé ; une action en retard.",
    Topic.NEWS: "Ce que le bureau écrit à tous : une fête, un appel à l’aide, un projet.",
}
NEEDED = [
    (
        "Les convocations aux assemblées",
        "Les statuts demandent que chaque membre soit convoqué, avec l’ordre du jour.",
    ),
    (
        "Ce qui touche votre adhésion",
        "Une admission, une mise en demeure ou une exclusion vous sont dues par écrit.",
    ),
    (
        "Les appels de cotisation et les reçus",
        "La comptabilité les demande ; un appel payé ne vous est plus rappelé.",
    ),
    (
        "Les réponses à ce que vous demandez",
        "Vous avez écrit ou demandé quelque chose : la réponse arrive toujours.",
    ),
    (
        "La sécurité de votre compte",
        "Un code, une adresse changée : vous seriez sans défense si cela se taisait.",
    ),
]
"""(letters, why they are not for anybody to silence)."""


def wants(person, topic):
    """Whether this person is written to about ``topic``: yes, until they say otherwise."""
    return not person.quiets.filter(topic=topic).exists()


def wanting(people, topic):
    """Those of ``people``, a queryset, who are written to about ``topic``."""
    return people.exclude(quiets__topic=topic)


def unsubscribe(person, topic):
    """The address by which one gesture silences the topic, for the header and foot of a letter."""
    token = signing.Signer(salt=SALT).sign_object([person.pk, f"{topic}"])
    return address(reverse("members:unsubscribing", args=[token]))


def unsubscribed_by(token):
    """(person, topic) of such an address, for as long as the house stands, and while an account is
    closed for a time: letters go on. None for another, or of who has gone."""
    try:
        pk, topic = signing.Signer(salt=SALT).unsign_object(token)
        here = Q(is_active=True) | Q(pk__in=Lockout.objects.lasting().values("person"))
        return Person.objects.get(here, pk=pk), Topic(topic)
    except (signing.BadSignature, Person.DoesNotExist, ValueError, TypeError):
        return None
