"""Is the group sufficient? Numbers, functions held twice, variety: computed, never decided here.

Pure: hands and needs in, a picture out. It sorts nobody and refuses nobody; a person confirms what
is published. Source: the call's third step, and the factor of two for vital functions.
"""

from collections import Counter
from dataclasses import dataclass, field

from members.states import AT_WORK, EXPERTISES, FUNCTIONS, OVER, CohortState, Craft, Level

ABLE = {Level.DO, Level.TEACH}
PAIR = 2
HOPEFULS = []
UNNAMED = "une personne"
READY = "Son lancement est proposé aux personnes qui le formeraient : chacune répond."
WORDS = (
    "zéro", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
    "onze", "douze", "treize", "quatorze", "quinze", "seize",
)  # fmt: skip


def offers_hopefuls(provide):
    """Register ``provide()``: the hands of people one may try in a simulation, and only there.

    A decorator, for an app of a floor above, which knows who was met and is not a member yet.
    """
    HOPEFULS.append(provide)
    return provide


@dataclass(frozen=True)
class Hand:
    """One person as the group counts them. ``levels``: {craft: level}; ``days`` a month.

    ``shows``: what they know may be read beside their name; else it is counted, and no more.
    """

    key: int
    name: str
    levels: dict = field(default_factory=dict, hash=False)
    days: int = 0
    shows: bool = True

    @property
    def first_name(self):
        """« une personne » for somebody whose name may not be read, or not beside a craft."""
        return self.name.split()[0] if self.name and self.shows else UNNAMED

    @property
    def pk(self):
        """What gives this person their colour."""
        return self.key

    @property
    def initials(self):
        return "".join(word[0] for word in self.name.split()[:2]).upper() or "?"

    @property
    def crafts(self):
        """What this person knows, in words; nothing for who does not show it."""
        return [Craft(craft).label for craft in self.levels if self.shows and self.can(craft)]

    def can(self, craft):
        return self.levels.get(craft) in ABLE


@dataclass(frozen=True)
class Wanted:
    """What was decided: how many people, days a month, trades held twice, people per function."""

    least: int
    most: int
    days: int
    variety: int
    functions: dict = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Coverage:
    """One craft: who holds it, who learns it, and whether that is enough."""

    craft: Craft
    wanted: int
    able: tuple
    learning: tuple

    @property
    def state(self):
        """« missing », « leaning » on fewer people than wanted, or « covered »."""
        if not self.able:
            return "missing"
        return "covered" if len(self.able) >= self.wanted else "leaning"

    @property
    def hands(self):
        """Each person with their level, those who teach first."""
        found = [(hand, hand.levels[self.craft]) for hand in (*self.able, *self.learning)]
        order = [Level.TEACH, Level.DO, Level.LEARN]
        return sorted(found, key=lambda pair: order.index(pair[1]))


