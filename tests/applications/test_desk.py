"""The founders' list: whose turn it is, what is folded, and a constant number of questions."""

from datetime import date, timedelta

import pytest

from applications.desk.asking import VIEWS
from applications.models import Amendment, Assent, Parting, Position, Reading, Reserve
from applications.states import State
from tests.applications.factories import NOON, application, decision_of, met
from tests.members.factories import founder, member

pytestmark = pytest.mark.django_db
LIST = "/candidatures/"
HOUR = timedelta(hours=1)


@pytest.fixture
def fleur(client):
    fleur = founder()
    client.force_login(fleur)
    return fleur


@pytest.fixture
def thomas():
    return founder("Thomas", "Marshall")


def read_by(reader, dossier, *, written=True):
    return Reading.objects.create(
        application=dossier, reader=reader, wish="yes", written_at=NOON if written else None
    )


def groups(response):
    return {
        group["key"]: [row["number"] for row in group["rows"]]
        for group in response.context["desk"].groups
    }


def test_what_i_have_not_read_is_mine_to_play(client, fleur, thomas):
    unread, read = application(State.SUBMITTED), application(State.READING)
    read_by(fleur, read)

    response = client.get(LIST)

    assert groups(response) == {"moi": [unread.number], "autre": [read.number], "personne": []}


def test_a_proposed_meeting_is_the_persons_to_choose(client, fleur, thomas):
    proposed = application(State.MEETING_PROPOSED)

    response = client.get(LIST)

    assert groups(response)["personne"] == [proposed.number]


def test_once_i_have_spoken_it_is_the_others_turn(client, fleur, thomas):
    met = application(State.MET)
    Position.objects.create(
        application=met, founder=fleur, outcome="invite", stance="consent", at=NOON
    )

    response = client.get(LIST)

    assert groups(response)["autre"] == [met.number]


def test_who_says_something_else_gives_the_turn_back_and_who_agrees_keeps_it(client, fleur, thomas):
    dossier = application(State.MET)
    said = {"application": dossier, "outcome": "invite"}
    Position.objects.create(founder=fleur, stance="consent", at=NOON, **said)
    other = founder("Ysaline", "Thévenot")
    Position.objects.create(founder=other, stance="consent", at=NOON + HOUR, **said)
    assert groups(client.get(LIST))["autre"] == [dossier.number]

    against = {"founder": thomas, "stance": "objection", "words": "Trop tôt."}
    Position.objects.create(at=NOON + 2 * HOUR, **against, **said)
    assert groups(client.get(LIST))["moi"] == [dossier.number]

    client.force_login(thomas)
    assert groups(client.get(LIST))["autre"] == [dossier.number]


@pytest.mark.parametrize("what", ["reopened", "met again", "another reason"])
def test_what_begins_positions_afresh_gives_the_turn_back(client, fleur, thomas, what):
    met_once = application(State.MET)
    met(met_once, by=fleur, at=NOON - HOUR)
    said = {"application": met_once, "founder": fleur, "outcome": "invite", "stance": "consent"}
    Position.objects.create(at=NOON, **said)
    if what == "reopened":
        facts = {"reopened_at": NOON + HOUR, "reopened_by": thomas, "reopened_because": "Un doute."}
        decision_of(met_once, outcome="invite", decided_at=NOON, **facts)
    elif what == "met again":
        met(met_once, by=thomas, at=NOON + HOUR)
    else:
        facts = {"kind": "time", "words": "Trop peu de temps.", "at": NOON + HOUR}
        Parting.objects.create(application=met_once, by=thomas, **facts)

    before = groups(client.get(LIST))
    Position.objects.create(at=NOON + 2 * HOUR, **said)

    assert (before["moi"], before["autre"]) == ([met_once.number], [])
    assert groups(client.get(LIST))["autre"] == [met_once.number]


def test_the_other_column_never_asks_for_my_position(client, fleur, thomas):
    met = application(State.MET)
    Position.objects.create(
        application=met, founder=fleur, outcome="invite", stance="consent", at=NOON
    )

    page = client.get(LIST).text

    assert "donner votre position" not in page
    assert "sa position est attendue" in page


def test_an_invitation_without_the_persons_consent_is_theirs(client, fleur, thomas):
    decided, ready = application(State.DECIDED), application(State.DECIDED)
    for one in (decided, ready):
        decision_of(one, outcome="invite", body="Venez.")
    Assent.objects.create(application=ready)

    response = client.get(LIST)

    assert groups(response) == {"moi": [ready.number], "autre": [], "personne": [decided.number]}
    assert "son consentement est attendu" in response.text


