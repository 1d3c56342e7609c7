"""The assemblies of the demonstration: one that was held, one that people are answering, a board
that is prepared too late for its date."""

from datetime import timedelta

from coopstudio.demo.world import address
from members.actions.assemblies import answers, board, convening, preparing, presence
from members.models import Assembly, Person

FLEUR, THOMAS, BLAISE = "fleur", "thomas", "blaise"
BOARD = ["thomas", "helene", "blaise", "odile", "lan"]
HELD, COMING = "Assemblée générale extraordinaire", "Assemblée générale ordinaire"
SAID = {
    HELD: [
        ("fleur", "coming", ""), ("thomas", "coming", ""), ("helene", "coming", ""),
        ("odile", "proxy", "helene"), ("lan", "coming", ""), ("aicha.benali", "coming", ""),
        ("jean-baptiste.le-goff", "away", ""), ("gwenn", "proxy", "lan"),
        ("elie.mbaye", "coming", ""), ("zoe.etienne", "coming", ""),
    ],
    COMING: [
        ("thomas", "coming", ""), ("helene", "coming", ""), ("aicha.benali", "coming", ""),
        ("maylis.de-saint-romain", "proxy", "aicha.benali"), ("lan", "away", ""),
        ("gwenn", "proxy", "helene"), ("zoe.etienne", "coming", ""),
    ],
}  # fmt: skip
HERE = ["fleur", "thomas", "helene", "blaise", "lan", "aicha.benali", "elie.mbaye", "zoe.etienne"]


def fill(world):
    """Seats, an assembly of two months ago, one to come, a board to convene."""
    world.plan(world.moment("-70 09:30"), _seat)
    world.plan(
        world.moment("-55 10:00"), convene, title=HELD, on=world.moment("-36 18:00"),
        place="Maison des associations, Dijon",
        items=["Le projet de coopérative", "Modification de l’article 3 des statuts"],
        words="Le texte proposé pour l’article 3 est à relire avant de venir.",
    )  # fmt: skip
    world.plan(world.moment("-48 20:00"), _answer, title=HELD)
    world.plan(world.moment("-36 18:05"), _welcome, title=HELD)
    world.plan(world.moment("-36 21:10"), _close, title=HELD)
    world.plan(
        world.moment("-8 09:15"), convene, title=COMING, on=world.moment("12 18:00"),
        place="12 rue Monge, Dijon",
        items=[
            "Rapport moral : ce que nous avons vécu", "Comptes de l’exercice",
            "Cotisation de l’année prochaine", "Renouvellement du conseil",
            "Ce que nous voulons apprendre ensemble",
        ],
        words="Nous dînons ensemble après. Dites-nous si vous venez de loin : on loge volontiers.",
    )  # fmt: skip
    world.plan(world.moment("-3 21:00"), _answer, title=COMING)
    world.plan(world.moment("-1 17:30"), _prepare_board, on=world.moment("4 18:30"))


def _known(name):
    return Person.objects.get(email=address(name))


def _seat(*, at):
    for name in BOARD:
        board.seat(_known(name), by=_known(FLEUR), on=at.date())
    board.seat(_known(FLEUR), by=_known(THOMAS), on=at.date())


def convene(*, at, title, on, place, items, words, by=BLAISE):
    """The secretary convenes a general assembly; every letter is written."""
    keeper = _known(by)
    one = preparing.prepare(
        by=keeper, on=at.date(), items=items, kind="general", title=title, at=on, minutes=150,
        place=place, words=words,
    )  # fmt: skip
    one = convening.convene(one, by=keeper, at=at)
    while convening.write_letters(one, at=at):
        pass


def _answer(*, at, title):
    one = Assembly.objects.get(title=title)
    rows = {row.person.email: row for row in one.convocations.select_related("person", "assembly")}
    for rank, (name, reply, to) in enumerate(SAID[title]):
        row = rows.get(address(name))
        if row:
            answers.answer(
                row, by=row.person, at=at + timedelta(minutes=rank), reply=reply,
                holder=rows.get(address(to)),
            )  # fmt: skip


def _welcome(*, at, title):
    found = Assembly.objects.get(title=title).convocations.select_related("assembly", "person")
    for rank, name in enumerate(HERE):
        for row in found.filter(person__email=address(name)):
            presence.note_present(row, by=_known(BLAISE), at=at + timedelta(minutes=rank))


def _close(*, at, title):
    convening.close(Assembly.objects.get(title=title), by=_known(BLAISE), at=at)


def _prepare_board(*, at, on):
    preparing.prepare(
        by=_known(BLAISE), on=at.date(), kind="board", title="Conseil de rentrée", at=on,
        minutes=120, place="https://visio.exemple.fr/conseil", words="",
        items=["Demandes d’adhésion", "Trésorerie", "Préparer l’assemblée générale"],
    )  # fmt: skip
