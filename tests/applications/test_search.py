"""One searches in everything one may read, and finds nothing of what one may not."""

import pytest

from applications.desk import Desk
from applications.desk.listing import chosen_by
from applications.models import (
    Conversation,
    FaqEntry,
    Message,
    Reading,
    Reserve,
    Takeaway,
)
from applications.states import Outcome, State
from coopstudio.french.search import one_word
from coopstudio.search.api import marked
from tests.applications.factories import (
    NOON,
    application,
    call_version,
    candidate,
    decision_of,
    met,
    reaction,
)
from tests.members.factories import founder, member

pytestmark = pytest.mark.django_db
SEARCH = "/recherche/"
FOLDED = {
    "first_name": "Wenceslas", "last_name": "Wojciechowski", "town": "Pouilly",
    "path": "Trente ans de boulangerie.", "what": "Je suis Wenceslas, j’anime des cercles.",
}  # fmt: skip


@pytest.fixture
def fleur(client):
    fleur = founder()
    client.force_login(fleur)
    return fleur


@pytest.fixture
def thomas():
    return founder("Thomas", "Marshall")


def found(client, words):
    response = client.get(SEARCH, {"q": words})
    return {kind.key: [hit.title for hit in kind.hits] for kind in response.context["found"]}


def thread(person, application=None, **words):
    return Conversation.objects.create(
        person=person, application=application, email=person.email, state="open",
        confirmed_at=NOON, waiting_since=NOON, **words,
    )  # fmt: skip


def test_a_word_finds_each_kind_of_thing(client, fleur, thomas):
    dossier = application(State.DECIDED, what="Une boussole.")
    Reading.objects.create(
        application=dossier, reader=thomas, touches="Sa boussole.", wish="yes", written_at=NOON
    )
    talk = thread(dossier.person, dossier)
    Message.objects.create(conversation=talk, side="person", text="Et la boussole ?")
    decision_of(dossier, outcome=Outcome.INVITE, body="Votre boussole.")
    FaqEntry.objects.create(question="Quelle boussole ?", answer="Celle-ci.", written_by=fleur)
    member("Boussole", "Diarra")
    reaction(dossier, words="Une boussole, enfin.")
    held = met(dossier, by=thomas)
    Takeaway.objects.create(meeting=held, number=1, words="Nos boussoles.", by=thomas)
    Reserve.objects.create(
        application=dossier, by=dossier.person, kind="reserve", words="Sans boussole ?"
    )

    assert found(client, "boussole") == {
        "candidatures": ["Noémie D’Almeida"],
        "reactions": ["Noémie D’Almeida"],
        "paroles": ["Noémie D’Almeida"] * 2,
        "lectures": ["Noémie D’Almeida"],
        "conversations": ["Noémie D’Almeida"],
        "lettres": ["Noémie D’Almeida"],
        "faq": ["Quelle boussole ?"],
        "membres": ["Boussole Diarra"],
    }


# --- what is folded ---


@pytest.mark.parametrize(
    "words",
    [
        "wojciechowski",
        "wenceslas",
        "boulangerie",
        "wenc",
        '"wenceslas"',
        "wenceslas@",
        '"suis wenceslas"',
        '"moi wenceslas"',
    ],
)
def test_a_folded_candidature_is_found_by_nothing_that_is_folded(client, fleur, words):
    one = application(State.READING, **FOLDED, person=candidate("wenceslas@exemple.fr"))
    talk = thread(one.person, one)
    Message.objects.create(conversation=talk, side="person", text="Wenceslas Wojciechowski")
    reaction(one, words="Moi, Wenceslas Wojciechowski, j’aime.")

    assert found(client, words) == {}


def test_a_reaction_of_a_folded_candidature_is_found_by_its_other_words_without_the_name(
    client, fleur
):
    one = application(State.READING, **FOLDED)
    reaction(one, words="Moi, Wenceslas, j’aime le clafoutis.")

    page = client.get(SEARCH, {"q": "clafoutis"}).text

    assert found(client, "clafoutis") == {"reactions": [one.reference]}
    assert "Wenceslas" not in page


def test_of_a_folded_candidature_the_town_is_shown_and_neither_name_nor_path(client, fleur):
    one = application(State.READING, **FOLDED)

    page = client.get(SEARCH, {"q": "cercle"}).text

    assert found(client, "cercle") == {"candidatures": [one.reference]}
    assert "Pouilly" in page
    assert not any(word in page for word in ("Wenceslas", "Wojciechowski", "boulangerie"))


def test_a_folded_candidature_is_found_by_its_town(client, fleur):
    one = application(State.READING, **FOLDED)

    assert found(client, "pouilly") == {"candidatures": [one.reference]}


def test_a_town_that_is_also_the_name_finds_nothing_while_it_is_folded(client, fleur):
    application(State.READING, **FOLDED | {"last_name": "Pouilly"})

    assert found(client, "pouilly") == {}


