"""What founders want to talk about: marked beside the call, blind while one reads, in the trame."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.actions.call import talking_points
from applications.actions.meeting import guides
from applications.events import Event
from applications.guiding import lines_of
from applications.models import GuideLine, Passage, Reaction, TalkingPoint
from applications.states import State
from coopstudio.journal.models import Entry
from members.disclosure import chapters_of
from tests.applications.factories import NOON, application, call_version, reaction
from tests.members.factories import founder, member
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def fleur(client):
    someone = founder(email="fleur@exemple.fr")
    client.force_login(someone)
    return someone


@pytest.fixture
def thomas():
    return founder("Thomas", "Marshall", email="thomas@exemple.fr")


def passage_of(dossier):
    return Passage.objects.filter(section__version=dossier.version).order_by("pk").last()


def marked(dossier, by, *, for_all=False, words="Dire combien."):
    whom = None if for_all else dossier
    return talking_points.mark(passage_of(dossier), by=by, at=NOON, words=words, application=whom)


def explored(dossier):
    lines = lines_of(dossier, guides.guide_of(dossier), [])
    return [line for line in lines if line.source.startswith("point:")]


def address(dossier):
    return f"/candidatures/{dossier.number}/aborder/{passage_of(dossier).uid}/"


# --- the trame ---


def test_what_founders_mark_enters_the_trame_with_their_name(fleur, thomas):
    dossier = application(State.CROSSED)
    mine, theirs = marked(dossier, fleur), marked(dossier, thomas, for_all=True, words="")

    lines = explored(dossier)

    assert [(one.part, one.words, one.hint, one.source) for one in lines] == [
        (
            GuideLine.Part.EXPLORE,
            "Dire combien.",
            "Fleur veut en parler, Le travail",
            f"point:{mine.pk}",
        ),
        (
            GuideLine.Part.EXPLORE,
            "« Notre œuvre commune, passage 1. »",
            "Thomas veut en parler, Le travail",
            f"point:{theirs.pk}",
        ),
    ]
    assert [one.is_for_person for one in lines] == [False, False]


def test_a_mark_comes_after_what_displeases_and_before_what_pleases(fleur):
    dossier = application(State.CROSSED)
    marked(dossier, fleur)
    reaction(dossier, kind=Reaction.Kind.DISLIKE, words="Trop peu.")
    reaction(dossier, kind=Reaction.Kind.LIKE, on=passage_of(dossier), words="Bien dit.")

    words = [
        line.words for line in lines_of(dossier, None, []) if line.part in {"explore", "agree"}
    ]

    assert words == ["Trop peu.", "Dire combien.", "Bien dit."]


def test_the_mark_of_one_candidature_is_in_no_other(fleur):
    dossier, other = application(State.CROSSED), application(State.CROSSED)
    marked(dossier, fleur)

    assert explored(other) == []


def test_what_is_for_everybody_is_for_those_who_read_that_passage(fleur):
    version = call_version()
    dossier, beside = (application(State.CROSSED, version=version) for _ in range(2))
    elsewhere = application(State.CROSSED)

    marked(dossier, fleur, for_all=True)

    assert [len(explored(one)) for one in (dossier, beside, elsewhere)] == [1, 1, 0]


def test_a_passage_that_stays_in_the_next_version_keeps_its_mark(fleur):
    dossier = application(State.CROSSED)
    marked(dossier, fleur, for_all=True)
    second = call_version(2, call=dossier.version.call, published_at=None)
    kept = Passage.objects.filter(section__version=second).order_by("pk").last()
    Passage.objects.filter(pk=kept.pk).update(uid=passage_of(dossier).uid)

    assert len(explored(application(State.CROSSED, version=second))) == 1


def test_what_was_dropped_from_a_trame_does_not_come_back(fleur):
    dossier = application(State.CROSSED)
    marked(dossier, fleur)
    lines = lines_of(dossier, None, [])
    guides.save_guide(dossier, by=fleur, at=NOON, lines=[], seen="")
    from_there = guides.guide_of(dossier)

    assert len([one for one in lines_of(dossier, from_there, []) if one in lines]) == len(lines)


# --- to mark ---


def test_said_again_it_is_said_otherwise(fleur):
    dossier = application(State.CROSSED)
    marked(dossier, fleur)

    marked(dossier, fleur, words="Dire quand.")

    assert [one.words for one in TalkingPoint.objects.all()] == ["Dire quand."]


def test_from_one_person_to_everybody_it_is_one_mark(fleur):
    dossier = application(State.CROSSED)
    before = marked(dossier, fleur)

    talking_points.mark(passage_of(dossier), by=fleur, at=NOON, instead=before)

    assert [one.is_for_everybody for one in TalkingPoint.objects.all()] == [True]


def test_a_heading_is_not_marked(fleur):
    dossier = application(State.CROSSED)
    heading = passage_of(dossier)
    heading.kind = Passage.Kind.HEADING

    with pytest.raises(talking_points.NotAPassage):
        talking_points.mark(heading, by=fleur, at=NOON)


def test_the_journal_says_that_it_was_marked_and_not_what_was_written(fleur):
    marked(application(State.CROSSED), fleur, words="coquelicot")

    entry = Entry.objects.get(event=Event.POINT_MARKED)
    assert "coquelicot" not in f"{entry.sentence} {entry.details}"


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_second_leave_one_mark(thomas):
    dossier = application(State.CROSSED)

    raised = together(*[lambda: marked(dossier, thomas, for_all=True)] * 3)

    assert (raised, TalkingPoint.objects.count()) == ([], 1)


# --- blindness ---


def test_a_mark_for_one_person_is_its_authors_until_readings_are_crossed(fleur, thomas):
    reading, crossed = application(State.READING), application(State.CROSSED)
    for one in (reading, crossed):
        marked(one, thomas, words=f"coquelicot {one.number}")

    seen = TalkingPoint.objects.visible_to(fleur)

    assert [one.application for one in seen] == [crossed]
    assert TalkingPoint.objects.visible_to(thomas).count() == 2


def test_no_page_tells_it_before(client, fleur, thomas):
    dossier = application(State.READING)
    marked(dossier, thomas, words="coquelicot")

    pages = [client.get(where).text for where in (dossier.get_absolute_url(), address(dossier))]

    assert ["coquelicot" in page for page in pages] == [False, False]


def test_nobody_reads_what_was_marked_for_their_own_conversation(thomas):
    dossier = application(State.CROSSED)
    marked(dossier, thomas)
    own = founder("Noémie", "D’Almeida")
    dossier.person = own
    dossier.save()

    assert not TalkingPoint.objects.visible_to(own).exists()


def test_its_person_may_read_it_on_request(thomas):
    dossier = application(State.CROSSED)
    marked(dossier, thomas, words="Dire combien.")

    told = {one.title: one.rows for one in chapters_of(dossier.person)}

    assert "Dire combien." in str(told["Passages à aborder"])


# --- the pages ---


def test_a_passage_is_marked_from_the_margin_and_shown_there(client, fleur):
    dossier = application(State.READING)
    assert address(dossier) in client.get(dossier.get_absolute_url()).text

    answer = client.post(address(dossier), {"words": "Dire combien.", "whom": "une"})

    uid = passage_of(dossier).uid
    assert answer.url == f"/candidatures/{dossier.number}/#pa-{uid}"
    assert "Dire combien." in client.get(dossier.get_absolute_url()).text
    assert TalkingPoint.objects.get().application == dossier


def test_the_page_shows_what_the_person_says_of_it_and_what_others_marked(client, fleur, thomas):
    dossier = application(State.CROSSED)
    reaction(dossier, on=passage_of(dossier), words="Cela me parle.")
    marked(dossier, thomas, words="Et combien ?")

    page = client.get(address(dossier)).text

    assert "Cela me parle." in page
    assert "Et combien" in page


def test_it_may_be_for_everybody_from_there(client, fleur):
    dossier = application(State.CROSSED)
    marked(dossier, fleur)

    client.post(address(dossier), {"words": "À chacun.", "whom": "toutes"})

    assert [(one.words, one.application) for one in TalkingPoint.objects.all()] == [
        ("À chacun.", None)
    ]


def test_it_is_let_go(client, fleur):
    dossier = application(State.CROSSED)
    marked(dossier, fleur)

    client.post(address(dossier), {"act": "drop", "words": "", "whom": "une"})

    assert not TalkingPoint.objects.exists()


def test_a_sensitive_word_is_shown_before_it_is_kept(client, fleur):
    dossier = application(State.CROSSED)

    page = client.post(address(dossier), {"words": "Elle est enceinte ?", "whom": "une"})

    assert page.status_code == 422
    assert "enceinte" in page.text
    assert not TalkingPoint.objects.exists()


def test_from_the_map_it_is_for_everybody(client, fleur):
    dossier = application(State.CROSSED)
    uid = passage_of(dossier).uid

    client.post(f"/appel/carte/{uid}/aborder/", {"words": "À chacun."})

    assert TalkingPoint.objects.get().is_for_everybody
    assert "À chacun." in client.get(f"/appel/carte/{uid}/").text


def test_a_passage_that_the_person_did_not_read_has_no_page(client, fleur):
    dossier, other = application(State.CROSSED), application(State.CROSSED)

    assert (
        client.get(f"/candidatures/{dossier.number}/aborder/{passage_of(other).uid}/").status_code
        == 404
    )


def test_it_does_not_exist_for_a_member(client):
    dossier = application(State.CROSSED)
    client.force_login(member())

    assert client.get(address(dossier)).status_code == 404


def test_the_margin_asks_the_same_questions_for_one_mark_and_for_thirty(client, fleur):
    dossier = application(State.CROSSED, version=call_version(passages=31))
    marked(dossier, fleur)
    client.get(dossier.get_absolute_url())
    with_one = _asked(client, dossier)
    for passage in Passage.objects.filter(section__version=dossier.version):
        talking_points.mark(passage, by=fleur, at=NOON, application=dossier)

    assert _asked(client, dossier) == with_one


def _asked(client, dossier):
    with CaptureQueriesContext(connection) as asked:
        client.get(dossier.get_absolute_url())
    return len(asked)


def test_ones_own_mark_shows_how_to_take_it_back(client, fleur):
    dossier = application(State.CROSSED)
    marked(dossier, fleur)
    client.force_login(fleur)

    mine = client.get(f"/candidatures/{dossier.number}/").text
    client.force_login(founder("Thomas", email="thomas@exemple.fr"))
    theirs = client.get(f"/candidatures/{dossier.number}/").text

    assert ">Changer ou retirer</a>" in mine
    assert ">Changer ou retirer</a>" not in theirs
    assert "le noter « à aborder » ensemble" in tidy_spaces(mine)


def tidy_spaces(page):
    return " ".join(page.split())
