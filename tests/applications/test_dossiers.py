"""The dossier: read well, write blind. What is folded is not in the page at all."""

import re
from datetime import date

import pytest
from django.utils import timezone

from applications import emails
from applications.actions import readings
from applications.actions.call import calls
from applications.models import Application, CallVersion, Passage, Reaction, Reading
from applications.states import BLIND, State
from coopstudio.files.models import PrivateFile
from coopstudio.mail.models import Letter
from tests.applications.factories import NOON, application, call_version, candidate, reaction
from tests.members.factories import founder, member

pytestmark = pytest.mark.django_db
FLEURS_WORDS = "Une lumière que je garde pour moi."
WORDS = {"touches": FLEURS_WORDS, "questions": "", "asks": "", "wish": "yes", "why": ""}
FOLDED = ["Wojciechowski", "Ousmane", "ousmane@exemple.fr", "0612345678", "Parcours rare", "CV d’O"]


@pytest.fixture
def fleur():
    return founder()


@pytest.fixture
def thomas(client):
    thomas = founder("Thomas", "Marshall")
    client.force_login(thomas)
    return thomas


@pytest.fixture
def dossier():
    """Somebody whose name, address and CV can be recognised anywhere."""
    cv = PrivateFile.objects.create(name="CV d’O.pdf", size=5, pages=2, sha256="0" * 64)
    person = candidate(
        "ousmane@exemple.fr", first_name="Ousmane", last_name="Wojciechowski", phone="0612345678"
    )
    return application(
        State.SUBMITTED, person=person, phone="0612345678", path="Parcours rare.", cv=cv
    )


def at(dossier, place=""):
    return f"/candidatures/{dossier.number}/{place}"


def pages(client, dossier):
    """Every page of the house on which a founder could meet this application."""
    places = ["", "lectures/", "lecture/", "cv/", "rencontre/", "position/"]
    addresses = [at(dossier, place) for place in places]
    addresses += ["/candidatures/", "/candidatures/?q=wojciechowski", "/accueil/"]
    return {address: client.get(address, follow=True) for address in addresses}


def holding(answers, words):
    return [(place, word) for place, page in answers.items() for word in words if word in page.text]


# --- blindness ---


def test_no_page_holds_the_other_reading_before_mine_is_written(client, fleur, thomas, dossier):
    readings.write_reading(dossier, by=fleur, at=NOON, **WORDS)
    readings.save_reading(dossier, by=thomas, at=NOON, touches="Le mien.")

    answers = pages(client, dossier)

    assert {page.status_code for page in answers.values()} == {200}
    assert holding(answers, [FLEURS_WORDS]) == []


def test_what_i_have_written_i_read_again(client, fleur, thomas, dossier):
    """The control: the same words, looked for by the one who wrote them."""
    readings.write_reading(dossier, by=thomas, at=NOON, **WORDS)

    assert FLEURS_WORDS in client.get(at(dossier)).text


def test_both_readings_stand_side_by_side_once_all_are_written(client, fleur, thomas, dossier):
    readings.write_reading(dossier, by=fleur, at=NOON, **WORDS)
    readings.write_reading(dossier, by=thomas, at=NOON, **{**WORDS, "wish": "no"})

    page = client.get(at(dossier, "lectures/"))

    assert FLEURS_WORDS in page.text
    assert "Écart" in page.text


def test_no_page_holds_the_name_before_my_reading(client, fleur, thomas, dossier):
    readings.write_reading(dossier, by=fleur, at=NOON, **WORDS)

    assert holding(pages(client, dossier), FOLDED) == []


def test_no_letter_to_a_founder_holds_the_name(fleur, dossier):
    emails.alert(dossier, fleur)

    letter = Letter.objects.get()
    assert [word for word in FOLDED if word in letter.subject + letter.text + letter.html] == []


def test_unfolding_shows_the_name_and_notes_it(client, thomas, dossier):
    client.post(at(dossier, "depliage/"))

    page = client.get(at(dossier)).text

    assert "Ousmane Wojciechowski" in page
    assert "Parcours rare." in page
    assert "Sans CV" not in page
    assert Reading.objects.get(reader=thomas).unfolded_at

    Application.objects.filter(pk=dossier.pk).update(cv=None)
    assert "Sans CV" in client.get(at(dossier)).text


def test_a_look_at_the_page_writes_nothing(client, thomas, dossier):
    client.get(at(dossier))

    dossier.refresh_from_db()
    assert dossier.state == State.SUBMITTED
    assert not Reading.objects.exists()


# --- the notebook ---


def test_saying_i_read(client, thomas, dossier):
    client.post(at(dossier, "lecture/debut/"))

    dossier.refresh_from_db()
    assert dossier.state == State.READING