def test_the_same_candidature_opens_with_my_reading(client, fleur):
    one = application(State.READING, **FOLDED)
    Reading.objects.create(application=one, reader=fleur, wish="yes", written_at=NOON)

    assert found(client, "boulangerie") == {"candidatures": ["Wenceslas Wojciechowski"]}


def test_another_founders_blind_reading_is_not_found(client, fleur, thomas):
    one = application(State.READING)
    Reading.objects.create(
        application=one, reader=thomas, touches="Une boussole.", wish="yes", written_at=NOON
    )

    theirs = found(client, "boussole")
    client.force_login(thomas)

    assert theirs == {}
    assert found(client, "boussole") == {"lectures": ["Noémie D’Almeida"]}


def test_my_own_draft_is_found_under_the_number(client, fleur):
    one = application(State.READING)
    Reading.objects.create(application=one, reader=fleur, touches="Une boussole.")

    assert found(client, "boussole") == {"lectures": [one.reference]}


def test_nobody_finds_what_concerns_their_own_candidature(client, fleur, thomas):
    mine = application(State.DECIDED, person=fleur, what="Une boussole.")
    Reading.objects.create(
        application=mine, reader=thomas, touches="Sa boussole.", wish="yes", written_at=NOON
    )
    decision_of(mine, outcome=Outcome.INVITE, body="Votre boussole.")

    assert found(client, "boussole") == {}


def test_an_answer_of_before_is_not_found_while_its_person_is_folded(client, fleur):
    one = application(State.READING, cycle=2)
    decision_of(one, outcome=Outcome.DECLINE, body="Votre boussole.")

    assert found(client, "boussole") == {}


def test_a_thread_to_confirm_and_a_stray_message_are_not_found(client, fleur):
    person = candidate()
    Conversation.objects.create(email="x@exemple.fr", state="to_confirm").messages.create(
        side="person", text="Une boussole."
    )
    thread(person).messages.create(
        side="stray", way="mail", sender="y@exemple.fr", text="Une boussole."
    )

    assert found(client, "boussole") == {}


def test_drafts_are_not_found(client, fleur):
    application(State.DRAFT, what="Une boussole.")

    assert found(client, "boussole") == {}


# --- the page ---


def test_what_somebody_wrote_stays_text(client, fleur):
    application(State.MET, what="Une <b>boussole</b> & <script>alert(1)</script>")

    page = client.get(SEARCH, {"q": "boussole"}).text

    assert "<mark>boussole</mark>" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("excerpt", "html"),
    [
        ("un \x02mot\x03 ici", "un <mark>mot</mark> ici"),
        ("\x02ouvert", "ouvert"),
        ("fermé\x03", "fermé"),
        ("<i>\x02a\x03</i>", "&lt;i&gt;<mark>a</mark>&lt;/i&gt;"),
        (None, ""),
    ],
)
def test_an_excerpt_is_safe_and_well_formed(excerpt, html):
    assert marked(excerpt) == html


@pytest.mark.parametrize("words", ["", "   ", "-boussole", "'", '"', "a:b & | !", "é" * 300])
def test_odd_words_show_a_page_all_the_same(client, fleur, words):
    application(State.MET, what="Une boussole.")

    assert client.get(SEARCH, {"q": words}).status_code == 200


@pytest.mark.parametrize("rows", [1, 30])
def test_the_search_asks_the_same_questions_for_one_and_for_thirty(
    client, fleur, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        application(State.MET, what="Une boussole.")
    client.get(SEARCH, {"q": "boussole"})

    with django_assert_max_num_queries(14 + 2):  # the savepoint of ATOMIC_REQUESTS
        response = client.get(SEARCH, {"q": "boussole"})

    assert [len(kind.hits) for kind in response.context["found"]] == [min(rows, 5)]


def test_the_call_is_searched_too(client, fleur):
    call_version()

    assert "appel" in found(client, "interventions")


def test_a_member_finds_no_candidature(client):
    application(State.MET, what="Une boussole.")
    client.force_login(member())

    assert [kind.hits for kind in client.get(SEARCH, {"q": "boussole"}).context["found"]] == []


@pytest.mark.parametrize(
    "words",
    ["boussole", "BOUSS", "engagé·e", "l’eau", "animée", "anime", "cercle", "wenceslas", "absent"],
)
def test_one_word_finds_in_the_list_what_any_words_find(fleur, words):
    for what in ("Une boussole.", "Engagée pour l’eau.", "J’anime des cercles."):
        application(State.SUBMITTED, what=what)
    application(State.SUBMITTED, **FOLDED)
    desk = Desk(fleur, [fleur], {"q": words}, now=NOON)
    at_once = [row["number"] for row in desk.groups[0]["rows"]]
    asked = chosen_by(desk.asked, founder=fleur.pk, now=NOON).values_list("number", flat=True)
    assert one_word(desk.asked.words)
    assert at_once == list(asked)
    assert bool(at_once) is (words not in {"wenceslas", "absent"})
