"""What is kept and what goes, in the demonstration: openings, accords, a hold, an erasure."""

from applications.actions.keeping import erasing, openings, retention, rounds
from applications.demo.story import founder
from applications.models import Application
from coopstudio.demo.world import address
from members.actions import consents
from members.actions.data import rights
from members.models import DataRequest, Person
from members.rights.consents import WORDS
from members.states import Purpose

OPENED = [
    ("camille.vuillemin", "fleur", "-5 08:50"), ("camille.vuillemin", "thomas", "-4 21:10"),
    ("camille.vuillemin", "fleur", "-3 07:55"), ("florent.grangier", "thomas", "-38 08:40"),
    ("florent.grangier", "fleur", "-37 21:30"), ("brice.tournier", "fleur", "-72 09:05"),
]  # fmt: skip
COMPLAINT = "Marcelin conteste notre réponse par lettre recommandée ; nous y répondons."
CORRECTION = "Ma commune est Appoigny depuis cet été, et non plus Auxerre. Merci de la corriger."
NIGHTS = range(12, 0, -1)


def plan(world):
    """Put into the calendar what the stories do not tell."""
    for name, by, at in OPENED:
        world.plan(world.moment(at), _open, name=name, by=by)
    world.plan(world.moment("-57 10:00"), _hold)
    world.plan(world.moment("-40 22:15"), _erase)
    world.plan(world.moment("-30 08:00"), _agree)
    world.plan(world.moment("-3 12:20"), _ask)
    for night in NIGHTS:
        world.plan(world.moment(f"-{night} 04:40"), rounds.tend_kept)


def _open(*, at, name, by):
    application = Application.objects.filter(email=address(name)).exclude(number=None).first()
    if application:
        openings.note(application, by=founder(by), at=at)


def _hold(*, at):
    retention.hold(_of("marcelin.roy"), by=founder("fleur"), at=at, why=COMPLAINT)


def _erase(*, at):
    hortense = Person.objects.get(email=address("hortense.pages"))
    erasing.erase_person(hortense, by=hortense, at=at)


def _agree(*, at):
    florent = Person.objects.get(email=address("florent.grangier"))
    consents.give(florent, Purpose.KEEP, text=WORDS[Purpose.KEEP], at=at)


def _ask(*, at):
    florent = Person.objects.get(email=address("florent.grangier"))
    rights.ask(florent, DataRequest.Kind.RECTIFICATION, words=CORRECTION, at=at)


def _of(name):
    return Application.objects.get(email=address(name))