def test_what_holds_somebody_back_is_on_the_home_of_who_must_answer(client, fleur, thomas):
    met = application(State.MET)
    reserve = Reserve.objects.create(
        application=met, by=met.person, kind="reserve", words="Le temps."
    )
    address = f"/candidatures/{met.number}/reserves/{reserve.pk}/"

    assert address in client.get("/accueil/").text

    Amendment.objects.create(reserve=reserve, by=fleur, words="Un jour par mois.")
    assert address not in client.get("/accueil/").text
    client.force_login(thomas)
    assert "Consentir à un texte amendé" in client.get("/accueil/").text


def test_a_number_finds_its_dossier(client, fleur):
    dossier = application(State.READING)
    application(State.READING)

    response = client.get(LIST, {"q": f"{dossier.number:03}"})

    assert dossier.number in [row["number"] for row in response.context["desk"].groups[0]["rows"]]
    assert len(response.context["desk"].groups[0]["rows"]) == 1


def test_a_name_is_absent_until_i_have_written_my_reading(client, fleur, thomas):
    dossier = application(State.READING, last_name="Wojciechowski")
    read_by(thomas, dossier)
    read_by(fleur, dossier, written=False)

    response = client.get(LIST)

    assert "Wojciechowski" not in response.content.decode()


def test_a_name_is_shown_once_i_have_written_my_reading(client, fleur, thomas):
    dossier = application(State.READING, last_name="Wojciechowski")
    read_by(fleur, dossier)

    response = client.get(LIST)

    assert "Wojciechowski" in response.content.decode()


@pytest.mark.parametrize("view", list(VIEWS))
def test_each_view_says_how_many_it_holds(client, fleur, view):
    for state in State:
        if state != State.DRAFT:
            application(state)

    response = client.get(LIST, {"vue": view})

    pills = {pill["word"]: pill["count"] for pill in response.context["desk"].pills}
    assert pills == {
        "En cours": "8",
        "À lire": "2",
        "Rencontres": "3",
        "À décider": "2",
        "Invitées": "1",
        "En attente": "1",
        "Closes": "2",  # what was erased is counted elsewhere: nothing is left to open
    }


