"""Founders consent to one outcome; then one of them sends the letter, once."""

import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction

from applications.actions import decisions
from applications.events import Event
from applications.models import Application, Decision, Position
from applications.states import Outcome, Stance, State
from coopstudio.journal.api import history
from coopstudio.mail.models import Letter
from coopstudio.states import ForbiddenMove
from members.models import Invitation
from tests.applications.factories import NOON, application
from tests.members.factories import founder, statutes
from tests.together import together

LATER = NOON + timedelta(days=1)
ANSWER = "applications.answer"


@pytest.fixture
def fleur():
    statutes()
    return founder(email="fleur@exemple.fr")


@pytest.fixture
def thomas():
    return founder("Thomas", "Marshall", email="thomas@exemple.fr")


def say(dossier, by, outcome=Outcome.INVITE, stance=Stance.CONSENT, words="", *, at=NOON):
    return decisions.take_position(
        dossier, by=by, at=at, outcome=outcome, stance=stance, words=words
    )


def decided(fleur, thomas, outcome=Outcome.INVITE):
    dossier = application(State.MET)
    for one in (fleur, thomas):
        say(dossier, one, outcome)
    return Application.objects.get(pk=dossier.pk)


def state_of(dossier):
    return Application.objects.get(pk=dossier.pk).state


# --- positions ---


@pytest.mark.django_db
def test_both_consent_and_it_is_decided_with_a_letter_to_rework(fleur, thomas):
    dossier = application(State.MET)

    say(dossier, fleur)
    assert state_of(dossier) == State.MET
    say(dossier, thomas)

    assert state_of(dossier) == State.DECIDED
    body = Decision.objects.get().body
    assert body.startswith("Bonjour Noémie,")
    assert body.endswith(dossier.version.signature)
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_an_objection_stops_everything_until_it_is_lifted(fleur, thomas):
    dossier = application(State.MET)
    say(dossier, fleur)

    say(dossier, thomas, stance=Stance.OBJECTION, words="Rien n’est dit du temps.")
    assert state_of(dossier) == State.MET
    say(dossier, thomas, at=LATER)

    assert state_of(dossier) == State.DECIDED
    assert Position.objects.count() == 3


@pytest.mark.django_db
def test_two_consents_to_two_outcomes_decide_nothing(fleur, thomas):
    dossier = application(State.MET)

    say(dossier, fleur, Outcome.INVITE)
    say(dossier, thomas, Outcome.DECLINE)

    assert state_of(dossier) == State.MET
    assert not Decision.objects.exists()


@pytest.mark.django_db
def test_an_objection_is_said_in_words(fleur):
    with pytest.raises(decisions.ObjectionWithoutWords):
        say(application(State.MET), fleur, stance=Stance.OBJECTION)


@pytest.mark.django_db
@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("state", sorted(set(State) - {State.DRAFT}))
def test_one_decides_after_reading_and_invites_after_meeting(fleur, outcome, state):
    dossier = application(state)
    may = state == State.MET or (state == State.CROSSED and outcome == Outcome.DECLINE)

    if may:
        say(dossier, fleur, outcome)
        assert state_of(dossier) == State.DECIDED  # Fleur is alone here
    else:
        with pytest.raises(decisions.NotYet):
            say(dossier, fleur, outcome)
        assert not Position.objects.exists()


# --- the letter ---


@pytest.mark.django_db
def test_the_letter_leaves_with_the_words_of_the_founders(fleur, thomas):
    dossier = decided(fleur, thomas)
    decisions.draft_letter(
        Decision.objects.of(dossier).get(), by=thomas, body="Bonjour Noémie,\n\nVenez."
    )

    sent = decisions.send_answer(dossier, by=fleur, at=LATER)

    letter = Letter.objects.get(kind=ANSWER)
    assert (state_of(dossier), letter.to) == (State.INVITED, dossier.email)
    assert "Venez." in letter.text
    assert "/adhesion/" in letter.text
    assert (sent.told_by, sent.told_at, sent.letter) == (fleur, LATER, letter)
    assert Invitation.objects.get().person == dossier.person


