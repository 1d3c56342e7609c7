"""The letter that tells an answer."""

from django.urls import reverse

from applications import letters
from applications.emails.samples import answered_in_its_thread, sample
from applications.states import Outcome
from coopstudio.mail.api import KINDS, address, compose, letter


@letter(
    "applications.answer",
    occasion="Quand la fondation envoie la réponse décidée ; ses mots sont les leurs.",
    sample=sample(
        body="Bonjour Noémie,\n\nNous avons aimé vous rencontrer, et nous vous invitons à "
        "demander votre adhésion à l’Institut.\n\nFleur et Thomas",
        invites=True,
        kept=[{"said": "Six mois, pas plus.", "text": "Nous en reparlons le 7 juin."}],
        reason="",
        link=address("/adhesion/"),
    ),
)
def answer(decision, *, write):
    """The words are the founders' own; beside them, what was agreed: the reserves that are
    integrated, the reason that is shared, and the door of an invitation. Returns the letter."""
    application = decision.application
    told = {**_told(decision), **answered_in_its_thread(application)}
    return write(to=application.email, key=f"{decision.pk}", about=application, **told)


def answer_as_it_leaves(decision):
    """Its subject and its text, as it would leave now."""
    subject, text, _ = compose(KINDS["applications.answer"], _told(decision))
    return subject, text


def _told(decision):
    return {
        "body": decision.body,
        "kept": letters.kept_of(decision),
        "reason": letters.reason_of(decision),
        "invites": decision.outcome == Outcome.INVITE,
        "link": address(reverse("members:joining")),
    }
