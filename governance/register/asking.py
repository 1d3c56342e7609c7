"""What the register of decisions asks: each shape of its filters is one question, put once."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db.models import BigIntegerField, Count, DateField, DateTimeField, F, Window

from coopstudio.french.search import ONE_WORD, one_word
from coopstudio.prepared import Among, Given, prepared
from governance.models import Decision
from governance.states import Force, TermKind

STATES = {
    "en-vigueur": ("En vigueur", (Force.IN_FORCE, Force.TRIAL, Force.TO_REVIEW,
                                  Force.UNDER_REVIEW, Force.NOT_REVIEWED)),
    "acte-attendu": ("Acte attendu", (Force.ACT_AWAITED,)),
    "a-venir": ("À venir", (Force.TO_COME, Force.PARTS_AWAITED)),
    "a-reviser": ("À réviser", (Force.TO_REVIEW, Force.UNDER_REVIEW)),
    "non-revue": ("Non revue", (Force.NOT_REVIEWED,)),
    "essai": ("Essai", ()),
    "adoptee": ("Adoptée", (Force.ADOPTED,)),
    "remplacee": ("Remplacée ou reconduite", (Force.REPLACED, Force.RENEWED)),
    "abrogee": ("Abrogée", (Force.REPEALED,)),
    "essai-termine": ("Essai terminé", (Force.LAPSED,)),
    "sans-suite": ("Partage sans suite", (Force.UNSHARED,)),
}  # fmt: skip
ARROWS = (
    "replaces", "replaces__replaces", "renews", "repeals", "shares", "replaced_by", "repealed_by",
)  # fmt: skip
"""The texts that a line names by their code."""
READ = [
    *("year", "number", "title", "term_kind", "term_on", "circle__prefix"),
    *("kept_by__name", "kept_by__kind"),
    *(f"{arrow}__{one}" for arrow in ARROWS for one in ("year", "number", "circle__prefix")),
]
"""What a line is made of: a page of 25 does not read whole texts."""
ANY_CIRCLE = Given("circle", BigIntegerField())
DAY = Given("on", DateField())
BEGINNING = {"at": datetime(9999, 1, 1, tzinfo=UTC), "pk": 0}


@dataclass(frozen=True)
class Asked:
    """``words``; a ``circle``, by its key, or None; one of STATES or ""; with what was replaced."""

    words: str = ""
    circle: int | None = None
    state: str = ""
    is_whole: bool = False


def chosen(asked, *, on):
    """The decisions that are asked for, told of that day, the last adopted first."""
    found = Decision.objects.told_on(on).in_order()
    if asked.circle:
        found = found.filter(kept_by=asked.circle)
    if asked.words:
        found = found.answering(asked.words)
    if asked.state == "essai":
        return found.living().filter(term_kind=TermKind.TRIAL, term_on__isnull=False)
    if asked.state:
        return found.filter(force__in=STATES[asked.state][1])
    return found if asked.is_whole else found.living()


def with_chain(found):
    """Each with its circles and all the texts that it took the place of, or that took its own."""
    arrows = (f"{arrow}__circle" for arrow in ARROWS)
    return found.select_related("kept_by", "circle", *arrows).with_renewal()


def page_of(asked, *, on, after, most):
    """(the first ``most`` of them, how many they are), or those that follow one (its key, or 0)."""
    marks = Decision.objects.filter(pk=after) if after else Decision.objects.none()
    begun = marks.values("pk", at=F("adopted_at")).first()
    keys = _keys_of(asked, most, on=on, **(begun or BEGINNING))
    first = keys if begun is None else _keys_of(asked, most, on=on, **BEGINNING)
    return _lines(keys=[key for key, _ in keys], on=on), first[0][1] if first else 0


def _keys_of(asked, most, **since):
    shape, given = _shape_of(asked)
    return _keys(shape, most, **since, **given) if shape else _chosen(asked, most, **since)


def reviews(circle, *, on, before):
    """Those that stand and whose review comes before that day, of a circle (its key) or of all, the
    nearest first: dictionaries."""
    if circle is None:
        return _reviews(on=on, before=before)
    return _reviews(True, on=on, before=before, circle=circle)  # noqa: FBT003 (a shape)


def _shape_of(asked):
    """The same without what is given, and what is given; nothing when the words are several."""
    given = one_word(asked.words) if asked.words else {}
    if asked.words and not given:
        return None, {}
    words, circle = asked.words and ONE_WORD, asked.circle and ANY_CIRCLE
    if circle:
        given["circle"] = asked.circle
    return replace(asked, words=words, circle=circle), given


@prepared
def _keys(asked=Asked(), most=26):  # noqa: B008 (it never changes)
    begun = {"at": Given("at", DateTimeField()), "pk": Given("pk", BigIntegerField())}
    return _chosen(asked, most, on=DAY, **begun)


@prepared
def _reviews(of_one_circle=False):  # noqa: FBT002 (a shape)
    found = Decision.objects.told_on(DAY).standing().filter(due_on__lt=Given("before", DateField()))
    if of_one_circle:
        found = found.filter(kept_by=ANY_CIRCLE)
    told = {"prefix": F("circle__prefix"), "kind": F("kept_by__kind")}
    found = found.order_by("due_on", "pk")
    return found.values("pk", "year", "number", "term_kind", "term_on", "due_on", **told)


def _chosen(asked, most, *, on, at, pk):
    """(key, how many there are from there on)."""
    found = chosen(asked, on=on).beyond(at=at, pk=pk).annotate(total=Window(Count("pk")))
    return found.values_list("pk", "total")[:most]


@prepared
def _lines():
    """All that is told of these alone: asked with the choice, PostgreSQL would tell it of all."""
    found = Decision.objects.told_on(DAY).filter(Among("pk", "keys"))
    return with_chain(found).only(*READ).in_order()
