"""What the office writes freely to members."""

from coopstudio.mail.api import KINDS, compose, letter
from members.emails.samples import sample
from members.preferences import unsubscribe
from members.states import Topic

KIND = "members.circular"


@letter(
    KIND,
    occasion="Quand le bureau écrit aux membres, à chaque personne qui n’a pas demandé le silence.",
    sample=sample(
        subject="Une fête le 12 décembre",
        words="Nous fêtons les deux ans de l’association. Venez avec un plat, et qui vous voulez.",
        by="Blaise Chevalier",
    ),
    fixed="Ses mots sont ceux de la personne qui écrit, à chaque fois.",
)
def circular(person, *, stamp, by, subject, words, write):
    stop = unsubscribe(person, Topic.NEWS)
    told = _told(person, by=by, subject=subject, words=words)
    write(to=person.letterbox, key=f"{stamp}:{person.pk}", unsubscribe=stop, **told)


def circular_as_read(person, *, by, subject, words):
    """(subject, text) as this person would read them: nothing is written."""
    told = _told(person, by=by, subject=subject, words=words)
    return compose(KINDS[KIND], told)[:2]


def _told(person, **words):
    return {"first_name": person.first_name, **words, "by": f"{words['by']}"}
