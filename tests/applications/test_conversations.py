"""A question is asked, confirmed, answered; its thread closes and opens again; nothing is lost."""

from datetime import timedelta

import pytest

from applications.actions import conversations
from applications.events import Event
from applications.links import StaleLink
from applications.models import Application, Conversation, Message
from applications.states import ConversationState, State
from applications.tasks import tend_conversations
from coopstudio.journal.api import history
from coopstudio.mail.models import Letter
from members.states import Role
from tests.applications.factories import (
    NOON,
    application,
    call_version,
    candidate,
    conversation,
    decision_of,
    draft,
)
from tests.mail.post_office import letter
from tests.members.factories import founder, holder
from tests.together import together

pytestmark = pytest.mark.django_db
QUESTION = "Faut-il habiter la région ?"
DAY = timedelta(days=1)


@pytest.fixture
def fleur():
    return founder(email="fleur@exemple.fr")


@pytest.fixture
def thomas():
    return founder("Thomas", "Marshall", email="thomas@exemple.fr")


def test_who_stands_in_for_the_foundation_hears_of_each_message(fleur):
    odile = holder(Role.STAND_IN, "Odile", "Ferrand", email="odile@exemple.fr")
    thread = conversation()

    conversations.write(thread, text="Et le train ?", at=NOON)

    assert letters("message_waiting") == ["fleur@exemple.fr", odile.email]


def fresh(thread):
    return Conversation.objects.get(pk=thread.pk)


def letters(kind):
    found = Letter.objects.filter(kind=f"applications.{kind}").order_by("to", "pk")
    return [letter.to for letter in found]


def told(thread):
    return [entry.event for entry in history(thread)]


# --- asked ---


def test_a_question_waits_for_its_address_and_nobody_reads_it(fleur):
    asked = conversations.ask("jeanne@exemple.fr", text=QUESTION, at=NOON)

    assert asked.state == ConversationState.TO_CONFIRM
    assert not Conversation.objects.visible_to(fleur).exists()
    assert letters("question_link") == ["jeanne@exemple.fr"]
    assert Letter.objects.count() == 1


def test_the_letter_to_confirm_says_nothing_of_what_was_typed():
    conversations.ask("jeanne@exemple.fr", text="Achetez mes montres", at=NOON)

    letter = Letter.objects.get()

    assert letter.is_secret
    assert "montres" not in letter.text + letter.subject


def test_the_address_answers_and_both_founders_are_told(fleur, thomas):
    asked = conversations.ask("jeanne@exemple.fr", text=QUESTION, at=NOON)
    jeanne = candidate("jeanne@exemple.fr", first_name="", last_name="")

    conversations.confirm(asked, person=jeanne, at=NOON + DAY)

    asked = fresh(asked)
    assert (asked.state, asked.person, asked.waiting_since) == ("open", jeanne, NOON + DAY)
    assert letters("question_copy") == ["jeanne@exemple.fr"]
    assert letters("message_waiting") == ["fleur@exemple.fr", "thomas@exemple.fr"]
    assert told(asked) == [Event.QUESTION_CONFIRMED]


def test_an_address_answers_once():
    asked = conversations.ask("jeanne@exemple.fr", text=QUESTION, at=NOON)
    jeanne = candidate("jeanne@exemple.fr")
    conversations.confirm(asked, person=jeanne, at=NOON)

    with pytest.raises(StaleLink):
        conversations.confirm(asked, person=jeanne, at=NOON)


def test_an_empty_question_is_refused():
    with pytest.raises(conversations.EmptyMessage):
        conversations.ask("jeanne@exemple.fr", text="  \n", at=NOON)
    assert not Conversation.objects.exists()


def test_a_founder_who_asks_does_not_wait_for_themselves(fleur, thomas):
    conversations.ask_as(fleur, text=QUESTION, at=NOON)

    assert letters("message_waiting") == ["thomas@exemple.fr"]
    assert not Conversation.objects.waiting(fleur).exists()
    assert Conversation.objects.waiting(thomas).count() == 1


# --- answered ---


def test_an_answer_leaves_with_the_question_quoted(fleur):
    thread = conversation(QUESTION)

    conversations.answer(thread, by=fleur, text="Non, mais on s’y voit.", at=NOON)

    letter = Letter.objects.get()
    assert (letter.to, fresh(thread).state) == (thread.person.email, "answered")
    assert "Non, mais on s’y voit." in letter.text
    assert f"> {QUESTION}" in letter.text
    assert "<blockquote>" in letter.html


def test_the_person_writes_again_and_waits_since_then(fleur):
    thread = conversation()
    conversations.answer(thread, by=fleur, text="Non.", at=NOON)

    conversations.write(thread, text="Et le train ?", at=NOON + DAY)
    conversations.write(thread, text="J’oubliais…", at=NOON + 2 * DAY)

    assert fresh(thread).waiting_since == NOON + DAY
    assert letters("message_waiting") == ["fleur@exemple.fr"] * 2


