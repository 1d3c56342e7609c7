"""A reaction is tied to words that stand in the passage of the version one reads."""

import uuid

import pytest

from applications.actions.call import reactions
from applications.actions.drafts import AlreadySent
from applications.models import Application, Passage, Reaction
from tests.applications.factories import NOON, application, call_version, draft, reaction

pytestmark = pytest.mark.django_db


def held_by(client, mine):
    session = client.session
    session["draft"] = mine.pk
    session.save()
    return mine


def first(version):
    return Passage.objects.filter(section__version=version).first()


def test_a_few_words_are_found_in_the_passage_with_what_surrounds_them():
    text = "Une œuvre commune, et encore une œuvre commune pour finir."

    found = reactions.stretch(text, "œuvre commune", near=30)

    assert (found["start"], found["end"]) == (33, 46)
    assert text[found["start"] : found["end"]] == found["quote"]
    assert found["suffix"] == " pour finir."


def test_the_whole_passage_needs_no_place():
    assert reactions.stretch("Tout le passage.", "", 0) == {"quote": "Tout le passage."}


def test_words_that_are_not_there_are_refused(client):
    mine = held_by(client, draft())
    passage = first(mine.version)

    answer = client.post(
        f"/appel/passages/{passage.uid}/reaction/", {"kind": "like", "quote": "inventé"}
    )

    assert answer.status_code == 422
    assert "ne sont pas dans le passage" in answer.text
    assert not Reaction.objects.exists()


def test_typed_apostrophes_and_spaces_do_not_matter():
    mine = draft()
    passage = first(mine.version)

    given = reactions.react(
        mine, passage, kind="like", words="", quote="qui  relient\nle soin", at=NOON
    )

    assert given.quote == "qui relient le soin"


def test_a_reaction_needs_its_kind(client):
    passage = first(call_version())

    answer = client.post(f"/appel/passages/{passage.uid}/reaction/", {"words": "Bien."})

    assert answer.status_code == 422
    assert "Choisissez d’abord" in answer.text
    assert "Bien." in answer.text
    assert not Application.objects.exists()


def test_a_passage_of_nowhere_does_not_exist(client):
    call_version()

    assert client.get(f"/appel/passages/{uuid.uuid4()}/reaction/").status_code == 404
    assert client.get("/appel/passages/1%00/reaction/").status_code == 400
    assert client.get("/appel/reactions/999999999999999999999999/").status_code == 404


def test_a_fragment_is_only_the_composer(client):
    passage = first(call_version())

    answer = client.get(f"/appel/passages/{passage.uid}/reaction/", headers={"X-Fragment": "1"})

    assert answer.text.strip().startswith("<form")


def test_a_reaction_is_changed_and_taken_back(client):
    given = reaction(held_by(client, draft()))

    client.post(f"/appel/reactions/{given.pk}/", {"kind": "question", "words": "Vraiment ?"})
    given.refresh_from_db()
    assert (given.kind, given.words) == ("question", "Vraiment ?")

    client.post(f"/appel/reactions/{given.pk}/", {"act": "remove"})
    assert not Reaction.objects.exists()


def test_nobody_reads_or_changes_the_reaction_of_another(client):
    theirs = reaction(draft())

    assert client.get(f"/appel/reactions/{theirs.pk}/").status_code == 404
    held_by(client, draft(theirs.application.version))
    assert client.get(f"/appel/reactions/{theirs.pk}/").status_code == 404
    answer = client.post(f"/appel/reactions/{theirs.pk}/", {"act": "remove"})
    assert answer.status_code == 404
    assert Reaction.objects.count() == 1


def test_once_sent_the_reactions_stay_as_they_are():
    given = reaction(application())

    with pytest.raises(AlreadySent):
        reactions.change(given, kind="like", words="", at=NOON)
    with pytest.raises(AlreadySent):
        reactions.take_back(given, at=NOON)


def test_a_passage_of_another_version_is_not_answered():
    mine = draft()

    with pytest.raises(reactions.NotAnswerable):
        reactions.react(mine, first(call_version()), kind="like", words="", at=NOON)


def test_a_draft_holds_two_hundred_reactions_and_no_more():
    mine = draft()
    passage = first(mine.version)
    for _ in range(reactions.MOST):
        reaction(mine, on=passage)

    with pytest.raises(reactions.ManyReactions):
        reactions.react(mine, passage, kind="like", words="", at=NOON)