def test_words_find_what_was_written(client, fleur):
    application(State.MET, what="Je tiens la comptabilité d’une crèche.")
    application(State.MET, what="J’anime des cercles.")

    response = client.get(LIST, {"q": "comptabilite"})

    assert len(response.context["desk"].groups[0]["rows"]) == 1


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_asks_the_same_questions_for_one_and_for_thirty(
    client, fleur, thomas, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        read_by(thomas, application(State.READING))

    client.get(LIST)
    with django_assert_max_num_queries(6 + 2):  # the savepoint of ATOMIC_REQUESTS counts for two
        client.get(LIST)


def test_the_next_page_follows_the_last_row(client, fleur):
    numbers = [application(State.MET).number for _ in range(27)]

    first = client.get(LIST, {"vue": "decider"}).context["desk"]
    second = client.get(f"{LIST}{first.next_page}").context["desk"]

    shown = [row["number"] for desk in (first, second) for row in desk.groups[0]["rows"]]
    assert shown == numbers


@pytest.mark.parametrize(
    "query", ["apres=9e9", "apres=0001-01-01_1", "vue=x", "tour=x", "metier=x"]
)
def test_an_odd_address_shows_a_list_all_the_same(client, fleur, query):
    response = client.get(f"{LIST}?{query}")

    assert response.status_code == 200


@pytest.mark.parametrize(
    ("asked", "towns"),
    [
        ({"lieu": "21"}, ["Beaune"]),
        ({"lieu": "region"}, ["Mâcon", "Beaune"]),
        ({"lieu": "ailleurs"}, ["Genève"]),
        ({"metier": "finance"}, ["Genève"]),
        ({"ordre": "recentes"}, ["Genève", "Beaune", "Mâcon"]),
        ({"q": "beaune"}, ["Beaune"]),
    ],
)
def test_the_list_is_narrowed_and_ordered(client, fleur, asked, towns):
    application(State.MET, town="Mâcon", postcode="71000")
    application(State.MET, town="Beaune", postcode="21200")
    application(State.MET, town="Genève", postcode="CH-1201", trades=["finance"])

    response = client.get(LIST, asked)

    assert [row["town"] for row in response.context["desk"].groups[0]["rows"]] == towns


def test_the_most_recent_follow_each_other_over_the_pages(client, fleur):
    numbers = [application(State.MET).number for _ in range(27)]

    first = client.get(LIST, {"ordre": "recentes"}).context["desk"]
    second = client.get(f"{LIST}{first.next_page}").context["desk"]

    shown = [row["number"] for desk in (first, second) for row in desk.groups[0]["rows"]]
    assert shown == numbers[::-1]


FOLDED = {
    "first_name": "Wenceslas", "last_name": "Wojciechowski", "town": "Pouilly",
    "path": "Trente ans de boulangerie.", "what": "J’anime des cercles.",
}  # fmt: skip


@pytest.mark.parametrize(
    "words", ["wojciechowski", "wenceslas", "boulangerie", "wojc", '"wenceslas"']
)
@pytest.mark.parametrize("state", [State.SUBMITTED, State.READING, State.PAUSED, State.WITHDRAWN])
def test_a_folded_candidature_is_not_found_by_what_is_folded(client, fleur, words, state):
    application(state, **FOLDED, crossed_at=None)

    assert groups(client.get(LIST, {"q": words})) == {"liste": []}


def test_a_folded_candidature_is_found_by_its_town(client, fleur):
    found = application(State.SUBMITTED, **FOLDED, crossed_at=None)

    rows = client.get(LIST, {"q": "pouilly"}).context["desk"].groups[0]["rows"]

    assert [row["number"] for row in rows] == [found.number]


def test_the_persons_own_name_is_folded_in_their_first_words_too(client, fleur):
    application(State.SUBMITTED, **FOLDED | {"what": "Je suis Wenceslas, j’anime des cercles."})

    page = client.get(LIST).text

    assert "Je suis […], j’anime des cercles." in page
    assert "Wenceslas" not in page


def test_a_folded_candidature_is_found_by_what_one_may_read(client, fleur):
    hidden = application(State.SUBMITTED, **FOLDED)

    assert groups(client.get(LIST, {"q": "cercle"})) == {"liste": [hidden.number]}


def test_a_refused_word_does_not_tell_a_folded_name_by_its_absence(client, fleur):
    hidden = application(State.SUBMITTED, **FOLDED)

    response = client.get(LIST, {"q": "cercle -wojciechowski"})

    assert groups(response) == {"liste": [hidden.number]}


@pytest.mark.parametrize("word", ["wojciechowski", "boulangerie"])
@pytest.mark.parametrize("how", ["written", "unfolded", "crossed"])
def test_what_is_unfolded_for_me_is_found_by_its_name(client, fleur, thomas, word, how):
    dossier = application(State.READING, **FOLDED)
    if how == "crossed":
        dossier.crossed_at = NOON
        dossier.save()
    else:
        moment = {f"{how}_at": NOON}
        Reading.objects.create(application=dossier, reader=fleur, wish="yes", **moment)
    client.force_login(fleur)

    mine = groups(client.get(LIST, {"q": word}))
    client.force_login(thomas)
    theirs = groups(client.get(LIST, {"q": word}))

    assert mine == {"liste": [dossier.number]}
    assert theirs == {"liste": [dossier.number] if how == "crossed" else []}


@pytest.mark.parametrize("how", ["written_at", "unfolded_at"])
def test_the_name_stays_known_in_the_next_cycle(client, fleur, thomas, how):
    dossier = application(State.READING, **FOLDED, cycle=2)
    Reading.objects.create(application=dossier, reader=fleur, wish="yes", **{how: NOON})

    page = client.get(LIST).text

    assert "Wojciechowski" in page
    assert "Fleur : pas encore lue" in page


def test_a_promise_that_has_passed_is_said(client, fleur):
    application(State.MET)

    desk = client.get(LIST).context["desk"]

    assert desk.lead == (
        "Une personne attend un geste de vous, "
        "et une réponse au moins a dépassé les dix jours promis."
    )


def test_a_promise_kept_is_said_of_the_answers_awaited_today_alone(client, fleur):
    application(State.MET, answer_by=date(2050, 1, 1))

    desk = client.get(LIST).context["desk"]

    assert desk.lead == (
        "Une personne attend un geste de vous ; "
        "aucune des réponses attendues aujourd’hui n’a dépassé les dix jours promis."
    )


def test_the_list_does_not_exist_for_a_member(client):
    client.force_login(member())

    response = client.get(LIST)

    assert response.status_code == 404
