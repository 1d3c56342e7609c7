"""A reaction stands on its very words in a later version, or is said to have stood elsewhere."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.anchoring import Anchors, Place
from applications.comparison import inherited
from applications.markdown import normalised, read

COMMON = "Ce que nous fabriquons est une œuvre commune, et elle n’appartient à personne d’autre."
MONEY = "Personne n’a besoin d’être riche pour venir. On peut apporter beaucoup, peu, ou du temps."
WORK = "Le travail se regarde à plusieurs, sans se presser, avec celles et ceux qui le font."


def place_of(quote, text=COMMON, uid=1):
    start = text.index(quote)
    return Place(uid, start, start + len(quote))


def found(place, after, before=None):
    return Anchors(before or {1: COMMON, 2: MONEY}, after).find(place)


def words_at(place, texts):
    return texts[place.uid][place.start : place.end]


# --- what is found again ---


def test_an_untouched_passage_keeps_its_reactions_whatever_comes_before_it():
    place = place_of("une œuvre commune")

    assert found(place, {9: WORK, 1: COMMON, 2: MONEY}) == place


def test_words_pushed_further_are_found_by_what_surrounds_them():
    after = {1: f"Redisons-le ici. {COMMON}", 2: MONEY}

    place = found(place_of("une œuvre commune"), after)

    assert (place.uid, words_at(place, after)) == (1, "une œuvre commune")
    assert place.start == place_of("une œuvre commune").start + 17


def test_a_quote_that_went_into_another_passage_is_found_there():
    after = {2: f"{MONEY} {COMMON}"}

    place = found(place_of("une œuvre commune, et elle n’appartient"), after)

    assert place.uid == 2
    assert words_at(place, after) == "une œuvre commune, et elle n’appartient"


def test_a_whole_passage_to_which_a_sentence_is_added_is_found_inside_it():
    after = {1: f"{COMMON} Et nous y tenons."}

    assert found(Place(1), after) == Place(1, 0, len(COMMON))


def test_a_whole_passage_under_another_identity_is_found_whole():
    assert found(Place(1), {2: MONEY, 7: COMMON}) == Place(7)


# --- what is not ---


def test_a_changed_sentence_is_said_to_have_changed():
    after = {1: COMMON.replace("œuvre commune", "maison commune"), 2: MONEY}

    assert found(place_of("une œuvre commune"), after) is None


def test_a_whole_passage_that_was_reworded_has_changed():
    assert found(Place(1), {1: COMMON.replace("fabriquons", "créons"), 2: MONEY}) is None


def test_a_passage_that_went_takes_no_reaction_to_another():
    assert found(place_of("une œuvre commune"), {2: MONEY}) is None


def test_two_places_that_look_the_same_are_no_place():
    assert found(place_of("une œuvre commune"), {1: f"{COMMON} {COMMON}", 2: MONEY}) is None


def test_what_stood_twice_then_is_not_guessed_once_one_has_gone():
    before = {1: f"{COMMON} {COMMON}", 2: MONEY}

    assert found(place_of("une œuvre commune"), {1: COMMON}, before) is None


def test_a_refrain_that_stays_elsewhere_does_not_take_the_reactions_of_the_one_that_went():
    before = {1: COMMON, 2: f"{MONEY} {COMMON}"}

    place = place_of("est une œuvre commune, et elle n’appartient")
    assert found(place, {2: f"{MONEY} {COMMON}"}, before) is None


def test_a_short_quote_is_not_taken_for_the_same_letters_in_another_word():
    before = "C’est un art de vivre ensemble et de se regarder travailler."
    after = {1: before.replace("un art", "un écart")}

    assert found(place_of("art", before), after, {1: before}) is None


def test_a_short_quote_at_the_edge_of_a_passage_is_not_taken_for_another_edge():
    before = {1: "Nous fabriquons.", 2: MONEY}

    assert found(Place(1, 0, 4), {2: MONEY, 3: "Nous partons."}, before) is None


# --- whatever happens to the text ---

TOKENS = [f"mot{n:03}" for n in range(400)]
EDITS = ["insert", "delete", "move", "copy", "new passage", "drop passage", "move passage", "split"]


@st.composite
def versions(draw):
    """A version of unlike words, and what became of it after some random edits."""
    sizes = draw(st.lists(st.integers(1, 14), min_size=1, max_size=6))
    words = iter(TOKENS)
    before = {uid: [next(words) for _ in range(size)] for uid, size in enumerate(sizes)}
    after = [(uid, list(tokens)) for uid, tokens in before.items()]
    for edit in draw(st.lists(st.sampled_from(EDITS), max_size=6)):
        _apply(draw, edit, after, words)
    after = [(uid, tokens) for uid, tokens in after if tokens]
    return joined(before.items()), joined(after)


def _apply(draw, edit, after, words):
    if edit == "new passage" or not after:
        uid = 100 + len(after) + draw(st.integers(0, 10**6))
        after.insert(draw(st.integers(0, len(after))), (uid, [next(words) for _ in range(5)]))
        return
    rank = draw(st.integers(0, len(after) - 1))
    uid, tokens = after[rank]
    at = draw(st.integers(0, len(tokens)))
    until = draw(st.integers(at, len(tokens)))
    run, target = tokens[at:until], after[draw(st.integers(0, len(after) - 1))][1]
    if edit == "drop passage":
        after.pop(rank)
    elif edit == "move passage":
        after.append(after.pop(rank))
    elif edit == "split":
        after.insert(rank + 1, (10**7 + len(after), tokens[at:]))
        del tokens[at:]
    elif edit == "insert":
        tokens.insert(at, next(words))
    else:
        if edit in ("delete", "move"):
            del tokens[at:until]
        if edit in ("move", "copy"):
            where = draw(st.integers(0, len(target)))
            target[where:where] = run


def joined(passages):
    return {uid: " ".join(tokens) for uid, tokens in passages}


@st.composite
def chosen(draw):
    """Two versions and some words of the first one, or a whole passage of it."""
    before, after = draw(versions())
    uid = draw(st.sampled_from(sorted(before)))
    if draw(st.booleans()):
        return before, after, Place(uid)
    start = draw(st.integers(0, len(before[uid]) - 1))
    return before, after, Place(uid, start, draw(st.integers(start + 1, len(before[uid]))))


@given(chosen())
def test_a_reaction_stands_on_its_very_words_or_is_said_to_have_changed(given):
    before, after, place = given
    quote = words_at(place, before)

    now = Anchors(before, after).find(place)

    assert now is None or words_at(now, after) == quote


@given(chosen())
def test_a_reaction_stands_where_nothing_else_could_be_meant(given):
    """Where it stands, nowhere else reads as its own words did, as far as one looks around."""
    before, after, place = given
    now = Anchors(before, after).find(place)

    text = before[place.uid]
    around = text[max(0, (place.start or 0) - 32) : (place.end or len(text)) + 32]
    others = [uid for uid, words in after.items() if around in words and now and uid != now.uid]

    assert others == [] or after.get(place.uid) == text


@given(chosen())
def test_what_was_not_touched_is_never_lost(given):
    before, after, place = given
    after[place.uid] = before[place.uid]

    assert Anchors(before, after).find(place) == place


@given(chosen())
def test_the_same_text_gives_every_reaction_its_place(given):
    before, _, place = given

    assert Anchors(before, before).find(place) == place


@given(chosen(), st.randoms())
def test_the_order_of_passages_changes_nothing(given, chance):
    before, after, place = given
    shuffled = list(after.items())
    chance.shuffle(shuffled)

    assert Anchors(before, dict(shuffled)).find(place) == Anchors(before, after).find(place)


# --- typed otherwise ---

SOURCE = f"# L’offre\n\n## Quoi\n\n{COMMON}\n\n# L’appel\n\n## Argent\n\n{MONEY}\n\n{WORK}\n"


@pytest.mark.parametrize(
    "typed",
    [
        SOURCE.replace("’", "'").replace("# L'", "# L’"),
        unicodedata.normalize("NFD", SOURCE),
        SOURCE.replace(" est ", " \u00a0est  ").replace(", ", ",\n"),
    ],
    ids=["straight apostrophes", "letters in two signs", "other spaces"],
)
def test_the_same_words_typed_otherwise_keep_every_reaction(typed):
    old, new = ([p for s in read(text).sections for p in s.passages] for text in (SOURCE, typed))
    kin = inherited(old, new)
    before = {id(one): one.text for one in old}
    after = {id(one): now.text for one, now in zip(kin, new, strict=True)}
    place = place_of(normalised("n'appartient à personne"), COMMON, id(old[0]))

    assert Anchors(before, after).find(place) == place
