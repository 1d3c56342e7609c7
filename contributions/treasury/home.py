"""What the treasurer sees first: four figures and their proof, five queues, one picture."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.functional import cached_property

from contributions.books.links import link_to
from contributions.models import Verification
from contributions.states import ContractState
from contributions.treasury.asked import APPORTS, EXPECTED, QUEUES, TOTALS, WAITING, asked
from contributions.treasury.months import picture_of
from coopstudio.french.dates import digits, short_day
from coopstudio.french.money import euros
from coopstudio.french.typography import plural

FEW, TABLE = 5, 60
SOON = timedelta(days=60)
AGREED = {
    "agreed": "a préparé un tour de reprises, consenti : à comptabiliser",
    "agreed_by_one": "a préparé un tour de reprises, signé une fois : une autre personne confirme",
}


@dataclass(frozen=True)
class Item:
    """One thing that waits: who or what, what is known, how much, and the gesture for it."""

    title: str
    note: str
    amount: str = ""
    link: str = ""
    verb: str = ""
    word: str = ""
    is_late: bool = False


@dataclass
class Queue:
    """One of the five queues of the page."""

    key: str
    title: str
    icon: str
    note: str
    total: str = ""
    items: list = field(default_factory=list)
    nothing: str = ""
    link: str = ""
    rest: int = 0


class Treasury:
    """The state of apports on a day, for whoever keeps the books or answers for them.

    ``writes``: the viewer keeps the books; who only reads them is led to what they may open.
    """

    def __init__(self, *, now, today, writes):
        self.now, self.today, self.writes = now, today, writes
        many, committed, received, in_kind, repaid, due, outstanding = asked(TOTALS)[0]
        self.many, self.committed, self.received = many, int(committed), int(received)
        self.in_kind, self.repaid, self.outstanding = int(in_kind), int(repaid), int(outstanding)
        self.due = int(due)
        self.expected = [
            (contract, due_on, who, rank, of, int(missing))
            for _key, contract, due_on, who, rank, of, missing in asked(EXPECTED)
        ]
        self.verification = Verification.objects.first()

    @property
    def to_come(self):
        return sum(row[-1] for row in self.expected)

    @property
    def last_expected(self):
        return max((row[1] for row in self.expected), default=None)

    @property
    def share(self):
        """How much of what is committed has come, in hundredths, as SVG reads it."""
        return f"{min(self.received * 10_000 // max(self.committed, 1), 10_000) / 100:.2f}"

    @property
    def fingerprint(self):
        """« 7c1e 90ab 44d2 »: the first figures of the digest, as minutes copy them."""
        digest = self.verification.digest if self.verification else ""
        return " ".join(digest[at : at + 4] for at in (0, 4, 8))

    @property
    def gestures(self):
        return sum(
            len(queue.items) + queue.rest for queue in self.queues if queue.key != "recevoir"
        )

    @property
    def late(self):
        """Payments whose day has passed: they come, or somebody calls."""
        return sum(row[1] < self.today for row in self.expected)

    @cached_property
    def queues(self):
        return [
            self._to_match(), self._to_write(), self._to_sign(), self._to_receive(),
            self._to_return(),
        ]  # fmt: skip

    @cached_property
    def picture(self):
        return picture_of(self.expected, today=self.today)

    @cached_property
    def apports(self):
        following = {row[0]: row for row in reversed(self.expected)}
        return [
            _apport(row, following.get(row[0]), self.expected) for row in asked(APPORTS, [TABLE])
        ]

    def _to_match(self):
        rows = asked(WAITING, [FEW])
        items = [
            Item(
                words or who, f"{who or 'sans nom'}, le {digits(on)}", euros(cents),
                link_to("operation", key), "Rapprocher", is_late=is_return,
            )
            for key, words, who, cents, on, is_return, _many, _sum in rows
        ]  # fmt: skip
        return _queue(
            "rapprocher", "À rapprocher", "link", items, rows,
            note="lignes de banque qui attendent un mot",
            nothing="Chaque ligne de banque a son écriture.", link=link_to("bank"),
        )  # fmt: skip

    @cached_property
    def _waiting(self):
        """Rows of ``QUEUES`` by queue, without its name."""
        found = {"write": [], "sign": [], "return": []}
        for queue, *row in asked(QUEUES, [self.now, FEW]):
            found[queue].append(row)
        return found

    def _to_write(self):
        rows = self._waiting["write"]
        items = [
            Item(
                who,
                f"a confirmé sa promesse le {short_day(since)} : son contrat"
                if kind == "promise"
                else f"renonce à une part depuis le {short_day(since)} : à inscrire",
                euros(cents), self._to_write_at(kind, key),
                "Écrire" if kind == "promise" and self.writes else "Lire",
            )
            for kind, key, who, cents, since, _many, _sum in rows
        ]  # fmt: skip
        return _queue(
            "ecrire", "À écrire", "document", items, rows,
            note="promesses confirmées, renonciations", link=link_to("pledges"),
            nothing="Aucune promesse confirmée, aucune renonciation n’attend.",
        )  # fmt: skip

    def _to_write_at(self, kind, key):
        if self.writes:
            return link_to("contract_preparation" if kind == "promise" else "waiver_entry", key)
        return link_to("promise", key) if kind == "promise" else ""

    def _to_sign(self):
        rows = self._waiting["sign"]
        items = [
            Item(
                who,
                "a signé ; manque la signature de l’association"
                if state == ContractState.SIGNED
                else f"a le contrat depuis le {short_day(issued_at)}" if issued_at else "à signer",
                euros(committed), link_to("contract", key), "Ouvrir",
            )
            for state, key, who, committed, issued_at, _many, _sum in rows
        ]  # fmt: skip
        return _queue(
            "signer", "À signer", "edit", items, rows, note="contrats émis, pas encore en vigueur",
            nothing="Aucun contrat n’attend de signature.", link=link_to("contracts"),
        )  # fmt: skip

    def _to_receive(self):
        soon = [row for row in self.expected if row[1] <= self.today + SOON]
        items = [self._awaited(row) for row in soon[:FEW]]
        total = euros(sum(row[-1] for row in soon)) if soon else ""
        return Queue(
            "recevoir", "À recevoir", "download", "dans les soixante jours", total, items,
            "Aucun versement n’est attendu d’ici là.", link_to("expected"),
            max(len(soon) - FEW, 0),
        )  # fmt: skip

    def _awaited(self, row):
        contract, due_on, who, rank, many, missing = row
        late = due_on < self.today
        rank = f"versement {rank} sur {many}, " if many > 1 else ""
        note = f"{rank}{'attendu depuis le' if late else 'attendu le'} {short_day(due_on)}"
        link = link_to("receive" if self.writes else "apport", contract)
        verb = "Inscrire" if self.writes else "Ouvrir"
        return Item(who, note, euros(missing), link, verb, is_late=late)

    def _to_return(self):
        rows = self._waiting["return"]
        items = [_to_return(*row[:-2]) for row in rows]
        return _queue(
            "rendre", "À rendre", "refresh", items, rows,
            note="reprises et rétractations, pas payées", nothing="Rien n’est dû aujourd’hui.",
            link=link_to("rounds"),
        )  # fmt: skip


def _to_return(kind, key, who, due, at):
    if kind == "payout":
        note = f"a donné un compte le {short_day(at)} : une autre personne confirme"
        return Item(who, note, link=link_to("payouts"), verb="Vérifier")
    if kind in AGREED:
        return Item(who, AGREED[kind], euros(int(due)), link_to("round", key), "Ouvrir")
    if kind == "back":
        note = "a changé d’avis : ce qui était arrivé se rend dans les quatorze jours"
        return Item(who, note, euros(due), link_to("contract", key), "Rendre", is_late=True)
    notes = ["son virement est revenu"] if kind == "came" else []
    notes += [] if at else ["aucun compte utilisable pour le virement"]
    came = {"is_late": kind == "came"}
    return Item(who, " ; ".join(notes), euros(int(due)), link_to("apport", key), "Ouvrir", **came)


def _queue(key, title, icon, items, rows, *, note, nothing, link):
    """Rows end with how many there are in all, and their sum."""
    many, total = (rows[0][-2], int(rows[0][-1])) if rows else (0, 0)
    return Queue(
        key, title, icon, note, euros(total) if total else "", items, nothing, link,
        max(many - len(rows), 0),
    )  # fmt: skip


def _apport(row, following, expected):
    key, year, number, person, first, last, committed, received, taken, waived, left, state = row
    to_come = sum(one[-1] for one in expected if one[0] == key)
    return {
        "link": link_to("apport", key),
        "person": person,
        "initials": f"{first[:1]}{last[:1]}".upper(),
        "name": f"{first} {last}".strip(),
        "reference": f"{year}-{number:04}",
        "committed": _plain(committed),
        "received": _plain(received),
        "to_come": _plain(to_come) if to_come else "–",
        "taken": _plain(taken) if taken else "–",
        "left": _plain(left),
        "next": _next(following, state, waived),
    }


def _next(following, state, waived):
    if following:
        return f"{euros(following[-1])} le {digits(following[1])}"
    if state == "retracted":
        return "à rendre : la personne a changé d’avis"
    if state != ContractState.IN_FORCE:
        return ContractState(state).label
    return f"dont {euros(waived)} renoncés" if waived else ""


def _plain(cents):
    """« 1 500,00 »: in a column whose head says what it is."""
    return euros(cents).removesuffix("€").rstrip()


def said(treasury):
    """The sentence under the title."""
    many, late = treasury.gestures, treasury.late
    coming = f" {late} versement{plural(late)} en retard." if late else ""
    if not many:
        return f"Aucun geste n’attend.{coming or ' Tout est à sa place.'}"
    return f"{many} geste{plural(many)} à faire, dans l’ordre où vous voudrez.{coming}"
