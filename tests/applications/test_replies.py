"""What is answered by e-mail: the words of who it was sent to, and of nobody else."""

from datetime import timedelta

import pytest

from applications import replies
from applications.actions import conversations, decisions
from applications.models import Conversation, Message
from applications.states import Stance, State
from coopstudio.journal.api import history
from coopstudio.mail.inbound.addresses import asked_at, reply_address
from coopstudio.mail.inbound.door import take_in
from coopstudio.mail.models import Arrival, Letter
from coopstudio.mail.post import as_message
from members.models import Office
from tests.applications.factories import NOON, application, conversation
from tests.mail.test_inbound import HOUSE, plain, raw
from tests.members.factories import founder, person

pytestmark = pytest.mark.django_db
Outcome = Arrival.Outcome


@pytest.fixture(autouse=True)
def house(settings):
    settings.REPLY_ADDRESS = HOUSE


@pytest.fixture
def fleur():
    return founder(email="fleur@exemple.fr")


@pytest.fixture
def jeanne():
    return person("Jeanne", "Colin", email="jeanne@exemple.fr")


@pytest.fixture
def thread(jeanne):
    return conversation(person=jeanne)


def sent_by(who, thread, text="Oui, en train.", **headers):
    to = reply_address("fil", thread.pk, who.pk)
    return take_in(plain(text, **{"From": who.email, "To": to, **headers}), at=NOON)


def said(thread):
    found = thread.messages.order_by("pk").values_list("side", "way", "text")
    return list(found)[1:]  # after the question


def fresh(thread):
    return Conversation.objects.get(pk=thread.pk)


# --- both ways ---


def test_the_person_answers_by_mail_and_the_thread_waits_for_us(fleur, jeanne, thread):
    conversations.answer(thread, by=fleur, text="Venez-vous ?", at=NOON)

    arrival = sent_by(jeanne, thread)

    assert arrival.outcome == Outcome.TAKEN
    assert said(thread)[1:] == [("person", "mail", "Oui, en train.")]
    assert fresh(thread).state == "open"
    assert Letter.objects.filter(kind="applications.message_waiting").get().to == fleur.email


def test_a_founder_answers_by_mail_and_the_person_receives_it(fleur, jeanne, thread):
    arrival = sent_by(fleur, thread, "Non, venez comme vous êtes.")

    assert arrival.outcome == Outcome.TAKEN
    assert said(thread) == [("founders", "mail", "Non, venez comme vous êtes.")]
    assert Message.objects.get(side="founders").author == fleur
    assert Letter.objects.get().to == jeanne.email


def test_a_mail_of_a_real_machine_goes_the_whole_way(fleur, jeanne, thread):
    token = reply_address("fil", thread.pk, jeanne.pk).partition("+")[2].partition("@")[0]

    arrival = take_in(raw("gmail_fr", token=token), at=NOON)

    assert arrival.outcome == Outcome.TAKEN
    assert thread.messages.last().text.startswith("Bonjour Fleur,\n\nMerci, c’est clair !")


def test_our_letters_say_where_to_answer_and_hold_the_thread_together(fleur, jeanne, thread):
    sent_by(jeanne, thread, "Par la poste.", Message_ID="<leur-mail@exemple.fr>")

    conversations.answer(thread, by=fleur, text="Bien reçu.", at=NOON)

    message = as_message(Letter.objects.get(kind="applications.message_answered")).message()
    assert asked_at(message["Reply-To"]) == ("fil", [thread.pk, jeanne.pk])
    assert message["In-Reply-To"] == "<leur-mail@exemple.fr>"
    assert message["References"].split() == [
        f"<fil-{thread.key}@localhost>",
        "<leur-mail@exemple.fr>",
    ]
    assert message["Auto-Submitted"] == "auto-generated"


def test_each_reader_has_an_address_of_their_own(fleur, jeanne, thread):
    conversations.write(thread, text="Encore", at=NOON)
    conversations.answer(thread, by=fleur, text="Oui", at=NOON)

    asked = {letter.to: asked_at(letter.reply_to)[1] for letter in Letter.objects.all()}

    assert asked == {
        fleur.email: [thread.pk, fleur.pk],
        jeanne.email: [thread.pk, jeanne.pk],
    }


def test_without_a_box_letters_say_to_answer_on_the_site(settings, fleur, thread):
    settings.REPLY_ADDRESS = ""

    conversations.answer(thread, by=fleur, text="Oui", at=NOON)

    letter = Letter.objects.get()
    assert letter.reply_to == ""
    assert "répondez à ce message" not in letter.text
    assert "écrivez sur notre page" in letter.text


def test_a_mail_to_a_closed_thread_opens_it_again(fleur, jeanne, thread):
    conversations.close(thread, by=fleur, seen=thread.messages.last().pk, at=NOON)

    sent_by(jeanne, thread)

    assert (fresh(thread).state, fresh(thread).closed_at) == ("open", None)


