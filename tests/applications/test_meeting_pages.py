"""The pages of a meeting, on both sides: what is typed, what is refused, what each one sees."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.actions.meeting import meetings, minutes
from applications.models import Application, Meeting, Slot
from applications.states import State
from tests.applications.factories import NOON, application, met
from tests.members.factories import founder

SOON = NOON + timedelta(days=4)
LATER = SOON + timedelta(days=1)
PLACE = {"place": "12 rue Monge, Dijon", "minutes": 60}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def fleur(db):
    return founder(email="fleur@exemple.fr")


def proposed(by, *slots, **facts):
    slots = slots or (SOON, LATER)
    return meetings.propose_meeting(
        application(State.CROSSED), by=by, at=NOON, slots=slots, **{**PLACE, **facts}
    )


def fixed(by, *slots, **facts):
    meeting = proposed(by, *slots, **facts)
    slot = meeting.slots.first()
    return meetings.choose_slot(meeting, slot=slot, by=meeting.application.person, at=NOON)


def theirs(meeting):
    return f"/candidatures/{meeting.application.number}/rencontre/"


def mine(meeting):
    return f"/ma-candidature/{meeting.application.number}/rencontre/"


def typed(hour):
    return f"{timezone.localtime(hour):%d/%m/%Y à %H h %M}"


# --- founders propose ---


@pytest.mark.parametrize(
    "place",
    [
        "http://visio.exemple.fr/coop",
        "javascript:alert(1)",
        "data:text/html,rien",
        "ftp://exemple.fr/salle",
        "mailto:fleur@exemple.fr",
        "www.exemple.fr",
        "https://",
        "https://visio.exemple.fr/a b",
        "Ici : https://visio.exemple.fr/coop",
    ],
)
def test_no_link_but_a_whole_calm_one_is_kept(client, fleur, place):
    dossier = application(State.CROSSED)
    client.force_login(fleur)

    answer = client.post(
        f"/candidatures/{dossier.number}/rencontre/",
        {"slot_1": typed(SOON), "minutes": 60, "place": place},
    )

    assert answer.status_code == 422
    assert "commence par https://" in answer.text
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("place", "is_remote"),
    [
        ("https://visio.exemple.fr/coop?salle=2", True),
        ("HTTPS://visio.exemple.fr/coop", True),
        ("Café de la Gare, à 14 h : table du fond", False),
    ],
)
def test_a_place_or_a_link_is_kept(client, fleur, place, is_remote):
    dossier = application(State.CROSSED)
    client.force_login(fleur)

    client.post(
        f"/candidatures/{dossier.number}/rencontre/",
        {"slot_1": typed(SOON), "minutes": 60, "place": place},
    )

    assert Meeting.objects.get().is_remote == is_remote


def test_an_hour_that_is_taken_is_told_before_it_is_proposed(client, fleur):
    other, dossier = fixed(fleur), application(State.CROSSED)
    client.force_login(fleur)

    answer = client.post(
        f"/candidatures/{dossier.number}/rencontre/",
        {"slot_1": typed(SOON + timedelta(minutes=30)), **PLACE},
    )

    assert answer.status_code == 422
    assert f"vous rencontrez {other.application}" in answer.text
    assert PLACE["place"] in answer.text


def test_an_hour_kept_for_somebody_else_is_proposed_once_the_warning_was_read(client, fleur):
    proposed(fleur)
    dossier = application(State.CROSSED)
    client.force_login(fleur)
    sent = {"slot_1": typed(SOON), **PLACE}

    warned = client.post(f"/candidatures/{dossier.number}/rencontre/", sent)
    anyway = client.post(
        f"/candidatures/{dossier.number}/rencontre/", {**sent, "anyway": "on"}, follow=True
    )

    assert warned.status_code == 422
    assert "est gardée pour" in warned.text
    assert "Les créneaux sont chez" in anyway.text


# --- the person answers ---


def test_the_person_chooses_and_sees_the_hour(client, fleur):
    meeting = proposed(fleur)
    client.force_login(meeting.application.person)
    slot = meeting.slots.last()

    answer = client.post(
        f"/ma-candidature/{meeting.application.number}/creneau/",
        {"slot": slot.pk, "shows_name": "on"},
        follow=True,
    )

    assert "C’est noté" in answer.text
    assert "Samedi 16 mai 2026 à 12\u00a0h" in answer.text
    meeting.refresh_from_db()
    assert (meeting.at, meeting.shows_name) == (LATER, True)


def test_the_first_name_stays_out_of_diaries_unless_the_box_is_ticked(client, fleur):
    meeting = proposed(fleur)
    client.force_login(meeting.application.person)
    address = f"/ma-candidature/{meeting.application.number}/creneau/"

    client.post(address, {"slot": meeting.slots.first().pk})

    assert not Meeting.objects.get().shows_name


def test_an_hour_that_was_just_taken_is_said_and_the_rest_is_offered(client, fleur):
    meeting = proposed(fleur)
    client.force_login(meeting.application.person)
    slot = meeting.slots.first()
    fixed(fleur, SOON)

    answer = client.post(
        f"/ma-candidature/{meeting.application.number}/creneau/", {"slot": slot.pk}, follow=True
    )

    assert "vient d’être prise" in answer.text
    assert f'value="{slot.pk}"' not in answer.text
    assert f'value="{meeting.slots.last().pk}"' in answer.text


@pytest.mark.parametrize("slot", ["", "0", "abc", "9" * 30, "１"])
def test_a_slot_that_is_none_changes_nothing(client, fleur, slot):
    meeting = proposed(fleur)
    client.force_login(meeting.application.person)

    address = f"/ma-candidature/{meeting.application.number}/creneau/"
    answer = client.post(address, {"slot": slot}, follow=True)

    assert "Choisissez une heure dans la liste" in answer.text
    assert Meeting.objects.get().at is None


def test_other_hours_are_asked_on_the_page_and_taken_by_a_founder(client, fleur):
    meeting = proposed(fleur)
    client.force_login(meeting.application.person)

    asked = client.post(
        f"{mine(meeting)}heures/",
        {"slot_1": typed(LATER + timedelta(hours=6)), "words": "Plutôt le soir."},
        follow=True,
    )
    client.force_login(fleur)
    seen = client.get(theirs(meeting))
    taken = client.post(
        f"{theirs(meeting)}accord/", {"slot": Slot.objects.asked().get().pk}, follow=True
    )

    assert "Nous avons votre demande" in asked.text
    assert "Plutôt le soir." in seen.text
    assert "attend votre réponse" in seen.text
    assert "Samedi 16 mai 2026 à 18\u00a0h" in taken.text
    assert Application.objects.get().state == State.MEETING_SET


def test_what_was_typed_wrong_is_refused_and_nothing_is_lost(client, fleur):
    meeting = proposed(fleur)
    client.force_login(meeting.application.person)

    answer = client.post(
        f"{mine(meeting)}heures/",
        {"slot_1": "demain", "slot_2": typed(LATER), "words": "Plutôt le soir."},
    )

    assert answer.status_code == 422
    assert "<title>Erreur" in answer.text
    assert all(words in answer.text for words in ("demain", typed(LATER), "Plutôt le soir."))
    assert not Slot.objects.asked().exists()


def test_without_a_meeting_the_pages_say_so(client, db):
    dossier = application(State.CROSSED)
    client.force_login(dossier.person)
    address = f"/ma-candidature/{dossier.number}/rencontre/"

    assert "Pas de rencontre en vue" in client.get(address).text
    told = client.post(f"{address}heures/", {}, follow=True).text
    assert meetings.NothingProposed.message in told
    assert client.get(f"{address}agenda.ics").status_code == 404
    assert client.post(f"{address}retenu/", {}).status_code == 404


# --- founders move, keep, note ---


def test_a_founder_moves_a_meeting_on_its_page(client, fleur):
    meeting = fixed(fleur)
    client.force_login(fleur)

    answer = client.post(
        f"{theirs(meeting)}deplacement/",
        {"hour": typed(LATER), "place": "https://visio.exemple.fr/coop", "minutes": 45},
        follow=True,
    )

    assert "Samedi 16 mai 2026 à 12\u00a0h" in answer.text
    assert "pour trois quarts d’heure" in answer.text
    assert "Ouvrir la visio" in answer.text


def test_moving_onto_nothing_new_is_refused_on_the_form(client, fleur):
    meeting = fixed(fleur)
    client.force_login(fleur)

    answer = client.post(f"{theirs(meeting)}deplacement/", {"hour": typed(SOON), **PLACE})

    assert answer.status_code == 422
    assert "c’est déjà cette heure, ce lieu et cette durée" in answer.text


def test_the_hour_is_kept_with_one_button(client, fleur):
    meeting = fixed(fleur)
    meetings.ask_other_hours(meeting, by=meeting.application.person, at=NOON, hours=[LATER])
    client.force_login(fleur)

    assert "aimerait une autre heure" in client.get(theirs(meeting)).text
    answer = client.post(f"{theirs(meeting)}maintien/", follow=True)

    assert "L’heure est gardée" in answer.text
    assert "aimerait une autre heure" not in answer.text


def test_once_the_hour_has_passed_one_says_how_it_went(client, fleur, time_machine):
    meeting = fixed(fleur)
    time_machine.move_to(SOON + timedelta(hours=2), tick=False)
    client.force_login(fleur)

    page = client.get(theirs(meeting)).text
    answer = client.post(f"{theirs(meeting)}absence/", follow=True)

    for button in ("Noter qu’elle a eu lieu", "Elle n’a pas eu lieu", "Elle est reportée"):
        assert button in page
    assert "La rencontre du vendredi 15 mai 2026 à 12\u00a0h n’a pas eu lieu" in answer.text


def test_meetings_that_took_place_are_counted_and_lead_to_ones_position(client, fleur):
    dossier = application(State.MET)
    pages = []
    client.force_login(fleur)
    for days in (8, 4):
        last = met(dossier, by=fleur, at=NOON - timedelta(days=days))
        pages.append(client.get(theirs(last)).text)

    counted = ("<h1>La rencontre a eu lieu</h1>", "<h1>2 rencontres ont eu lieu</h1>")
    assert [words in page for words, page in zip(counted, pages, strict=True)] == [True, True]
    assert f'href="/candidatures/{dossier.number}/position/"' in pages[1]


def test_notes_are_kept_from_the_page(client, fleur):
    meeting = fixed(fleur)
    client.force_login(fleur)

    client.post(f"{theirs(meeting)}notes/", {"note-words": "Un doute.", "note-is_shared": ""})

    assert "Un doute." in client.get(theirs(meeting)).text
    assert not meeting.notes.get().is_shared


@pytest.mark.parametrize(
    ("where", "field", "more"),
    [
        ("rencontre/notes/", "note-words", {}),
        ("rencontre/retenu/", "retenu-words", {"retenu-seen": "0"}),
        ("trame/", "new_words", {"new_part": "asks", "act": "keep", "seen": ""}),
    ],
)
def test_words_that_touch_the_body_or_belief_are_shown_before_they_are_kept(
    client, fleur, time_machine, where, field, more
):
    meeting = fixed(fleur)
    minutes.hold(meeting, by=fleur, at=SOON + timedelta(hours=2))
    time_machine.move_to(SOON + timedelta(hours=3), tick=False)
    client.force_login(fleur)
    address = f"/candidatures/{meeting.application.number}/{where}"
    sent = {field: "Elle est enceinte, dit-elle.", **more}

    warned = client.post(address, sent)
    kept = client.post(address, {**sent, "knows": "enceinte"})

    assert warned.status_code == 422
    assert "Enregistrer avec ces mots" in warned.text
    assert "Elle est enceinte, dit-elle." in warned.text
    assert kept.status_code == 302


def test_the_person_asks_to_meet_again_from_the_page(client, fleur, time_machine):
    meeting = fixed(fleur)
    after = SOON + timedelta(hours=2)
    minutes.hold(meeting, by=fleur, at=after)
    time_machine.move_to(after, tick=False)
    client.force_login(meeting.application.person)

    answer = client.post(f"{mine(meeting)}revoir/", {"revoir-words": "Le temps."}, follow=True)
    client.force_login(fleur)

    assert "nous le savons" in answer.text
    assert "Le temps." in client.get(theirs(meeting)).text


# --- what the pages cost ---


@pytest.mark.parametrize("count", [1, 5])
def test_a_page_costs_the_same_whatever_hours_it_shows(
    client, fleur, count, django_assert_max_num_queries
):
    meeting = proposed(fleur, *(SOON + timedelta(days=day) for day in range(count)))
    client.force_login(meeting.application.person)
    client.get(mine(meeting))

    with django_assert_max_num_queries(12):
        client.get(mine(meeting))
    client.force_login(fleur)
    client.get(theirs(meeting))
    with django_assert_max_num_queries(20):
        client.get(theirs(meeting))


def test_two_founders_do_not_propose_over_each_other(client, fleur):
    dossier = application(State.CROSSED)
    address = f"/candidatures/{dossier.number}/rencontre/"
    client.force_login(fleur)
    seen = client.get(address).context["seen"]
    client.post(address, {"seen": seen, "slot_1": typed(SOON), **PLACE})

    second = {"seen": seen, "slot_1": typed(LATER), **PLACE}
    answer = client.post(address, second)

    assert answer.status_code == 422
    assert "D’autres créneaux viennent d’être proposés" in answer.text
    assert typed(LATER) in answer.text
    meeting = Meeting.objects.get()
    assert [slot.at for slot in meeting.slots.all()] == [SOON]
    client.post(address, {**second, "seen": answer.context["seen"]})
    assert [slot.at for slot in meeting.slots.all()] == [LATER]


def test_what_was_asked_is_there_to_change_and_emptying_it_all_erases_nothing(client, fleur):
    meeting = proposed(fleur)
    hour = SOON + timedelta(days=3)
    who = {"by": meeting.application.person, "at": timezone.now()}
    meetings.ask_other_hours(meeting, hours=[hour], words="Plutôt le soir.", **who)
    client.force_login(meeting.application.person)

    page = client.get(mine(meeting)).text
    answer = client.post(f"{mine(meeting)}heures/", {"slot_1": "", "words": " "})

    assert f'value="{timezone.localtime(hour):%Y-%m-%dT%H:%M}"' in page
    assert "Plutôt le soir.</textarea>" in page
    assert answer.status_code == 422
    assert "Vous avez tout vidé" in answer.text
    meeting.refresh_from_db()
    assert meeting.counter_words == "Plutôt le soir."
    assert [slot.at for slot in meeting.slots.asked()] == [hour]


@pytest.mark.parametrize(("hour", "is_unusual"), [(3, True), (7, False), (20, False), (22, True)])
def test_an_unusual_hour_is_pointed_at_and_still_proposed(client, fleur, hour, is_unusual):
    meeting = proposed(fleur, timezone.localtime(SOON).replace(hour=hour, minute=0))
    client.force_login(fleur)

    assert meeting.slots.count() == 1
    assert ("une heure inhabituelle" in client.get(theirs(meeting)).text) is is_unusual


def test_the_diary_of_the_house_bears_no_gender(client, fleur):
    meeting = proposed(fleur)
    client.force_login(meeting.application.person)

    page = client.get(mine(meeting)).text

    assert "l’agenda de la fondation" in page
    assert "agenda des fondateurs" not in page
