"""A question becomes everybody's: without its person's name, and not without telling them."""

from datetime import timedelta

import pytest

from applications.actions import faq
from applications.events import Event
from applications.models import FaqEntry
from coopstudio.journal.api import history
from coopstudio.mail.models import Letter
from tests.applications.factories import NOON, application, conversation
from tests.members.factories import founder, person

pytestmark = pytest.mark.django_db
WORDS = {"question": "Faut-il habiter la région ?", "answer": "Non. On se retrouve en salle."}
TWO_DAYS = timedelta(days=2)


@pytest.fixture
def fleur():
    return founder(email="fleur@exemple.fr")


@pytest.fixture
def jeanne():
    return person("Jeanne", "Colin-Œuvrard", email="jcolin@exemple.fr", phone="+33612345678")


def entry(fleur, *, of=None, **words):
    return faq.write_entry(by=fleur, at=NOON, conversation=of, **{**WORDS, **words})


def fresh(one):
    return FaqEntry.objects.get(pk=one.pk)


# --- without a name ---


@pytest.mark.parametrize(
    "said",
    [
        "Jeanne demande s’il faut habiter ici",
        "Comme le dit JEANNE",
        "Madame Colin",
        "une certaine Oeuvrard",
        "écrivez à jcolin@exemple.fr",
        "écrivez à quelqu.un@ailleurs.org",
        "au 06 12 34 56 78",
        "au +33 6 12 34 56 78",
        "au 06.12.34.56.78",
    ],
)
@pytest.mark.parametrize("field", ["question", "answer"])
def test_what_says_who_asked_is_refused(fleur, jeanne, said, field):
    with pytest.raises(faq.SaysWho):
        entry(fleur, of=conversation(person=jeanne), **{field: said})
    assert not FaqEntry.objects.exists()


def test_figures_and_days_are_not_a_telephone(fleur, jeanne):
    assert entry(fleur, of=conversation(person=jeanne), answer="Le 12/05/2026, 1 234,50 € à 14 h.")


def test_the_name_written_in_the_candidature_is_refused_too(fleur, jeanne):
    dossier = application(person=jeanne, first_name="Noémie", last_name="D’Almeida")

    with pytest.raises(faq.SaysWho, match="Noemie"):
        entry(fleur, of=conversation(person=jeanne, application=dossier), answer="Noemie a raison.")


def test_a_reworded_question_is_looked_at_again(fleur, jeanne):
    one = entry(fleur, of=conversation(person=jeanne))

    with pytest.raises(faq.SaysWho):
        faq.reword(one, by=fleur, question="Jeanne peut-elle venir ?", answer="Oui.")
    assert fresh(one).question == WORDS["question"]


# --- told beforehand ---


def test_the_person_sees_the_words_before_anybody_else(fleur, jeanne):
    one = entry(fleur, of=conversation(person=jeanne))

    faq.tell(one, by=fleur, at=NOON)

    letter = Letter.objects.get()
    assert letter.to == jeanne.email
    assert f"> {WORDS['question']}" in letter.text
    assert f"> {WORDS['answer']}" in letter.text
    assert not FaqEntry.objects.read_by_all().exists()


def test_nothing_is_published_behind_the_person_s_back(fleur, jeanne):
    one = entry(fleur, of=conversation(person=jeanne))

    with pytest.raises(faq.NotTold):
        faq.publish(one, by=fleur, at=NOON)
    faq.tell(one, by=fleur, at=NOON)
    with pytest.raises(faq.TooSoon):
        faq.publish(one, by=fleur, at=NOON + TWO_DAYS - timedelta(seconds=1))
    with pytest.raises(faq.AlreadyTold):
        faq.tell(one, by=fleur, at=NOON)


def test_it_is_published_and_the_person_thanked_once(fleur, jeanne):
    one = entry(fleur, of=conversation(person=jeanne))
    faq.tell(one, by=fleur, at=NOON)

    faq.publish(one, by=fleur, at=NOON + TWO_DAYS)
    faq.withdraw_entry(one, by=fleur, at=NOON + TWO_DAYS)
    faq.publish(one, by=fleur, at=NOON + 2 * TWO_DAYS)

    assert list(FaqEntry.objects.read_by_all()) == [one]
    thanks = Letter.objects.filter(kind="applications.faq_published")
    assert [letter.subject for letter in thanks] == ["Votre question a nourri la FAQ"]


