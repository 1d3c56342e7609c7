"""Founders reword letters; two of them at once lose nothing; a broken wording stops no letter."""

from datetime import UTC, datetime

import pytest
from django.db import InternalError, connection, transaction
from django.db.utils import IntegrityError

from coopstudio.journal.models import Entry
from coopstudio.mail.api import KINDS, compose, letter
from coopstudio.mail.models import Letter
from coopstudio.wordings import actions
from coopstudio.wordings.api import DRAFTS, words_of
from coopstudio.wordings.desk import Desk
from coopstudio.wordings.house import house_of
from coopstudio.wordings.models import Wording
from tests.house import test_letters  # noqa: F401  (reads every emails room)
from tests.members.factories import administrator, founder, member
from tests.together import together

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 12, 3, 11, 0, tzinfo=UTC)
NAME = "tests.farewell"
PAGE = f"/courrier/modeles/{NAME}/texte/"
SUBJECT = "C’est fait : {prénom}, votre candidature est retirée"
BODY = "Bonjour {prénom},\n\nC’est noté : rien d’autre à faire.\n\n{signature}"


HOUSE = """{% partialdef subject %}Au revoir : votre départ est noté{% endpartialdef %}
{% partialdef body %}
Bonjour {{ first_name }},

Votre candidature est retirée. Merci de nous avoir lus.

{{ signature }}
{% endpartialdef %}"""


@pytest.fixture(autouse=True)
def farewell(tmp_path, settings):
    """A kind of letter of these tests, declared like any other."""
    (tmp_path / "tests" / "emails").mkdir(parents=True)
    (tmp_path / "tests" / "emails" / "farewell.txt").write_text(HOUSE)
    settings.TEMPLATES = [
        {**engine, "DIRS": [*engine["DIRS"], tmp_path]} for engine in settings.TEMPLATES
    ]

    @letter(
        NAME,
        occasion="Quand une personne s’en va.",
        sample=lambda: {"first_name": "Noémie", "signature": "Fleur Mathet et Thomas Marshall"},
    )
    def farewell(key="1", *, write):
        return write(to="noemie@exemple.fr", key=key, first_name="Noémie", signature="F")

    yield farewell
    del KINDS[NAME]


@pytest.fixture
def text(farewell):
    return KINDS[NAME]


@pytest.fixture
def fleur(client):
    fleur = founder()
    client.force_login(fleur)
    return fleur


def reworded(by, *, subject=SUBJECT, body=BODY, seen=0, name=NAME, **more):
    return actions.reword(
        KINDS[name], subject=subject, body=body, seen=seen, by=by, at=NOON, **more
    )


def typed(seen=0, **words):
    return {"subject": SUBJECT, "body": BODY, "note": "", "seen": seen, "act": "keep", **words}


def test_the_next_letter_takes_the_founders_words(text, fleur):
    reworded(fleur)

    subject, body, html = compose(text, text.sample())

    assert subject == "C’est fait\u00a0: Noémie, votre candidature est retirée"
    assert body == (
        "Bonjour Noémie,\n\nC’est noté\u00a0: rien d’autre à faire.\n\n"
        "Fleur Mathet et Thomas Marshall"
    )
    assert "rien d’autre à faire" in html


def test_without_their_words_the_house_speaks(text):
    assert compose(text, text.sample())[0] == "Au revoir\u00a0: votre départ est noté"


def test_a_letter_already_written_keeps_its_words(farewell, fleur):
    before = farewell().text
    reworded(fleur)

    assert farewell().text == before
    assert "rien d’autre à faire" in farewell(key="2").text


def test_what_a_person_typed_stays_text_in_the_words_of_founders(text, fleur):
    reworded(fleur)
    evil = {
        "first_name": "Zoé\r\nBcc: x@exemple.fr <img src=x> {signature} {{7*7}}",
        "signature": "F",
    }

    subject, body, html = compose(text, evil)

    assert "\n" not in subject
    assert "\r" not in subject
    assert "{signature}" in body
    assert "{{7*7}}" in body
    assert "<img" not in html


def test_a_subject_never_exceeds_its_line(text, fleur):
    reworded(fleur)

    subject = compose(text, {"first_name": "Z" * 300, "signature": ""})[0]

    assert len(subject) == 200


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"body": "Bonjour {prenom}"}, "Vouliez-vous écrire {prénom}"),
        ({"subject": "Bonjour {lien}"}, "n’est pas un repère de cette lettre"),
        ({"subject": ""}, "Un objet est nécessaire"),
        ({"subject": "Deux\nlignes"}, "une seule ligne"),
        ({"subject": "x" * 201}, "200"),
        ({"body": ""}, "Quelques mots suffisent"),
        ({"body": "Bonjour\u202e"}, "lire à l’envers"),
    ],
)
def test_a_wording_that_cannot_be_is_refused_in_words_and_nothing_is_lost(
    client, fleur, words, said
):
    answer = client.post(PAGE, typed(**words))

    assert answer.status_code == 422
    assert said in answer.text
    assert "<title>Erreur" in answer.text
    assert "C’est noté : rien d’autre à faire." in answer.text or "body" in words
    assert not Wording.objects.exists()


