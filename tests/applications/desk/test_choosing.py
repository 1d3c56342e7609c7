"""Candidatures chosen in the list: what will be done is read first, then done line by line."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.actions.desk import asking
from applications.models import Decision, Meeting, Pause, Reading
from applications.states import Outcome, State
from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from tests.applications.factories import NOON, application, decision_of
from tests.members.factories import founder, member
from tests.together import together

pytestmark = pytest.mark.django_db
CHOICE, LETTERS = "/candidatures/choix/", "/candidatures/lettres/"


@pytest.fixture
def fleur(client):
    fleur = founder()
    client.force_login(fleur)
    return fleur


@pytest.fixture
def thomas():
    return founder("Thomas", "Marshall")


def lines(response):
    told = response.context.get("lines") or response.context["choice"].lines
    return [(line.name, line.says or line.refusal) for line in told]


def asked(*chosen, gesture="lecture", **more):
    return {"n": [one.number for one in chosen], "geste": gesture, **more}


# --- asking to read ---


def test_the_preview_says_what_would_happen_and_does_nothing(client, fleur, thomas):
    unread, read, met = application(), application(State.READING), application(State.MET)
    Reading.objects.create(application=read, reader=thomas, wish="yes", written_at=NOON)

    response = client.get(CHOICE, asked(unread, read, met))

    assert lines(response) == [
        (unread.reference, "Thomas recevra une lettre qui le lui demande."),
        (read.reference, "Thomas a déjà écrit sa lecture."),
        ("Noémie D’Almeida", asking.NotRead.message),
    ]
    assert not Letter.objects.exists()


def test_one_letter_asks_for_all_that_is_chosen(client, fleur, thomas):
    first, second = application(), application()

    response = client.post(CHOICE, asked(first, second))

    letter = Letter.objects.get()
    assert letter.to == thomas.email
    assert all(one.reference in letter.text for one in (first, second))
    assert [says for _name, says in lines(response)] == ["Thomas en reçoit la demande."] * 2


def test_the_letter_that_asks_names_nobody(client, fleur, thomas):
    one = application(last_name="Wojciechowski")

    client.post(CHOICE, asked(one))

    assert "Wojciechowski" not in Letter.objects.get().text


def test_a_second_click_asks_nothing_more(client, fleur, thomas):
    one = application()
    client.post(CHOICE, asked(one))

    response = client.post(CHOICE, asked(one))

    assert lines(response) == [(one.reference, "C’est déjà demandé aujourd’hui.")]
    assert Letter.objects.count() == 1


def test_one_line_refused_leaves_the_others_alone(client, fleur, thomas):
    good, bad = application(), application(State.MET)

    response = client.post(CHOICE, asked(good, bad))

    assert [bool(line.refusal) for line in response.context["lines"]] == [False, True]
    assert Entry.objects.filter(event="applications.reminded").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_founders_who_ask_at_the_same_second_ask_once(fleur, thomas):
    odile, one = founder("Odile", "Fontaine"), application()

    together(
        *[
            lambda by=by: asking.ask_to_read([one], of=thomas, by=by, at=NOON)
            for by in (fleur, odile)
        ]
    )

    assert Letter.objects.count() == 1


def test_one_that_the_person_completes_is_told_as_such(client, fleur, thomas):
    one = application(State.COMPLETING)

    response = client.get(CHOICE, asked(one))

    assert [says for _, says in lines(response)] == [asking.StillCompleted.message]


# --- to wait, in the same words ---

SOON = {"until": "2027-03-01", "reason": "Le premier groupe se forme au printemps."}


def reread(client, *chosen, **words):
    """The letter is read; returns the page of what was done."""
    page = client.post(CHOICE, asked(*chosen, gesture="attente", **SOON | words))
    seen = page.context["seen"]
    return client.post(
        CHOICE, asked(*chosen, gesture="attente", seen=seen, act="send", **SOON | words)
    )


def test_the_preview_says_to_whom_waiting_would_be_proposed(client, fleur):
    unread, met = application(), application(State.MET)
    asleep, gone = application(State.PAUSED), application(State.DECLINED)
    invited = application(State.INVITED)

    response = client.get(CHOICE, asked(unread, met, asleep, gone, invited, gesture="attente"))

    says = "La personne recevra la proposition, et dira oui ou non."
    assert lines(response) == [
        (unread.reference, says),
        (
            "Noémie D’Almeida",
            f"{says} Si c’est oui, les lectures et les positions reprendront à neuf ensuite.",
        ),
        ("Noémie D’Almeida", "Elle attend jusqu’au jour convenu."),
        ("Noémie D’Almeida", "Sa réponse est déjà partie."),
        ("Noémie D’Almeida", "La personne est invitée à adhérer."),
    ]


@pytest.mark.parametrize(
    ("state", "stops"),
    [
        (State.MEETING_SET, "la rencontre fixée est annulée"),
        (State.MEETING_PROPOSED, "les créneaux proposés sont repris"),
        (State.COMPLETING, "les questions qui lui sont posées se referment"),
        (State.DECIDED, "la décision tombe, et les lectures reprendront à neuf ensuite"),
    ],
)
def test_the_preview_says_what_a_yes_would_stop(client, fleur, state, stops):
    one = application(state)

    [(_, says)] = lines(client.get(CHOICE, asked(one, gesture="attente")))
    alone = client.get(f"/candidatures/{one.number}/attente/").text

    assert says.endswith(f" Si c’est oui, {stops}.")
    assert f"Si c’est oui, {stops}." in alone


def test_the_letter_is_read_before_anything_leaves(client, fleur):
    one = application()

    page = client.post(CHOICE, asked(one, application(), gesture="attente", **SOON))

    assert "Une lettre par personne" in page.text
    assert "[un lien vers sa page]" in page.text
    assert "signés de votre prénom" not in page.text
    assert "Bonjour [son prénom]," in page.text
    assert "Le premier groupe se forme au printemps." in page.text
    assert not Letter.objects.exists()


def test_words_changed_since_are_read_again(client, fleur):
    one = application()
    seen = client.post(CHOICE, asked(one, gesture="attente", **SOON)).context["seen"]

    page = client.post(
        CHOICE,
        asked(one, gesture="attente", seen=seen, act="send", **SOON | {"reason": "Plus tard."}),
    )

    assert "Plus tard." in page.text
    assert not Pause.objects.exists()


def test_each_gets_the_proposal_and_one_letter(client, fleur):
    first, second, asleep = application(), application(State.MET), application(State.PAUSED)

    page = reread(client, first, second, asleep)

    assert [says for _name, says in lines(page)] == [
        "Attendre lui est proposé ; une lettre part.",
        "Attendre lui est proposé ; une lettre part.",
        "Elle attend jusqu’au jour convenu.",
    ]
    assert [one.application for one in Pause.objects.order_by("pk")] == [first, second]
    assert {one.kind for one in Letter.objects.all()} == {"applications.pause_proposed"}


def test_to_whom_it_is_proposed_already_it_is_not_proposed_again(client, fleur):
    first, second = application(), application()
    reread(client, first)

    page = reread(client, first, second, reason="Autre chose.")

    assert [says for _name, says in lines(page)] == [
        "Attendre lui est déjà proposé : sa réponse est attendue.",
        "Attendre lui est proposé ; une lettre part.",
    ]
    assert Pause.objects.filter(application=first).count() == 1


def test_a_day_gone_by_is_refused_and_the_words_stay(client, fleur):
    one = application()

    page = client.post(CHOICE, asked(one, gesture="attente", **SOON | {"until": "2020-01-01"}))

    assert page.status_code == 422
    assert SOON["reason"] in page.text


# --- the same hours ---


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (State.READING, "une fois les lectures croisées"),
        (State.COMPLETING, "complète sa candidature"),
        (State.MEETING_SET, "déjà fixée"),
        (State.DECIDED, "il reste à l’envoyer"),
        (State.DECLINED, "Sa réponse est déjà partie"),
    ],
)
def test_why_no_hours_are_proposed_is_true_of_each_state(client, fleur, thomas, state, why):
    response = client.get(CHOICE, asked(application(state), gesture="creneaux"))

    [(_, says)] = lines(response)
    assert why in says


def hours(**more):
    soon = timezone.localtime() + timedelta(days=9)
    return {
        "slot_1_0": f"{soon:%Y-%m-%d}", "slot_1_1": "14:30", "slot_1": f"{soon:%Y-%m-%dT14:30}",
        "place": "Chez Fleur", "minutes": "60", **more,
    }  # fmt: skip


def test_the_same_hours_go_to_each_person(client, fleur, thomas):
    first, second, blind = (
        application(State.CROSSED, first_name="Agnès"), application(State.MET), application(),
    )  # fmt: skip

    client.post(CHOICE, asked(first, second, blind, gesture="creneaux", **hours()))

    assert Meeting.objects.filter(application__in=[first, second]).count() == 2
    assert not Meeting.objects.filter(application=blind).exists()


def test_a_second_click_proposes_nothing_more(client, fleur, thomas):
    one = application(State.CROSSED)
    for _ in range(2):
        client.post(CHOICE, asked(one, gesture="creneaux", **hours()))

    assert Meeting.objects.count() == 1


def test_hours_without_a_place_are_typed_again(client, fleur, thomas):
    one = application(State.CROSSED)

    response = client.post(CHOICE, asked(one, gesture="creneaux", **hours(place="")))

    assert response.status_code == 422
    assert "Erreur" in response.text.partition("</title>")[0]
    assert not Meeting.objects.exists()


# --- elsewhere ---


@pytest.mark.parametrize(
    ("gesture", "place"), [("export", "/candidatures/export/"), ("lettres", LETTERS)]
)
def test_other_gestures_have_their_own_page(client, fleur, gesture, place):
    one = application(State.DECIDED)

    response = client.get(CHOICE, asked(one, gesture=gesture))

    assert response.url == f"{place}?n={one.number}"


@pytest.mark.parametrize("query", [{}, {"n": "x"}, {"n": "9999"}, {"geste": "x", "n": "1"}])
def test_an_odd_choice_shows_a_page_that_does_nothing(client, fleur, query):
    assert client.get(CHOICE, query).status_code == 200
    assert client.post(CHOICE, query).status_code == 200
    assert not Letter.objects.exists()


def test_ones_own_candidature_cannot_be_chosen(client, fleur, thomas):
    mine = application(person=fleur)

    client.post(CHOICE, asked(mine))

    assert not Letter.objects.exists()


def test_choosing_does_not_exist_for_a_member(client):
    client.force_login(member())

    assert client.get(CHOICE).status_code == 404


# --- letters, one by one ---


def decided(body="Bonjour.", **words):
    one = application(State.DECIDED, **words)
    decision_of(one, outcome=Outcome.DECLINE, body=body)
    return one


def sent(page, one):
    """What the button of this page sends."""
    return {"lettre": one.number, "vue": page.context["seen"]}


def test_each_letter_is_read_before_it_leaves(client, fleur):
    first = decided("Première lettre.")
    decided("Seconde lettre.")

    page = client.get(LETTERS)

    assert "Première lettre." in page.text
    assert "Seconde lettre." not in page.text
    assert not Letter.objects.exists()
    assert page.context["letter"].application == first


def test_sending_sends_that_one_alone_and_shows_the_next(client, fleur):
    first, second = decided("Première lettre."), decided("Seconde lettre.")

    page = client.post(LETTERS, sent(client.get(LETTERS), first), follow=True)

    assert [letter.to for letter in Letter.objects.all()] == [first.email]
    assert page.context["letter"].application == second
    assert Decision.objects.get(application=first).told_by == fleur


def test_a_letter_can_be_left_for_later(client, fleur):
    decided()
    second = decided()

    page = client.get(client.get(LETTERS).context["skip"])

    assert page.context["letter"].application == second
    assert not Letter.objects.exists()


def test_words_that_changed_meanwhile_are_not_sent(client, fleur):
    one = decided()
    page = client.get(LETTERS)
    Decision.objects.update(body="D’autres mots.")

    after = client.post(LETTERS, sent(page, one), follow=True)

    assert "reprise entre-temps" in after.text
    assert not Letter.objects.exists()


def test_a_double_click_sends_one_letter(client, fleur):
    one = decided()
    page = client.get(LETTERS)
    for _ in range(2):
        client.post(LETTERS, sent(page, one))

    assert Letter.objects.count() == 1


def test_only_the_chosen_letters_are_walked(client, fleur):
    decided()
    second = decided()

    unread = application()

    page = client.get(LETTERS, {"n": [second.number, unread.number]})

    assert (page.context["letter"].application, page.context["waiting"]) == (second, 1)
    assert "1 candidature choisie n’a pas de lettre à envoyer." in page.text


def test_nobody_walks_their_own_letter(client, fleur):
    one = decided(person=fleur)

    assert client.get(LETTERS).context["letter"] is None
    assert client.post(LETTERS, {"lettre": one.number, "vue": "x"}).status_code == 404
