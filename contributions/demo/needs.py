"""The needs of the demonstration: the figures of the specification (G17), to the cent."""

from django.utils import timezone

from contributions.actions.plan import needs
from contributions.demo.people import person
from contributions.models import Need
from contributions.states import Priority, ResourceKind

NEEDS = [
    ("Création juridique de la société", "L’avocate, le greffe, les annonces légales.", 240_000,
     Priority.VITAL),
    ("Site et identité", "Les textes, le dessin, les photographies, et de quoi les tenir à jour.",
     360_000, Priority.VITAL),
    ("Outils et assurances", "Une année : logiciels, responsabilité civile, téléphone.", 180_000,
     Priority.IMPORTANT),
    ("Prospection", "Les déplacements et le temps des premières rencontres.", 420_000,
     Priority.IMPORTANT),
    ("Formation commune", "Quatre journées pour apprendre à décider ensemble.", 100_000,
     Priority.WISHED),
]  # fmt: skip
RESOURCES = [
    (ResourceKind.GRANT, "Subvention de la Région", 200_000, 0, "réponse écrite de la commission"),
    (ResourceKind.OWN, "Fonds de l’association", 100_000, 100_000, "décision du conseil"),
]


def plan(world):
    for rank, told in enumerate(NEEDS):
        world.plan(world.moment(f"-68 1{rank}:05"), _open, told=told)
    for rank, told in enumerate(RESOURCES):
        world.plan(world.moment(f"-{40 - 12 * rank} 09:30"), _add, told=told)


def need(label):
    return Need.objects.get(label=label)


def _open(*, at, told):
    label, why, cents, priority = told
    needs.open_need(
        by=person("helene"), at=at, label=label, why=why, cents=cents, priority=priority,
        opened_on=timezone.localdate(at),
    )  # fmt: skip


def _add(*, at, told):
    kind, label, promised, received, paper = told
    needs.add_resource(
        by=person("helene"), at=at, kind=kind, label=label, promised=promised, received=received,
        paper=paper, on=timezone.localdate(at),
    )  # fmt: skip