def test_the_link_must_stay(client, fleur):
    page = "/courrier/modeles/applications.received/texte/"

    answer = client.post(page, typed(subject="Arrivée", body="Bonjour {prénom}"))

    assert answer.status_code == 422
    assert "Il manque {date de réponse}, {lien}" in answer.text


def test_a_founder_keeps_words_and_the_journal_knows_it_without_them(client, fleur):
    answer = client.post(PAGE, typed(note="Plus court"))

    kept = Wording.objects.get()
    entry = Entry.objects.get(event="wordings.reworded")
    assert answer.status_code == 302
    assert (kept.number, kept.subject, kept.body, kept.written_by) == (1, SUBJECT, BODY, fleur)
    assert (entry.actor, entry.details) == (fleur, {"text": NAME, "number": 1})


def test_the_second_of_two_founders_sees_both_texts_and_loses_nothing(client, fleur):
    thomas = founder("Thomas", "Marshall", email="thomas@exemple.fr")
    reworded(thomas, body="Bonjour {prénom},\n\nLes mots de Thomas.\n\n{signature}")

    answer = client.post(PAGE, typed(seen=0))

    assert answer.status_code == 409
    assert "Thomas a gardé entre-temps" in answer.text
    assert "<del>Les mots de Thomas.</del>" in answer.text.replace("\n", "").replace(
        " </del>", "</del>"
    )
    assert "rien d’autre à faire" in answer.text
    assert 'name="seen" value="1"' in answer.text
    assert Wording.objects.count() == 1


def test_having_seen_both_one_may_keep_ones_own(client, fleur):
    reworded(founder("Thomas", "Marshall", email="thomas@exemple.fr"))

    client.post(PAGE, typed(seen=1))

    assert [one.number for one in Wording.objects.of(NAME)] == [2, 1]


@pytest.mark.django_db(transaction=True)
def test_at_the_same_second_one_is_kept_and_the_other_is_told():
    fleur, thomas = founder(), founder("Thomas", "Marshall", email="thomas@exemple.fr")

    raised = together(lambda: reworded(fleur), lambda: reworded(thomas))

    assert [type(one) for one in raised] == [actions.WrittenMeanwhile]
    assert Wording.objects.count() == 1


def test_one_goes_back_to_the_words_of_the_house(client, fleur, text):
    reworded(fleur)

    client.post(f"/courrier/modeles/{NAME}/textes/0/reprise/", {"seen": 1})

    assert Desk(text).current is None
    assert Desk(text).words[0] == house_of(text).subject
    assert [one.is_house for one in Wording.objects.of(NAME)] == [True, False]


def test_one_goes_back_to_earlier_words(client, fleur, text):
    reworded(fleur)
    reworded(fleur, subject="Autre objet", seen=1)

    client.post(f"/courrier/modeles/{NAME}/textes/1/reprise/", {"seen": 2})

    assert Desk(text).words == (SUBJECT, BODY)
    assert Desk(text).current.number == 3


@pytest.mark.parametrize("seen", ["", "x", "0", "99999", "-1"])
def test_going_back_from_a_stale_page_changes_nothing(client, fleur, seen):
    reworded(fleur)

    client.post(f"/courrier/modeles/{NAME}/textes/0/reprise/", {"seen": seen})

    assert Wording.objects.count() == 1


def test_the_story_compares_word_by_word(client, fleur):
    reworded(fleur, note="Plus court")
    reworded(fleur, body=BODY.replace("rien d’autre", "absolument rien d’autre"), seen=1)

    story = client.get(f"/courrier/modeles/{NAME}/textes/").text

    assert "<ins>absolument </ins>" in story
    assert "Plus court" in story


def test_a_story_that_has_not_begun_shows_the_words_of_the_house(client, fleur):
    story = client.get(f"/courrier/modeles/{NAME}/textes/").text

    assert "Personne n’a encore changé ces mots" in story
    assert "Merci de nous avoir lus" in story


def test_a_wording_is_final_in_the_database(fleur):
    one = reworded(fleur)

    with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
        Wording.objects.filter(pk=one.pk).update(body="autre")


def test_when_the_house_changes_its_words_the_page_says_so(client, fleur, text):
    Wording.objects.create(
        text=NAME, number=1, subject=SUBJECT, body=BODY, written_by=fleur,
        house=house_of(text).text.replace("noté", "repris"),
    )  # fmt: skip

    page = client.get(PAGE).text

    assert "La maison a changé ses mots depuis les vôtres" in page
    assert "<del>repris" in page


@pytest.mark.parametrize("body", ["Bonjour {ancien repère}", "Bonjour {"])
def test_words_that_fit_no_longer_give_way_to_the_house(client, fleur, text, body):
    Wording.objects.create(
        text=NAME, number=1, subject="Objet", body=body, house="", written_by=fleur
    )

    assert compose(text, text.sample())[0] == "Au revoir\u00a0: votre départ est noté"
    assert "Vos mots ne servent plus" in client.get(PAGE).text