def test_a_draft_is_kept_as_it_is_typed(client, thomas, dossier):
    answer = client.post(
        at(dossier, "lecture/brouillon/"), {"touches": "La franchise.", "seen": ""}
    )

    assert answer.status_code == 200
    assert answer.text == readings.stamp(Reading.objects.get())
    assert "La franchise." in client.get(at(dossier)).text


def test_a_draft_written_in_another_window_is_not_covered(client, thomas, dossier):
    readings.save_reading(dossier, by=thomas, at=timezone.now(), touches="Ailleurs.")

    answer = client.post(at(dossier, "lecture/brouillon/"), {"touches": "Ici.", "seen": "vieux"})

    assert answer.status_code == 409
    assert Reading.objects.get().touches == "Ailleurs."


def test_what_another_window_kept_is_shown_before_it_is_finished(client, thomas, dossier):
    readings.save_reading(dossier, by=thomas, at=timezone.now(), touches="Mots d’ailleurs.")

    sent = {"touches": "Mots d’ici.", "wish": "yes", "seen": "vieux"}
    answer = client.post(at(dossier, "lecture/"), sent)

    assert answer.status_code == 422
    assert "Mots d’ailleurs." in answer.text
    assert "Mots d’ici." in answer.text
    assert "rechargez" not in answer.text
    client.post(at(dossier, "lecture/"), {**sent, "seen": answer.context["dossier"].stamp})
    assert Reading.objects.written().get().touches == "Mots d’ici."


def test_a_draft_that_is_too_long_is_told_why(client, thomas, dossier):
    answer = client.post(at(dossier, "lecture/brouillon/"), {"touches": "é" * 4001, "seen": ""})

    assert answer.status_code == 422
    assert answer.text.startswith("Ce qui me touche : C’est un peu long")
    assert "signes au plus" in client.get(at(dossier)).text


def test_a_reading_without_wish_is_refused_with_its_words_kept(client, thomas, dossier):
    answer = client.post(at(dossier, "lecture/"), {"touches": "La franchise.", "why": "Parce que"})

    assert answer.status_code == 422
    assert "Dites votre envie d’une rencontre" in answer.text
    assert "La franchise." in answer.text
    assert "<title>Erreur" in answer.text


@pytest.mark.parametrize(
    "sent",
    [{"touches": "é" * 4001}, {"wish": "peut-être"}, {"why": "a\0b"}, {"touches": "x" * 10**6}],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(client, thomas, dossier, sent):
    answer = client.post(at(dossier, "lecture/"), {"wish": "yes", **sent})

    assert answer.status_code in (400, 422)
    assert not Reading.objects.written().exists()


def test_the_last_reading_leads_to_both(client, fleur, thomas, dossier):
    readings.write_reading(dossier, by=fleur, at=NOON, **WORDS)

    answer = client.post(at(dossier, "lecture/"), {"wish": "yes"})

    assert answer.url == at(dossier, "lectures/")


def test_what_a_person_wrote_stays_text(client, thomas, dossier):
    dossier.what = "<script>alert(1)</script> {{ 7 }}"
    dossier.save()

    page = client.get(at(dossier)).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 }}" in page


# --- the call and its margin ---


def test_the_call_is_the_one_that_was_read(client, thomas, dossier):
    read = Passage.objects.filter(section__version=dossier.version).first()
    newer = call_version(2, call=dossier.version.call, published_at=None, passages=1)
    reworded = read.text.replace("le soin", "la santé")
    Passage.objects.filter(section__version=newer).update(uid=read.uid, text=reworded)
    CallVersion.objects.filter(pk=newer.pk).update(sha256="1" * 64)
    calls.publish(newer, by=thomas, at=timezone.now())

    page = client.get(at(dossier)).text

    assert read.html in page
    assert "<del>le soin </del><ins>la santé </ins>" in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_asks_the_same_questions_whatever_the_reactions(
    client, fleur, thomas, dossier, count, django_assert_max_num_queries
):
    for kind in [Reaction.Kind.LIKE] * count:
        reaction(dossier, kind=kind)
    readings.write_reading(dossier, by=fleur, at=NOON, **WORDS)
    readings.save_reading(dossier, by=thomas, at=NOON, touches="Le mien.")

    client.get(at(dossier))
    with django_assert_max_num_queries(12 + 3):  # savepoint, release, and the opening that is noted
        client.get(at(dossier))


# --- doors ---


@pytest.mark.parametrize("place", ["", "lecture/", "lectures/", "cv/"])
def test_a_dossier_does_not_exist_for_a_member(client, dossier, place):
    client.force_login(member())

    assert client.get(at(dossier, place)).status_code == 404


