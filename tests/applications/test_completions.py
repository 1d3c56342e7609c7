"""Precisions: the answers named and no other, frozen before and after, and the reading goes on."""

import json
from datetime import date, timedelta

import pytest

from applications.actions import applications, completions, readings, revisions
from applications.changes import changes_in
from applications.models import Application, Completion, Reading, Revision
from applications.states import State
from coopstudio.documents.models import Document
from coopstudio.files.models import PrivateFile
from coopstudio.mail.models import Letter
from coopstudio.states import ForbiddenMove
from members.rights import erasures
from tests.applications.factories import NOON, application
from tests.applications.whole import stored_file
from tests.files.corpus import pdf, upload
from tests.members.factories import founder
from tests.together import together

LATER = NOON + timedelta(days=6)
pytestmark = pytest.mark.django_db


@pytest.fixture
def fleur():
    return founder("Fleur", email="fleur@exemple.fr")


@pytest.fixture
def thomas():
    return founder("Thomas", "Marshall", email="thomas@exemple.fr")


def asked(by, *, fields=("where", "likes"), **words):
    mine = application(State.READING, **words)
    return completions.ask_completion(
        mine, by=by, at=NOON, questions="D’où viendriez-vous ?", fields=list(fields)
    )


def answered(completion, **words):
    completions.save_completion(completion, at=LATER, **(words or {"where": "De Dijon."}))
    person = completion.application.person
    return completions.send_completion(completion, by=person, at=LATER)


def test_the_questions_leave_with_the_answers_that_may_change(fleur):
    completion = asked(fleur)

    letter = Letter.objects.get()
    assert letter.to == completion.application.email
    assert "D’où viendriez-vous\u202f?" in letter.text
    assert "Où, Ce qui me plaît dans l’appel" in letter.text
    completion.application.refresh_from_db()
    assert completion.application.state == State.COMPLETING


def test_one_asks_something_and_names_something(fleur):
    mine = application(State.READING)

    with pytest.raises(completions.NoQuestion):
        completions.ask_completion(mine, by=fleur, at=NOON, questions=" ", fields=["where"])
    with pytest.raises(completions.NoField):
        completions.ask_completion(mine, by=fleur, at=NOON, questions="Où ?", fields=[])


def test_what_nobody_reads_yet_is_not_asked_to_be_completed(fleur):
    with pytest.raises(ForbiddenMove):
        completions.ask_completion(
            application(), by=fleur, at=NOON, questions="Où ?", fields=["where"]
        )


def test_what_is_being_written_changes_nothing_of_what_is_read(fleur):
    completion = asked(fleur)

    completions.save_completion(completion, at=LATER, where="De Dijon.", what="Autre chose.")

    completion.refresh_from_db()
    assert completion.words == {"where": "De Dijon."}
    assert Application.objects.get().where == "Autour de Mâcon."


def test_what_is_sent_is_a_new_revision_a_copy_a_receipt_and_a_new_promise(fleur, thomas):
    completion = asked(fleur)

    sent = answered(completion)

    assert (sent.state, sent.revision, sent.where) == (State.READING, 2, "De Dijon.")
    assert sent.answer_by == date(2026, 6, 1)
    first, second = Revision.objects.order_by("number")
    assert {"question": "Où", "answer": "Autour de Mâcon."} in first.contents["offer"]
    assert {"question": "Où", "answer": "De Dijon."} in second.contents["offer"]
    receipt = Letter.objects.get(kind="applications.completion_received")
    assert receipt.document == Document.objects.get(kind="applications.copy")
    told = Letter.objects.filter(kind="applications.completion_sent").order_by("pk")
    assert [one.to for one in told] == ["fleur@exemple.fr", "thomas@exemple.fr"]
    assert not any("Almeida" in one.text for one in told)