def test_the_address_of_the_question_is_known_after_the_person_has_another(jeanne, thread):
    jeanne.email = "jeanne.colin@ailleurs.fr"
    jeanne.save()

    to = reply_address("fil", thread.pk, jeanne.pk)
    arrival = take_in(plain("Oui", From="jeanne@exemple.fr", To=to), at=NOON)

    assert arrival.outcome == Outcome.TAKEN


# --- what is not theirs ---


def test_another_address_is_kept_aside_and_never_taken_for_the_person(fleur, jeanne, thread):
    arrival = sent_by(jeanne, thread, "C’est moi, promis.", From="autre@ailleurs.fr")

    assert arrival.outcome == Outcome.ASIDE
    assert said(thread) == [("stray", "mail", "C’est moi, promis.")]
    assert list(thread.messages.of_the_thread().values_list("side", flat=True)) == ["person"]
    assert fresh(thread).waiting_since == NOON
    assert [letter.to for letter in Letter.objects.all()] == [fleur.email]


def test_a_founder_who_writes_from_elsewhere_does_not_answer_as_a_founder(fleur, jeanne, thread):
    arrival = sent_by(fleur, thread, From="fleur.perso@ailleurs.fr")

    assert arrival.outcome == Outcome.ASIDE
    assert not Letter.objects.filter(to=jeanne.email).exists()


def test_who_was_a_founder_answers_no_more(fleur, thread):
    Office.objects.filter(person=fleur).update(ended_on=NOON.date() - timedelta(days=1))

    assert sent_by(fleur, thread).outcome == Outcome.NOBODY
    assert said(thread) == []


@pytest.mark.parametrize("numbers", [(0, 0), (10**12, 1), (1,), (1, 2, 3)])
def test_a_thread_that_is_not_there_receives_nothing(numbers):
    to = reply_address("fil", *numbers)

    assert take_in(plain("Oui", To=to), at=NOON).outcome == Outcome.NOBODY


def test_a_question_not_confirmed_receives_nothing(jeanne):
    asked = conversations.ask("jeanne@exemple.fr", text="Alors ?", at=NOON)

    assert sent_by(jeanne, asked).outcome == Outcome.NOBODY


@pytest.mark.parametrize("name", ["vacation_fr", "vacation_bare", "list", "bounce", "null_sender"])
def test_machines_never_speak_in_a_thread_nor_make_us_write(fleur, jeanne, thread, name):
    token = reply_address("fil", thread.pk, jeanne.pk).partition("+")[2].partition("@")[0]

    assert take_in(raw(name, token=token), at=NOON).outcome == Outcome.AUTOMATIC
    assert (said(thread), Letter.objects.count()) == ([], 0)


def test_our_own_letter_that_comes_back_makes_no_loop(fleur, jeanne, thread):
    conversations.answer(thread, by=fleur, text="Oui", at=NOON)
    letter = Letter.objects.get()

    arrival = take_in(
        as_message(letter)
        .as_bytes()
        .replace(b"To: jeanne@exemple.fr", b"To: " + letter.reply_to.encode()),
        at=NOON,
    )

    assert arrival.outcome == Outcome.AUTOMATIC
    assert Letter.objects.count() == 1


def test_a_flood_is_stopped(fleur, jeanne, thread):
    for number in range(replies.MOST):
        sent_by(jeanne, thread, Message_ID=f"<{number}@exemple.fr>")

    arrival = sent_by(jeanne, thread, Message_ID="<de-trop@exemple.fr>")

    assert arrival.outcome == Outcome.REFUSED
    assert len(said(thread)) == replies.MOST


def heavy(who, thread, **headers):
    to = reply_address("fil", thread.pk, who.pk)
    raw = plain("", **{"From": who.email, "To": to, "Message_ID": "<lourd@exemple.fr>", **headers})
    return take_in(raw, at=NOON, is_heavy=True)


def test_what_weighs_too_much_is_not_lost_in_silence(client, fleur, jeanne, thread):
    assert heavy(jeanne, thread).outcome == Outcome.HEAVY

    letter = Letter.objects.get()
    assert (letter.to, letter.kind) == (jeanne.email, "applications.reply_refused")
    assert "n’est pas entrée dans la conversation" in letter.text
    client.force_login(fleur)
    assert "n’ont pas été prises" in client.get(thread.get_absolute_url()).text
    client.force_login(jeanne)
    assert "n’ont pas été prises" not in client.get(f"/ma-question/{thread.pk}/").text


