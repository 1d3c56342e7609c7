"""The heat map says what the call does to people, and nothing of anybody."""

import itertools
import uuid
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.actions.call import calls, intentions
from applications.events import Event
from applications.heat import Heat, HeatMap, sayable
from applications.models import Intention, Passage, Reaction, Reading
from applications.states import State
from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from members.actions import consents
from members.states import Purpose
from tests.applications.factories import (
    NOON,
    application,
    call_version,
    candidate,
    draft,
    reaction,
)
from tests.members.factories import founder, member

KINDS = Reaction.Kind.values
people = itertools.count(1)

# --- the rule of three ---


def test_two_people_are_fewer_than_three():
    assert sayable({"like": 2}, 2) == Heat({}, None)


def test_three_people_are_counted():
    assert sayable({"like": 3}, 3) == Heat({"like": 3})


def test_kinds_that_do_not_reach_three_are_summed_if_the_sum_does():
    assert sayable({"like": 2, "dislike": 2}, 4) == Heat({}, 4)


def test_a_sum_is_never_shown_beside_its_parts():
    assert sayable({"like": 4, "dislike": 1}, 5) == Heat({"like": 4}, None)


audiences = st.lists(st.sets(st.sampled_from(KINDS), min_size=1), max_size=12)


def counted(audience):
    """What the page says when each person of ``audience`` reacted in these kinds."""
    return sayable({kind: sum(kind in one for one in audience) for kind in KINDS}, len(audience))


@given(audiences)
def test_no_number_below_three_is_ever_shown(audience):
    heat = counted(audience)

    assert all(people >= 3 for people in heat.kinds.values())
    assert heat.people is None or heat.people >= 3


@given(audiences)
def test_no_smaller_group_can_be_worked_out_from_what_is_shown(audience):
    """Kinds and sum never stand together: there is nothing to take one from the other."""
    heat = counted(audience)

    assert not (heat.kinds and heat.people)


@given(audiences, st.sampled_from(KINDS))
def test_what_two_people_say_looks_like_what_nobody_says(audience, kind):
    """Taking a kind away from the one or two who chose it changes nothing of what is shown of the
    kinds; only a sum of at least three may speak of them."""
    chose = [one for one in audience if kind in one]
    if len(chose) > 2:
        return

    without = [one - {kind} for one in audience]

    assert counted([one for one in without if one]).kinds == counted(audience).kinds


# --- what is counted ---


@pytest.fixture
def version():
    return call_version(passages=3)


@pytest.fixture
def fleur(client):
    fleur = founder()
    client.force_login(fleur)
    return fleur


def first(version):
    return (
        Passage.objects.filter(section__version=version)
        .order_by("section__ordinal", "ordinal")
        .first()
    )


def answered(version, *, kind="like", state=State.CROSSED, on=None, agrees=(), **words):
    """Somebody's reaction to the first passage; ``agrees``: the purposes they agreed to."""
    person = words.pop("person", None) or candidate(f"voix-{next(people)}@exemple.fr")
    for purpose in agrees:
        consents.give(person, purpose, text="D’accord.", at=NOON)
    sent = application(state, version=version, person=person)
    return reaction(sent, on=on or first(version), kind=kind, **words)


def shown(version):
    return HeatMap(version).heats.get(first(version).uid, Heat({}))


@pytest.mark.django_db
def test_people_are_counted_once_whatever_they_answered(version):
    person = candidate()
    for _ in range(3):
        answered(version, person=person)

    assert shown(version) == Heat({})


@pytest.mark.django_db
def test_three_persons_warm_a_passage(version):
    for _ in range(3):
        answered(version)

    assert shown(version) == Heat({"like": 3})
    assert [row["degree"] for row in HeatMap(version).rows] == [2, 0, 0]


@pytest.mark.django_db
def test_drafts_warm_nothing(version):
    for _ in range(3):
        reaction(draft(version, person=candidate(f"voix-{next(people)}@exemple.fr")))

    assert shown(version) == Heat({})


@pytest.mark.django_db
def test_who_is_erased_leaves_the_numbers_the_same_day(version):
    given = [answered(version) for _ in range(3)]
    gone = given[0].application
    type(gone).objects.filter(pk=gone.pk).update(state=State.ERASED, erased_at=NOON, person=None)

    assert shown(version) == Heat({})


@pytest.mark.django_db
def test_versions_are_folded_onto_the_one_that_is_read(version):
    answered(version)
    answered(version)
    newer = call_version(2, call=version.call, published_at=None)
    Passage.objects.filter(pk=first(newer).pk).update(uid=first(version).uid, text="Redit.")
    answered(newer)

    assert shown(newer) == Heat({"like": 3})


