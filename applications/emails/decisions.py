"""The letter that tells an answer."""

from django.urls import reverse

from applications.emails.samples import sample
from applications.states import Outcome
from coopstudio.mail.api import address, letter


@letter(
    "applications.answer",
    occasion="Quand la fondation envoie la réponse décidée ; ses mots sont les leurs.",
    sample=sample(
        body="Bonjour Noémie,\n\nNous avons aimé vous rencontrer, et nous vous invitons à "
        "demander votre adhésion à l’Institut.\n\nFleur et Thomas",
        invites=True,
        link=address("/adhesion/"),
    ),
)
def answer(decision, *, write):
    """The words are the founders' own; an invitation carries its door. Returns the letter."""
    application = decision.application
    return write(
        to=application.email,
        key=f"{decision.pk}",
        body=decision.body,
        invites=decision.outcome == Outcome.INVITE,
        link=address(reverse("members:joining")),
    )
