"""Marcelle has no e-mail: a bulletin filled with a pen, letters that the secretary posts."""

from coopstudio.demo.world import address
from coopstudio.french.dates import short_day
from coopstudio.mail.actions import note_posted
from coopstudio.mail.models import Letter
from members.actions import bulletins, memberships
from members.models import Person
from members.states import Age

MARCELLE = {
    "first_name": "Marcelle", "last_name": "Jolivet", "agreement": "f", "phone": "+33612000071",
    "street": "3 chemin du Lavoir", "postcode": "21250", "town": "Seurre", "email": "",
}  # fmt: skip
WORDS = "Je tiens le café du village depuis vingt ans. Je voudrais parler avec d’autres."
ORGAN = "conseil d’administration"


def plan(world):
    """She signs on a market day; the council admits her; the secretary goes to the post office."""
    world.plan(world.moment("-70 17:30"), _enter)
    world.plan(world.moment("-62 20:00"), _admit)
    world.plan(world.moment("-60 11:00"), _post)


def _enter(*, at):
    bulletins.enter(
        None,
        by=_blaise(),
        at=at,
        signed_on=at.date(),
        fee=2_000,
        words=WORDS,
        age=Age.ADULT,
        **MARCELLE,
    )


def _admit(*, at):
    memberships.admit(
        _marcelle().requests.get(),
        by=_blaise(),
        at=at,
        organ=ORGAN,
        decided_on=at.date(),
        reference=f"procès-verbal du {short_day(at.date())}",
    )


def _post(*, at):
    """What came before that day; what comes later waits on the desk."""
    for letter in Letter.objects.to_post().filter(to=_marcelle().paper_box):
        note_posted(letter, by=_blaise(), at=at, on=at.date())


def _blaise():
    return Person.objects.get(email=address("blaise"))


def _marcelle():
    return Person.objects.without_mail().get(last_name=MARCELLE["last_name"])