@pytest.mark.django_db
def test_a_decline_invites_to_nothing(fleur, thomas):
    dossier = decided(fleur, thomas, Outcome.DECLINE)

    decisions.send_answer(dossier, by=fleur, at=LATER)

    assert state_of(dossier) == State.DECLINED
    assert "/adhesion/" not in Letter.objects.get(kind=ANSWER).text
    assert not Invitation.objects.exists()


@pytest.mark.django_db
def test_nothing_leaves_before_it_is_decided(fleur, thomas):
    dossier = application(State.MET)
    say(dossier, fleur)

    with pytest.raises(decisions.NothingDecided):
        decisions.send_answer(dossier, by=fleur, at=LATER)

    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_an_empty_letter_does_not_leave(fleur, thomas):
    dossier = decided(fleur, thomas)
    decisions.draft_letter(Decision.objects.of(dossier).get(), by=fleur, body=" \n ")

    with pytest.raises(decisions.EmptyLetter):
        decisions.send_answer(dossier, by=fleur, at=LATER)

    assert state_of(dossier) == State.DECIDED
    assert not Invitation.objects.exists()


@pytest.mark.django_db
def test_a_second_sending_learns_who_sent_it_and_when(fleur, thomas):
    dossier = decided(fleur, thomas)
    decisions.send_answer(dossier, by=fleur, at=LATER)

    with pytest.raises(
        decisions.AlreadyTold, match="Fleur Mathet a déjà envoyé cette lettre le 12"
    ):
        decisions.send_answer(dossier, by=thomas, at=LATER)
    with pytest.raises(decisions.AlreadyTold):
        decisions.draft_letter(Decision.objects.of(dossier).get(), by=thomas, body="Autre chose")


@pytest.mark.django_db
def test_somebody_who_withdrew_receives_no_answer(fleur, thomas):
    dossier = decided(fleur, thomas)
    Application.objects.filter(pk=dossier.pk).update(state=State.WITHDRAWN)

    with pytest.raises(ForbiddenMove):
        decisions.send_answer(dossier, by=fleur, at=LATER)

    assert not Letter.objects.exists()


# --- at the same second ---


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", range(3))
def test_two_consents_at_the_same_second_decide_once(fleur, thomas, run):
    dossier = application(State.MET)

    raised = together(lambda: say(dossier, fleur), lambda: say(dossier, thomas))

    assert raised == []
    assert Decision.objects.count() == 1
    assert [entry.event for entry in history(dossier)].count(Event.DECIDED) == 1


@pytest.mark.django_db(transaction=True)
def test_opposite_positions_at_the_same_second_decide_nothing(fleur, thomas):
    dossier = application(State.MET)

    raised = together(
        lambda: say(dossier, fleur, Outcome.INVITE), lambda: say(dossier, thomas, Outcome.DECLINE)
    )

    assert raised == []
    assert Position.objects.count() == 2
    assert not Decision.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_consents_would_decide_nothing(monkeypatch, fleur, thomas):
    """The negative control: each counts before the other has committed, and sees only itself."""
    dossier, gate = application(State.MET), threading.Barrier(2)
    count = decisions._all_consent

    def slow_count(*asked, **options):
        gate.wait(10)
        found = count(*asked, **options)
        gate.wait(10)
        return found

    monkeypatch.setattr(decisions, "locked", unlocked)
    monkeypatch.setattr(decisions, "_all_consent", slow_count)

    raised = together(lambda: say(dossier, fleur), lambda: say(dossier, thomas))

    assert raised == []
    assert Position.objects.count() == 2
    assert not Decision.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_sendings_at_the_same_second_make_one_letter(fleur, thomas):
    dossier = decided(fleur, thomas)

    raised = together(
        *(lambda by=by: decisions.send_answer(dossier, by=by, at=LATER) for by in (fleur, thomas))
    )

    assert [type(refusal) for refusal in raised] == [decisions.AlreadyTold]
    assert Letter.objects.filter(kind=ANSWER).count() == 1
    assert Invitation.objects.count() == 1
    assert [entry.event for entry in history(dossier)].count(Event.INVITED) == 1


