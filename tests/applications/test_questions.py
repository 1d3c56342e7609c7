"""The pages of a conversation: where one asks, where one follows, where founders answer."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from applications import limits, links
from applications.actions import conversations, faq, readings
from applications.models import Application, Conversation, FaqEntry, Message
from applications.states import State
from coopstudio.mail.models import Letter
from tests.applications.factories import NOON, application, call_version, candidate, conversation
from tests.members.factories import founder, person

pytestmark = pytest.mark.django_db
ASKED = {"email": "jeanne@exemple.fr", "text": "Faut-il habiter la région ?"}


@pytest.fixture
def fleur():
    return founder(email="fleur@exemple.fr")


@pytest.fixture
def thomas():
    return founder("Thomas", "Marshall")


@pytest.fixture
def jeanne():
    return person("Jeanne", "Colin", email="jeanne@exemple.fr")


def link_of(email="jeanne@exemple.fr"):
    """The address of the last letter to confirm, as its reader finds it."""
    letter = Letter.objects.filter(to=email, kind="applications.question_link").latest("pk")
    return re.search(r"https?://[^/]+(/questions/confirmation/\S+)", letter.text)[1]


# --- to ask ---


def test_a_stranger_asks_without_an_account(client, fleur):
    assert client.get("/questions/").status_code == 200

    page = client.post("/questions/", ASKED)

    assert "Une lettre vient de partir à jeanne@exemple.fr" in page.text
    assert Conversation.objects.get().state == "to_confirm"


def test_a_mistyped_address_is_corrected_without_typing_the_question_again(client):
    page = client.post("/questions/", ASKED)

    assert "Ce n’est pas la bonne adresse" in page.text
    assert page.context["again"]["text"].as_hidden() in page.text


def test_a_refused_question_keeps_every_word(client):
    page = client.post("/questions/", {"email": "jeanne", "text": "Une longue question"})

    assert page.status_code == 422
    assert "<title>Erreur" in page.text
    assert "Une longue question" in page.text
    assert list(page.context["form"].fields)[:2] == ["text", "email"]
    assert not Conversation.objects.exists()


def test_a_machine_that_fills_everything_believes_it_was_heard(client):
    page = client.post("/questions/", {**ASKED, "site": "https://spam.example"})

    assert page.status_code == 200
    assert (Conversation.objects.count(), Letter.objects.count()) == (0, 0)


def test_an_address_receives_three_letters_a_day_and_no_more(client):
    answers = [client.post("/questions/", ASKED).status_code for _ in range(4)]

    assert answers == [200, 200, 200, 429]
    assert Letter.objects.count() == limits.TO_AN_ADDRESS


def test_a_machine_asks_twenty_times_an_hour_and_no_more(client):
    for number in range(limits.FROM_A_MACHINE):
        client.post("/questions/", {**ASKED, "email": f"n{number}@exemple.fr"})

    assert client.post("/questions/", {**ASKED, "email": "de@trop.fr"}).status_code == 429


def test_who_is_signed_in_asks_without_a_letter(client, fleur, jeanne):
    client.force_login(jeanne)

    answer = client.post("/questions/", {"text": "Et le train ?"})

    thread = Conversation.objects.get()
    assert answer["Location"] == f"/ma-question/{thread.pk}/"
    assert (thread.state, thread.person) == ("open", jeanne)


# --- to confirm ---


def test_looking_at_the_link_confirms_nothing_and_the_button_does_once(client, fleur):
    client.post("/questions/", ASKED)
    link = link_of()

    for _ in range(2):
        assert "Faut-il habiter" in client.get(link).text
    assert Conversation.objects.get().state == "to_confirm"

    answer = client.post(link)
    thread = Conversation.objects.get()
    assert answer["Location"] == f"/ma-question/{thread.pk}/"
    assert "Faut-il habiter" in client.get(answer["Location"]).text
    assert client.post(link).status_code == 410
    assert client.get(link).status_code == 410


def test_a_person_is_known_only_once_their_address_answers(client):
    people = set(candidate("autre@exemple.fr").__class__.objects.all())
    client.post("/questions/", ASKED)
    model = next(iter(people)).__class__
    assert set(model.objects.all()) == people

    client.post(link_of())

    assert model.objects.exclude(pk__in=[one.pk for one in people]).get().email == ASKED["email"]


def test_a_link_too_old_gives_another_and_the_words_are_not_lost(client, monkeypatch):
    client.post("/questions/", ASKED)
    old = link_of()
    monkeypatch.setattr(links, "CONFIRMATION_HOURS", -1)
    assert "Recevoir un nouveau lien" in client.get(old).text
    monkeypatch.undo()

    client.post(f"{old}lien/")

    assert client.post(link_of()).status_code == 302


@pytest.mark.parametrize("token", ["abc", "a:b:c", "%20"])
def test_a_link_that_was_never_ours_opens_nothing(client, token):
    assert client.get(f"/questions/confirmation/{token}/").status_code == 410
    assert client.post(f"/questions/confirmation/{token}/lien/").status_code == 404


def test_who_holds_an_office_is_not_signed_in_by_a_link(client, fleur):
    client.post("/questions/", {**ASKED, "email": "fleur@exemple.fr"})

    answer = client.post(link_of("fleur@exemple.fr"))

    assert answer["Location"] == "/compte/login/"
    assert "_auth_user_id" not in client.session


# --- to follow ---


def test_each_sees_their_own_threads_only(client, jeanne):
    mine, other = conversation(person=jeanne), conversation()
    client.force_login(jeanne)

    assert client.get("/ma-question/")["Location"] == f"/ma-question/{mine.pk}/"
    assert client.get(f"/ma-question/{mine.pk}/").status_code == 200
    assert client.get(f"/ma-question/{other.pk}/").status_code == 404
    assert client.post(f"/ma-question/{other.pk}/", {"text": "Moi"}).status_code == 404
    assert client.get(f"/conversations/{mine.pk}/").status_code == 404


def test_the_person_goes_on_and_a_second_click_says_nothing_twice(client, jeanne):
    thread = conversation(person=jeanne)
    client.force_login(jeanne)
    sent = {"text": "Et le train ?", "once": "7d5a5ab0-0001-4000-8000-000000000001"}

    for _ in range(2):
        client.post(f"/ma-question/{thread.pk}/", sent)

    assert thread.messages.filter(text="Et le train ?").count() == 1


def test_what_came_from_another_address_is_not_on_the_person_s_page(client, fleur, jeanne):
    thread = conversation(person=jeanne)
    conversations.keep_aside(
        thread, sender="autre@ailleurs.fr", text="Un intrus", at=NOON, message_id="<1@x>"
    )

    client.force_login(jeanne)
    mine = client.get(f"/ma-question/{thread.pk}/").text
    client.force_login(fleur)
    theirs = client.get(f"/conversations/{thread.pk}/").text

    assert ("Un intrus" in mine, "Un intrus" in theirs) == (False, True)
    assert "Écrit depuis une autre adresse" in theirs
    assert "autre@ailleurs.fr" in theirs


def test_candidater_takes_the_thread_along(client, jeanne):
    call_version()
    thread = conversation(person=jeanne)
    client.force_login(jeanne)

    answer = client.post(f"/ma-question/{thread.pk}/candidature/")

    assert answer["Location"] == "/candidater/"
    assert Application.objects.get().conversation == thread


def test_words_are_words_and_never_a_page(client, fleur, jeanne):
    thread = conversation("<script>alert(1)</script>\n\n<b>gras</b>", person=jeanne)

    for who, place in ((jeanne, "ma-question"), (fleur, "conversations")):
        client.force_login(who)
        page = client.get(f"/{place}/{thread.pk}/").text
        assert "<script>alert" not in page
        assert "&lt;b&gt;gras" in page


# --- the inbox ---


def test_the_inbox_says_who_waits_since_when_the_longest_first(client, fleur):
    conversation("La plus récente", at=timezone.now())
    conversation("La plus ancienne", at=timezone.now() - timedelta(days=9))
    client.force_login(fleur)

    page = client.get("/conversations/").text

    assert page.index("La plus ancienne") < page.index("La plus récente")
    assert "jours ouvrés" in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_inbox_asks_as_little_for_thirty_threads_as_for_one(
    client, fleur, count, django_assert_max_num_queries
):
    for number in range(count):
        dossier = application(State.SUBMITTED) if number % 2 else None
        who = dossier.person if dossier else None
        conversation(f"Question {number}", person=who, application=dossier)
    client.force_login(fleur)

    with django_assert_max_num_queries(13):
        client.get("/conversations/")


def test_pages_follow_a_bookmark_and_every_thread_is_met_once(client, fleur):
    threads = [
        conversation(f"Question {n}", at=NOON + timedelta(minutes=n // 3)) for n in range(60)
    ]
    client.force_login(fleur)
    met, address = [], "/conversations/"

    while address:
        page = client.get(address).text
        met += [int(pk) for pk in re.findall(r'row__title" href="/conversations/(\d+)/"', page)]
        found = re.search(r'rel="next" href="([^"]+)"', page)
        address = f"/conversations/{found[1].replace('&amp;', '&')}" if found else ""

    assert met == [thread.pk for thread in threads]


def test_a_founder_answers_then_closes(client, fleur, jeanne):
    thread = conversation(person=jeanne)
    client.force_login(fleur)

    client.post(f"/conversations/{thread.pk}/", {"text": "Non, on s’y voit."})
    client.post(f"/conversations/{thread.pk}/cloture/", {"seen": thread.messages.last().pk})

    kinds = Letter.objects.filter(to=jeanne.email).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["applications.message_answered", "applications.thread_closed"]


def test_closing_without_having_read_the_last_word_is_refused(client, fleur, jeanne):
    thread = conversation(person=jeanne)
    client.force_login(fleur)

    page = client.post(f"/conversations/{thread.pk}/cloture/", {"seen": "x"}, follow=True)

    assert "lisez d’abord" in page.text
    assert Conversation.objects.get().state == "open"


def test_a_founder_does_not_meet_their_own_thread_from_the_other_side(client, fleur, thomas):
    mine = conversations.ask_as(fleur, text="Et moi ?", at=NOON)
    client.force_login(fleur)

    assert client.get(f"/conversations/{mine.pk}/").status_code == 404
    assert "Et moi" not in client.get("/conversations/").text
    assert client.get(f"/ma-question/{mine.pk}/").status_code == 200


# --- blindness ---


def folded_thread():
    who = candidate("ousmane.diarra@exemple.fr", first_name="Ousmane", last_name="Diarra")
    dossier = application(person=who, email=who.email, phone="+33612345678")
    text = "Ici Ousmane DIARRA, 06 12 34 56 78, ousmane.diarra@exemple.fr. Une question ?"
    return conversation(text, person=who, application=dossier)


def test_a_thread_does_not_say_who_candidates_before_one_has_read(client, fleur, thomas):
    thread = folded_thread()
    conversations.write(thread, text="C’est encore Ousmane.", at=NOON)
    conversations.keep_aside(
        thread, sender="o.diarra@ailleurs.fr", text="Diarra ici", at=NOON, message_id="<1@x>"
    )
    client.force_login(fleur)

    number = thread.application.number
    places = ["/conversations/", f"/conversations/{thread.pk}/", f"/candidatures/{number}/"]
    pages = "".join(client.get(place).text for place in places).lower()

    for word in ("ousmane", "diarra", "06 12", "34 56"):
        assert word not in pages
    assert "une question ?" in pages.replace("\u202f", " ")
    assert f"candidature {number:03}" in pages


def test_the_thread_unfolds_with_my_reading_and_not_with_another_s(client, fleur, thomas):
    thread = folded_thread()
    readings.write_reading(thread.application, by=thomas, at=NOON, touches="Oui", wish="yes")
    client.force_login(fleur)
    assert "Ousmane" not in client.get(f"/conversations/{thread.pk}/").text

    client.force_login(thomas)

    assert "Ousmane DIARRA" in client.get(f"/conversations/{thread.pk}/").text


def test_letters_to_founders_never_say_who_writes(fleur, thomas):
    thread = folded_thread()
    readings.write_reading(thread.application, by=thomas, at=NOON, touches="Oui", wish="yes")

    conversations.write(thread, text="C’est encore Ousmane Diarra.", at=NOON)
    conversations.keep_aside(
        thread, sender="o.diarra@ailleurs.fr", text="Diarra ici", at=NOON, message_id="<1@x>"
    )

    letters = Letter.objects.filter(to__in=[fleur.email, thomas.email], kind__contains="message_")
    words = "".join(f"{one.subject}{one.text}{one.html}" for one in letters).lower()
    assert letters.count() == 4
    assert not re.search("ousmane|diarra", words)


def test_a_draft_does_not_show_in_its_thread(client, fleur, jeanne):
    call_version()
    thread = conversation(person=jeanne)
    client.force_login(fleur)

    def page():
        answer = client.get(f"/conversations/{thread.pk}/")
        return re.sub(r'name="(once|csrfmiddlewaretoken)"[^>]*', "", answer.text)

    before = page()
    conversations.become_application(thread, by=jeanne, at=NOON)

    assert page() == before


# --- a candidature and its thread ---


def test_both_sides_write_from_the_candidature(client, fleur):
    dossier = application(State.READING)
    client.force_login(fleur)
    client.post(f"/candidatures/{dossier.number}/message/", {"text": "Une précision ?"})

    client.force_login(dossier.person)
    page = client.get(f"/ma-candidature/{dossier.number}/").text
    client.post(f"/ma-candidature/{dossier.number}/message/", {"text": "La voici."})

    assert "Une précision" in page
    texts = Message.objects.order_by("pk").values_list("text", flat=True)
    assert list(texts) == ["Une précision ?", "La voici."]
    assert Conversation.objects.count() == 1


def test_a_message_too_long_stays_in_the_page_where_it_was_written(client, fleur):
    dossier = application(State.READING)
    novel = "Un mot. " * 1500

    for who, place in ((fleur, "candidatures"), (dossier.person, "ma-candidature")):
        client.force_login(who)
        answer = client.post(f"/{place}/{dossier.number}/message/", {"text": novel})
        assert answer.status_code == 422
        assert novel.strip() in answer.text
        assert "10\u202f000 signes" in answer.text
    assert not Conversation.objects.exists()


def test_nobody_writes_in_the_candidature_of_another(client, jeanne):
    dossier = application(State.READING)
    client.force_login(jeanne)

    for place in ("ma-candidature", "candidatures"):
        answer = client.post(f"/{place}/{dossier.number}/message/", {"text": "Moi"})
        assert answer.status_code == 404
    assert not Message.objects.exists()


# --- the FAQ ---


def test_a_question_goes_from_a_thread_to_everybody(client, fleur, jeanne):
    thread = conversation(person=jeanne)
    client.force_login(fleur)
    words = {"question": "Où se retrouve-t-on ?", "answer": "Souvent à Nuits-Saint-Georges."}

    refused = client.post(f"/conversations/{thread.pk}/faq/", {**words, "answer": "Jeanne le sait"})
    client.post(f"/conversations/{thread.pk}/faq/", words)
    one = FaqEntry.objects.get()
    client.post(f"/conversations/faq/{one.pk}/annonce/")
    early = client.post(f"/conversations/faq/{one.pk}/publication/", follow=True)
    FaqEntry.objects.update(told_at=timezone.now() - timedelta(days=3))
    client.post(f"/conversations/faq/{one.pk}/publication/")
    client.logout()

    assert refused.status_code == 422
    assert "deux jours" in early.text
    for place in ("/questions/", "/"):
        assert "Où se retrouve-t-on" in client.get(place).text


def test_the_person_says_no_from_their_page(client, fleur, jeanne):
    thread = conversation(person=jeanne)
    words = {"question": "Où se retrouve-t-on ?", "answer": "À Nuits-Saint-Georges."}
    one = faq.write_entry(by=fleur, at=NOON, conversation=thread, **words)
    faq.tell(one, by=fleur, at=NOON)
    client.force_login(jeanne)
    assert "Où se retrouve-t-on" in client.get(f"/ma-question/{thread.pk}/").text

    client.post(f"/ma-question/{thread.pk}/publication/{one.pk}/refus/")

    assert FaqEntry.objects.get().objected_at


# --- « Candidater », from anywhere ---


def test_the_masthead_of_somebody_who_asked_leads_to_their_thread(client, jeanne):
    thread = conversation(person=jeanne)
    client.force_login(jeanne)

    assert f'href="/ma-question/{thread.pk}/#t-cand"' in client.get("/questions/").text


def test_once_the_thread_is_that_of_a_candidature_it_leads_there(client, jeanne):
    conversation(person=jeanne, application=application(State.SUBMITTED, person=jeanne))
    client.force_login(jeanne)

    page = client.get("/questions/").text

    assert "#t-cand" not in page
    assert 'href="/ma-candidature/"' in page
