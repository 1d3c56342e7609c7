"""An application is sent exactly once, complete, by its own person; and can be taken back."""

import threading
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from applications.actions import applications, completions, drafts, pauses
from applications.missing import missing_in
from applications.models import Application, Pause, Revision, Withdrawal
from applications.states import OPEN, State
from coopstudio.documents.models import Document
from coopstudio.files.models import PrivateFile
from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from coopstudio.states import ForbiddenMove
from members.rights.consents import WORDS, has_given
from members.states import Purpose
from tests.applications.factories import NOON, application, call_version, candidate, reaction
from tests.members.factories import founder, member
from tests.together import together


def ready(**words):
    person = words.pop("person", None) or candidate()
    return application(State.DRAFT, person=person, **words)


@pytest.mark.django_db
def test_sending_gives_a_number_a_promise_a_copy_and_the_letters():
    founder("Fleur", email="fleur@exemple.fr")
    founder("Thomas", "Marshall", email="thomas@exemple.fr")
    draft = ready()

    sent = applications.submit(draft, by=draft.person, at=NOON)

    assert (sent.state, sent.number, sent.submitted_at) == (State.SUBMITTED, 1, NOON)
    assert sent.answer_by == date(2026, 5, 27)  # ten working days, Ascension and Whit Monday off
    letters = Letter.objects.order_by("pk").values_list("kind", "to")
    assert list(letters) == [
        ("applications.received", "noemie@exemple.fr"),
        ("applications.alert", "fleur@exemple.fr"),
        ("applications.alert", "thomas@exemple.fr"),
    ]
    assert Letter.objects.first().document == Document.objects.get(kind="applications.copy")
    assert Entry.objects.get().details == {"number": 1}
    revision = Revision.objects.get()
    assert (revision.number, revision.sent_at) == (1, NOON)
    assert revision.contents == Document.objects.get().data


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "is_told"),
    [(PrivateFile.State.QUARANTINED, True), (PrivateFile.State.CLEAN, False)],
)
def test_whose_cv_is_still_being_checked_is_told_so(state, is_told):
    cv = PrivateFile.objects.create(name="CV.pdf", size=5, state=state)
    draft = ready(cv=cv)

    applications.submit(draft, by=draft.person, at=NOON)

    said = Letter.objects.get(kind="applications.received").text
    assert ("encore en cours de vérification" in said) == is_told


@pytest.mark.django_db
def test_the_copy_freezes_every_word_that_was_sent():
    draft = ready(what="Première ligne\nSeconde ligne", nothing_to_say=False)
    reaction(draft, words="C’est moi.")

    applications.submit(draft, by=draft.person, at=NOON)

    data = Document.objects.get().data
    assert {"question": "Quoi", "answer": "Première ligne\nSeconde ligne"} in data["offer"]
    assert [one["words"] for one in data["reactions"]] == ["C’est moi."]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "lack",
    [
        {"first_name": ""},
        {"last_name": ""},
        {"town": ""},
        {"what": ""},
        {"for_whom": ""},
        {"where": ""},
        {"path": ""},
        {"nothing_to_say": False},
    ],
)
def test_what_lacks_stops_the_sending_and_nothing_is_written(lack):
    draft = ready(**lack)

    with pytest.raises(applications.Incomplete):
        applications.submit(draft, by=draft.person, at=NOON)

    draft.refresh_from_db()
    assert draft.state == State.DRAFT
    assert not Letter.objects.exists()
    assert not Document.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_only_its_own_person_with_a_confirmed_address_sends_an_application():
    draft = ready()
    unconfirmed = ready(person=candidate("autre@exemple.fr"), confirmed_at=None)

    for one, by in ((draft, None), (draft, unconfirmed.person), (unconfirmed, unconfirmed.person)):
        with pytest.raises(applications.NotYours):
            applications.submit(one, by=by, at=NOON)


