"""Consent on both sides: a reserve is integrated by all or withdrawn; nobody is invited without
their own word."""

from datetime import timedelta

import pytest

from applications.actions import decisions, portraits, reserves
from applications.actions.meeting import meetings, minutes
from applications.events import Event
from applications.models import Amendment, Application, Assent, Need, Reserve, Settlement
from applications.states import Outcome, Stance, State
from coopstudio.journal.api import history
from coopstudio.mail.models import Letter
from tests.applications.factories import NOON, application, candidate, met
from tests.members.factories import founder, statutes
from tests.together import together

pytestmark = pytest.mark.django_db
SIX_MONTHS = "Le bénévolat au-delà de six mois."
IN_JUNE = "Nous en reparlons le 7 juin, la porte ouverte dans les deux sens."


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False


@pytest.fixture
def fleur():
    statutes()
    return founder(email="fleur@exemple.fr")


@pytest.fixture
def thomas():
    return founder("Thomas", "Marshall", email="thomas@exemple.fr")


@pytest.fixture
def dossier():
    return application(State.MET, person=candidate(), email="noemie@exemple.fr")


def hold(dossier, words=SIX_MONTHS):
    kind = Reserve.Kind.RESERVE
    return reserves.raise_reserve(dossier, by=dossier.person, at=NOON, kind=kind, words=words)


def consent(dossier, *founders):
    for one in founders:
        decisions.take_position(
            dossier, by=one, at=NOON, outcome=Outcome.INVITE, stance=Stance.CONSENT, words="Oui."
        )


def send(dossier, by):
    return decisions.send_answer(dossier, by=by, at=NOON)


def letters(kind):
    return sorted(Letter.objects.filter(kind=f"applications.{kind}").values_list("to", flat=True))


# --- the person's word ---


def test_nobody_is_invited_before_they_have_said_their_word(dossier, fleur, thomas):
    met(dossier, by=fleur)
    consent(dossier, fleur, thomas)
    with pytest.raises(decisions.NoWordYet):
        send(dossier, fleur)

    reserves.assent(dossier, by=dossier.person, at=NOON, words="Avec joie.")
    send(dossier, fleur)

    assert letters("assented") == ["fleur@exemple.fr", "thomas@exemple.fr"]
    assert letters("answer") == ["noemie@exemple.fr"]


def test_a_word_is_given_once(dossier):
    reserves.assent(dossier, by=dossier.person, at=NOON)

    with pytest.raises(reserves.AlreadyConsented):
        reserves.assent(dossier, by=dossier.person, at=NOON)


def test_a_word_is_asked_once_they_have_met_and_a_decision_asks_nothing(dossier, fleur, thomas):
    _meet_again(dossier, fleur)
    assert letters("word_asked") == ["noemie@exemple.fr"]

    consent(dossier, fleur, thomas)

    assert Application.objects.get().state == State.DECIDED
    assert letters("word_asked") == ["noemie@exemple.fr"]


def test_whoever_has_spoken_already_is_not_asked(dossier, fleur, thomas):
    reserves.assent(dossier, by=dossier.person, at=NOON)

    _meet_again(dossier, fleur)

    assert letters("word_asked") == []


@pytest.mark.parametrize("state", [State.CROSSED, State.MEETING_SET, State.DECIDED])
def test_one_consents_after_a_meeting_and_holds_back_before(client, state):
    dossier = application(state)
    client.force_login(dossier.person)

    with pytest.raises(reserves.NotMetYet):
        reserves.assent(dossier, by=dossier.person, at=NOON)
    page = client.get(f"/ma-candidature/{dossier.number}/reciprocite/").text
    hold(dossier)

    assert "Je consens à poursuivre" not in page
    assert "se dira après notre rencontre" in page
    assert Reserve.objects.count() == 1


@pytest.mark.parametrize(("state", "is_needed"), [(State.CROSSED, True), (State.MET, False)])
def test_words_are_said_optional_only_when_one_may_consent_without_any(
    client, fleur, state, is_needed
):
    dossier = application(state)
    if state == State.MET:
        met(dossier, by=fleur)
    client.force_login(dossier.person)

    page = client.get(f"/ma-candidature/{dossier.number}/reciprocite/")

    assert page.context["mutual"].may_assent is not is_needed
    assert page.context["word"].fields["words"].required is is_needed


def _meet_again(dossier, by):
    hour, place = NOON - timedelta(hours=1), {"place": "Dijon", "minutes": 60}
    meeting = meetings.propose_meeting(
        dossier, by=by, at=NOON - timedelta(days=1), slots=[hour], **place
    )
    meeting = meetings.choose_slot(
        meeting, slot=meeting.slots.get(), by=dossier.person, at=NOON - timedelta(days=1)
    )
    minutes.hold(meeting, by=by, at=NOON)