def test_a_second_click_adds_nothing(fleur):
    thread, key = conversation(), "7d5a5ab0-0001-4000-8000-000000000001"

    for _ in range(2):
        conversations.answer(thread, by=fleur, text="Non.", at=NOON, key=key)

    assert Message.objects.filter(side="founders").count() == 1
    assert len(letters("message_answered")) == 1


def test_the_longest_wait_comes_first_and_three_days_are_known(fleur):
    young, old = conversation(at=NOON), conversation(at=NOON - 4 * DAY)

    waiting = Conversation.objects.waiting(fleur)

    assert list(waiting) == [old, young]
    assert list(waiting.since(NOON - 3 * DAY)) == [old]


# --- closed, opened again ---


def test_a_founder_closes_and_the_letter_says_how_to_open_again(fleur):
    thread = conversation()
    last = thread.messages.last().pk

    conversations.close(thread, by=fleur, seen=last, at=NOON)

    assert fresh(thread).state == ConversationState.CLOSED
    assert "vous pouvez la rouvrir" in Letter.objects.get().text
    with pytest.raises(conversations.AlreadyClosed):
        conversations.close(thread, by=fleur, seen=last, at=NOON)


@pytest.mark.parametrize("side", ["person", "founder"])
def test_writing_in_a_closed_thread_opens_it_again(fleur, side):
    thread = conversation()
    conversations.close(thread, by=fleur, seen=thread.messages.last().pk, at=NOON)

    if side == "person":
        conversations.write(thread, text="Encore un mot", at=NOON + DAY)
    else:
        conversations.answer(thread, by=fleur, text="Encore un mot", at=NOON + DAY)

    expected = {"person": ConversationState.OPEN, "founder": ConversationState.ANSWERED}[side]
    assert (fresh(thread).state, fresh(thread).closed_at) == (expected, None)


def test_one_does_not_close_over_words_that_one_has_not_read(fleur):
    thread = conversation()
    seen = thread.messages.last().pk
    conversations.write(thread, text="Attendez !", at=NOON)

    with pytest.raises(conversations.NewWords):
        conversations.close(thread, by=fleur, seen=seen, at=NOON)


# --- silence ---


def answered(fleur, *, at=NOON, **more):
    thread = conversation(at=at, **more)
    conversations.answer(thread, by=fleur, text="Non.", at=at)
    return thread


def test_sixty_days_of_silence_close_a_thread_after_one_warning(fleur):
    thread = answered(fleur)

    with pytest.raises(conversations.StillWaited):
        conversations.warn_of_silence(thread, at=NOON + 52 * DAY)
    conversations.warn_of_silence(thread, at=NOON + 53 * DAY + timedelta(hours=1))
    with pytest.raises(conversations.StillWaited):
        conversations.warn_of_silence(thread, at=NOON + 54 * DAY)
    with pytest.raises(conversations.StillWaited):
        conversations.lapse(thread, at=NOON + 60 * DAY)
    conversations.lapse(thread, at=NOON + 60 * DAY + timedelta(hours=2))

    assert fresh(thread).state == ConversationState.CLOSED
    assert (letters("thread_quiet"), letters("thread_closed")) == (
        [thread.person.email],
        [thread.person.email],
    )


def test_a_word_after_the_warning_keeps_the_thread(fleur):
    thread = answered(fleur)
    conversations.warn_of_silence(thread, at=NOON + 54 * DAY)
    conversations.write(thread, text="Je suis là", at=NOON + 55 * DAY)
    conversations.answer(thread, by=fleur, text="Nous aussi", at=NOON + 56 * DAY)

    with pytest.raises(conversations.StillWaited):
        conversations.lapse(thread, at=NOON + 70 * DAY)


def test_who_waits_for_an_answer_is_never_closed_by_the_clock(fleur):
    thread = conversation(at=NOON)

    with pytest.raises(conversations.StillWaited):
        conversations.warn_of_silence(thread, at=NOON + 400 * DAY)


@pytest.mark.parametrize("state", [State.CROSSED, State.PAUSED, State.INVITED])
def test_a_candidature_under_way_keeps_its_thread(fleur, state):
    dossier = application(state)
    thread = answered(fleur, person=dossier.person, application=dossier)

    with pytest.raises(conversations.StillWaited):
        conversations.warn_of_silence(thread, at=NOON + 400 * DAY)


def test_a_question_never_confirmed_goes_after_seven_days():
    asked = conversations.ask("jeanne@exemple.fr", text=QUESTION, at=NOON)

    with pytest.raises(conversations.StillWaited):
        conversations.forget(asked, at=NOON + 7 * DAY)
    conversations.forget(asked, at=NOON + 7 * DAY + timedelta(seconds=1))

    assert (Conversation.objects.count(), Message.objects.count()) == (0, 0)


def test_the_post_forgets_the_address_of_a_question_never_confirmed():
    asked = conversations.ask("jeanne@exemple.fr", text=QUESTION, at=NOON)

    conversations.forget(asked, at=NOON + 8 * DAY)

    letter = Letter.objects.get()
    assert (letter.to, letter.text, letter.state) == ("effacee@coopstudio.invalid", "", "failed")


