"""Waiting is agreed by both sides, frees the hours, and ends on its day or sooner."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from applications.actions import completions, decisions, pauses, readings, reserves, returns
from applications.actions.meeting import meetings
from applications.forms.pauses import PauseForm
from applications.models import Application, Meeting, Pause, Reading
from applications.states import Outcome, Stance, State
from applications.tasks import wake_the_paused
from coopstudio.french.typography import tidy
from coopstudio.mail.models import Letter
from coopstudio.states import ForbiddenMove
from members.actions import consents
from members.rights.consents import TO_WAIT, WORDS, has_given
from members.states import Purpose
from tests.applications.factories import NOON, application
from tests.members.factories import founder
from tests.together import together

SUMMER = date(2026, 9, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def fleur():
    return founder("Fleur", email="fleur@exemple.fr")


def proposed(by, state=State.CROSSED):
    mine = application(state)
    return pauses.propose_pause(mine, by=by, at=NOON, until=SUMMER, reason="Le groupe attend.")


def asleep(state=State.CROSSED, **words):
    mine = application(state, **words)
    who = {"by": mine.person, "at": NOON}
    pauses.ask_pause(mine, until=SUMMER, reason="Je déménage.", agrees=True, **who)
    return Application.objects.get(pk=mine.pk)


def test_the_person_asks_agrees_to_be_kept_and_it_sleeps_at_once(fleur):
    mine = asleep()

    assert (mine.state, mine.paused_until) == (State.PAUSED, SUMMER)
    assert has_given(mine.person, Purpose.KEEP)
    letters = Letter.objects.order_by("pk").values_list("kind", "to")
    assert list(letters) == [
        ("applications.paused", mine.email),
        ("applications.pause_told", "fleur@exemple.fr"),
    ]


def test_nobody_is_kept_without_having_agreed(fleur):
    mine = application(State.READING)

    with pytest.raises(pauses.NoAccord):
        pauses.ask_pause(mine, by=mine.person, at=NOON, until=SUMMER, reason="Je déménage.")
    with pytest.raises(pauses.NoAccord):
        pauses.agree_to_pause(proposed(fleur), by=mine.person, at=NOON)

    assert not Application.objects.filter(state=State.PAUSED).exists()
    assert not Letter.objects.filter(kind="applications.paused").exists()


def test_an_accord_given_before_is_not_asked_again():
    mine = application(State.READING)
    consents.give(mine.person, Purpose.KEEP, text=WORDS[Purpose.KEEP], at=NOON)

    pauses.ask_pause(mine, by=mine.person, at=NOON, until=SUMMER, reason="Je déménage.")

    assert mine.person.consents.count() == 1


@pytest.mark.parametrize("days", [-1, 0, 731])
def test_one_waits_until_a_day_to_come_within_two_years(days):
    mine = application(State.READING)
    until = timezone.localdate(NOON) + timedelta(days=days)

    with pytest.raises(pauses.NotThatDay):
        pauses.ask_pause(mine, by=mine.person, at=NOON, until=until, reason="x", agrees=True)


def test_one_says_why():
    mine = application(State.READING)

    with pytest.raises(pauses.NoReason):
        pauses.ask_pause(mine, by=mine.person, at=NOON, until=SUMMER, reason=" ", agrees=True)


def test_what_a_founder_proposes_changes_nothing_until_the_person_says_yes(fleur):
    pause = proposed(fleur)
    mine = pause.application

    assert Application.objects.get().state == State.CROSSED
    assert "Le groupe attend." in Letter.objects.get(kind="applications.pause_proposed").text
    with pytest.raises(pauses.AlreadyProposed):
        pauses.propose_pause(mine, by=fleur, at=NOON, until=SUMMER, reason=pause.reason)

    pauses.agree_to_pause(pause, by=mine.person, at=NOON, agrees=True)

    assert Application.objects.get().state == State.PAUSED


def test_a_day_gone_by_is_refused_with_its_own_sentence():
    form = PauseForm({"until": "2021-05-12", "reason": "Un été chargé."}, asks_accord=True)

    assert form.errors["until"] == [
        "Ce jour n’est pas à venir : choisissez-en un à partir de demain."
    ]
    assert form.fields["agrees"].short_label == "Votre accord"


def test_a_proposal_lapses_on_its_day_and_stands_in_nobody_s_way(client, fleur):
    pause = proposed(fleur)
    mine = pause.application
    on_its_day = datetime.combine(SUMMER, NOON.timetz())

    with pytest.raises(pauses.NotThatDay):
        pauses.agree_to_pause(pause, by=mine.person, at=on_its_day, agrees=True)
    assert not Pause.objects.proposed(on=SUMMER).exists()
    assert Pause.objects.proposed(on=SUMMER - timedelta(days=1)).exists()
    who = {"at": on_its_day, "until": SUMMER + timedelta(days=60)}
    again = pauses.propose_pause(mine, by=fleur, reason="Encore un peu.", **who)
    pauses.ask_pause(mine, by=mine.person, reason="Je déménage.", agrees=True, **who)

    assert Application.objects.get().state == State.PAUSED
    assert Pause.objects.filter(ended_at=None).count() == 1
    assert Pause.objects.get(pk=again.pk).ended_at == on_its_day


def test_a_lapsed_proposal_is_on_no_page(client, fleur):
    mine = proposed(fleur).application
    Pause.objects.update(until=timezone.localdate())

    client.force_login(mine.person)
    assert "Dire oui ou non" not in client.get(f"/ma-candidature/{mine.number}/").text
    assert "Mettre en attente" in client.get(f"/ma-candidature/{mine.number}/attente/").text
    client.force_login(fleur)
    assert "n’a pas encore répondu" not in client.get(mine.get_absolute_url()).text


def test_another_proposal_takes_the_place_of_the_one_before(client, fleur):
    first = proposed(fleur)
    mine = first.application
    later = SUMMER + timedelta(days=30)

    pauses.propose_pause(mine, by=fleur, at=NOON, until=later, reason="Plutôt octobre.")

    assert Letter.objects.filter(kind="applications.pause_proposed").count() == 2
    with pytest.raises(pauses.NothingProposed):
        pauses.agree_to_pause(first, by=mine.person, at=NOON, agrees=True)
    Pause.objects.filter(ended_at=None).update(until=timezone.localdate() + timedelta(days=9))
    client.force_login(mine.person)
    said = {"act": "yes", "agrees": "on", "proposal": first.pk}
    page = client.post(f"/ma-candidature/{mine.number}/attente/", said)
    assert (page.status_code, Application.objects.get().state) == (422, State.CROSSED)


def test_a_proposal_does_not_outlive_the_answer(fleur):
    pause = proposed(fleur, State.MET)
    mine, said = pause.application, {"outcome": Outcome.DECLINE, "stance": Stance.CONSENT}
    decisions.propose_parting(mine, by=fleur, at=NOON, kind="other", words="Pas cette fois.")
    decisions.take_position(mine, by=founder("Thomas", "Marshall"), at=NOON, **said)
    decisions.send_answer(mine, by=fleur, at=NOON)

    returns.take_up(mine, by=mine.person, at=NOON)

    assert not Pause.objects.filter(ended_at=None).exists()
    with pytest.raises(pauses.NothingProposed):
        pauses.agree_to_pause(pause, by=mine.person, at=NOON, agrees=True)


def test_what_everybody_had_read_is_crossed_on_waking(fleur):
    mine = application(State.READING)
    completions.ask_completion(mine, by=fleur, at=NOON, questions="Où ?", fields=["where"])
    readings.write_reading(mine, by=fleur, at=NOON, wish="yes")
    pauses.ask_pause(
        mine, by=mine.person, at=NOON, until=SUMMER, reason="Je déménage.", agrees=True
    )

    pauses.wake(mine, by=None, at=NOON + timedelta(days=30))

    assert Application.objects.get().state == State.CROSSED


def test_a_no_leaves_everything_as_it_was_and_founders_are_told(fleur):
    pause = proposed(fleur)

    pauses.refuse_pause(pause, by=pause.application.person, at=NOON)

    assert Application.objects.get().state == State.CROSSED
    told = Letter.objects.get(kind="applications.pause_told")
    assert "préfère ne pas attendre" in told.text
    with pytest.raises(pauses.NothingProposed):
        pauses.agree_to_pause(pause, by=pause.application.person, at=NOON, agrees=True)


def test_the_hours_are_freed_and_leave_the_diaries(fleur):
    mine = application(State.CROSSED)
    hour = NOON + timedelta(days=9)
    meeting = meetings.propose_meeting(
        mine, by=fleur, at=NOON, slots=[hour], place="À Dijon", minutes=45
    )
    meetings.choose_slot(meeting, slot=meeting.slots.get(), by=mine.person, at=NOON)

    pauses.ask_pause(
        mine, by=mine.person, at=NOON, until=SUMMER, reason="Je déménage.", agrees=True
    )

    assert not Meeting.objects.open().exists()
    cancelled = Letter.objects.filter(kind="applications.meeting_called_off")
    assert {one.to for one in cancelled} == {mine.email, fleur.email}
    assert all("METHOD:CANCEL" in one.calendar for one in cancelled)


def test_it_wakes_on_its_day_once_and_both_sides_are_told(fleur):
    mine = asleep(State.SUBMITTED)
    Application.objects.update(paused_until=timezone.localdate())

    wake_the_paused()
    wake_the_paused()

    mine.refresh_from_db()
    assert (mine.state, mine.cycle, mine.paused_until) == (State.SUBMITTED, 1, None)
    woken = Letter.objects.filter(kind="applications.woken").order_by("pk")
    assert [one.to for one in woken] == [mine.email, fleur.email]
    assert not Pause.objects.filter(ended_at=None).exists()


def test_it_sleeps_until_its_day():
    mine = asleep(State.SUBMITTED)
    Application.objects.update(paused_until=timezone.localdate() + timedelta(days=1))

    wake_the_paused()

    mine.refresh_from_db()
    assert mine.state == State.PAUSED


def test_what_was_crossed_is_read_again_in_a_new_cycle_and_its_history_stays(fleur):
    mine = application(State.READING)
    readings.write_reading(mine, by=fleur, at=NOON, wish="yes", touches="Sa voix.")
    mine.refresh_from_db()
    pauses.ask_pause(
        mine, by=mine.person, at=NOON, until=SUMMER, reason="Je déménage.", agrees=True
    )

    woken = pauses.wake(mine, by=mine.person, at=NOON + timedelta(days=30))

    assert (woken.state, woken.cycle, woken.crossed_at) == (State.READING, 2, None)
    assert not Reading.objects.of(woken).exists()
    assert Reading.objects.visible_to(fleur).get().touches == "Sa voix."
    assert Application.objects.known_to(fleur).filter(pk=mine.pk).exists()


def test_a_decision_that_was_not_told_does_not_outlive_the_wait(fleur):
    mine = application(State.MET)
    said = {"outcome": Outcome.INVITE, "stance": Stance.CONSENT, "words": "Elle écoute."}
    reserves.assent(mine, by=mine.person, at=NOON)
    for each in (fleur, founder("Thomas", "Marshall")):
        decisions.take_position(mine, by=each, at=NOON, **said)
    mine.refresh_from_db()
    assert mine.state == State.DECIDED

    pauses.ask_pause(
        mine, by=mine.person, at=NOON, until=SUMMER, reason="Je déménage.", agrees=True
    )
    with pytest.raises(ForbiddenMove):
        decisions.send_answer(mine, by=fleur, at=NOON)
    pauses.wake(mine, by=fleur, at=NOON)
    with pytest.raises(decisions.NothingDecided):
        decisions.send_answer(mine, by=fleur, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_two_people_wake_it_at_the_same_second_and_one_letter_leaves_to_each(fleur):
    mine = asleep()

    def wake(by):
        return lambda: pauses.wake(mine, by=by, at=NOON)

    raised = together(wake(mine.person), wake(fleur), wake(None))

    assert [type(one) for one in raised] == [ForbiddenMove] * 2
    assert Letter.objects.filter(kind="applications.woken").count() == 2


# --- the pages ---


def test_the_person_says_yes_on_their_page(client, fleur):
    mine = proposed(fleur).application
    Pause.objects.update(until=timezone.localdate() + timedelta(days=90))
    client.force_login(mine.person)
    assert "Dire oui ou non" in client.get(f"/ma-candidature/{mine.number}/").text
    address = f"/ma-candidature/{mine.number}/attente/"

    refused = client.post(address, {"act": "yes"})
    assert refused.status_code == 422
    assert "Sans cet accord" in refused.text

    client.post(address, {"act": "yes", "agrees": "on"})

    mine.refresh_from_db()
    assert mine.state == State.PAUSED


def test_the_person_says_no_without_ticking_anything(client, fleur):
    mine = proposed(fleur).application
    client.force_login(mine.person)

    client.post(f"/ma-candidature/{mine.number}/attente/", {"act": "no"})

    mine.refresh_from_db()
    assert mine.state == State.CROSSED
    assert not has_given(mine.person, Purpose.KEEP)


def test_the_person_asks_then_wakes_it(client):
    mine = application(State.READING)
    client.force_login(mine.person)
    address = f"/ma-candidature/{mine.number}/attente/"
    until = timezone.localdate() + timedelta(days=60)

    page = client.post(address, {"act": "ask", "until": "", "reason": "Je déménage."})
    assert page.status_code == 422
    assert "Je déménage." in page.text
    client.post(
        address, {"act": "ask", "until": f"{until}", "reason": "Je déménage.", "agrees": "on"}
    )
    mine.refresh_from_db()
    assert mine.paused_until == until

    client.post(address, {"act": "wake"})
    mine.refresh_from_db()
    assert mine.state == State.SUBMITTED


def test_a_founder_proposes_then_reopens_from_the_dossier(client, fleur):
    mine = application(State.READING)
    client.force_login(fleur)
    address = f"/candidatures/{mine.number}/attente/"
    until = timezone.localdate() + timedelta(days=60)

    client.post(address, {"until": f"{until}", "reason": "Le groupe attend."})
    pause = Pause.objects.get()
    assert "n’a pas encore répondu" in client.get(f"/candidatures/{mine.number}/").text

    pauses.agree_to_pause(pause, by=mine.person, at=timezone.now(), agrees=True)
    client.post(address)

    mine.refresh_from_db()
    assert mine.state == State.SUBMITTED


@pytest.mark.parametrize("page", ["", "position/", "rencontre/", "attente/"])
def test_the_other_founder_sees_that_waiting_was_proposed(client, fleur, page):
    mine = application(State.CROSSED)
    later = timezone.now() + timedelta(days=40)
    told = {"by": fleur, "at": timezone.now(), "reason": "Le groupe attend."}
    pauses.propose_pause(mine, until=later.date(), **told)
    client.force_login(founder("Thomas", email="thomas@exemple.fr"))

    dossier = client.get(f"/candidatures/{mine.number}/{page}").text

    assert dossier.count("est proposée à la personne, qui n’a pas encore répondu") == 1
    assert ">Proposer d’attendre</a>" not in dossier
    assert "attendre lui est proposé" in client.get("/candidatures/").text


def test_who_waits_says_yes_to_words_about_waiting(client):
    mine = application()
    client.force_login(mine.person)
    address = f"/ma-candidature/{mine.number}/attente/"
    page = client.get(address).text

    client.post(address, {"act": "ask", "until": f"{date.today() + timedelta(days=40)}",
                          "reason": "Je déménage.", "agrees": "on"})  # fmt: skip

    assert tidy(TO_WAIT) in page
    assert "Il faut cet accord pour attendre." in page
    assert mine.person.consents.get().text == TO_WAIT


def test_a_founders_reason_to_wait_is_looked_at_twice(client, fleur):
    mine = application(State.CROSSED)
    client.force_login(fleur)
    until = timezone.localdate() + timedelta(days=30)
    asked = {"until": until.isoformat(), "reason": "Après sa grossesse."}

    answer = client.post(f"/candidatures/{mine.number}/attente/", asked)

    assert answer.status_code == 422
    assert "Un second regard" in answer.content.decode()
    knows = {"knows": answer.context["form"].sensitive["mark"]}
    client.post(f"/candidatures/{mine.number}/attente/", asked | knows)
    assert Pause.objects.get().reason == "Après sa grossesse."


def test_the_person_says_why_they_would_wait_without_being_warned(client):
    mine = application(State.CROSSED)
    client.force_login(mine.person)
    until = timezone.localdate() + timedelta(days=30)

    client.post(
        f"/ma-candidature/{mine.number}/attente/",
        {"act": "ask", "until": until.isoformat(), "reason": "Ma grossesse.", "agrees": "on"},
    )

    assert Pause.objects.get().began_at
