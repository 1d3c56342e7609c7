"""A page of letters found by state and words, that stays quick however many there are.

Pages follow a bookmark (the hour and number of a letter), not a count: the last page costs what
the first one does.
"""

from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, Q

from coopstudio.french.dates import short_moment
from coopstudio.mail.api import KINDS
from coopstudio.mail.models import Letter
from coopstudio.mail.paper import BY_POST, is_paper
from coopstudio.mail.permissions import FOLDED, folded_among, folded_for, reads_letters

PAGE = 25
LONGEST_SEARCH = 100
State = Letter.State
SHOWN = {
    "attente": State.WAITING, "envoyees": State.SENT, "non-envoyees": State.FAILED,
    "a-poster": State.PAPER,
}  # fmt: skip
LOOKS = {
    State.WAITING: {"badge": "badge--info", "dot": "badge__dot--doing"},
    State.SENT: {"badge": "badge--success", "dot": "badge__dot--done"},
    State.FAILED: {"badge": "badge--danger", "dot": "badge__dot--objection"},
    State.SILENCED: {"badge": "", "dot": ""},
    State.PAPER: {"badge": "badge--info", "dot": "badge__dot--doing"},
    State.POSTED: {"badge": "badge--success", "dot": "badge__dot--done"},
}


class Shelf:
    """What the list shows for a query: ``etat``, ``q``, and ``avant`` or ``apres`` a bookmark."""

    def __init__(self, query, *, reader):
        self.state = query.get("etat") if query.get("etat") in SHOWN else ""
        self.words = query.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
        self.reader, self.reads = reader, reads_letters(reader)
        self.before = _bookmark(query.get("avant", ""))
        self.after = None if self.before else _bookmark(query.get("apres", ""))
        self.rows, self.has_newer, self.has_older = self._look()

    @property
    def counts(self):
        """How many wait, and how many did not leave: what somebody may have to do."""
        found = Letter.objects.unsent().values_list("state").annotate(Count("pk"))
        return {State.WAITING: 0, State.FAILED: 0, **dict(found.order_by())}

    @property
    def older(self):
        return self._address(avant=_mark(self.rows[-1])) if self.has_older else ""

    @property
    def newer(self):
        return self._address(apres=_mark(self.rows[0])) if self.has_newer else ""

    def _look(self):
        """(rows, whether there are newer ones, whether there are older ones)."""
        chosen = list(self._chosen()[: PAGE + 1])
        folded = self._folded_among(chosen)
        found = [self._shown(row, row["pk"] in folded) for row in chosen]
        more, rows = len(found) > PAGE, found[:PAGE]
        if self.after:
            return rows[::-1], more, True
        return rows, bool(self.before and rows), more

    def _chosen(self):
        letters = Letter.objects.rows()
        if self.state:
            letters = letters.filter(state=SHOWN[self.state])
        if self.words:
            letters = self._about(letters)
        if self.before:
            at, pk = self.before
            letters = letters.filter(Q(written_at__lt=at) | Q(pk__lt=pk), written_at__lte=at)
        if self.after:
            at, pk = self.after
            letters = letters.filter(Q(written_at__gt=at) | Q(pk__gt=pk), written_at__gte=at)
            letters = letters.reverse()
        return letters

    def _about(self, letters):
        """Those that hold the words; a letter that is folded is not found at all."""
        if not self.reads:
            return letters.to(self.words)
        for folded in folded_for(self.reader):
            letters = letters.without(folded, but=self.reader.email)
        return letters.about(self.words)

    def _folded_among(self, rows):
        """The keys of those of these rows that the reader may not read yet."""
        if not self.reads:
            return set()
        mine = self.reader.email.lower()
        others = [row for row in rows if row["to"].lower() != mine]
        told = folded_among(
            self.reader,
            addresses={row["to"].lower() for row in others},
            names={row["about"] for row in others},
        )
        return {row["pk"] for row in others if told & {row["to"].lower(), row["about"]}}

    def _shown(self, row, is_folded):
        """The row with its words, ready to be printed: a list of 25 formats nothing else."""
        return {
            **row,
            "to": FOLDED if is_folded else told_address(row["to"]),
            **LOOKS[row["state"]],
            "title": self._title(row, is_folded),
            "state_word": State(row["state"]).label,
            "when": short_moment(row["sent_at"] or row["written_at"]),
        }

    def _title(self, row, is_folded):
        if not self.reads:
            return untold(row["pk"])
        return title_of(row["kind"], row["subject"], reads=not (is_folded or row["is_secret"]))

    def _address(self, **bookmark):
        kept = {"etat": self.state, "q": self.words, **bookmark}
        return "?" + urlencode({key: value for key, value in kept.items() if value})


def told_address(address):
    """An address as a page says it: the box of somebody without e-mail is no address."""
    return BY_POST if is_paper(address) else address


def title_of(kind, subject, *, reads):
    """What those who read letters call one: its subject, else when it is written."""
    if reads and subject:
        return subject
    return KINDS[kind].occasion if kind in KINDS else kind


def untold(pk):
    """What a letter is called for who may not know what it is about: every one reads alike."""
    return f"Lettre n°\u00a0{pk}"


def _mark(row):
    return f"{row['written_at'].isoformat()}_{row['pk']}"


def _bookmark(text):
    """(hour, number) written by ``_mark``; None for anything else."""
    hour, _, pk = text.rpartition("_")
    try:
        at, number = datetime.fromisoformat(hour), int(pk)
    except ValueError:
        return None
    return (at, number) if at.tzinfo and at.year > 2000 and 0 < number < 2**63 else None