@pytest.mark.django_db
def test_numbers_follow_each_other():
    version = call_version()
    people = [candidate(f"p{n}@exemple.fr") for n in range(3)]

    sent = [applications.submit(ready(person=p, version=version), by=p, at=NOON) for p in people]

    assert [one.number for one in sent] == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_a_double_click_sends_once():
    draft = ready()

    def click():
        applications.submit(draft, by=draft.person, at=NOON)

    raised = together(click, click, click, click)

    assert [type(refusal) for refusal in raised] == [drafts.AlreadySent] * 3
    assert Letter.objects.filter(kind="applications.received").count() == 1
    assert Document.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_its_locks_a_double_click_would_only_be_stopped_by_the_database(monkeypatch):
    """The negative control: the real sending, on rows that nobody locks, is tried twice."""
    draft, gate = ready(), threading.Barrier(2)

    @contextmanager
    def unlocked(row):
        with transaction.atomic():
            fresh = Application.objects.get(pk=row.pk)
            gate.wait(10)  # both have read « brouillon » before either writes
            yield fresh

    monkeypatch.setattr(applications, "locked", unlocked)
    monkeypatch.setattr(applications, "refuse_if_another_is_under_way", lambda person: None)

    def click():
        applications.submit(draft, by=draft.person, at=NOON)

    raised = together(click, click)

    assert [type(refusal) for refusal in raised] == [IntegrityError]
    assert Entry.objects.filter(event="applications.submitted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_people_who_send_at_the_same_second_get_different_numbers():
    version = call_version()
    waiting = [ready(person=candidate(f"p{n}@exemple.fr"), version=version) for n in range(4)]

    raised = together(*(lambda d=d: applications.submit(d, by=d.person, at=NOON) for d in waiting))

    assert raised == []
    numbers = Application.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4]


@pytest.mark.django_db
@pytest.mark.parametrize("state", sorted(OPEN | {State.INVITED}))
def test_an_application_is_taken_back_from_any_state_that_waits(state):
    founder(email="fleur@exemple.fr")
    mine = application(state)

    taken = applications.withdraw(mine, by=mine.person, at=NOON)

    assert taken.state == State.WITHDRAWN
    letters = Letter.objects.order_by("pk").values_list("kind", flat=True)
    assert list(letters) == ["applications.withdrawn", "applications.withdrawal"]


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN])
def test_what_is_over_is_not_taken_back(state):
    mine = application(state)

    with pytest.raises(ForbiddenMove):
        applications.withdraw(mine, by=mine.person, at=NOON)


@pytest.mark.django_db
def test_an_answer_is_promised_in_ten_working_days():
    assert applications.answer_day(NOON + timedelta(days=14)) == date(2026, 6, 8)


@pytest.mark.django_db
def test_a_second_one_is_kindly_refused_while_the_first_lives():
    living = application(State.PAUSED)
    draft = ready(person=living.person)

    with pytest.raises(applications.AlreadyUnderWay, match=living.reference.lower()):
        applications.submit(draft, by=living.person, at=NOON)

    draft.refresh_from_db()
    assert draft.state == State.DRAFT


@pytest.mark.django_db(transaction=True)
def test_two_drafts_sent_at_the_same_second_are_not_both_sent():
    person = candidate()
    version = call_version()
    one, other = (ready(person=person, version=version) for _ in range(2))

    raised = together(
        lambda: applications.submit(one, by=person, at=NOON),
        lambda: applications.submit(other, by=person, at=NOON),
    )

    assert [type(refusal) for refusal in raised] == [applications.AlreadyUnderWay]
    assert Application.objects.received().count() == 1


@pytest.mark.django_db
def test_what_one_agrees_to_when_sending_is_kept_in_its_words_and_nothing_else():
    draft = ready()

    applications.submit(draft, by=draft.person, at=NOON, accords=[Purpose.THANKS])

    given = draft.person.consents.values_list("purpose", "text", "given_at")
    assert list(given) == [(Purpose.THANKS, WORDS[Purpose.THANKS], NOON)]


