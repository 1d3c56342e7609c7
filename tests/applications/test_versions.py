"""A newer version while one writes: said, shown near one's reactions, chosen; nothing is lost."""

import uuid
from datetime import timedelta

import pytest

from applications.actions import applications
from applications.actions.call import versions
from applications.actions.drafts import AlreadySent
from applications.documents import contents
from applications.events import Event
from applications.models import Application, Passage, Reaction
from coopstudio.journal.models import Entry
from tests.applications.factories import (
    NOON,
    application,
    call_version,
    candidate,
    draft,
    reaction,
)
from tests.together import together

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
PLAIN = "Ce que nous fabriquons est une œuvre commune, et elle n’appartient à personne d’autre."
CHANGED = "Le temps de la création, chacun et chacune donne le sien, sans le compter."
REWORDED = "Le temps de la création, chacun et chacune donne le sien, et il se compte."
NEWS = "Un mot de franchise : nous avons déjà fondé deux lieux à deux."


def say(version, *texts, uids=None):
    """Make the call itself of ``version`` say these passages; returns them."""
    section = version.sections.last()
    section.passages.all().delete()
    for n, text in enumerate(texts, 1):
        row = {"uid": uids[n - 1]} if uids and uids[n - 1] else {}
        Passage.objects.create(
            **{"section": section, "ordinal": n, "uid": uuid.uuid4(), "text": text, **row},
            html=f"<p>{text}</p>",
        )
    return list(section.passages.order_by("ordinal"))


@pytest.fixture
def old():
    version = call_version(1, published_at=None)
    version.said = say(version, PLAIN, CHANGED)
    return publish(version, NOON - timedelta(days=20))


@pytest.fixture
def new(old):
    """A passage comes first, one stays, one is reworded."""
    version = call_version(2, call=old.call, published_at=None)
    plain, changed = (one.uid for one in old.said)
    version.said = say(version, NEWS, PLAIN, REWORDED, uids=[None, plain, changed])
    return version


def publish(version, at):
    type(version).objects.filter(pk=version.pk).update(published_at=at)
    version.published_at = at
    return version


@pytest.fixture
def mine(client, old):
    mine = draft(old, email="noemie@exemple.fr")
    session = client.session
    session["draft"] = mine.pk
    session.save()
    return mine


def about(mine, passage, quote="", **words):
    start = passage.text.index(quote) if quote else None
    end = start + len(quote) if quote else None
    given = {"quote": quote or passage.text, "start": start, "end": end, **words}
    return reaction(mine, on=passage, **given)


def state_of(one):
    """Everything a row holds, but what is named."""
    one = type(one).objects.get(pk=one.pk)
    return {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}


# --- moving ---


def test_reactions_follow_their_words(old, new, mine):
    whole, words = about(mine, old.said[0]), about(mine, old.said[0], "une œuvre commune")
    publish(new, NOON)

    versions.move_to_version(mine, new, at=LATER)

    whole.refresh_from_db()
    words.refresh_from_db()
    assert (whole.passage, whole.start) == (new.said[1], None)
    assert words.passage == new.said[1]
    assert words.passage.text[words.start : words.end] == "une œuvre commune"


def test_a_reaction_whose_words_changed_stays_as_it_was(old, new, mine):
    tied = about(mine, old.said[1], "chacun et chacune donne le sien, sans", words="Combien ?")
    before = state_of(tied)
    publish(new, NOON)

    versions.move_to_version(mine, new, at=LATER)

    assert state_of(tied) == before


def test_moving_touches_nothing_else(old, new, mine):
    other = about(draft(old), old.said[0])
    before, others = state_of(mine), state_of(other)
    publish(new, NOON)

    versions.move_to_version(mine, new, at=LATER)

    after = state_of(mine)
    changed = {field for field in after if after[field] != before[field]}
    assert changed == {"version_id", "touched_at"}
    assert state_of(other) == others