def test_to_answer_the_question_alone_is_enough(client, fleur):
    mine = asked(fleur).application
    client.force_login(mine.person)
    address = f"/ma-candidature/{mine.number}/precisions/"
    assert "Votre réponse" in client.get(address).text

    words = {"answer": "Je voulais dire Dijon.", "where": mine.where, "likes": mine.likes}
    sent = client.post(address, words)

    assert sent.status_code == 302
    mine.refresh_from_db()
    assert (mine.state, mine.revision) == (State.READING, 2)
    latest = Revision.objects.get(application=mine, number=2)
    line = {"question": "D’où viendriez-vous ?", "answer": "Je voulais dire Dijon."}
    assert latest.contents["precisions"] == [line]
    client.force_login(fleur)
    read = client.get(f"/candidatures/{mine.number}/revisions/2/").text
    assert "Je voulais dire Dijon." in read


def test_what_another_window_wrote_is_shown_when_it_is_replaced(client, fleur):
    mine = asked(fleur).application
    client.force_login(mine.person)
    address = f"/ma-candidature/{mine.number}/precisions/"
    seen = client.get(address).context["form"].seen
    client.post(f"{address}brouillon/", {"seen": seen, "where": "De Sens.", "likes": mine.likes})

    answer = client.post(address, {"seen": seen, "where": "De Dijon.", "likes": mine.likes})

    assert answer.status_code == 409
    assert "De Sens." in answer.text
    mine.refresh_from_db()
    assert mine.state == State.COMPLETING


def test_nothing_new_is_not_sent(fleur):
    completion = asked(fleur)

    with pytest.raises(completions.NothingNew):
        answered(completion, where="Autour de Mâcon.")


def test_an_answer_that_was_needed_is_not_emptied(fleur):
    completion = asked(fleur, fields=["what"])

    with pytest.raises(completions.Refused, match="vide"):
        answered(completion, what="")

    assert Application.objects.get().revision == 1


def test_a_reading_says_the_revision_it_was_written_on_and_counts(fleur, thomas):
    completion = asked(fleur)
    mine = completion.application
    readings.write_reading(mine, by=fleur, at=NOON, wish="yes")

    sent = answered(completion)
    readings.write_reading(sent, by=thomas, at=LATER, wish="yes")

    written = Reading.objects.order_by("revision").values_list("reader", "revision", "cycle")
    assert list(written) == [(fleur.pk, 1, 1), (thomas.pk, 2, 1)]
    assert Application.objects.get().state == State.CROSSED


def test_nothing_is_crossed_while_precisions_are_awaited(fleur):
    completion = asked(fleur)

    readings.write_reading(completion.application, by=fleur, at=NOON, wish="yes")

    assert Application.objects.get().state == State.COMPLETING
    assert answered(completion).state == State.CROSSED


def test_a_founder_reads_on_without_waiting_and_the_person_is_told(fleur, thomas):
    completion = asked(fleur)

    resumed = completions.resume_reading(completion.application, by=thomas, at=LATER)

    assert (resumed.state, resumed.revision) == (State.READING, 1)
    assert "Thomas reprend la lecture" in Letter.objects.order_by("pk").last().text
    with pytest.raises(completions.NothingAsked):
        answered(completion)


@pytest.mark.django_db(transaction=True)
def test_to_send_and_to_read_on_at_the_same_second_is_only_one_of_the_two(fleur):
    completion = asked(fleur)
    mine, person = completion.application, completion.application.person
    completions.save_completion(completion, at=LATER, where="De Dijon.")

    raised = together(
        lambda: completions.send_completion(completion, by=person, at=LATER),
        lambda: completions.resume_reading(mine, by=fleur, at=LATER),
    )

    assert [type(one) for one in raised] == [completions.NothingAsked]
    assert Application.objects.get().state == State.READING


@pytest.mark.django_db(transaction=True)
def test_a_double_click_sends_precisions_once(fleur):
    completion = asked(fleur)
    person = completion.application.person
    completions.save_completion(completion, at=LATER, where="De Dijon.")

    def click():
        completions.send_completion(completion, by=person, at=LATER)

    assert [type(one) for one in together(click, click)] == [completions.NothingAsked]
    assert Letter.objects.filter(kind="applications.completion_received").count() == 1