class Standing:
    """Where a group stands: ``wanted`` against ``hands``."""

    def __init__(self, wanted, hands):
        self.wanted, self.people = wanted, list(hands)
        counts = wanted.functions
        self.functions = [self._covered(c, counts[c]) for c in FUNCTIONS if counts.get(c)]
        self.expertises = [self._covered(craft, PAIR) for craft in EXPERTISES]

    def _covered(self, craft, wanted):
        able = tuple(hand for hand in self.people if hand.can(craft))
        learning = tuple(h for h in self.people if h.levels.get(craft) == Level.LEARN)
        return Coverage(craft, wanted, able, learning)

    @property
    def count(self):
        return len(self.people)

    @property
    def days(self):
        return sum(hand.days for hand in self.people)

    @property
    def to_come(self):
        """How many people are still wanted before the least number is reached."""
        return max(self.wanted.least - self.count, 0)

    @property
    def missing(self):
        return [row.craft for row in self.functions if row.state == "missing"]

    @property
    def leaning(self):
        return [row.craft for row in self.functions if row.state == "leaning"]

    @property
    def covered(self):
        return [row.craft for row in self.functions if row.state == "covered"]

    @property
    def paired(self):
        """Trades of cooperation that at least two people know."""
        return [row.craft for row in self.expertises if len(row.able) >= PAIR]

    @property
    def leans(self):
        """(hand, number of needs that would not be met any more without them), from 2.

        A function that just holds, a trade known by two when no trade may be lost.
        """
        counts = Counter(hand for row in self._just_held for hand in row.able)
        return [(hand, count) for hand, count in counts.most_common() if count > 1]

    @property
    def _just_held(self):
        rows = [row for row in self.functions if len(row.able) <= row.wanted]
        if self.wanted.variety and len(self.paired) <= self.wanted.variety:
            rows += [row for row in self.expertises if len(row.able) == PAIR]
        return rows

    @property
    def lacks(self):
        """Every need that is not met, each in a few words; empty once the group is sufficient."""
        wanted, over = self.wanted, self.count - self.wanted.most
        said = [f"{_people(self.to_come)} de plus"] if self.to_come else []
        said += [f"{_people(over)} de moins ({wanted.most} au plus)"] if over > 0 else []
        said += [_held(row) for row in self.functions if row.state != "covered"]
        if (pairs := wanted.variety - len(self.paired)) > 0:
            trades = "métiers tenus" if pairs > 1 else "métier tenu"
            said.append(
                f"{in_words(pairs, 'un')} {trades} par deux personnes "
                f"({len(self.paired)} sur {wanted.variety})"
            )
        if (days := wanted.days - self.days) > 0:
            plural = "s" * (days > 1)
            said.append(
                f"{in_words(days, 'un')} jour{plural} par mois ({self.days} sur {wanted.days})"
            )
        return said

    @property
    def is_sufficient(self):
        """Whether every need is met. Someone still has to say so."""
        return (
            self.wanted.least <= self.count <= self.wanted.most
            and not self.missing
            and not self.leaning
            and len(self.paired) >= self.wanted.variety
            and self.days >= self.wanted.days
        )


def in_words(number, one="une"):
    """« six »; figures above sixteen; ``one``: what is counted may be masculine."""
    if number == 1:
        return one
    return WORDS[number] if number < len(WORDS) else f"{number}"


def _people(number):
    return f"{in_words(number)} personne{'s' * (number > 1)}"


def _held(row):
    """« marketing et vente (1 sur 2) »; a function that nobody holds says so."""
    able = f"{len(row.able)} sur {row.wanted}" if row.able else "personne encore"
    return f"{row.craft.label} ({able})"


def enumerated(words):
    """« a », « a et b », « a, b et c »."""
    *first, last = words
    return f"{', '.join(first)} et {last}" if first else last


def told(people, least, most, missing, state=CohortState.FORMING):
    """The sentences that anybody may read: no name, nothing hidden. ``missing``: crafts."""
    if state in OVER:
        return ["Ce groupe a fini son chemin. Un autre se formera peut-être."]
    if state in AT_WORK:
        return _told_at_work(people, missing)
    said = _told_forming(people, least, most, missing)
    return [*said, READY] if state == CohortState.PROPOSED else said


def _told_at_work(people, missing):
    count = f"Le groupe est lancé : {in_words(people)} personne{'s' if people > 1 else ''} en sont."
    count = count if people > 1 else "Le groupe est lancé : une personne en est."
    lacks = [Craft(craft).label for craft in missing]
    return [count, *([f"Il lui manque surtout : {enumerated(lacks)}."] if lacks else [])]


def _told_forming(people, least, most, missing):
    if people == 0:
        count = "Le groupe n’est pas encore formé"
    else:
        count = f"Le groupe compte {in_words(people)} personne{'s' if people > 1 else ''}"
    need = f"il en faudra de {in_words(least)} à {in_words(most)}."
    lacks = [Craft(craft).label for craft in missing]
    lack = f"Il manque surtout : {enumerated(lacks)}." if lacks else ""
    return [f"{count} ; {need}", *([lack] if lack else [])]