def test_moving_is_told_once_and_names_nobody(old, new, mine):
    publish(new, NOON)

    versions.move_to_version(mine, new, at=LATER)

    line = Entry.objects.get(event=Event.MOVED_TO_VERSION)
    assert (line.actor, line.details) == (None, {"number": 2})


def test_reactions_left_behind_are_looked_for_again_in_the_next_version(old, new, mine):
    tied = about(mine, old.said[1])
    publish(new, NOON)
    versions.move_to_version(mine, new, at=LATER)
    third = call_version(3, call=old.call, published_at=None)
    back = say(third, CHANGED, uids=[old.said[1].uid])
    publish(third, LATER)

    versions.move_to_version(mine, third, at=LATER)

    tied.refresh_from_db()
    assert tied.passage == back[0]


def test_keeping_ones_version_changes_no_reaction(old, new, mine):
    tied = about(mine, old.said[0])
    before = state_of(tied)
    publish(new, NOON)

    versions.keep_version(mine, new, at=LATER)

    mine.refresh_from_db()
    assert (mine.version, mine.passed_over) == (old, new)
    assert state_of(tied) == before


@pytest.mark.parametrize("act", [versions.move_to_version, versions.keep_version])
def test_only_the_newest_version_is_chosen(old, new, mine, act):
    with pytest.raises(versions.NotTheNewest):
        act(mine, new, at=LATER)
    with pytest.raises(versions.NotTheNewest):
        act(mine, old, at=LATER)


@pytest.mark.parametrize("act", [versions.move_to_version, versions.keep_version])
def test_what_is_sent_keeps_its_version(old, new, act):
    sent = application(version=old)
    publish(new, NOON)

    with pytest.raises(AlreadySent):
        act(sent, new, at=LATER)


# --- the page ---


def test_without_newer_version_there_is_nothing_to_choose(client, mine):
    assert client.get("/candidater/version/").url == "/candidater/"


def test_without_draft_there_is_nothing_to_choose(client, old):
    assert client.get("/candidater/version/").url == "/appel/"


def test_each_step_says_that_the_call_has_changed(client, new, mine):
    publish(new, NOON)

    for place in ("/candidater/vous/", "/candidater/relecture/", "/appel/"):
        assert "/candidater/version/" in client.get(place).text


def test_the_page_shows_the_changes_near_the_reactions_and_folds_the_others(client, old, new, mine):
    about(mine, old.said[1], words="Combien ?")
    Passage.objects.filter(section__version=new, section__part="offer").update(
        text="Autre chose, ailleurs."
    )
    publish(new, NOON)

    page = client.get("/candidater/version/").text

    near, far = page.split("<details", 1)
    assert "<ins>et il se compte.</ins>" in near
    assert "Autre chose, ailleurs." in far
    assert "Autre chose, ailleurs." not in near


def test_the_page_shows_both_texts_of_what_cannot_follow(client, old, new, mine):
    about(mine, old.said[1], words="Combien ?")
    publish(new, NOON)

    page = client.get("/candidater/version/").text.split('id="vos"')[1]

    assert CHANGED in page
    assert REWORDED in page


@pytest.mark.parametrize(("act", "number"), [("move", 2), ("keep", 1)])
def test_the_person_chooses(client, new, mine, act, number):
    publish(new, NOON)

    client.post("/candidater/version/", {"act": act})

    mine.refresh_from_db()
    assert mine.version.number == number


def test_an_unknown_choice_chooses_nothing(client, new, mine):
    publish(new, NOON)

    assert client.post("/candidater/version/", {"act": "autre"}).status_code == 200
    mine.refresh_from_db()
    assert (mine.version.number, mine.passed_over) == (1, None)


# --- the reading page ---


def test_reactions_are_shown_on_their_words_in_a_version_read_beside(client, old, new, mine):
    about(mine, old.said[0], "une œuvre commune", words="Oui.")
    publish(new, NOON)

    page = client.get("/appel/").text

    start = new.said[1].text.index("une œuvre commune")
    assert f'data-start="{start}"' in page