@pytest.mark.django_db
def test_a_revision_is_never_changed():
    draft = ready()
    applications.submit(draft, by=draft.person, at=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.update(contents={})


@pytest.mark.django_db
def test_a_withdrawal_says_its_reason_if_one_was_ticked_and_until_when_it_is_kept():
    fleur = founder(email="fleur@exemple.fr")
    mine = application(State.READING)

    applications.withdraw(mine, by=mine.person, at=NOON, reason=Withdrawal.Reason.FAR)

    to_her = Letter.objects.get(kind="applications.withdrawn")
    assert "11 août 2026" in to_her.text
    to_fleur = Letter.objects.get(kind="applications.withdrawal")
    assert "la distance, les trajets" in to_fleur.text
    assert mine.full_name not in to_fleur.subject + to_fleur.text
    assert to_fleur.to == fleur.email


@pytest.mark.django_db
def test_whoever_agrees_to_be_kept_is_kept_two_years():
    mine = application(State.READING)

    applications.withdraw(mine, by=mine.person, at=NOON, keeps=True)

    assert "11 mai 2028" in Letter.objects.get(kind="applications.withdrawn").text
    assert has_given(mine.person, Purpose.KEEP)


@pytest.mark.django_db
def test_a_withdrawal_closes_the_questions_and_the_proposals():
    fleur = founder()
    mine = application(State.READING)
    completions.ask_completion(mine, by=fleur, at=NOON, questions="Où ?", fields=["where"])
    pauses.propose_pause(mine, by=fleur, at=NOON, until=date(2026, 9, 1), reason="En juin.")

    applications.withdraw(mine, by=mine.person, at=NOON)

    assert not mine.completions.filter(closed_at=None).exists()
    assert not Pause.objects.filter(ended_at=None).exists()


# --- a CV that the check refused, a candidature that became a membership ---


@pytest.mark.django_db
def test_a_cv_that_was_refused_is_not_a_path():
    bad = PrivateFile.objects.create(name="CV.pdf", size=5, pages=1, state="refused")
    draft = ready(cv=bad, path="")

    with pytest.raises(applications.Incomplete):
        applications.submit(draft, by=draft.person, at=NOON)

    assert "n’a pas passé la vérification" in missing_in(draft)[0].words


@pytest.mark.django_db
def test_a_cv_refused_once_sent_is_told_to_its_person_and_to_founders(client):
    bad = PrivateFile.objects.create(name="CV.pdf", size=5, pages=1, state="refused")
    mine = application(State.CROSSED, cv=bad)
    pages = {
        mine.person: [f"/ma-candidature/{mine.number}/", f"/ma-candidature/{mine.number}/envoi/"],
        founder(): [f"/candidatures/{mine.number}/"],
    }

    for who, addresses in pages.items():
        client.force_login(who)
        for address in addresses:
            assert "vérification" in client.get(address).text, address


@pytest.mark.django_db
def test_what_became_a_membership_is_not_withdrawn(client):
    mine = application(State.INVITED, person=member(since=NOON.date()))
    client.force_login(mine.person)
    page = f"/ma-candidature/{mine.number}/"

    with pytest.raises(applications.HasJoined):
        applications.withdraw(mine, by=mine.person, at=NOON)
    told = client.post(f"{page}retrait/", follow=True)

    assert "est devenue votre adhésion" in told.text
    assert "Retirer ma candidature" not in client.get(page).text
    assert Application.objects.get().state == State.INVITED


@pytest.mark.django_db
def test_the_agreement_is_kept_in_the_words_that_were_ticked_and_read_again(client):
    mine = ready()
    client.force_login(mine.person)

    client.post("/candidater/relecture/", {"agreement": "on"})

    sent = Application.objects.get()
    words = "J’accepte que Fleur et Thomas lisent ces réponses. Sans suite, elles s’effacent"
    assert sent.agreement.startswith(words)
    page = client.get("/mes-donnees/").content.decode()
    assert "Ce que vous avez accepté en envoyant" in page
    assert "pour la version 1 de l’appel" in page


@pytest.mark.django_db
def test_each_reaction_bears_its_own_mark_before_the_sending_and_after(client):
    mine = ready()
    reaction(mine, kind="dislike")
    client.force_login(mine.person)

    review = client.get("/candidater/relecture/").text
    client.post("/candidater/relecture/", {"agreement": "on"})
    sent = client.get(f"/ma-candidature/{Application.objects.get().number}/envoi/").text

    assert ['#cloud"' in page for page in (review, sent)] == [True, True]


@pytest.mark.django_db
def test_without_the_tick_nothing_leaves_and_nothing_is_agreed_to(client):
    mine = ready()
    client.force_login(mine.person)

    client.post("/candidater/relecture/")

    assert (Application.objects.get().state, Application.objects.get().agreement) == ("draft", "")


@pytest.mark.django_db
def test_whoever_has_one_name_says_so_and_sends(client):
    mine = ready(first_name="Sukarno", last_name="")
    client.force_login(mine.person)
    assert [one.field for one in missing_in(mine)] == ["last_name"]

    client.post("/candidater/vous/", {**WHO, "first_name": "Sukarno", "has_one_name": "on"})

    mine.refresh_from_db()
    assert mine.has_one_name
    assert missing_in(mine) == []
    assert mine.full_name == "Sukarno"


@pytest.mark.django_db
def test_a_last_name_says_more_than_the_tick(client):
    mine = ready()
    client.force_login(mine.person)

    client.post("/candidater/vous/", {**WHO, "last_name": "D’Almeida", "has_one_name": "on"})

    assert not Application.objects.get().has_one_name


WHO = {"first_name": "Noémie", "last_name": "", "phone": "", "postcode": "71000", "town": "Mâcon"}