@pytest.mark.django_db(transaction=True)
def test_to_send_and_to_withdraw_at_the_same_second_leaves_it_withdrawn(fleur):
    completion = asked(fleur)
    mine, person = completion.application, completion.application.person
    completions.save_completion(completion, at=LATER, where="De Dijon.")

    together(
        lambda: completions.send_completion(completion, by=person, at=LATER),
        lambda: applications.withdraw(mine, by=person, at=LATER),
    )

    assert Application.objects.get().state == State.WITHDRAWN
    assert not Completion.objects.filter(closed_at=None).exists()


# --- the pages ---


def test_the_person_changes_the_answers_named_and_sends(client, fleur):
    completion = asked(fleur)
    mine = completion.application
    client.force_login(mine.person)
    address = f"/ma-candidature/{mine.number}/precisions/"

    page = client.get(address)
    assert "D’où viendriez-vous" in page.text
    assert 'name="what"' not in page.text

    answer = client.post(address, {"where": "De Dijon.", "likes": "Tout.", "what": "x"})

    assert answer.url == f"/ma-candidature/{mine.number}/"
    mine.refresh_from_db()
    assert (mine.where, mine.likes, mine.revision) == ("De Dijon.", "Tout.", 2)
    assert mine.what == "J’anime des groupes de parole."


def test_it_is_kept_by_itself_and_two_windows_do_not_write_over_each_other(client, fleur):
    mine = asked(fleur).application
    client.force_login(mine.person)
    address = f"/ma-candidature/{mine.number}/precisions/"
    seen = client.get(address).context["form"].seen

    one = client.post(f"{address}brouillon/", {"seen": seen, "where": "De Dijon.", "likes": ""})
    other = client.post(f"{address}brouillon/", {"seen": seen, "where": "De Sens.", "likes": "Oui"})

    assert (one.status_code, other.status_code) == (200, 409)
    assert json.loads(one.text).keys() == {"answer", "where", "likes"}
    assert Completion.objects.get().words == {"where": "De Dijon.", "likes": "Oui"}
    assert "De Dijon." in client.get(address).text


def test_one_answer_too_long_does_not_lose_the_others(client, fleur):
    mine = asked(fleur).application
    client.force_login(mine.person)
    words = {"where": "x" * 10_001, "likes": "Tout."}

    answer = client.post(f"/ma-candidature/{mine.number}/precisions/brouillon/", words)

    assert answer.status_code == 422
    assert Completion.objects.get().words == {"likes": "Tout."}


def test_leaving_for_later_keeps_and_sends_nothing(client, fleur):
    mine = asked(fleur).application
    client.force_login(mine.person)

    client.post(f"/ma-candidature/{mine.number}/precisions/", {"where": "De Dijon.", "go": "pause"})

    assert Completion.objects.get().words["where"] == "De Dijon."
    assert Application.objects.get().state == State.COMPLETING


def test_a_new_cv_replaces_the_other_only_once_it_is_sent(client, fleur, tmp_path, settings):
    settings.PRIVATE_ROOT = tmp_path
    mine = asked(fleur, fields=["cv"]).application
    client.force_login(mine.person)
    address = f"/ma-candidature/{mine.number}/precisions/"

    client.post(address, {"cv": upload(pdf()), "go": "pause"})
    assert Application.objects.get().cv is None

    waits = client.post(address, {})
    assert "en cours de vérification" in waits.text
    assert Application.objects.get().cv is None

    PrivateFile.objects.update(state=PrivateFile.State.CLEAN)
    client.post(address, {})

    mine.refresh_from_db()
    assert mine.cv == PrivateFile.objects.get()


def test_a_replaced_cv_is_on_the_list_of_what_no_backup_brings_back(fleur, tmp_path, settings):
    settings.ERASURES_FILE = tmp_path / "erasures.txt"
    before, after = stored_file("avant.pdf"), stored_file("apres.pdf")
    completion = asked(fleur, fields=["cv"], cv=before)
    Completion.objects.filter(pk=completion.pk).update(cv=after)
    completion.refresh_from_db()

    completions.send_completion(completion, by=completion.application.person, at=LATER)

    assert erasures.listed() == {erasures.digests(before, before.received_at)[0]}


