"""The trial of a letter, sent to the founder who writes it."""

from coopstudio.mail.api import letter

WORDS = "Bonjour Noémie,\n\nVotre candidature est arrivée. Merci d’avoir pris ce temps.\n\nFleur"


@letter(
    "wordings.trial",
    occasion="Quand une personne de la fondation s’envoie l’essai d’une lettre qu’elle rédige.",
    sample=lambda: {"subject": "votre candidature est bien arrivée", "body": WORDS},
    fixed="Elle montre les mots d’une autre lettre.",
)
def trial(person, *, subject, body, at, write):
    """The letter as it would leave, filled with sample data, to one's own address alone."""
    return write(to=person.email, key=f"{person.pk}:{at.isoformat()}", subject=subject, body=body)