@pytest.mark.parametrize(
    "state", sorted(set(State) - reserves.SPEAKING - {State.DRAFT, State.ERASED})
)
def test_one_speaks_from_the_crossed_readings_on_until_the_answer(state):
    dossier = application(state)

    with pytest.raises(reserves.NotTheMoment):
        reserves.assent(dossier, by=dossier.person, at=NOON)
    with pytest.raises(reserves.NotTheMoment):
        hold(dossier)

    assert not Assent.objects.exists()
    assert not Reserve.objects.exists()


def test_what_one_needs_to_know_reaches_both_founders(dossier, fleur, thomas):
    with pytest.raises(reserves.NothingSaid):
        reserves.say_need(dossier, by=dossier.person, at=NOON)

    reserves.say_need(dossier, by=dossier.person, at=NOON, words="Qui signe ?", asks_portraits=True)

    assert Need.objects.get().words == "Qui signe ?"
    assert letters("need_said") == ["fleur@exemple.fr", "thomas@exemple.fr"]


# --- a reserve lives until it is settled ---


def test_a_reserve_blocks_the_invitation_until_all_consent_to_a_text(dossier, fleur, thomas):
    reserves.assent(dossier, by=dossier.person, at=NOON)
    reserve = hold(dossier)
    consent(dossier, fleur, thomas)
    with pytest.raises(reserves.StillHeld):
        send(dossier, fleur)

    text = reserves.amend(reserve, by=fleur, at=NOON, words=IN_JUNE)
    reserves.accept(text, by=dossier.person, at=NOON)
    with pytest.raises(reserves.StillHeld):
        send(dossier, fleur)
    reserves.accept(text, by=thomas, at=NOON)
    letter = send(dossier, fleur).letter

    settled = Settlement.objects.get()
    assert (settled.how, settled.amendment, settled.by) == ("integrated", text, thomas)
    assert SIX_MONTHS in letter.text
    assert IN_JUNE in letter.text
    assert letters("amended") == ["noemie@exemple.fr", "thomas@exemple.fr"]


def test_a_withdrawn_reserve_stays_written_and_no_longer_blocks(dossier, fleur, thomas):
    reserve = hold(dossier)
    with pytest.raises(reserves.StillHeld):
        reserves.assent(dossier, by=dossier.person, at=NOON)
    with pytest.raises(reserves.NotYours):
        reserves.withdraw_reserve(reserve, by=fleur, at=NOON)

    reserves.withdraw_reserve(reserve, by=dossier.person, at=NOON)
    reserves.assent(dossier, by=dossier.person, at=NOON)
    consent(dossier, fleur, thomas)

    assert SIX_MONTHS not in send(dossier, fleur).letter.text
    assert Reserve.objects.get().words == SIX_MONTHS


def test_a_text_written_by_the_person_needs_the_founders(dossier, fleur, thomas):
    reserve = hold(dossier)
    text = reserves.amend(reserve, by=dossier.person, at=NOON, words=IN_JUNE)

    reserves.accept(text, by=fleur, at=NOON)
    assert Reserve.objects.open().exists()
    reserves.accept(text, by=thomas, at=NOON)

    assert not Reserve.objects.open().exists()


def test_one_consents_to_the_last_text_once(dossier, fleur, thomas):
    reserve = hold(dossier)
    first = reserves.amend(reserve, by=fleur, at=NOON, words="Un.")
    second = reserves.amend(reserve, by=thomas, at=NOON, words="Deux.")

    with pytest.raises(reserves.OlderText):
        reserves.accept(first, by=dossier.person, at=NOON)
    reserves.accept(second, by=dossier.person, at=NOON)
    with pytest.raises(reserves.AlreadyAccepted):
        reserves.accept(second, by=dossier.person, at=NOON)
    reserves.accept(second, by=fleur, at=NOON)
    with pytest.raises(reserves.AlreadySettled):
        reserves.amend(reserve, by=fleur, at=NOON, words="Trois.")

    assert [one.words for one in Amendment.objects.all()] == ["Un.", "Deux."]


def test_an_objection_of_a_founder_is_integrated_among_founders(dossier, fleur, thomas):
    said = {"outcome": Outcome.INVITE, "at": NOON}
    decisions.take_position(
        dossier, by=fleur, stance=Stance.OBJECTION, words="Trois mois sans animer.", **said
    )
    objection = Reserve.objects.get()

    text = reserves.amend(objection, by=thomas, at=NOON, words="Trois mois, c’est dit.")
    reserves.accept(text, by=fleur, at=NOON)
    consent(dossier, fleur, thomas)

    assert letters("amended") == ["fleur@exemple.fr"]
    assert not Reserve.objects.of_the_person(dossier).exists()
    dossier.refresh_from_db()
    assert dossier.state == State.DECIDED