def test_the_round_does_each_thing_once_and_may_run_twice(fleur):
    conversations.ask("jeanne@exemple.fr", text=QUESTION, at=NOON - 400 * DAY)
    quiet = answered(fleur, at=NOON - 400 * DAY)

    tend_conversations()
    tend_conversations()

    assert list(Conversation.objects.all()) == [quiet]
    assert (letters("thread_quiet"), letters("thread_closed")) == ([quiet.person.email], [])


# --- a candidature ---


def test_candidater_makes_the_thread_that_of_the_draft():
    version, thread = call_version(), conversation()

    begun = conversations.become_application(thread, by=thread.person, at=NOON)

    assert (begun.version, begun.person, begun.email) == (
        version,
        thread.person,
        thread.person.email,
    )
    assert fresh(thread).application == begun
    assert Letter.objects.count() == 0


def test_a_draft_begun_before_takes_the_thread():
    thread = conversation()
    begun = draft(person=thread.person, confirmed_at=NOON, email=thread.email)

    assert conversations.become_application(thread, by=thread.person, at=NOON) == begun
    with pytest.raises(conversations.AlreadyLinked):
        conversations.become_application(thread, by=thread.person, at=NOON)


def test_a_thread_outlives_the_draft_that_was_left():
    thread = conversation()
    call_version()
    conversations.become_application(thread, by=thread.person, at=NOON).delete()

    assert fresh(thread).application is None


def test_without_an_open_call_the_question_stays_a_question():
    thread = conversation()

    with pytest.raises(conversations.NoCall):
        conversations.become_application(thread, by=thread.person, at=NOON)
    assert not Application.objects.exists()


def test_any_candidature_may_have_a_thread_begun_by_either_side(fleur):
    dossier = application(State.READING)

    thread = conversations.thread_of(dossier, at=NOON)
    conversations.answer(thread, by=fleur, text="Une précision ?", at=NOON)

    assert conversations.thread_of(dossier, at=NOON) == thread
    assert "Vous aviez écrit" not in Letter.objects.get().text


def test_a_no_leaves_the_thread_open_for_three_months(fleur):
    dossier = application(State.DECLINED)
    decision_of(dossier, outcome="decline", body="Non", told_by=fleur, told_at=NOON,
        letter=letter(),
    )  # fmt: skip
    thread = conversations.thread_of(dossier, at=NOON)

    conversations.write(thread, text="Pourquoi ?", at=NOON + 89 * DAY)
    with pytest.raises(conversations.TooLate):
        conversations.write(thread, text="Pourquoi ?", at=NOON + 91 * DAY)


# --- at the same second ---


@pytest.mark.django_db(transaction=True)
def test_two_founders_answer_at_the_same_second_and_both_answers_leave(fleur, thomas):
    thread = conversation()

    raised = together(
        lambda: conversations.answer(thread, by=fleur, text="Non.", at=NOON),
        lambda: conversations.answer(thread, by=thomas, text="Non, venez.", at=NOON),
    )

    assert raised == []
    assert sorted(thread.messages.filter(side="founders").values_list("text", flat=True)) == [
        "Non, venez.",
        "Non.",
    ]
    assert len(letters("message_answered")) == 2


@pytest.mark.django_db(transaction=True)
def test_closing_while_another_answers_loses_neither(fleur, thomas):
    thread = conversation()
    seen = thread.messages.last().pk

    raised = together(
        lambda: conversations.close(thread, by=fleur, seen=seen, at=NOON),
        lambda: conversations.answer(thread, by=thomas, text="Venez.", at=NOON),
    )

    assert raised == []
    assert thread.messages.filter(text="Venez.").exists()
    assert len(letters("thread_closed")) == len(letters("message_answered")) == 1


@pytest.mark.django_db(transaction=True)
def test_closing_while_the_person_writes_never_hides_their_words(fleur):
    thread = conversation()
    seen = thread.messages.last().pk

    raised = together(
        lambda: conversations.close(thread, by=fleur, seen=seen, at=NOON),
        lambda: conversations.write(thread, text="Attendez !", at=NOON),
    )

    assert {type(one) for one in raised} <= {conversations.NewWords}
    assert fresh(thread).state == ConversationState.OPEN


@pytest.mark.django_db(transaction=True)
def test_a_link_pressed_twice_at_once_confirms_once(fleur):
    asked = conversations.ask("jeanne@exemple.fr", text=QUESTION, at=NOON)
    jeanne = candidate("jeanne@exemple.fr")

    def press():
        conversations.confirm(asked, person=jeanne, at=NOON)

    raised = together(press, press)

    assert [type(one) for one in raised] == [StaleLink]
    assert len(letters("question_copy")) == 1


@pytest.mark.django_db(transaction=True)
def test_two_first_messages_about_a_candidature_share_one_thread():
    dossier = application(State.READING)

    raised = together(*[lambda: conversations.thread_of(dossier, at=NOON)] * 2)

    assert (raised, Conversation.objects.count()) == ([], 1)
