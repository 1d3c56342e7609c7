"""Search as French people write: accents, plurals, inclusive forms and half-typed words aside."""

import re
import unicodedata
from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchQuery, SearchVectorField, TrigramWordSimilarity
from django.db.models import CharField, F, Func, GeneratedField, Q, TextField, Value
from django.db.models.functions import Concat, Greatest

from coopstudio.prepared import Given

SHORT = 3  # letters of a word too short to have two genders
ONE_WORD = object()  # stands for the words in what is prepared: see ``one_word``
LONGEST = 200  # characters of a search; what comes after is not read
INCLUSIVE = re.compile(
    r"(\w{3})[.·•-](?:rices?|trices?|ices?|euses?|es?|nes?|les?|elles?|ères?|ves?|s)(?:[.·•-]s)?(?!\w)",
    re.IGNORECASE,
)
ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)['’]", re.IGNORECASE)
TERM = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a ai au aux avec ce ces cet cette dans de des du elle elles en est et etes eux il ils je "
        "la le les leur leurs lui ma mais me meme memes mes moi mon ne nos notre nous on ont ou "
        "par pas pour qu que qui sa se ses si son sont sur ta te tes toi ton tu un une vos votre "
        "vous y",
    )
)


def words_of(*fields):
    """A column, for a model, by which these fields (or expressions) are searched."""
    fields = [F(field) if isinstance(field, str) else field for field in fields]
    pieces = [piece for field in fields for piece in (field, Value(" "))][:-1]
    text = Concat(*pieces, output_field=TextField()) if len(fields) > 1 else pieces[0]
    return GeneratedField(
        expression=Func(text, function="fr_vector"),
        output_field=SearchVectorField(),
        db_persist=True,
    )


def joined(field):
    """A name in one word, for those who type it so: « dalmeida », « saintromain »."""
    return Func(
        F(field), Value("['’‐‑-]"), Value(""), Value("g"), function="regexp_replace",
        output_field=CharField(),
    )  # fmt: skip


def matching(queryset, words, field="search", *, within=None):
    """Those of ``queryset`` whose ``field`` (an ``fr_vector`` column) answers to ``words``.

    Every word counts, the last one may be half typed, ``"…"`` asks for words side by side and
    ``-word`` refuses one. Empty words leave the queryset as it is. ``within(asked, each)`` says in
    which columns a word is looked for when it is not the same for each row; ``each`` asks for any
    word of a phrase.
    """
    within = within or (lambda asked, each: Q(**{field: asked}))
    for minus, asked, each in _queries(words):
        said = within(asked, each)
        queryset = queryset.exclude(said) if minus else queryset.filter(said)
    return queryset


def one_word(words):
    """What a question prepared with ``ONE_WORD`` is given, when ``words`` are a single plain word,
    as nearly always; or nothing."""
    terms = _terms(words)
    if len(terms) != 1 or terms[0][0] or terms[0][1]:
        return {}
    word = terms[0][2]
    return {"word": word, "form": (_other_genders(word) or [word])[0], "begun": _begun(word)}


def asked_of(words):
    """(minus, query) for each thing that is asked."""
    for minus, asked, _each in _queries(words):
        yield minus, asked


def _queries(words):
    if words is ONE_WORD:
        asked = _word_given()
        yield False, asked, asked
        return
    terms = _terms(words)
    for place, (minus, phrase, word) in enumerate(terms, start=1):
        if phrase:
            each = [_word(one, half=False) for one in phrase.split()]
            yield minus, _side_by_side(phrase), reduce(or_, each)
        else:
            asked = _word(word, half=place == len(terms))
            yield minus, asked, asked


def resembling(queryset, words, *fields, at_least=0.4):
    """Those whose ``fields`` look like ``words``, nearest first: for when a name is misspelt."""
    likeness = [TrigramWordSimilarity(words[:LONGEST], field) for field in fields]
    nearness = Greatest(*likeness) if len(likeness) > 1 else likeness[0]
    return (
        queryset.annotate(nearness=nearness)
        .filter(Q(nearness__gte=at_least))
        .order_by("-nearness", "pk")
    )


def _terms(words):
    """(minus, phrase, word) for each thing asked, without the words that say nothing."""
    text = unicodedata.normalize("NFC", words[:LONGEST]).replace("\0", " ")
    text = INCLUSIVE.sub(r"\1", ELISION.sub(" ", re.sub("[«»“”]", '"', text)))
    found = []
    for term in TERM.finditer(text):
        minus, phrase = bool(term["minus"]), term["phrase"]
        if phrase:
            found.append((minus, " ".join(re.findall(r"\w+", phrase)), ""))
        else:
            found += [(minus, "", word) for word in re.findall(r"\w+", term["word"] or "")]
    found = [term for term in found if term[1] or term[2]]
    telling = [term for term in found if term[1] or _plain(term[2]) not in STOP_WORDS]
    return telling or found[-1:]


def _side_by_side(phrase):
    return SearchQuery(phrase, config="fr", search_type="phrase")


def _word(word, *, half):
    """The word by its stem; by its first letters too when it may be half typed."""
    stem = SearchQuery(word, config="fr", search_type="plain")
    for form in _other_genders(word):
        stem |= SearchQuery(form, config="fr", search_type="plain")
    if not half:
        return stem | SearchQuery(word, config="fr_words", search_type="plain")
    return stem | SearchQuery(_begun(word), config="fr_words", search_type="raw")


def _begun(word):
    return f"'{word}':*"


def _word_given():
    """As ``_word`` half typed, with a form that is the word itself where it has no other."""
    word, form, begun = (Given(name, TextField()) for name in ("word", "form", "begun"))
    stem = SearchQuery(word, config="fr", search_type="plain")
    stem |= SearchQuery(form, config="fr", search_type="plain")
    return stem | SearchQuery(begun, config="fr_words", search_type="raw")


def _other_genders(word):
    """« engagée » for « engagé » and the other way round: without accents their stems differ."""
    word = _plain(word).removesuffix("s")
    if word.endswith("ee"):
        return [word[:-1]]
    return [f"{word}e"] if word.endswith("e") and len(word) > SHORT else []


def _plain(word):
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
