"""Founders consent to one outcome; then one of them sends the letter, once."""

import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction

from applications import tasks
from applications.actions import decisions, reserves
from applications.actions.meeting import meetings
from applications.events import Event
from applications.models import Application, Decision, LetterDraft, Parting, Position, Reserve
from applications.states import Outcome, Stance, State
from coopstudio.journal.api import history
from coopstudio.mail.models import Letter
from coopstudio.states import ForbiddenMove
from members.models import Invitation
from members.states import Role
from tests.applications.factories import NOON, application, met
from tests.members.factories import founder, holder, statutes
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


LEARNT = "Elle écoute avant de répondre."


def say(dossier, by, outcome=Outcome.INVITE, stance=Stance.CONSENT, words=LEARNT, *, at=NOON):
    return decisions.take_position(
        dossier, by=by, at=at, outcome=outcome, stance=stance, words=words
    )


def part(dossier, by, words="Nous cherchons quelqu’un qui vend.", **sharing):
    return decisions.propose_parting(dossier, by=by, at=NOON, kind="other", words=words, **sharing)


def decided(fleur, thomas, outcome=Outcome.INVITE):
    """Both founders consent; for an invitation the person has said her word too."""
    dossier = application(State.MET)
    if outcome == Outcome.DECLINE:
        part(dossier, fleur)
        say(dossier, thomas, outcome)
    else:
        reserves.assent(dossier, by=dossier.person, at=NOON)
        for one in (fleur, thomas):
            say(dossier, one, outcome)
    Letter.objects.exclude(kind=ANSWER).delete()
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
    assert not Letter.objects.filter(kind=ANSWER).exists()


@pytest.mark.django_db
def test_an_objection_stops_everything_until_it_is_lifted(fleur, thomas):
    dossier = application(State.MET)
    say(dossier, fleur)

    say(dossier, thomas, stance=Stance.OBJECTION, words="Rien n’est dit du temps.")
    assert state_of(dossier) == State.MET
    with pytest.raises(decisions.StillObjecting):
        say(dossier, thomas, at=LATER)
    reserves.withdraw_reserve(Reserve.objects.get(), by=thomas, at=LATER)
    say(dossier, thomas, at=LATER)

    assert state_of(dossier) == State.DECIDED
    assert Position.objects.count() == 3


@pytest.mark.django_db
def test_two_consents_to_two_outcomes_decide_nothing(fleur, thomas):
    dossier = application(State.MET)

    say(dossier, fleur, Outcome.INVITE)
    part(dossier, thomas)

    assert state_of(dossier) == State.MET
    assert not Decision.objects.exists()


@pytest.mark.django_db
def test_an_objection_is_said_in_words(fleur):
    with pytest.raises(decisions.ObjectionWithoutWords):
        say(application(State.MET), fleur, stance=Stance.OBJECTION, words="")


@pytest.mark.django_db
@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("state", sorted(set(State) - {State.DRAFT}))
def test_one_decides_after_reading_and_invites_after_meeting(fleur, thomas, outcome, state):
    dossier = application(state)
    act = part if outcome == Outcome.DECLINE else say

    if state in decisions.DECIDABLE[outcome]:
        act(dossier, fleur)
        say(dossier, thomas, outcome)
        assert state_of(dossier) == State.DECIDED
    else:
        with pytest.raises((decisions.NotYet, decisions.MeetingAhead)):
            act(dossier, fleur)
        assert not Position.objects.exists()


# --- the letter ---