def test_a_draft_does_not_exist_for_a_founder(client, thomas):
    assert client.get("/candidatures/999/").status_code == 404


@pytest.mark.parametrize("state", sorted(set(State) - BLIND - {State.DRAFT, State.ERASED}))
def test_the_dossier_reads_in_every_state(client, fleur, thomas, state):
    passed = application(state, last_name="Wojciechowski")

    assert "Wojciechowski" in client.get(at(passed)).text
    assert client.get(at(passed, "lectures/")).status_code == 200


def test_the_badge_counts_the_passages_that_changed_since(client, thomas, dossier):
    read = Passage.objects.filter(section__version=dossier.version)
    newer = call_version(2, call=dossier.version.call, published_at=None)
    for old, new in zip(read, Passage.objects.filter(section__version=newer), strict=True):
        Passage.objects.filter(pk=new.pk).update(uid=old.uid, text=f"{old.text} Et encore.")
    CallVersion.objects.filter(pk=newer.pk).update(published_at=NOON)

    page = client.get(at(dossier)).text

    assert "v1\u00a0: 2 passages modifiés depuis" in page


def test_a_reaction_from_an_older_version_is_shown_with_both_texts(client, thomas, dossier):
    older = call_version(3, call=dossier.version.call, published_at=None, dated_on=date(2026, 3, 1))
    here = Passage.objects.filter(section__version=dossier.version).first()
    there = Passage.objects.filter(section__version=older).first()
    Passage.objects.filter(pk=there.pk).update(uid=here.uid, text="Ce que l’on disait alors.")
    there.refresh_from_db()
    reaction(dossier, on=there, words="J’aimais ces mots.")

    page = client.get(at(dossier)).text

    assert "portait sur la version du 1er mars 2026" in page
    assert page.index("J’aimais ces mots.") < page.index("Ce que l’on disait alors.")
    assert here.text in page


def test_a_reaction_to_a_passage_that_went_is_never_lost(client, thomas, dossier):
    older = call_version(3, call=dossier.version.call, published_at=None)
    there = Passage.objects.filter(section__version=older).first()
    Passage.objects.filter(pk=there.pk).update(text="Ce que l’on disait alors.")
    reaction(dossier, on=there, words="J’aimais ces mots.")
    reaction(dossier, words="Et ceux-ci.")

    page = client.get(at(dossier)).text

    gone = page.split("À propos de passages qui ne sont plus dans cette version")[1]
    assert "J’aimais ces mots." in gone
    assert 'id="r2"' in gone
    assert 'href="#r2"' in page.split('class="ca-call"')[0]


def test_filters_and_numbers_need_no_script(client, thomas, dossier):
    reaction(dossier, kind="question")
    reaction(dossier, kind="like")

    page = client.get(at(dossier)).text

    assert 'id="m-question"' in page
    assert 'id="m-dislike"' not in page
    assert 'href="#r1"' in page.split('class="ca-call"')[0]


@pytest.mark.parametrize(
    ("state", "place", "typed"),
    [
        (State.MEETING_PROPOSED, "sans-suite/", {"words": "Deux pages.", "kind": "time"}),
        (State.COMPLETING, "precisions/", {"questions": "Deux pages.", "fields": ["what"]}),
        (State.INVITED, "attente/", {"reason": "Deux pages.", "until": "2027-01-15"}),
        (State.CROSSED, "reouverture/", {"because": "Deux pages."}),
    ],
)
def test_what_a_founder_typed_while_the_dossier_moved_on_stays_in_the_page(
    client, time_machine, state, place, typed
):
    time_machine.move_to(NOON)
    moved = application(state)
    client.force_login(founder())

    answer = client.post(f"/candidatures/{moved.number}/{place}", {"sharing": "shared", **typed})

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()
    assert "Deux pages." in answer.text


@pytest.mark.parametrize("state", sorted(set(State) - {State.DRAFT, State.ERASED}))
def test_what_comes_next_is_said_of_each_state_and_of_no_other(client, state):
    fleur, dossier = founder(), application(state)
    Reading.objects.create(application=dossier, reader=fleur, wish="yes", written_at=NOON)
    client.force_login(fleur)

    page = client.get(at(dossier)).text

    says_next = re.search(r'id="t-suite">La suite</h2><p class="small muted">([^<]*)</p>', page)
    assert bool(says_next and says_next[1]) == (state != State.SUBMITTED)
    assert ("retirée par la personne" in page) == (state == State.WITHDRAWN)
    assert ("Relire la réponse" in page) == (state in {State.INVITED, State.DECLINED})
