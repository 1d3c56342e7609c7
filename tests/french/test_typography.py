from time import process_time

import pytest
from django.template import engines
from django.utils.safestring import mark_safe

from coopstudio.french.sizes import size
from coopstudio.french.typography import de, on_paper, plural, que, tidy, tidy_template


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Qui ?", "Qui\u202f?"),
        ("Oui ! Non ; bien", "Oui\u202f! Non\u202f; bien"),
        ("trois : un", "trois\u00a0: un"),
        ("« oui »", "«\u202foui\u202f»"),
        ("12 000 €", "12\u202f000\u00a0€"),
        ("1 234 567", "1\u202f234\u202f567"),
        ("en 2026 150 personnes", "en 2026 150 personnes"),
        ("à 14 h 30", "à 14\u00a0h\u00a030"),
        ("n° 12", "n°\u00a012"),
        ("50 %", "50\u00a0%"),
        ("l'ami d'Œdipe", "l’ami d’Œdipe"),
        ("06 12 34 56 78", "06 12 34 56 78"),
        ("sans espace: rien?", "sans espace: rien?"),
        ("voir https://a.fr/?q=l'eau : là", "voir https://a.fr/?q=l'eau\u00a0: là"),
        ("l'adresse o'brien@ici.fr", "l’adresse o'brien@ici.fr"),
        ("a:b ; c::d", "a:b\u202f; c::d"),
        ("", ""),
    ],
)
def test_spaces_that_stand_become_french_ones(typed, shown):
    assert tidy(typed) == shown


def test_tidying_twice_is_tidying_once():
    once = tidy("« L'appel » : qui vient ? 1 000 € !")

    assert tidy(once) == once


@pytest.mark.parametrize("piece", [" ", "a", "'", "a.", "<", "<{{}}", "<pre>", "{% "])
def test_ten_thousand_signs_written_to_be_slow_are_quick(piece):
    words = piece * (10_000 // len(piece))
    began = process_time()

    tidy(words)
    tidy(f"<{words}", html=True)

    assert process_time() - began < 1


def shown(template, **context):
    return engines["django"].from_string(template).render(context)


def test_what_is_dangerous_stays_harmless():
    assert shown("{{ words|tidy }}", words="<b> ?") == "&lt;b&gt;\u202f?"


def test_an_escaped_apostrophe_is_read_as_one():
    assert shown("{{ words|escape|tidy }}", words="l'ami") == "l’ami"


def test_tags_of_safe_html_are_left_alone():
    html = mark_safe('<a class="a ; b" href="/x?a : b">Qui ?</a>')  # noqa: S308

    assert shown("{{ html|tidy }}", html=html) == '<a class="a ; b" href="/x?a : b">Qui\u202f?</a>'


def test_documents_are_spared_the_narrow_space():
    assert on_paper("Qui\u202f?") == "Qui\u00a0?"


def test_zero_is_singular_in_french():
    assert [plural(count) for count in (0, 1, 2)] == ["", "", "s"]
    assert [plural(count, "cheval,chevaux") for count in (0, 2)] == ["cheval", "chevaux"]


def test_filters_say_nothing_of_what_is_not_there():
    template = "{{ a|day }}{{ a|hour }}{{ a|moment }}{{ a|euros }}{{ a|phone }}{{ a|number }}"

    assert shown(template, a=None) == ""
    assert shown(template, a="") == ""


def test_filters_are_at_hand_in_letters_too():
    letter = engines["letters"].from_string("{{ cents|euros }}, {{ phone|phone }}, {{ w|tidy }}")

    assert letter.render({"cents": 3_000, "phone": "+33612345678", "w": "<l'ami> !"}) == (
        "30,00\u00a0€, 06\u00a012\u00a034\u00a056\u00a078, <l’ami>\u202f!"
    )


def test_a_template_is_tidied_as_it_is_loaded():
    source = """<a href="/?a=l'eau" title="Qui ?"{% if n > 1 %} class="b ; c"{% endif %}>l'{{ x }} :
    « {{ y }} » {{ n }} € {% trans "l'eau ?" %} d'eau ! <code>a ? b : c</code> {# d ? #}</a>"""

    assert tidy_template(source) == (
        """<a href="/?a=l'eau" title="Qui\u202f?"{% if n > 1 %} class="b ; c"{% endif %}>"""
        """l’{{ x }}\u00a0:\n    «\u202f{{ y }}\u202f» {{ n }}\u00a0€ {% trans "l'eau ?" %} """
        """d’eau\u202f! <code>a ? b : c</code> {# d ? #}</a>"""
    )


@pytest.mark.parametrize(
    ("octets", "said"),
    [
        (500, "500\u00a0octets"),
        (188_416, "184\u00a0ko"),
        (1_572_864, "1,5\u00a0Mo"),
        (5_242_880, "5\u00a0Mo"),
        (62_914_560, "60\u00a0Mo"),
    ],
)
def test_a_file_is_weighed_in_octets(octets, said):
    assert size(octets) == said


@pytest.mark.parametrize(
    ("name", "of", "that"),
    [
        ("Odile", "d’Odile", "qu’Odile"),
        ("Élouan", "d’Élouan", "qu’Élouan"),
        ("Hélène", "d’Hélène", "qu’Hélène"),
        ("Yves", "d’Yves", "qu’Yves"),
        ("Yasmine", "de Yasmine", "que Yasmine"),
        ("Fleur", "de Fleur", "que Fleur"),
        ("Institut santé social", "d’Institut santé social", "qu’Institut santé social"),
        ("Œuvrer ensemble", "d’Œuvrer ensemble", "qu’Œuvrer ensemble"),
        ("Hugo", "d’Hugo", "qu’Hugo"),
        ("Hamid Haddad", "de Hamid Haddad", "que Hamid Haddad"),
        ("Les Hauts du Doubs", "de Les Hauts du Doubs", "que Les Hauts du Doubs"),
        ("Hauts-Champs", "de Hauts-Champs", "que Hauts-Champs"),
        ("D’Almeida", "de D’Almeida", "que D’Almeida"),
        ("3 Rivières", "de 3 Rivières", "que 3 Rivières"),
        ("", "de ", "que "),
    ],
)
def test_de_and_que_are_elided_before_a_vowel(name, of, that):
    assert (de(name), que(name)) == (of, that)
