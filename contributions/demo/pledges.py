"""The promises of the demonstration: from the one that became a contract to the one to hear."""

from datetime import timedelta

from contributions.actions import goods, pledges
from contributions.demo.needs import need
from contributions.demo.people import person
from contributions.models import Pledge
from contributions.states import Form, Method

SAID = [
    # who, day, form, cents, need, more
    ("odile", -55, Form.MONEY, 150_000, "Site et identité", {"is_shown": True}),
    ("lan", -52, Form.MONEY, 100_000, "Prospection", {"parts": 2}),
    ("aicha.benali", -50, Form.MONEY, 200_000, "", {}),
    ("jean-baptiste.le-goff", -49, Form.MONEY, 80_000, "Outils et assurances", {}),
    ("maylis.de-saint-romain", -47, Form.MONEY, 150_000, "Création juridique de la société", {}),
    ("gwenn", -46, Form.MONEY, 80_010, "", {"conditions": "Quand cinq personnes auront signé."}),
    ("maheswaran", -45, Form.IN_KIND, 90_000, "Outils et assurances",
     {"words": "Un ordinateur portable de 14 pouces, acheté l’an dernier."}),
    ("zoe.etienne", -30, Form.MONEY, 50_000, "Formation commune", {}),
    ("elie.mbaye", -9, Form.MONEY, 30_000, "", {}),
    ("blaise", -4, Form.WORK, 0, "", {"words": "Deux journées pour ranger les papiers."}),
]  # fmt: skip
SILENT = {"zoe.etienne", "elie.mbaye", "blaise"}
"""Who has not confirmed yet; of the first, two letters later, somebody will call."""

LAPTOP = {
    "name": "Ordinateur portable, 14 pouces", "serial": "PF-4K2-9917",
    "condition": "très bon état, batterie neuve", "months": 36,
    "words": "Seize gigaoctets de mémoire. Vendu avec sa housse et son chargeur.",
}  # fmt: skip


def plan(world):
    for name, day, form, cents, label, more in SAID:
        told = {"form": form, "cents": cents, "label": label, "more": dict(more)}
        world.plan(world.moment(f"{day} 21:14"), _declare, name=name, **told)
        if name not in SILENT:
            world.plan(world.moment(f"{day + 3} 08:40"), _confirm, name=name)
    for day in range(-28, 0, 2):
        world.plan(world.moment(f"{day} 07:10"), _tend)
    world.plan(world.moment("-41 18:05"), _describe)
    world.plan(world.moment("-40 19:30"), _value, cents=110_000, words="Le prix d’achat, un an.")
    world.plan(world.moment("-38 12:10"), _contest)
    again = "Trois annonces du même modèle reconditionné, entre 880 et 920 €."
    world.plan(world.moment("-36 20:20"), _value, cents=89_990, words=again)
    world.plan(world.moment("-35 09:15"), _agree, by="helene")
    world.plan(world.moment("-33 17:45"), _agree, by="thomas")


def promise(name):
    return Pledge.objects.get(person=person(name))


def _declare(*, at, name, form, cents, label, more):
    parts = more.pop("parts", 0)
    first = at.date() + timedelta(days=40)
    more["parts"] = [(first + timedelta(days=30 * rank), cents // parts) for rank in range(parts)]
    someone = person(name)
    pledges.declare(
        someone, by=someone, at=at, form=form, cents=cents, need=need(label) if label else None,
        **more,
    )  # fmt: skip


def _confirm(*, at, name):
    pledges.confirm(promise(name), by=person(name), at=at)


def _tend(*, at):
    pledges.tend(at=at)


def _describe(*, at):
    goods.describe(promise("maheswaran"), by=person("maheswaran"), at=at, **LAPTOP)


def _laptop():
    return promise("maheswaran").goods.get()


def _value(*, at, cents, words):
    goods.value(
        _laptop(), by=person("maheswaran"), at=at, method=Method.MARKET, cents=cents, words=words
    )


def _contest(*, at):
    why = "Le même modèle, garanti, se trouve autour de 900 €. D’où vient l’écart ?"
    goods.appraise(_laptop().last_valuation, by=person("helene"), at=at, agrees=False, words=why)


def _agree(*, at, by):
    goods.appraise(_laptop().last_valuation, by=person(by), at=at, agrees=True)
