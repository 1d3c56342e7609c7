"""Marks stand where the words are, whatever tags, notes, spaces and overlaps are around."""

import re
from dataclasses import dataclass
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from applications.annotations import annotated
from applications.markdown import plain

NOTE = '<a class="note-ref" href="#note-1" id="ref-1"><sup>1</sup></a>'
PASSAGE = f"<p>Une <strong>seule</strong> associée{NOTE} : l’association.\nPersonne &amp; nous.</p>"
TEXT = "Une seule associée : l’association. Personne & nous."


@dataclass
class Reaction:
    rank: int
    start: int | None = None
    end: int | None = None
    kind: str = "like"


def marked_words(html, rank):
    """What is inside the marks that are open between the first one of ``rank`` and its number."""
    bare = re.sub(r'<span class="visually-hidden">.*?</span>|<a class="note-ref".*?</a>', "", html)
    inside = bare[bare.index(f'id="p{rank}"') : bare.index(f'href="#r{rank}"')]
    inside = re.sub(r'<a class="ca-ref[^>]*>\d+</a>|<a class="ca-ref[^>]*$', "", inside)
    return plain(inside[inside.index(">") + 1 :])


def words_of(html):
    """The page without what the marks added to it."""
    return plain(re.sub(r'<a class="(?:ca-ref|note-ref).*?</a>', "", html))


def about(quote, rank=1, kind="like"):
    start = TEXT.index(quote)
    return Reaction(rank, start, start + len(quote), kind)


def test_the_passage_of_these_tests_is_read_as_the_call_reads_it():
    assert plain(PASSAGE.replace(NOTE, "")) == TEXT


def test_without_reaction_the_page_is_untouched():
    assert annotated(PASSAGE, []) == PASSAGE


def test_a_stretch_is_marked_across_tags_and_notes():
    html = annotated(PASSAGE, [about("seule associée : l’asso")])

    assert marked_words(html, 1) == "seule associée : l’asso"


def test_a_number_stays_beside_the_last_word():
    html = annotated(PASSAGE, [about("Une seule associée")])

    assert re.search(
        r'<span class="nowrap">associée<a class="ca-ref ca-ref--like" href="#r1">', html
    )


def test_a_reaction_to_the_whole_passage_has_its_number_at_the_end():
    html = annotated("<ul>\n<li>Un</li>\n<li>Deux</li>\n</ul>", [Reaction(1)])

    assert "Deux<span" in html
    assert html.endswith("</li>\n</ul>")


def test_no_mark_stands_between_the_items_of_a_list():
    html = annotated("<ul>\n<li>Un</li>\n<li>Deux</li>\n</ul>", [Reaction(1, 0, 7)])

    assert not re.search(r"(?:<ul>|</li>)\s*<mark", html)


def test_marks_may_overlap():
    html = annotated(PASSAGE, [about("Une seule", 1), about("seule associée", 2, "dislike")])

    assert marked_words(html, 1) == "Une seule"
    assert marked_words(html, 2) == "seule associée"


def test_signs_of_pages_stay_escaped():
    html = annotated("<p>1 &lt; 2 &amp; 3 &lt;script&gt;</p>", [Reaction(1, 0, 5)])

    assert "<script>" not in html
    assert unescape(words_of(html)) == "1 < 2 & 3 <script>"


@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 30)), max_size=6))
def test_every_mark_holds_its_quote_and_no_word_is_lost(stretches):
    reactions = [
        Reaction(rank, start, min(start + length, len(TEXT)))
        for rank, (start, length) in enumerate(stretches, start=1)
    ]

    html = annotated(PASSAGE, reactions)

    assert words_of(html) == TEXT
    assert html.count("<mark") == html.count("</mark>")
    for one in reactions:
        assert html.count(f'href="#r{one.rank}"') == 1
        assert html.count(f'id="p{one.rank}"') == 1