def test_other_words_are_told_again(fleur, jeanne):
    one = entry(fleur, of=conversation(person=jeanne))
    faq.tell(one, by=fleur, at=NOON)

    faq.reword(one, by=fleur, question="Où habiter ?", answer="Où l’on veut.")

    with pytest.raises(faq.NotTold):
        faq.publish(one, by=fleur, at=NOON + 5 * TWO_DAYS)
    faq.tell(one, by=fleur, at=NOON)
    assert Letter.objects.filter(kind="applications.faq_told").count() == 2


def test_what_everybody_reads_does_not_change_behind_the_person_s_back(client, fleur, jeanne):
    one = entry(fleur, of=conversation(person=jeanne))
    faq.tell(one, by=fleur, at=NOON)
    faq.publish(one, by=fleur, at=NOON + TWO_DAYS)
    other = {"question": "Où habiter ?", "answer": "Où l’on veut."}
    client.force_login(fleur)

    page = client.post(f"/conversations/faq/{one.pk}/", other)
    assert "retirez-la d’abord" in page.text
    assert fresh(one).question == WORDS["question"]

    faq.withdraw_entry(one, by=fleur, at=NOON + TWO_DAYS)
    faq.reword(one, by=fleur, **other)
    with pytest.raises(faq.NotTold):
        faq.publish(one, by=fleur, at=NOON + 9 * TWO_DAYS)
    faq.tell(one, by=fleur, at=NOON + 9 * TWO_DAYS)
    with pytest.raises(faq.TooSoon):
        faq.publish(one, by=fleur, at=NOON + 9 * TWO_DAYS)
    faq.publish(one, by=fleur, at=NOON + 10 * TWO_DAYS)
    assert fresh(one).is_read


def test_the_person_may_say_no_before_and_after(fleur, jeanne):
    before, after = (entry(fleur, of=conversation(person=jeanne)) for _ in range(2))
    for one in (before, after):
        faq.tell(one, by=fleur, at=NOON)
    faq.publish(after, by=fleur, at=NOON + TWO_DAYS)

    faq.refuse(before, by=jeanne, at=NOON + TWO_DAYS)
    faq.refuse(after, by=jeanne, at=NOON + 3 * TWO_DAYS)

    assert not FaqEntry.objects.read_by_all().exists()
    for one in (before, after):
        with pytest.raises(faq.PersonSaidNo):
            faq.publish(one, by=fleur, at=NOON + 9 * TWO_DAYS)


def test_a_question_that_comes_from_nobody_may_be_read_at_once(fleur):
    one = entry(fleur)

    faq.publish(one, by=fleur, at=NOON)

    assert fresh(one).is_read
    assert not Letter.objects.exists()
    with pytest.raises(faq.AlreadyRead):
        faq.publish(one, by=fleur, at=NOON)


def test_its_history_stands_in_the_journal_without_its_words(fleur):
    one = entry(fleur)
    faq.publish(one, by=fleur, at=NOON)
    faq.reword(one, by=fleur, question="Où habiter ?", answer="Où l’on veut.")
    faq.withdraw_entry(one, by=fleur, at=NOON)

    lines = list(history(one))

    assert [line.event for line in lines] == [
        Event.ENTRY_WRITTEN,
        Event.ENTRY_PUBLISHED,
        Event.ENTRY_REWORDED,
        Event.ENTRY_WITHDRAWN,
    ]
    assert lines[2].details == {"revision": 2}


def test_what_is_published_outlives_the_thread_it_came_from(fleur, jeanne):
    thread = conversation(person=jeanne)
    one = entry(fleur, of=thread)
    faq.tell(one, by=fleur, at=NOON)
    faq.publish(one, by=fleur, at=NOON + TWO_DAYS)

    thread.delete()

    assert fresh(one).is_read
    assert fresh(one).conversation is None