@pytest.mark.django_db
def test_the_letter_leaves_with_the_words_of_the_founders(fleur, thomas):
    dossier = decided(fleur, thomas)
    decisions.draft_letter(
        Decision.objects.of(dossier).get(), by=thomas, at=NOON, body="Bonjour Noémie,\n\nVenez."
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
    decisions.draft_letter(Decision.objects.of(dossier).get(), by=fleur, at=NOON, body=" \n ")

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
        decisions.draft_letter(
            Decision.objects.of(dossier).get(), by=thomas, at=NOON, body="Autre chose"
        )


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

    raised = together(lambda: say(dossier, fleur, Outcome.INVITE), lambda: part(dossier, thomas))

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

    sent = {"outcome": "invite", "stance": "consent", "words": LEARNT}
    answer = client.post(page, sent, follow=True)

    assert "Nous vous invitons à demander votre adhésion" in answer.text
    assert "Il manque le consentement" in answer.text
    assert "Envoyer</button>" not in client.get(f"{page}../lettre/relecture/").text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Dites sur quelle proposition"),
        ({"outcome": "invite"}, "Dites votre position"),
        ({"outcome": "x", "stance": "consent"}, "n’est pas possible"),
        ({"outcome": "invite", "stance": "objection", "words": " "}, "Une objection se dit"),
        ({"outcome": "invite", "stance": "consent", "words": " "}, "ce que la rencontre"),
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

    preview = client.post(page, {"body": "Bonjour,\n\n<b>Venez</b>"}, follow=True)
    assert "&lt;b&gt;Venez&lt;/b&gt;" in preview.text
    client.post(page, {"body": "Bonjour,\n\nVenez"})
    seen = decisions.stamp(Decision.objects.get())
    answer = client.post(f"{page}envoi/", {"seen": seen}, follow=True)

    assert "En attente d’envoi" in answer.text
    assert Decision.objects.get().body == "Bonjour,\n\nVenez"
    again = client.post(f"{page}envoi/", {"seen": seen}, follow=True)
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


# --- not going on ---


@pytest.mark.django_db
def test_one_proposes_the_other_consents_to_the_last_reason_only(fleur, thomas):
    dossier = application(State.CROSSED)
    first = part(dossier, fleur)
    assert state_of(dossier) == State.CROSSED
    part(dossier, fleur, "Autrement dit.")
    told = {"by": thomas, "at": NOON, "outcome": Outcome.DECLINE, "stance": Stance.CONSENT}

    with pytest.raises(decisions.SaidMeanwhile):
        decisions.take_position(dossier, parting=first.pk, **told)
    decisions.take_position(dossier, parting=Parting.objects.last().pk, **told)

    assert state_of(dossier) == State.DECIDED
    assert Decision.objects.get().parting.words == "Autrement dit."


@pytest.mark.django_db
def test_nobody_consents_to_a_reason_that_is_not_written(fleur, thomas):
    with pytest.raises(decisions.NoReason):
        say(application(State.CROSSED), fleur, Outcome.DECLINE)


@pytest.mark.django_db
def test_a_shared_reason_is_in_the_letter_and_an_unshared_one_is_not(fleur, thomas):
    shared = decided(fleur, thomas, Outcome.DECLINE)
    kept = application(State.MET)
    part(kept, fleur, "Trop loin de nous.", is_shared=False, unshared_because="Un tiers est cité.")
    say(kept, thomas, Outcome.DECLINE)

    letters = [decisions.send_answer(one, by=fleur, at=LATER).letter for one in (shared, kept)]

    assert "Nous cherchons quelqu’un qui vend." in letters[0].text
    assert "Trop loin" not in letters[1].text
    assert "Un tiers" not in letters[1].text
    assert not [one for one in letters if "refus" in one.subject.lower()]


@pytest.mark.django_db
def test_a_reason_is_shared_or_justified(fleur):
    dossier = application(State.CROSSED)

    with pytest.raises(decisions.NoReason):
        part(dossier, fleur, "")
    with pytest.raises(decisions.NoReason):
        part(dossier, fleur, is_shared=False)

    assert not Parting.objects.exists()


@pytest.mark.django_db
def test_one_does_not_decide_to_end_while_a_meeting_is_awaited(fleur, thomas):
    dossier = application(State.CROSSED)
    part(dossier, fleur)
    meeting = meetings.propose_meeting(
        dossier, by=fleur, at=NOON, slots=[LATER], place="Dijon", minutes=60
    )

    with pytest.raises(decisions.MeetingAhead):
        say(dossier, thomas, Outcome.DECLINE)
    assert dossier.meetings.open().exists()
    assert not Letter.objects.filter(kind="applications.meeting_called_off").exists()

    meetings.call_off(meeting, by=fleur, at=NOON)
    say(dossier, thomas, Outcome.DECLINE)
    assert state_of(dossier) == State.DECIDED


@pytest.mark.django_db
def test_a_consent_from_before_the_last_meeting_decides_nothing(fleur, thomas):
    dossier = application(State.MET)
    met(dossier, by=fleur)
    say(dossier, fleur)
    met(dossier, by=fleur, at=LATER)

    say(dossier, thomas, at=LATER)
    assert state_of(dossier) == State.MET

    say(dossier, fleur, at=LATER)
    assert state_of(dossier) == State.DECIDED


# --- what is read is what is sent ---


@pytest.mark.django_db
def test_a_letter_reworded_since_it_was_read_does_not_leave(fleur, thomas):
    dossier = decided(fleur, thomas)
    seen = decisions.stamp(Decision.objects.get())
    decisions.draft_letter(Decision.objects.get(), by=thomas, at=NOON, body="Autrement.")

    with pytest.raises(decisions.Reworded):
        decisions.send_answer(dossier, by=fleur, at=LATER, seen=seen)
    with pytest.raises(decisions.Reworded):
        decisions.draft_letter(Decision.objects.get(), by=fleur, at=NOON, body="Oups", seen=seen)

    assert [one.body for one in LetterDraft.objects.all()][-1] == "Autrement."
    assert not Letter.objects.filter(kind=ANSWER).exists()


@pytest.mark.django_db
def test_the_second_of_two_writers_sees_both_texts(client, fleur, thomas):
    dossier = decided(fleur, thomas)
    seen = decisions.stamp(Decision.objects.get())
    decisions.draft_letter(Decision.objects.get(), by=thomas, at=NOON, body="Celui de Thomas.")
    client.force_login(fleur)

    answer = client.post(
        f"/candidatures/{dossier.number}/lettre/", {"body": "Celui de Fleur.", "seen": seen}
    )

    assert answer.status_code == 422
    assert "Celui de Fleur." in answer.text
    assert "Celui de Thomas." in answer.text


@pytest.mark.django_db
def test_a_sending_without_having_read_sends_nothing(client, fleur, thomas):
    dossier = decided(fleur, thomas)
    client.force_login(fleur)

    client.post(f"/candidatures/{dossier.number}/lettre/envoi/")

    assert not Letter.objects.filter(kind=ANSWER).exists()


# --- reopening ---


@pytest.mark.django_db
def test_a_reopened_decision_starts_afresh_and_stays_in_history(fleur, thomas):
    dossier = decided(fleur, thomas, Outcome.DECLINE)

    decisions.reopen(dossier, by=thomas, at=LATER, because="Une question reste.")

    assert state_of(dossier) == State.CROSSED
    assert decisions.latest_positions(dossier) == {}
    assert not Decision.objects.of(dossier).exists()
    assert Decision.objects.reopened(dossier).get().reopened_because == "Une question reste."
    with pytest.raises(decisions.NothingDecided):
        decisions.send_answer(dossier, by=fleur, at=LATER)


@pytest.mark.django_db
def test_a_letter_that_left_is_not_reopened(fleur, thomas):
    dossier = decided(fleur, thomas, Outcome.DECLINE)
    with pytest.raises(decisions.NoCause):
        decisions.reopen(dossier, by=fleur, at=LATER, because="")
    decisions.send_answer(dossier, by=fleur, at=LATER)

    with pytest.raises(decisions.AlreadyTold):
        decisions.reopen(dossier, by=fleur, at=LATER, because="Trop tard.")


@pytest.mark.django_db(transaction=True)
def test_one_sends_while_the_other_reopens_and_only_one_of_them_has_done_it(fleur, thomas):
    dossier = decided(fleur, thomas)

    raised = together(
        lambda: decisions.send_answer(dossier, by=fleur, at=LATER),
        lambda: decisions.reopen(dossier, by=thomas, at=LATER, because="Attends."),
    )

    assert len(raised) == 1
    is_sent = Letter.objects.filter(kind=ANSWER).exists()
    assert state_of(dossier) == (State.INVITED if is_sent else State.CROSSED)


# --- who must consent is computed of the day ---


@pytest.mark.django_db
def test_who_left_office_is_not_waited_for(fleur, thomas):
    dossier = application(State.MET)
    say(dossier, fleur)
    say(dossier, founder("Inès", "Roy"))
    thomas.offices.update(ended_on=NOON.date() - timedelta(days=1))

    tasks.go_on()

    assert state_of(dossier) == State.DECIDED


@pytest.mark.django_db
@pytest.mark.parametrize("outcome", Outcome)
def test_one_voice_alone_decides_nothing_until_somebody_stands_in(fleur, outcome):
    dossier = application(State.MET)
    part(dossier, fleur) if outcome == Outcome.DECLINE else say(dossier, fleur)
    tasks.go_on()
    assert state_of(dossier) == State.MET

    say(dossier, holder(Role.STAND_IN, "Odile", "Ferrand"), outcome)

    assert state_of(dossier) == State.DECIDED


@pytest.mark.django_db
def test_who_stands_in_has_the_door_only_while_a_founder_is_lacking(client, fleur):
    odile, dossier = holder(Role.STAND_IN, "Odile", "Ferrand"), application(State.MET)
    page = f"/candidatures/{dossier.number}/position/"
    client.force_login(odile)
    assert client.get(page).status_code == 200
    assert "Candidatures" in client.get("/accueil/").text

    founder("Thomas", "Marshall")

    assert client.get(page).status_code == 404
    assert not odile.is_founder


@pytest.mark.django_db
def test_a_founder_alone_reads_that_a_second_person_is_missing(client, fleur):
    client.force_login(fleur)

    page = client.get(f"/candidatures/{application(State.MET).number}/position/").text

    assert "Il manque une seconde personne." in page


@pytest.mark.django_db
def test_a_third_founder_must_consent_too(fleur, thomas):
    dossier = application(State.MET)
    say(dossier, fleur)
    founder("Inès", "Roy")

    say(dossier, thomas)

    assert state_of(dossier) == State.MET


@pytest.mark.django_db
def test_a_note_with_sensitive_words_is_said_after_a_second_confirmation(client, fleur, thomas):
    dossier = application(State.MET)
    client.force_login(fleur)
    page = f"/candidatures/{dossier.number}/position/"
    typed = {"outcome": "invite", "stance": "consent", "words": "Elle est enceinte."}

    warned = client.post(page, typed)
    assert (warned.status_code, Position.objects.count()) == (422, 0)
    assert "<mark>enceinte</mark>" in warned.text
    client.post(page, typed | {"knows": "enceinte"})

    assert Position.objects.get().words == "Elle est enceinte."
    told = [entry for entry in history(dossier) if entry.event == Event.NOTE_CONFIRMED]
    assert [(one.actor, one.details) for one in told] == [(fleur, {})]


@pytest.mark.django_db
def test_nobody_waits_for_the_persons_word_once_the_answer_is_no(client, fleur, thomas):
    dossier = decided(fleur, thomas, Outcome.DECLINE)
    client.force_login(fleur)

    page = client.get(f"/candidatures/{dossier.number}/position/").text

    assert "pas encore donné sa parole" not in page
    assert "Rien ne lui est demandé" in page