def test_reactions_whose_words_changed_are_shown_with_both_texts(client, old, new, mine):
    about(mine, old.said[1], words="Combien ?")
    publish(new, NOON)
    versions.move_to_version(mine, new, at=LATER)

    page = client.get("/appel/").text

    assert "Portait sur la version du 21 avril 2026" in page
    assert page.count(CHANGED) == 1


def test_a_reaction_to_a_passage_that_went_is_still_shown(client, old, mine):
    about(mine, old.said[1], words="Combien ?")
    new = call_version(2, call=old.call, published_at=None)
    say(new, PLAIN, uids=[old.said[0].uid])
    publish(new, NOON)
    versions.move_to_version(mine, new, at=LATER)

    page = client.get("/appel/").text

    assert "Vos réactions à des passages qui n’y sont plus" in page
    assert "Combien ?" in page


# --- after sending ---


def test_after_sending_the_way_leads_to_what_was_sent(client, old):
    person = candidate()
    application(version=old, person=person)
    client.force_login(person)

    for place in ("/candidater/", "/candidater/vous/"):
        assert client.get(place).url == "/ma-candidature/"
    assert "Ma candidature" in client.get("/appel/").text


def test_after_sending_nothing_begins_a_second_one(client, old):
    person = candidate()
    sent = application(version=old, person=person)
    given = about(sent, old.said[0], words="Déjà dit.")
    client.force_login(person)

    client.post(f"/appel/passages/{old.said[0].uid}/reaction/", {"kind": "like"})
    client.post("/candidater/vous/", {"first_name": "Noémie"})
    client.post("/candidater/vous/brouillon/", {"first_name": "Noémie"})

    assert Application.objects.count() == 1
    assert Reaction.objects.get() == given
    assert "Déjà dit." in client.get("/appel/").text


def test_two_windows_choose_once(old, new, mine):
    publish(new, NOON)
    versions.move_to_version(mine, new, at=LATER)

    with pytest.raises(versions.NotTheNewest):
        versions.move_to_version(mine, new, at=LATER)


def test_a_copy_quotes_what_was_read(old, new, mine):
    about(mine, old.said[1], "chacun et chacune donne le sien")
    publish(new, NOON)
    mine.submitted_at, mine.answer_by = NOON, applications.answer_day(NOON)

    assert contents(mine)["version"] == "Version 1 du 21 avril 2026"
    assert contents(mine)["reactions"][0]["quote"] == "chacun et chacune donne le sien"


def test_a_copy_says_which_version_a_reaction_that_stayed_speaks_of(old, new, mine):
    about(mine, old.said[1], "chacun et chacune donne le sien, sans")
    about(mine, old.said[0])
    publish(new, NOON)
    mine = versions.move_to_version(mine, new, at=LATER)
    mine.submitted_at, mine.answer_by = NOON, applications.answer_day(NOON)

    told = {one["quote"]: one["then"] for one in contents(mine)["reactions"]}

    assert told == {
        PLAIN: "",
        "chacun et chacune donne le sien, sans": "portait sur la version du 21 avril 2026",
    }


@pytest.mark.django_db(transaction=True)
def test_two_windows_that_choose_at_the_same_second_carry_the_reactions_once():
    version = publish(call_version(1, published_at=None), NOON - timedelta(days=20))
    mine = draft(version)
    passage = Passage.objects.filter(section__version=version).first()
    given = about(mine, passage)
    new = publish(call_version(2, call=version.call, published_at=None), NOON)

    raised = together(
        lambda: versions.move_to_version(mine, new, at=LATER),
        lambda: versions.move_to_version(mine, new, at=LATER),
    )

    given.refresh_from_db()
    assert [type(one) for one in raised] == [versions.NotTheNewest]
    assert given.passage.section.version == new
    assert Entry.objects.filter(event=Event.MOVED_TO_VERSION).count() == 1