def test_after_three_months_the_person_is_told_how_to_write(fleur, jeanne):
    mine = application(State.MET, person=jeanne)
    decisions.propose_parting(mine, by=fleur, at=NOON, kind="other", words="Pas cette fois.")
    said_too = {"outcome": "decline", "stance": Stance.CONSENT}
    decisions.take_position(mine, by=founder("Thomas", "Marshall"), at=NOON, **said_too)
    decisions.send_answer(mine, by=fleur, at=NOON)
    thread = conversation(person=jeanne, application=mine)

    to = reply_address("fil", thread.pk, jeanne.pk)
    late = NOON + timedelta(days=100)
    assert take_in(plain("Et ?", To=to), at=late).outcome == Outcome.REFUSED

    told = Letter.objects.get(kind="applications.reply_refused")
    assert (told.to, "Posez une nouvelle question" in told.text) == (jeanne.email, True)
    assert said(thread) == []


def test_the_letter_of_an_answer_is_answered_in_the_thread_of_the_candidature(fleur, jeanne):
    mine = application(State.MET, person=jeanne)
    decisions.propose_parting(mine, by=fleur, at=NOON, kind="other", words="Pas cette fois.")
    said_too = {"outcome": "decline", "stance": Stance.CONSENT}
    decisions.take_position(mine, by=founder("Thomas", "Marshall"), at=NOON, **said_too)
    to = decisions.send_answer(mine, by=fleur, at=NOON).letter.reply_to

    for number, sender in enumerate((jeanne.email, "autre@exemple.fr")):
        mail = plain("Pourquoi ?", From=sender, To=to, Message_ID=f"<{number}@exemple.fr>")
        take_in(mail, at=NOON)

    thread = Conversation.objects.get(application=mine)
    assert list(thread.messages.values_list("side", "text")) == [
        ("person", "Pourquoi ?"),
        ("stray", "Pourquoi ?"),
    ]
    assert Letter.objects.filter(kind="applications.message_waiting", to=fleur.email).exists()


def test_a_refusal_is_said_once_a_day_and_never_to_a_stranger_nor_a_machine(jeanne, thread):
    for number in range(3):
        heavy(jeanne, thread, Message_ID=f"<{number}@exemple.fr>")
    heavy(jeanne, thread, From="autre@ailleurs.fr", Message_ID="<autre@exemple.fr>")
    heavy(jeanne, thread, Auto_Submitted="auto-replied", Message_ID="<robot@exemple.fr>")

    assert [letter.to for letter in Letter.objects.all()] == [jeanne.email]
    assert len(history(thread)) == 1


OWN = "mx.studio.example"


@pytest.mark.parametrize(
    ("proofs", "outcome"),
    [
        (f"{OWN}; dmarc=fail; spf=pass", Outcome.ASIDE),
        (f"{OWN}; spf=fail; dkim=none", Outcome.ASIDE),
        (f"{OWN}; spf=fail; dkim=pass", Outcome.TAKEN),
        (f"{OWN}; dmarc=pass; spf=fail", Outcome.TAKEN),
        ("mx.ailleurs.example; dmarc=fail", Outcome.TAKEN),
        (f"{OWN}; none", Outcome.TAKEN),
    ],
)
def test_nobody_speaks_as_a_founder_against_the_proofs_of_our_server(
    settings, fleur, jeanne, thread, proofs, outcome
):
    settings.INBOUND_AUTHSERV = OWN

    arrival = sent_by(fleur, thread, "Non, venez.", Authentication_Results=proofs)

    assert arrival.outcome == outcome
    is_taken = outcome == Outcome.TAKEN
    assert Letter.objects.filter(to=jeanne.email).exists() == is_taken


# --- what is joined ---


def test_a_paper_is_refused_with_a_letter_and_the_words_are_kept(fleur, jeanne, thread):
    token = reply_address("fil", thread.pk, jeanne.pk).partition("+")[2].partition("@")[0]

    take_in(raw("apple_mail_with_paper", token=token), at=NOON)

    assert said(thread) == [
        ("person", "mail", "Voici mon CV en pièce jointe.\nDites-moi s’il se lit bien.")
    ]
    letter = Letter.objects.get(kind="applications.paper_refused")
    assert letter.to == jeanne.email
    assert "Ce que vous avez écrit est bien arrivé." in letter.text


def test_a_paper_alone_says_nothing_and_its_sender_is_told_once(jeanne, thread):
    token = reply_address("fil", thread.pk, jeanne.pk).partition("+")[2].partition("@")[0]

    for _ in range(2):
        arrival = take_in(raw("only_a_paper", token=token), at=NOON)

    assert arrival.outcome == Outcome.EMPTY
    assert "nous n’avons donc rien reçu" in Letter.objects.get().text


def test_a_stranger_who_joins_papers_is_not_written_to(jeanne, thread):
    to = reply_address("fil", thread.pk, jeanne.pk)
    mail = raw("only_a_paper", token=to.partition("+")[2].partition("@")[0])

    take_in(mail.replace(b"jeanne@exemple.fr", b"autre@ailleurs.fr"), at=NOON)

    assert not Letter.objects.exists()
