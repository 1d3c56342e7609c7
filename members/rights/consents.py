"""What one may agree to, in the words that are shown beside an unticked box; and who did."""

from members.states import Purpose

WORDS = {
    Purpose.KEEP: (
        "Si nous en restons là aujourd’hui, gardez mon dossier pour me recontacter plus tard, deux "
        "ans au plus après mon dernier signe."
    ),
    Purpose.QUOTES: (
        "Ce que j’ai écrit sur l’appel peut être lu à côté de chaque passage par la fondation et "
        "cité pour l’améliorer, sans mon nom."
    ),
    Purpose.THANKS: (
        "Écrivez-moi si l’appel change grâce à ce que j’en ai dit : un e-mail, rien d’autre."
    ),
}
TO_WAIT = (
    "Gardez mon dossier pendant cette attente ; si nous en restons là ensuite, gardez-le pour me "
    "recontacter plus tard, deux ans au plus après mon dernier signe."
)
"""The words of ``Purpose.KEEP`` for who asks or agrees to wait."""
"""The sentence of today for each purpose; what is kept is the sentence that was read."""


def has_given(person, purpose):
    """Whether this person agrees to this today."""
    return person.consents.standing().filter(purpose=purpose).exists()