@pytest.mark.django_db
def test_a_passage_that_went_is_still_told(version, client, fleur):
    for _ in range(3):
        answered(version)
    call_version(2, call=version.call, published_at=NOON + timedelta(days=1))

    page = client.get("/appel/carte/").text

    assert first(version).text in page.split('id="partis"')[1]


@pytest.mark.django_db
def test_a_folded_application_counts_and_says_nothing(version, client, fleur):
    for _ in range(3):
        answered(version, state=State.SUBMITTED, words="Pliée.", agrees=[Purpose.QUOTES])

    page = client.get(f"/appel/carte/{first(version).uid}/").text

    assert "<strong>3</strong> plaît" in page
    assert "Pliée." not in page


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 30])
def test_the_map_asks_the_same_questions_whatever_the_voices(
    version, client, fleur, count, django_assert_max_num_queries
):
    for _ in range(count):
        answered(version)

    client.get("/appel/carte/")
    with django_assert_max_num_queries(10 + 2):
        client.get("/appel/carte/")


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 30])
def test_a_passage_asks_the_same_questions_whatever_the_voices(
    version, client, fleur, count, django_assert_max_num_queries
):
    for _ in range(count):
        answered(version, agrees=[Purpose.QUOTES])

    client.get(f"/appel/carte/{first(version).uid}/")
    with django_assert_max_num_queries(12 + 2):
        client.get(f"/appel/carte/{first(version).uid}/")


# --- whose words are read ---


@pytest.mark.django_db
def test_words_are_read_with_their_persons_accord_only(version, client, fleur):
    answered(version, words="Je l’accepte.", agrees=[Purpose.QUOTES])
    answered(version, words="Je ne l’accepte pas.", agrees=[Purpose.THANKS])

    page = client.get(f"/appel/carte/{first(version).uid}/").text

    assert "Je l’accepte." in page
    assert "Je ne l’accepte pas." not in page


@pytest.mark.django_db
def test_an_accord_taken_back_takes_the_words_back(version, client, fleur):
    given = answered(version, words="Je l’accepte.", agrees=[Purpose.QUOTES])
    consents.withdraw(given.application.person, Purpose.QUOTES, at=NOON + timedelta(hours=1))

    assert "Je l’accepte." not in client.get(f"/appel/carte/{first(version).uid}/").text


@pytest.mark.django_db
def test_words_open_for_the_founder_who_has_read_and_not_for_the_other(version, fleur):
    given = answered(version, state=State.READING, agrees=[Purpose.QUOTES])
    thomas = founder("Thomas", "Marshall")
    Reading.objects.create(application=given.application, reader=thomas, unfolded_at=NOON)

    assert list(Reaction.objects.readable_by(thomas)) == [given]
    assert list(Reaction.objects.readable_by(fleur)) == []


@pytest.mark.django_db
def test_no_page_of_the_map_names_anybody(version, client, fleur):
    person = candidate("ousmane@exemple.fr", first_name="Ousmane", last_name="Wojciechowski")
    answered(version, person=person, agrees=[Purpose.QUOTES])

    for place in ("", f"{first(version).uid}/"):
        page = client.get(f"/appel/carte/{place}").text
        assert [w for w in ("Ousmane", "Wojciechowski", "ousmane@") if w in page] == []


@pytest.mark.django_db
@pytest.mark.parametrize("who", [member, candidate])
def test_the_map_does_not_exist_for_others(version, client, who):
    client.force_login(who())

    assert client.get("/appel/carte/").status_code == 404
    assert client.get(f"/appel/carte/{first(version).uid}/").status_code == 404


@pytest.mark.django_db
def test_a_passage_of_nowhere_has_no_page(version, client, fleur):
    assert client.get(f"/appel/carte/{uuid.uuid4()}/").status_code == 404


# --- what we change ---


def note(version, fleur, *reactions, words="Dire combien de temps, et qui compte."):
    return intentions.note(
        first(version), words=words, reactions=list(reactions), by=fleur, at=NOON
    )


@pytest.mark.django_db
def test_a_change_is_noted_with_the_voices_that_caused_it(version, client, fleur):
    voice = answered(version, words="Combien ?", agrees=[Purpose.QUOTES])

    client.post(
        f"/appel/carte/{first(version).uid}/",
        {"words": "Dire combien.", "reactions": [voice.pk]},
    )

    noted = Intention.objects.get()
    assert (noted.words, list(noted.reactions.all()), noted.by) == ("Dire combien.", [voice], fleur)
    assert "Dire combien." in client.get("/appel/carte/").text
    assert "Dire combien." in client.get("/appel/versions/nouvelle/").text


