"""Who sees the post. Letters speak to candidates: only founders read them.

The administrator keeps the machines running: states, addresses and errors, never what a letter
says nor what it is about.
"""

from coopstudio.mail.models import Letter


def watches_post(person):
    """May see which letters left, and put one back in the post."""
    return reads_letters(person) or "administrator" in person.roles


def reads_letters(person):
    """May read what letters say."""
    return "founder" in person.roles


def may_read(person, letter: Letter):
    """May read this letter; one that opens something is read by nobody but its person."""
    return reads_letters(person) and letter.has_words and not letter.is_secret


def silence(person, letter):
    """Why this person does not see the words of this letter."""
    if letter.is_secret:
        return {
            "title": "Le texte de cette lettre ne se relit pas",
            "why": "Elle porte un lien ou un code personnel, que seule la personne peut voir.",
        }
    if not letter.has_words:
        return {
            "title": "Le texte de cette lettre a été effacé",
            "why": "Nous gardons le texte des lettres 90 jours, puis seulement leur trace.",
        }
    return {
        "title": "Ce que dit cette lettre ne regarde que les fondateurs et la personne",
        "why": "Vous voyez si elle est partie, à quelle adresse et ce qu’a répondu le serveur.",
    }
