"""What a founder asks of the list: read from an address, written back into one."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.conf import settings

from applications.models import Application
from applications.states import TO_READ, State
from members.region import CODES, ELSEWHERE, PLACES

REGION = "region"
RECENT = "recentes"
LONGEST_SEARCH = 100
GREATEST = 2**31 - 1

VIEWS = {
    "cours": ("En cours", None),
    "lire": ("À lire", TO_READ),
    "rencontres": ("Rencontres", [State.CROSSED, State.MEETING_PROPOSED, State.MEETING_SET]),
    "decider": ("À décider", [State.MET, State.DECIDED]),
    "invitees": ("Invitées", [State.INVITED]),
    "attente": ("En attente", [State.PAUSED]),
    "closes": ("Closes", [State.DECLINED, State.WITHDRAWN]),
}
TURNS = ("moi", "autre", "personne")
WHERE = {
    REGION: settings.HOUSE.in_region,
    **{code: f"{PLACES[code].name} ({code})" for code in CODES},
    ELSEWHERE: "ailleurs",
}
ORDERS = {"": "la réponse promise", RECENT: "les plus récentes"}


@dataclass(frozen=True)
class Asked:
    """``vue``, ``tour``, ``metier``, ``lieu``, ``q``, ``ordre``, ``apres``; odd values left out."""

    view: str = "cours"
    turn: str = ""
    trade: str = ""
    place: str = ""
    words: str = ""
    order: str = ""
    after: tuple | None = None

    @classmethod
    def read(cls, query):
        return cls(
            view=_one_of(VIEWS, query.get("vue"), "cours"),
            turn=_one_of(TURNS, query.get("tour")),
            trade=_one_of(Application.Trade.values, query.get("metier")),
            place=_one_of(WHERE, query.get("lieu")),
            words=query.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH],
            order=_one_of(ORDERS, query.get("ordre")),
            after=_bookmark(query.get("apres", "")),
        )

    @property
    def is_whole(self):
        """Whether nothing was asked: the three groups stand side by side."""
        return self == Asked()

    @property
    def is_filtered(self):
        """Whether one of the folded filters is set."""
        return bool(self.trade or self.place or self.order)

    def address(self, **changes):
        """The address that asks the same, but for ``changes``."""
        asked = replace(self, **changes)
        view = "" if asked.view == "cours" else asked.view
        said = {
            "vue": view, "tour": asked.turn, "metier": asked.trade, "lieu": asked.place,
            "q": asked.words, "ordre": asked.order, "apres": _mark(asked.after),
        }  # fmt: skip
        return "?" + urlencode({name: value for name, value in said.items() if value})

    @property
    def trades(self):
        return [(value, label, value == self.trade) for value, label in Application.Trade.choices]

    @property
    def places(self):
        return [(value, label, value == self.place) for value, label in WHERE.items()]

    @property
    def orders(self):
        return [(value, label, value == self.order) for value, label in ORDERS.items()]


def _one_of(known, value, otherwise=""):
    return value if value in known else otherwise


def _mark(after):
    return f"{after[0].isoformat()}_{after[1]}" if after else ""


def _bookmark(text):
    """(promised day, number) of the last row shown; None for anything else."""
    day, _, number = text.rpartition("_")
    try:
        return date.fromisoformat(day), min(int(number), GREATEST)
    except ValueError:
        return None