@pytest.mark.django_db
@pytest.mark.parametrize("sent", [["x"], ["999999"], ["voice"]])
def test_a_voice_that_may_not_be_read_is_not_cited(version, client, fleur, sent):
    voice = answered(version)
    sent = [str(voice.pk) if one == "voice" else one for one in sent]

    answer = client.post(
        f"/appel/carte/{first(version).uid}/", {"words": "Dire combien.", "reactions": sent}
    )

    assert answer.status_code == 422
    assert "ne peut plus être citée" in answer.text
    assert "Dire combien." in answer.text
    assert not Intention.objects.exists()


@pytest.mark.django_db
def test_the_verb_itself_refuses_to_cite_what_may_not_be_read(version, fleur):
    with pytest.raises(intentions.NotReadable):
        note(version, fleur, answered(version))


@pytest.mark.django_db
def test_only_what_is_read_today_is_changed(version, fleur):
    call_version(2, call=version.call, published_at=NOON + timedelta(days=1))

    with pytest.raises(intentions.NotInTheCall):
        note(version, fleur)


@pytest.mark.django_db
def test_a_change_is_let_go(version, client, fleur):
    noted = note(version, fleur)

    client.post(f"/appel/carte/intentions/{noted.pk}/")

    assert not Intention.objects.exists()
    assert Entry.objects.filter(event=Event.INTENTION_DROPPED, actor=fleur).exists()


def publish(version, fleur, *, text="Dit autrement."):
    """The next version, in which the first passage says ``text``."""
    newer = call_version(version.number + 1, call=version.call, published_at=None)
    Passage.objects.filter(pk=first(newer).pk).update(uid=first(version).uid, text=text)
    type(newer).objects.filter(pk=newer.pk).update(sha256=f"{newer.number:064}")
    newer.refresh_from_db()
    calls.publish(newer, by=fleur, at=NOON + timedelta(days=newer.number))
    return newer


@pytest.mark.django_db
def test_a_published_change_says_publicly_what_moved_and_why(version, client, fleur):
    noted = note(version, fleur)

    newer = publish(version, fleur)
    client.logout()

    noted.refresh_from_db()
    assert noted.carried_out_in == newer
    assert noted.words in client.get(f"/appel/versions/{newer.number}/changements/").text


@pytest.mark.django_db
def test_a_change_whose_passage_did_not_move_stays_open(version, client, fleur):
    noted = note(version, fleur)

    newer = publish(version, fleur, text=first(version).text)

    noted.refresh_from_db()
    assert noted.carried_out_in is None
    assert noted.words not in client.get(f"/appel/versions/{newer.number}/changements/").text
    assert noted.words in client.get("/appel/versions/nouvelle/").text


@pytest.mark.django_db
def test_a_published_change_is_not_let_go(version, fleur):
    noted = note(version, fleur)
    publish(version, fleur)

    with pytest.raises(intentions.AlreadyCarriedOut):
        intentions.let_go(noted, by=fleur)


BOTH = [Purpose.QUOTES, Purpose.THANKS]


def thanked():
    return list(Letter.objects.filter(kind="applications.thanks").values_list("to", flat=True))


@pytest.mark.django_db
def test_who_is_cited_twice_is_thanked_once(version, fleur):
    person = candidate("merci@exemple.fr")
    one = answered(version, person=person, agrees=BOTH)
    other = reaction(one.application, on=one.passage, kind="question")
    note(version, fleur, one, words="Première raison.")
    note(version, fleur, other, words="Seconde raison.")
    note(version, fleur, words="Rien à voir.")

    publish(version, fleur)

    letter = Letter.objects.get(kind="applications.thanks")
    assert letter.to == "merci@exemple.fr"
    assert "Première raison." in letter.text
    assert "Seconde raison." in letter.text
    assert "Rien à voir." not in letter.text


@pytest.mark.django_db
def test_nobody_is_thanked_without_their_accord(version, fleur):
    one = answered(version, agrees=[Purpose.QUOTES])
    taken_back = answered(version, agrees=BOTH)
    note(version, fleur, one, taken_back)
    consents.withdraw(taken_back.application.person, Purpose.THANKS, at=NOON + timedelta(hours=1))

    publish(version, fleur)

    assert thanked() == []


@pytest.mark.django_db
def test_a_letter_leaves_for_each_version_that_changed_thanks_to_somebody(version, fleur):
    voice = answered(version, agrees=BOTH)
    note(version, fleur, voice)
    second = publish(version, fleur)
    note(second, fleur, voice)

    publish(second, fleur, text="Dit encore autrement.")

    assert thanked() == [voice.application.person.email] * 2
