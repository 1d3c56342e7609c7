"""« Qui le lit, durée » : one catalogue, the same words everywhere, the durations of the rounds."""

import pytest
from django.test import override_settings

from coopstudio import personal_data
from coopstudio.french.typography import tidy
from tests.applications import factories
from tests.members import factories as people


def shown(page):
    return page.content.decode().replace("&#x27;", "'")


@pytest.mark.django_db
def test_every_kind_says_all_of_it():
    for kind in personal_data.catalogue():
        assert all([kind.what, kind.why, kind.ground, kind.readers, kind.until]), kind.key


@pytest.mark.django_db
@pytest.mark.parametrize(
    "key",
    ["photo", "skills", "testimonies", "availability", "silences", "learning", "group",
     "encounters"],
)  # fmt: skip
def test_what_a_member_says_has_its_line_for_members_and_for_nobody_else(client, key):
    kind = personal_data.of(key)

    for someone, is_told in [(people.member(), True), (people.person(), False)]:
        client.force_login(someone)
        assert (tidy(kind.under_the_field) in shown(client.get("/mes-donnees/"))) == is_told


@pytest.mark.django_db
def test_keys_are_names():
    keys = [kind.key for kind in personal_data.catalogue()]

    assert sorted(set(keys)) == sorted(keys)


@pytest.mark.django_db
def test_the_public_page_tells_every_kind(client):
    page = shown(client.get("/confidentialite/"))

    missing = [
        kind.key for kind in personal_data.catalogue() if tidy(kind.under_the_field) not in page
    ]
    assert missing == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/candidater/vous/", "identity"),
        ("/candidater/offre/", "answers"),
        ("/candidater/appel/", "answers"),
        ("/candidater/parcours/", "cv"),
    ],
)
def test_under_the_questions_stand_the_same_words(client, path, key):
    factories.call_version()

    assert tidy(personal_data.of(key).under_the_field) in shown(client.get(path))


@pytest.mark.django_db
def test_my_data_says_the_same(client):
    noemie = factories.application()
    client.force_login(noemie.person)

    assert tidy(personal_data.of("cv").under_the_field) in shown(client.get("/mes-donnees/"))


@pytest.mark.django_db
def test_who_never_applied_is_not_told_of_applications(client):
    client.force_login(people.member())

    page = shown(client.get("/mes-donnees/"))

    assert personal_data.of("cv").what not in page
    assert tidy(personal_data.of("member").what) in page


@pytest.mark.django_db
def test_the_words_follow_the_durations_of_the_rounds():
    with override_settings(KEPT_CLOSED_MONTHS=4, KEPT_AGREED_YEARS=1, KEPT_PROOF_YEARS=6):
        words = personal_data.of("answers").until, personal_data.of("proof").until

    assert words[0].startswith("sans suite, 4 mois après la fin")
    assert "1 an après votre dernier geste" in words[0]
    assert words[1] == "6 ans après la réponse"