@pytest.mark.django_db(transaction=True)
def test_the_last_two_consents_at_the_same_second_integrate_once(dossier, fleur, thomas):
    text = reserves.amend(hold(dossier), by=fleur, at=NOON, words=IN_JUNE)

    raised = together(
        lambda: reserves.accept(text, by=thomas, at=NOON),
        lambda: reserves.accept(text, by=dossier.person, at=NOON),
    )

    assert raised == []
    assert Settlement.objects.count() == 1
    assert [entry.event for entry in history(dossier)].count(Event.INTEGRATED) == 1


# --- the pages ---


def test_the_page_opens_with_the_crossed_readings(client, fleur):
    early, later = application(State.READING), application(State.CROSSED)

    for one, status in ((early, 404), (later, 200)):
        client.force_login(one.person)
        assert client.get(f"/ma-candidature/{one.number}/reciprocite/").status_code == status


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"act": "parole"}, "Dites votre parole"),
        ({"act": "parole", "stance": "reserve"}, "Écrivez ce qui vous retient"),
        ({"act": "besoin", "words": " "}, "Écrivez votre question"),
    ],
)
def test_a_refused_word_keeps_what_was_typed(client, dossier, typed, sentence):
    client.force_login(dossier.person)

    answer = client.post(f"/ma-candidature/{dossier.number}/reciprocite/", typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "<title>Erreur" in answer.text


def test_a_reserve_travels_from_page_to_page(client, dossier, fleur):
    client.force_login(dossier.person)
    page = f"/ma-candidature/{dossier.number}/reciprocite/"
    client.post(page, {"act": "parole", "stance": "reserve", "words": SIX_MONTHS})
    reserve = Reserve.objects.get()

    client.force_login(fleur)
    assert SIX_MONTHS in client.get(f"/candidatures/{dossier.number}/position/").text
    theirs = f"/candidatures/{dossier.number}/reserves/{reserve.pk}/"
    client.post(theirs, {"act": "amend", "words": IN_JUNE})
    client.force_login(dossier.person)
    mine = f"/ma-candidature/{dossier.number}/reserves/{reserve.pk}/"
    assert "Lire le texte proposé" in client.get(page).text
    assert IN_JUNE in client.get(mine).text
    client.post(mine, {"act": "accept", "text": reserve.amendments.get().pk})

    settled = client.get(page).text
    assert "Intégrée" in settled
    assert "Vous n’avez encore rien dit" not in settled


def test_the_person_never_reads_an_objection_of_founders(client, dossier, fleur, thomas):
    decisions.take_position(
        dossier, by=fleur, at=NOON, outcome=Outcome.INVITE, stance=Stance.OBJECTION, words="Zut."
    )
    client.force_login(dossier.person)
    pk = Reserve.objects.get().pk

    pages = [f"/ma-candidature/{dossier.number}/{place}" for place in ("", "reciprocite/")]

    assert [page for page in pages if "Zut." in client.get(page).text] == []
    assert client.get(f"/ma-candidature/{dossier.number}/reserves/{pk}/").status_code == 404


# --- the founders' side ---


def test_a_portrait_is_read_by_those_who_were_read_or_by_all_and_its_versions_stay(
    client, dossier, fleur
):
    words = {"offers": "Mon oreille.", "seeks": "Une voix.", "limits": "Le mercredi."}
    portraits.write_portrait(fleur, at=NOON, is_public=False, **words)
    with pytest.raises(portraits.NothingChanged):
        portraits.write_portrait(fleur, at=NOON, is_public=False, **words)
    assert "Mon oreille." not in client.get("/appel/fondation/").text
    client.force_login(dossier.person)
    assert "Mon oreille." in client.get(f"/ma-candidature/{dossier.number}/reciprocite/").text

    portraits.write_portrait(fleur, at=NOON, is_public=True, **words)

    assert "Mon oreille." in client.get("/appel/fondation/").text
    assert fleur.portraits.count() == 2


def test_a_text_of_a_founder_is_looked_at_twice_before_it_is_kept(client, dossier, fleur):
    reserve = hold(dossier)
    client.force_login(fleur)
    page = f"/candidatures/{dossier.number}/reserves/{reserve.pk}/"
    asked = {"act": "amend", "words": "Nous en reparlons après sa grossesse."}

    answer = client.post(page, asked)

    assert answer.status_code == 422
    assert "Un second regard" in answer.content.decode()
    assert not Amendment.objects.exists()
    client.post(page, asked | {"knows": answer.context["form"].sensitive["mark"]})
    assert Amendment.objects.get().words == asked["words"]
    assert Event.NOTE_CONFIRMED in [one.event for one in history(dossier)]


def test_what_the_person_writes_of_themselves_is_theirs(client, dossier):
    reserve = hold(dossier)
    client.force_login(dossier.person)

    client.post(
        f"/ma-candidature/{dossier.number}/reserves/{reserve.pk}/",
        {"act": "amend", "words": "Nous en reparlons après ma grossesse."},
    )

    assert Amendment.objects.count() == 1