@contextmanager
def unlocked(row):
    with transaction.atomic():
        yield type(row)._base_manager.get(pk=row.pk)


# --- the pages ---


@pytest.mark.django_db
def test_the_page_takes_a_position_and_then_shows_the_letter(client, fleur, thomas):
    dossier = application(State.MET)
    say(dossier, thomas)
    client.force_login(fleur)
    page = f"/candidatures/{dossier.number}/position/"
    assert "Envoyer</button>" not in client.get(page).text

    answer = client.post(page, {"outcome": "invite", "stance": "consent"}, follow=True)

    assert "Nous vous invitons à demander votre adhésion" in answer.text
    assert "Envoyer</button>" in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Dites sur quelle proposition"),
        ({"outcome": "invite"}, "Dites votre position"),
        ({"outcome": "x", "stance": "consent"}, "n’est pas possible"),
        ({"outcome": "invite", "stance": "objection", "words": " "}, "Une objection se dit"),
        ({"outcome": "invite", "stance": "consent", "words": "a\u202eb"}, "lire à l’envers"),
    ],
)
def test_a_refused_position_keeps_what_was_typed(client, fleur, thomas, typed, sentence):
    dossier = application(State.MET)
    client.force_login(fleur)

    answer = client.post(f"/candidatures/{dossier.number}/position/", typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "<title>Erreur" in answer.text
    assert not Position.objects.exists()


@pytest.mark.django_db
def test_before_a_meeting_one_may_only_decline(client, fleur, thomas):
    dossier = application(State.CROSSED)
    client.force_login(fleur)

    answer = client.post(
        f"/candidatures/{dossier.number}/position/", {"outcome": "invite", "stance": "consent"}
    )

    assert answer.status_code == 422
    assert not Position.objects.exists()


@pytest.mark.django_db
def test_the_letter_is_read_again_kept_and_sent(client, fleur, thomas):
    dossier = decided(fleur, thomas)
    client.force_login(fleur)
    page = f"/candidatures/{dossier.number}/lettre/"

    preview = client.post(page, {"body": "Bonjour,\n\n<b>Venez</b>", "act": "preview"})
    assert "&lt;b&gt;Venez&lt;/b&gt;" in preview.text
    assert "Venez" not in Decision.objects.get().body
    client.post(page, {"body": "Bonjour,\n\nVenez"})
    answer = client.post(f"{page}envoi/", follow=True)

    assert "En attente d’envoi" in answer.text
    assert Decision.objects.get().body == "Bonjour,\n\nVenez"
    again = client.post(f"{page}envoi/", follow=True)
    assert "a déjà envoyé cette lettre" in again.text
    assert Letter.objects.filter(kind=ANSWER).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "word"),
    [("waiting", "En attente d’envoi"), ("sent", "Envoyée"), ("failed", "Non envoyée")],
)
def test_the_page_says_where_the_letter_stands(client, fleur, thomas, state, word):
    dossier = decided(fleur, thomas)
    decisions.send_answer(dossier, by=fleur, at=LATER)
    Letter.objects.filter(kind=ANSWER).update(
        state=state, sent_at=LATER if state == "sent" else None
    )
    client.force_login(thomas)

    assert word in client.get(f"/candidatures/{dossier.number}/position/").text


@pytest.mark.django_db
def test_an_empty_letter_is_refused_on_the_page(client, fleur, thomas):
    dossier = decided(fleur, thomas)
    client.force_login(fleur)

    answer = client.post(f"/candidatures/{dossier.number}/lettre/", {"body": " "})

    assert answer.status_code == 422
    assert "La lettre est vide" in answer.text
