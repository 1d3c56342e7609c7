"""Tutorships as one of the two sees them, and as those who keep the register see that they are."""

from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Subquery
from django.utils.functional import cached_property

from members.models import Membership, Person, Tutorship
from members.permissions import keeps_register
from members.states import Safety, Strength

PAGE = 25
LONGEST_KEY = 18
NEW_FOR = timedelta(days=180)
MOST_NEWCOMERS = 12
BEFORE = timedelta(days=5)
"""How long before its day a review is open: what the action asks (``reviews.BEFORE``)."""

SAYS = [
    (Safety.TOO_MUCH, "Trop", "J’irais bien sans filet."),
    (Safety.RIGHT, "Juste", "Assez pour oser ; l’appui peut diminuer comme prévu."),
    (Safety.TOO_LITTLE, "Trop peu", "J’aurais besoin que l’appui reste encore un peu."),
]
ASKS_TUTOR = {
    Safety.TOO_MUCH: "{name} irait bien sans filet.",
    Safety.RIGHT: "{name} ose ; l’appui peut diminuer comme prévu.",
    Safety.TOO_LITTLE: "{name} a besoin que l’appui reste encore un peu.",
}
"""The same three, to the tutor: one says what one sees."""
SAID_OF = {
    Safety.TOO_MUCH: "trop de sécurité",
    Safety.RIGHT: "juste assez",
    Safety.TOO_LITTLE: "trop peu de sécurité",
}


class Beside:
    """One tutorship, as somebody sees it; what each said is shown to the two, once both have."""

    def __init__(self, tutorship, reader, *, on):
        self.tutorship, self.reader, self.on = tutorship, reader, on
        self.reviews = list(tutorship.reviews.all())

    @property
    def is_ours(self):
        return self.reader.pk in {self.tutorship.newcomer_id, self.tutorship.tutor_id}

    @property
    def other(self):
        return self.tutorship.other(self.reader)

    @property
    def i_tutor(self):
        return self.reader.pk == self.tutorship.tutor_id

    @property
    def is_named(self):
        return self.tutorship.state == "named"

    @property
    def is_running(self):
        return self.tutorship.state == "running"

    @property
    def i_agreed(self):
        side = "tutor" if self.i_tutor else "newcomer"
        return self.is_ours and getattr(self.tutorship, f"{side}_agreed_at")

    @cached_property
    def review(self):
        """The one that is not settled."""
        return next((one for one in self.reviews if not one.settled_at), None)

    @property
    def may_say(self):
        is_open = self.review and self.on >= self.review.due_on - BEFORE
        return bool(self.is_ours and self.is_running and is_open)

    @property
    def opens_on(self):
        return self.review.due_on - BEFORE

    @property
    def i_said(self):
        return self._said(self.review, mine=True)

    @property
    def they_said(self):
        """Only once both have answered: nobody is led by the other's word."""
        review = self.review
        has_both = review.newcomer_said and review.tutor_said
        return self._said(review, mine=False) if has_both else ""

    @property
    def answers(self):
        chosen = self.review.tutor_said if self.i_tutor else self.review.newcomer_said
        name = self.other.first_name or f"{self.other}"
        return [
            (value, word, ASKS_TUTOR[value].format(name=name) if self.i_tutor else why,
             value == chosen)
            for value, word, why in SAYS
        ]  # fmt: skip

    @property
    def steps(self):
        """The plan, drawn: three steps that go down. A step whose day passed without its review
        goes on, and says so."""
        plan, now = self.tutorship, self._step()
        words = [
            ("Appui fort", "jusqu’au", plan.light_on),
            ("Appui léger", "jusqu’au", plan.none_on),
            ("Plus d’appui", "à partir du", plan.none_on),
        ]
        goes_on = now in {0, 1} and self.on > words[now][2]
        return [
            {
                "word": word,
                "when": f"prévu {when}" if goes_on and rank >= now and day < self.on else when,
                "day": day,
                "is_now": rank == now,
                "goes_on": goes_on and rank == now,
            }
            for rank, (word, when, day) in enumerate(words)
        ]

    @property
    def is_overdue(self):
        """The day of the review passed, and it is not settled."""
        return bool(self.review) and self.on > self.review.due_on

    @property
    def past(self):
        """The reviews that are settled, the latest first."""
        return [one for one in reversed(self.reviews) if one.settled_at]

    def _step(self):
        if self.tutorship.state == "faded":
            return 2
        if not self.is_running:
            return -1
        return 0 if self.tutorship.strength == Strength.STRONG else 1

    def _said(self, review, *, mine):
        if review is None:
            return ""
        is_tutor = self.i_tutor if mine else not self.i_tutor
        return SAID_OF.get(review.tutor_said if is_tutor else review.newcomer_said, "")


class Tutorships:
    """The list: mine first; for those who keep the register, all, and newcomers without a tutor."""

    def __init__(self, person, query, *, on):
        self.person = person
        self.keeps = keeps_register(person)
        mine = Tutorship.objects.of(person).select_related("newcomer", "tutor")
        self.mine = [(one, one.other(person)) for one in mine.order_by("-pk")[:PAGE]]
        self.next_page, self.is_first_page = "", not query.get("apres")
        self.rows = self._rows(query.get("apres", "")) if self.keeps else []
        self.newcomers = list(untutored(on=on).in_order()[:MOST_NEWCOMERS]) if self.keeps else []

    def _rows(self, key):
        found = Tutorship.objects.open().select_related("newcomer", "tutor").order_by("-pk")
        if key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY:
            found = found.filter(pk__lt=int(key))
        rows = list(found[: PAGE + 1])
        if len(rows) > PAGE:
            self.next_page = "?" + urlencode({"apres": rows[PAGE - 1].pk})
        return rows[:PAGE]


def untutored(*, on):
    """Members of the last months, whom nobody walks or walked beside, with ``since``."""
    recent = Membership.objects.active(on=on).filter(
        person=OuterRef("pk"), started_on__gt=on - NEW_FOR
    )
    walked = Tutorship.objects.filter(newcomer=OuterRef("pk")).exclude(state="not_taken")
    found = Person.objects.living(on=on).filter(Exists(recent), frozen_since=None)
    return found.exclude(Exists(walked)).annotate(since=Subquery(recent.values("started_on")[:1]))