def test_a_trial_goes_to_ones_own_address_and_keeps_nothing(client, fleur):
    answer = client.post(PAGE, typed(act="try"))

    sent = Letter.objects.get()
    assert answer.status_code == 200
    assert (sent.kind, sent.to) == ("wordings.trial", fleur.email)
    assert sent.subject == "Essai\u00a0: C’est fait\u00a0: Noémie, votre candidature est retirée"
    assert "Bonjour Noémie," in sent.text
    assert "rien d’autre à faire" in answer.text
    assert not Wording.objects.exists()


def test_the_page_of_what_is_being_typed_is_shown_and_keeps_nothing(client, fleur):
    page = client.post(f"{PAGE}page/", {"subject": "Objet", "body": "Bonjour <b>{prénom}</b>"})

    assert "Bonjour &lt;b&gt;Noémie&lt;/b&gt;" in page.text
    assert "sandbox" in page["Content-Security-Policy"]
    assert not Wording.objects.exists()


def test_a_page_that_cannot_be_read_says_why(client, fleur):
    page = client.post(f"{PAGE}page/", {"subject": "x", "body": "{prenom}"})

    assert page.status_code == 200
    assert "Vouliez-vous écrire {prénom}" in page.text


def test_the_words_alone_are_plain_text(client, fleur):
    page = client.get(f"{PAGE}page/?texte")

    assert page["Content-Type"] == "text/plain; charset=utf-8"
    assert page.text.startswith("Au revoir")


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("Votre candidature a été refusée", "refusée\u202f» se lirait"),
        ("Sans suite", "Sans suite\u202f» se lirait"),
        ("Gardez cette copie : votre candidature est bien arrivée", "porte déjà cet objet"),
        ("x" * 120, "compte 120 signes"),
    ],
)
def test_a_careful_friend_warns_and_stops_nobody(client, fleur, subject, said):
    client.post(PAGE, typed(subject=subject))

    assert Wording.objects.get().subject == subject
    assert said in client.get(PAGE).text


def test_an_object_that_is_well_gets_no_advice(client, fleur):
    assert "Un avis sur l’objet" not in client.get(PAGE).text


@pytest.mark.parametrize("name", ["members.sign_in_code", "members.account_changed"])
def test_what_opens_or_protects_something_keeps_its_words(client, fleur, name):
    answer = client.post(f"/courrier/modeles/{name}/texte/", typed())

    assert answer.status_code == 302
    with pytest.raises(actions.Fixed), transaction.atomic():
        actions.restore(KINDS[name], None, seen=0, by=fleur, at=NOON)
    assert not Wording.objects.exists()


@pytest.mark.parametrize("who", [administrator, member])
def test_only_founders_reword(client, who):
    client.force_login(who())

    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, typed()).status_code == 404
    assert client.post(f"{PAGE}page/", {"body": "x"}).status_code == 404
    assert not Wording.objects.exists()


def test_an_unknown_letter_does_not_exist(client, fleur):
    assert client.get("/courrier/modeles/applications.nothing/texte/").status_code == 404


def test_the_first_draft_of_an_answer_takes_their_words(fleur):
    draft = DRAFTS["applications.draft_decline"]
    actions.reword(
        draft, subject="", body="Bonjour {prénom},\n\nNos mots.", seen=0, by=fleur, at=NOON
    )

    assert words_of(draft, draft.sample()) == "Bonjour Noémie,\n\nNos mots."


def test_a_draft_is_reworded_on_the_same_page(client, fleur):
    page = "/courrier/modeles/applications.draft_invite/texte/"

    assert client.get(page).status_code == 200
    assert client.post(page, {"body": "Bonjour {prénom}", "seen": 0, "note": ""}).status_code == 302
    assert Wording.objects.get().text == "applications.draft_invite"


def test_a_letter_costs_one_short_query_more(fleur, text, django_assert_num_queries):
    for seen in range(30):
        reworded(fleur, seen=seen)

    with django_assert_num_queries(1):
        compose(text, text.sample())


def test_what_opens_something_costs_none(django_assert_num_queries):
    kind = KINDS["members.sign_in_code"]

    with django_assert_num_queries(0):
        compose(kind, kind.sample())


def test_the_list_of_kinds_asks_once_for_all(client, fleur, django_assert_num_queries):
    client.get("/courrier/modeles/")
    with django_assert_num_queries(LISTED_IN):
        client.get("/courrier/modeles/")
    reworded(fleur)

    with django_assert_num_queries(LISTED_IN):
        page = client.get("/courrier/modeles/")

    assert "vos mots" in page.text


LISTED_IN = 6


def test_its_last_words_are_found_by_an_index():
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'wordings_wording'")
        assert any("(text, number)" in row[0] for row in cursor.fetchall())
