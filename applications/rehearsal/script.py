"""The stops of the way, in order: what is seen there, on which day, and what happened before.

Days are counted from the first one. Between two stops, one lives what the newcomer does, then what
the founders do, by the real actions (``applications.rehearsal.acts``).
"""

from dataclasses import dataclass

from applications.rehearsal import acts


@dataclass(frozen=True)
class Stop:
    """``act(walk)`` is lived just before; ``place(walk)`` is the address of the page."""

    name: str
    title: str
    day: int
    told: str
    act: callable
    place: callable


def _at(path):
    return lambda walk: path


STOPS = [
    Stop(
        "accueil", "La porte", 0,
        "Vous ne connaissez ni Fleur, ni Thomas, ni l’Institut. Quelqu’un vous a donné l’adresse.",
        acts.nothing, _at("/"),
    ),
    Stop(
        "appel", "L’appel", 0, "Vous ouvrez l’appel. Lisez-le en entier, à votre rythme.",
        acts.nothing, _at("/appel/"),
    ),
    Stop(
        "reaction", "Une phrase vous arrête", 0, "Vous touchez « Réagir », dans la marge.",
        acts.nothing, acts.passage,
    ),
    Stop(
        "vous", "Vous", 0,
        "Vous avez réagi, et vous décidez d’écrire. On vous demande qui vous êtes.",
        acts.reacts, _at("/candidater/vous/"),
    ),
    Stop(
        "offre", "L’offre", 0, "Vous avez donné votre nom. Il faut dire quoi, pour qui, où.",
        acts.says_who, _at("/candidater/offre/"),
    ),
    Stop(
        "gene", "Ce qui plaît, ce qui gêne", 0,
        "Vous avez répondu. On vous demande aussi ce qui gêne.",
        acts.says_what, _at("/candidater/appel/"),
    ),
    Stop(
        "parcours", "Votre parcours", 1,
        "La nuit est passée. Vous rouvrez le lien reçu, votre brouillon est là.",
        acts.comes_back, _at("/candidater/parcours/"),
    ),
    Stop(
        "relecture", "La relecture", 1,
        "Tout est écrit. Un seul geste reste, et il ne se défait pas.",
        acts.tells_the_path, _at("/candidater/relecture/"),
    ),
    Stop(
        "arrivee", "C’est parti", 1, "Vous avez envoyé.", acts.sends, acts.status,
    ),
    Stop(
        "attente", "L’attente", 4,
        "Trois jours passent. Vous revenez voir, comme on soulève un couvercle.",
        acts.is_read_once, acts.status,
    ),
    Stop(
        "rencontre", "Une proposition", 6, "Deux jours encore, et un message arrive.",
        acts.is_asked_to_meet, acts.status,
    ),
    Stop(
        "rendez-vous", "Le rendez-vous", 7, "Vous avez choisi une heure.",
        acts.chooses, acts.status,
    ),
    Stop(
        "reponse", "La réponse", 11, "Vous vous êtes vus. Deux jours plus tard, la réponse est là.",
        acts.is_answered, acts.status,
    ),
]  # fmt: skip
BY_NAME = {stop.name: stop for stop in STOPS}


def before(stop):
    """The stops that were lived on the way to this one, itself included."""
    return STOPS[: STOPS.index(stop) + 1]


def first_without(names):
    """The first stop that is not among these; None once all are."""
    return next((stop for stop in STOPS if stop.name not in names), None)
