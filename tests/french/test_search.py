"""What a French person types finds what a French person wrote."""

import pytest

from coopstudio.french.order import in_order
from coopstudio.french.search import matching, resembling
from members.models import Person
from tests.applications import factories
from tests.members.factories import person

pytestmark = pytest.mark.django_db


def found(words, **written):
    """Whether an application in which ``written`` stands answers to ``words``."""
    application = factories.draft(**written)
    return application in matching(type(application).objects.all(), words)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("election", "L’Élection sans candidat"),
        ("élections", "une election"),
        ("consentements", "le consentement"),
        ("les décisions", "La décision du cercle"),
        ("coopération", "une coopératrice"),
        ("engagé", "des personnes engagé-e-s"),
        ("engagée", "des personnes engagé-e-s"),
        ("engagée", "il est engagé"),
        ("engagees", "les personnes engagé-e-s"),
        ("engagé ici", "elle est engagée ici"),
        ("adhérent", "les adhérent.e.s"),
        ("adhérent·e·s", "un adhérent"),
        ("cofondateur", "les cofondateur·rice·s"),
        ("cofondatrices", "les cofondateurs-trices"),
        ("entrepreneur", "des entrepreneur-euses"),
        ("rendez-vous", "Prendre rendez-vous"),
        ("week-end", "un week-end sur deux"),
        ("peut-être", "peut-être une fois par mois"),
        ("oeuvre", "à l’Œuvre"),
        ("l'œuvre", "notre oeuvre"),
        ("médiat", "la médiation"),
        ("consenteme", "le consentement"),
        ("analyse des prat", "analyse des pratiques"),
        ("d’équipe", "la vie d'équipe"),
        ('"vie collective"', "la vie collective"),
        ("« vie collective »", "la vie collective"),
        ("soin -théâtre", "le soin à domicile"),
        ("le", "le soin"),
    ],
)
def test_the_words_find_what_is_written(words, what):
    assert found(words, what=what)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("soin -théâtre", "le soin par le théâtre"),
        ('"vie collective"', "la collective, et la vie"),
        ("médiation théâtre", "la médiation seule"),
        ("art soin", "un article sur le soin"),
        ("rend", "un jardin"),
    ],
)
def test_the_words_find_nothing_else(words, what):
    assert not found(words, what=what)


@pytest.mark.parametrize("words", ["Zoe", "zoé", "Çelik", "celik", "NGUYEN", "Nguyễn", "d'almei"])
def test_a_name_is_found_with_its_accents_or_without(words):
    zoe = person("Zoé", "D’Almeida-Çelik Nguyễn")

    assert list(matching(Person.objects.all(), words)) == [zoe]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("dalmeida", "D’Almeida"),
        ("DALMEI", "d'Almeida"),
        ("d almeida", "D’Almeida"),
        ("saintromain", "de Saint-Romain"),
        ("saint romain", "de Saint-Romain"),
        ("saint-romain", "de Saint-Romain"),
        ("leilah nguyen", "Nguyễn"),
        ("le'ilah", "Nguyễn"),
    ],
)
def test_a_name_is_found_without_its_apostrophe_or_its_hyphen(words, name):
    found = person("Le’ilah", name)
    person("Alma", "Ida")

    assert list(matching(Person.objects.all(), words)) == [found]


@pytest.mark.parametrize(
    "words",
    ["", "   ", "-", '"', '""', "'", "\0", "&|!:*()<->", "' OR 1=1 --", "é" * 5_000, "-" * 300],
)
def test_no_search_is_ever_an_error(words):
    zoe = person("Zoé", "Perrin")

    assert set(matching(Person.objects.all(), words)) <= {zoe}


def test_a_search_for_nothing_leaves_the_list_as_it_is():
    zoe = person("Zoé", "Perrin")

    assert list(matching(Person.objects.all(), "  ")) == [zoe]


def test_a_misspelt_name_is_found_by_its_likeness():
    mathet = person("Fleur", "Mathet")
    person("Zoé", "Perrin")

    assert list(resembling(Person.objects.all(), "Matet", "last_name", "first_name")) == [mathet]


def test_names_come_in_the_order_of_a_french_dictionary():
    words = ["abel", "cèdre", "Çelik", "elan", "Élan", "Œuvre", "ouvre", "zoé"]
    for word in reversed(words):
        person("Camille", word)

    ordered = Person.objects.order_by(in_order("last_name"), "last_name")

    assert list(ordered.values_list("last_name", flat=True)) == words


def test_particles_and_apostrophes_keep_their_place():
    words = ["D’Almeida", "d’Avray", "Dalmeida", "Élodie", "Eloïse", "Émile", "etienne", "Œdipe"]
    for word in reversed(words):
        person("Camille", word)

    ordered = Person.objects.order_by(in_order("last_name"), "last_name")

    assert list(ordered.values_list("last_name", flat=True)) == words