def test_a_cv_chosen_and_chosen_again_is_on_it_too(fleur, tmp_path, settings):
    settings.ERASURES_FILE = tmp_path / "erasures.txt"
    completion = asked(fleur, fields=["cv"], cv=stored_file())
    completions.keep_new_cv(completion, upload=upload(pdf()), at=LATER)
    first = PrivateFile.objects.latest("received_at")

    completions.keep_new_cv(completion, upload=upload(pdf()), at=LATER)

    assert erasures.listed() == {erasures.digests(first, first.received_at)[0]}


def test_a_new_cv_that_is_refused_does_not_take_the_place_of_the_good_one(
    fleur, tmp_path, settings
):
    settings.PRIVATE_ROOT = tmp_path
    completion = asked(fleur, fields=["cv"])
    mine = completion.application
    mine.cv = PrivateFile.objects.create(name="CV.pdf", size=5, pages=1, state="clean")
    mine.save()
    completions.keep_new_cv(completion, upload=upload(pdf()), at=NOON)
    PrivateFile.objects.filter(state="quarantined").update(state="refused")

    with pytest.raises(revisions.BadCv):
        completions.send_completion(completion, by=mine.person, at=NOON)

    assert Application.objects.get().cv.is_clean


def test_founders_see_what_changed_word_for_word_but_not_what_is_folded(client, fleur, thomas):
    completion = asked(fleur, fields=["where", "path"])
    mine = completion.application
    readings.write_reading(mine, by=fleur, at=NOON, wish="yes")
    answered(completion, where="Autour de Dijon.", path="Sept ans à Autun.")
    address = f"/candidatures/{mine.number}/revisions/2/"

    client.force_login(fleur)
    hers = client.get(address).text
    client.force_login(thomas)
    his = client.get(address).text

    assert "<del>Mâcon." in hers
    assert "<ins>Dijon." in hers
    assert "Autun" in hers
    assert "<ins>Dijon." in his
    assert "Autun" not in his
    assert "Almeida" not in his
    assert client.get(f"/candidatures/{mine.number}/revisions/9/").status_code == 404


def test_the_other_founder_s_page_says_nothing_of_a_reading_written_on_a_revision(
    client, fleur, thomas
):
    completion = asked(fleur)
    mine = completion.application
    readings.write_reading(mine, by=fleur, at=NOON, wish="yes", touches="Sa franchise.")
    answered(completion)

    client.force_login(thomas)
    page = client.get(f"/candidatures/{mine.number}/").text

    assert "écrite sur la révision" not in page
    assert "Sa franchise" not in page
    client.force_login(fleur)
    assert "écrite sur la révision 1" in client.get(f"/candidatures/{mine.number}/").text


def test_questions_are_asked_from_the_dossier(client, fleur):
    mine = application(State.READING)
    client.force_login(fleur)
    address = f"/candidatures/{mine.number}/precisions/"

    refused = client.post(address, {"questions": "", "fields": ["where"]})
    client.post(address, {"questions": "Où ?", "fields": ["where", "cv"]})

    assert refused.status_code == 422
    assert Completion.objects.get().fields == ["where", "cv"]


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (State.COMPLETING, "Des précisions sont déjà demandées"),
        (State.CROSSED, "Des précisions se demandent pendant la lecture"),
    ],
)
def test_a_page_of_questions_that_is_stale_says_why(client, fleur, state, why):
    mine = application(state)
    client.force_login(fleur)

    answer = client.get(f"/candidatures/{mine.number}/precisions/", follow=True)

    assert answer.redirect_chain[-1][0] == f"/candidatures/{mine.number}/"
    assert why in answer.text


def test_only_what_differs_is_a_change():
    def frozen(**answers):
        lines = [{"question": q, "answer": a} for q, a in answers.items()]
        return Revision(contents={"offer": lines, "call": [], "path": []})

    changes = changes_in(frozen(Quoi="Un deux", Où="Là"), frozen(Quoi="Un trois", Où="Là"))

    assert list(changes) == [
        {
            "question": "Quoi",
            "words": [("kept", "Un "), ("removed", "deux"), ("added", "trois")],
        }
    ]
