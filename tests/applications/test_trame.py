"""The trame: drawn from what was written, arranged by founders, on one page, told in part, once."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from applications import onepage, tasks, trame
from applications.actions.meeting import guides, meetings
from applications.guiding import lines_of
from applications.models import Guide, GuideLine, Reaction, Reading
from applications.states import State
from coopstudio.documents import press
from coopstudio.documents.models import Document
from coopstudio.mail.models import Letter
from tests.applications.factories import (
    NOON,
    application,
    call_version,
    reaction,
)
from tests.members.factories import founder
from tests.together import together

Part, Kind = GuideLine.Part, Reaction.Kind
SOON = NOON + timedelta(days=10)
PLACE = {"place": "Nuits-Saint-Georges", "minutes": 60}


@pytest.fixture
def fleur():
    return founder(email="fleur@exemple.fr")


@pytest.fixture
def thomas():
    return founder("Thomas", "Marshall", email="thomas@exemple.fr")


def told_by(dossier, kinds, *, on=None):
    return [
        reaction(dossier, kind=kind, on=on, words=f"{kind} {rank}")
        for rank, kind in enumerate(kinds, 1)
    ]


def drawn(dossier, readings=()):
    return lines_of(dossier, guides.guide_of(dossier), readings)


def of(lines, part):
    return [line for line in lines if line.part == part and not line.is_dropped]


def reading(dossier, by, **words):
    return Reading.objects.create(
        application=dossier, reader=by, wish="yes", written_at=NOON, **words
    )


# --- drawn ---


@pytest.mark.django_db
def test_nine_reactions_are_nine_lines_each_exactly_once():
    """The verification of the specification: 4 likes, 3 dislikes, 2 questions."""
    dossier = application(State.CROSSED)
    told = told_by(dossier, [Kind.LIKE] * 4 + [Kind.DISLIKE] * 3 + [Kind.QUESTION] * 2)

    lines = drawn(dossier)

    sources = sorted(line.source for line in lines if line.source.startswith("reaction:"))
    assert sources == sorted(f"reaction:{one.pk}" for one in told)
    explored = [line.kind for line in of(lines, Part.EXPLORE)]
    assert explored == [Kind.DISLIKE] * 3 + [Kind.LIKE] * 4
    assert [line.kind for line in of(lines, Part.QUESTIONS)] == [Kind.QUESTION] * 2


@pytest.mark.django_db
def test_what_pleases_where_nothing_displeases_is_an_accord():
    version = call_version()
    offer, call = version.sections.all()
    dossier = application(State.CROSSED, version=version)
    told_by(dossier, [Kind.DISLIKE], on=offer.passages.first())
    told_by(dossier, [Kind.LIKE, Kind.MIRROR], on=call.passages.first())

    lines = drawn(dossier)

    assert [line.kind for line in of(lines, Part.EXPLORE)] == [Kind.DISLIKE]
    assert [line.kind for line in of(lines, Part.AGREE)] == [Kind.LIKE, Kind.MIRROR]


@pytest.mark.django_db
def test_divergence_then_intensity_come_first():
    version = call_version()
    offer, call = version.sections.all()
    passages = [offer.passages.first(), call.passages.first()]
    dossier = application(State.CROSSED, version=version)
    reaction(dossier, kind=Kind.DISLIKE, on=passages[0], words="")
    reaction(dossier, kind=Kind.DISLIKE, on=passages[0], words="Dit.")
    reaction(dossier, kind=Kind.DISLIKE, on=passages[0], words="Dit, exact.", start=0, end=3)
    reaction(dossier, kind=Kind.DISLIKE, on=passages[1], words="Partagé.")
    reaction(dossier, kind=Kind.LIKE, on=passages[1], words="Et pourtant.")

    words = [line.words for line in of(drawn(dossier), Part.EXPLORE)]

    assert words == ["Partagé.", "Dit, exact.", "Dit.", f"« {passages[0].text} »", "Et pourtant."]


@pytest.mark.django_db
def test_the_general_words_and_both_readings_have_their_lines(fleur, thomas):
    dossier = application(State.CROSSED, likes="Le lieu.", dislikes="Le délai.", coming="hard")
    readings = [
        reading(
            dossier, fleur, asks="Votre atelier ?\n\n- Votre temps ?", questions="La distance."
        ),
        reading(dossier, thomas, asks="Et l’argent ?"),
    ]

    lines = drawn(dossier, readings)

    assert [one.words for one in of(lines, Part.EXPLORE)] == ["Le délai.", "La distance."]
    assert [one.words for one in of(lines, Part.AGREE)] == ["Le lieu."]
    asked = [(one.words, one.hint) for one in of(lines, Part.ASKS)]
    assert asked == [
        ("Votre atelier ?", "Fleur aimerait le demander"),
        ("Votre temps ?", "Fleur aimerait le demander"),
        ("Et l’argent ?", "Thomas aimerait le demander"),
    ]
    missing = [one.source for one in of(lines, Part.MISSING)]
    assert missing == ["missing:time", "missing:travel", "missing:trades", "missing:to_learn"]


@pytest.mark.django_db
def test_there_are_always_three_openings_chosen_by_rule():
    silent, full = application(State.CROSSED), application(State.CROSSED, to_learn="Vendre.")
    told_by(full, [Kind.DISLIKE, Kind.QUESTION])

    openings = [[one.source for one in of(drawn(who), Part.OPENINGS)] for who in (silent, full)]

    assert openings == [
        ["opening:silence", "opening:place", "opening:ours"],
        ["opening:friction", "opening:question", "opening:learning"],
    ]


@pytest.mark.django_db
def test_only_the_persons_questions_are_addressed_to_them_at_first(fleur):
    dossier = application(State.CROSSED)
    told_by(dossier, list(Kind))

    addressed = [
        one.kind for one in drawn(dossier, [reading(dossier, fleur, asks="?")]) if one.is_for_person
    ]

    assert addressed == [Kind.QUESTION]


# --- arranged ---


def kept(dossier, by, lines, *, seen="", at=NOON):
    return guides.save_guide(dossier, by=by, at=at, lines=lines, seen=seen)


@pytest.mark.django_db
def test_what_founders_keep_stays_and_what_is_written_since_is_added(fleur):
    dossier = application(State.CROSSED)
    told_by(dossier, [Kind.DISLIKE, Kind.LIKE])
    first, *others = drawn(dossier)

    mine = trame.Line(Part.ASKS, "Une question à nous.")
    kept(
        dossier,
        fleur,
        [replace(first, words="Reprise."), replace(others[0], is_dropped=True), mine],
    )
    told_by(dossier, [Kind.QUESTION])

    lines = drawn(dossier)
    assert lines[0].words == "Reprise."
    assert others[0].source in {line.source for line in lines if line.is_dropped}
    assert len({line.source for line in lines if line.source}) == len(
        [one for one in lines if one.source]
    )
    assert [one.kind for one in of(lines, Part.QUESTIONS)] == [Kind.QUESTION]
    assert [one.words for one in of(lines, Part.ASKS)] == ["Une question à nous."]


@pytest.mark.django_db
def test_a_trame_reopened_by_another_hand_is_not_overwritten(fleur, thomas):
    dossier = application(State.CROSSED)
    kept(dossier, fleur, drawn(dossier))

    with pytest.raises(guides.ChangedMeanwhile):
        kept(dossier, thomas, [])

    assert Guide.objects.get().lines.exists()


@pytest.mark.django_db(transaction=True)
def test_two_founders_keep_the_first_trame_at_the_same_second(fleur, thomas):
    dossier = application(State.CROSSED)
    lines = drawn(dossier)

    raised = together(lambda: kept(dossier, fleur, lines), lambda: kept(dossier, thomas, lines))

    assert [type(refusal) for refusal in raised] == [guides.ChangedMeanwhile]
    assert Guide.objects.count() == 1


@pytest.mark.django_db
def test_there_is_no_trame_while_one_reads_blind(client, fleur, thomas):
    dossier = application(State.READING)
    reading(dossier, thomas, asks="Ma question secrète ?")
    client.force_login(fleur)

    with pytest.raises(guides.StillBlind):
        kept(dossier, fleur, [])
    answer = client.get(f"/candidatures/{dossier.number}/trame/", follow=True)

    assert "Ma question secrète" not in answer.text
    assert not Document.objects.exists()


# --- the page ---


def fields(client, address):
    """What the form of the page would send, as it stands."""
    form = client.get(address).context["form"]
    sent = {"seen": form["seen"].value() or "", "new_words": "", "new_part": "asks"}
    for line in form.lines:
        if not line.is_dropped:
            sent[f"words-{line.key}"] = line.words
            if line.is_for_person:
                sent[f"person-{line.key}"] = "on"
    return sent


@pytest.mark.django_db
def test_lines_are_moved_reworded_dropped_taken_back_added_on_the_page(client, fleur):
    dossier = application(State.CROSSED)
    one, two = told_by(dossier, [Kind.DISLIKE, Kind.DISLIKE])
    address = f"/candidatures/{dossier.number}/trame/"
    client.force_login(fleur)

    def press_button(act, **more):
        answer = client.post(address, {**fields(client, address), "act": act, **more})
        assert answer.status_code == 302, answer.context["form"].errors
        return [line.words for line in of(drawn(dossier), Part.EXPLORE)]

    assert press_button(f"up:reaction:{two.pk}") == ["dislike 2", "dislike 1"]
    assert press_button(f"up:reaction:{two.pk}") == ["dislike 2", "dislike 1"]  # the edge
    assert press_button(f"down:reaction:{two.pk}") == ["dislike 1", "dislike 2"]
    assert press_button("keep", **{f"words-reaction:{one.pk}": "Mieux."}) == ["Mieux.", "dislike 2"]
    assert press_button(f"drop:reaction:{two.pk}") == ["Mieux."]
    assert press_button(f"back:reaction:{two.pk}") == ["Mieux.", "dislike 2"]
    press_button("keep", new_words="Et vous ?", new_part="openings")
    assert [line.words for line in of(drawn(dossier), Part.OPENINGS)][-1] == "Et vous ?"


@pytest.mark.django_db
def test_words_typed_on_a_stale_page_are_kept_on_it(client, fleur, thomas):
    dossier = application(State.CROSSED)
    address = f"/candidatures/{dossier.number}/trame/"
    client.force_login(fleur)
    stale = fields(client, address)
    kept(dossier, thomas, drawn(dossier))

    answer = client.post(address, {**stale, "new_words": "Ma ligne.", "act": "keep"})

    assert answer.status_code == 422
    assert "Ma ligne." in answer.text
    assert "reprise entre-temps par une autre personne" in answer.text


@pytest.mark.django_db
def test_both_trames_are_shown_and_one_goes_on(client, fleur, thomas):
    dossier = application(State.CROSSED)
    [one] = told_by(dossier, [Kind.DISLIKE])
    address = f"/candidatures/{dossier.number}/trame/"
    client.force_login(fleur)
    stale = {**fields(client, address), f"words-reaction:{one.pk}": "À ma façon."}
    client.post(address, {**fields(client, address), "new_words": "Sa ligne.", "act": "keep"})
    client.force_login(thomas)
    theirs = {**fields(client, address), f"words-reaction:{one.pk}": "À la sienne."}
    client.post(address, {**theirs, "act": "keep"})
    client.force_login(fleur)

    answer = client.post(address, {**stale, "act": "keep"})

    assert answer.status_code == 422
    assert "Gardé entre-temps par Thomas" in answer.text
    assert "À la sienne." in answer.text
    form = answer.context["form"]
    again = {name: form[name].value() for name in form.fields if form[name].value()}
    assert client.post(address, {**again, "act": "keep"}).status_code == 302
    said = [line.words for line in drawn(dossier) if not line.is_dropped]
    assert "À ma façon." in said
    assert said.count("Sa ligne.") == 1


@pytest.mark.django_db
def test_the_page_asks_the_same_questions_of_the_base_with_one_reaction_and_with_thirty(
    client, fleur
):
    few, many = application(State.CROSSED), application(State.CROSSED)
    told_by(few, [Kind.LIKE])
    told_by(many, [Kind.LIKE] * 30)
    client.force_login(fleur)
    client.get(f"/candidatures/{few.number}/trame/")

    counts = []
    for dossier in (few, many):
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/candidatures/{dossier.number}/trame/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


# --- the person's part ---


def fixed(dossier, by):
    meeting = meetings.propose_meeting(dossier, by=by, at=NOON, slots=[SOON], **PLACE)
    return meetings.choose_slot(meeting, slot=meeting.slots.get(), by=dossier.person, at=NOON)


@pytest.fixture
def round_at(time_machine):
    def strike(moment):
        time_machine.move_to(moment, tick=False)
        tasks.tend_meetings()

    return strike


def parts_told():
    return list(Letter.objects.filter(kind="applications.guide_part"))


@pytest.mark.django_db
def test_the_marked_lines_leave_two_days_before_once_in_place_of_the_reminder(fleur, round_at):
    dossier = application(State.CROSSED)
    told_by(dossier, [Kind.QUESTION, Kind.DISLIKE])
    readings = [reading(dossier, fleur, asks="Votre atelier ?\nVotre secret ?")]
    lines = [
        replace(line, is_for_person=line.is_for_person or line.words == "Votre atelier ?")
        for line in drawn(dossier, readings)
    ]
    kept(dossier, fleur, lines)
    fixed(dossier, fleur)

    for before in (timedelta(days=2, hours=1), timedelta(days=2), timedelta(days=1, hours=20)):
        round_at(SOON - before)

    (letter,) = parts_told()
    assert letter.to == dossier.email
    assert "question 1" in letter.text
    assert "Votre atelier" in letter.text
    for hidden in ("Votre secret", "dislike 2", "Fleur aimerait"):
        assert hidden not in letter.text
    ahead = Letter.objects.filter(kind="applications.meeting_ahead")
    assert [one.to for one in ahead] == ["fleur@exemple.fr"]


@pytest.mark.django_db
def test_nothing_leaves_of_a_trame_that_nobody_kept(fleur, round_at):
    dossier = application(State.CROSSED)
    told_by(dossier, [Kind.QUESTION])
    fixed(dossier, fleur)

    round_at(SOON - timedelta(days=2))

    assert parts_told() == []
    assert Letter.objects.filter(kind="applications.meeting_ahead").count() == 2


@pytest.mark.django_db
def test_a_meeting_moved_does_not_send_it_twice_but_reminds_the_person(fleur, round_at):
    dossier = application(State.CROSSED)
    told_by(dossier, [Kind.QUESTION])
    kept(dossier, fleur, drawn(dossier))
    meeting = fixed(dossier, fleur)
    round_at(SOON - timedelta(days=2))
    later = SOON + timedelta(days=9)
    meetings.move(meeting, by=fleur, at=SOON - timedelta(days=1), hour=later, **PLACE)

    round_at(later - timedelta(days=2))

    assert len(parts_told()) == 1
    ahead = Letter.objects.filter(kind="applications.meeting_ahead").values_list("to", flat=True)
    assert sorted(ahead) == sorted(["fleur@exemple.fr", "fleur@exemple.fr", dossier.email])


# --- on one page ---


def lines_like(words, count, part=Part.EXPLORE):
    return [
        trame.Line(part, words, hint="Propriété commune et mise en commun", source=f"reaction:{n}")
        for n in range(count)
    ]


def printed(application, lines):
    document = guides.print_guide(application, lines=lines, at=NOON)
    press.produce(document.pk)
    document.refresh_from_db()
    assert document.state == Document.State.ISSUED, document.error
    return PdfReader(BytesIO(bytes(document.content)))


FORTY = {
    "short": "Oui.",
    "usual": "Je ne tiens pas six mois sans revenu, et je voudrais en parler simplement.",
    "long": "Parole longue et patiente, qui déroule ce qui se passe quand on essaie. " * 25,
    "wide": "WWWWWWWW MMMMMMMM " * 60,
    "unbroken": "W" * 900,
    "ideographs": "共同創造工作室" * 60,
    "lines": "une\nligne\npar\nmot\n" * 50,
}


@pytest.mark.django_db
@pytest.mark.parametrize("words", FORTY.values(), ids=FORTY)
def test_forty_reactions_fit_on_exactly_one_page(words):
    dossier = application(State.CROSSED)
    lines = [
        *lines_like(words, 20),
        *lines_like(words, 10, Part.QUESTIONS),
        *lines_like(words, 10, Part.AGREE),
        *lines_like(words, 6, Part.ASKS),
        *lines_like(words, 3, Part.OPENINGS),
    ]

    paper = printed(dossier, lines)

    assert len(paper.pages) == 1
    width, height = (float(side) for side in paper.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (595, 842)


@pytest.mark.django_db
def test_all_that_is_said_to_be_on_the_page_is_on_it():
    """The first and the last line of each part are really printed, not hidden by the edge."""
    dossier = application(State.CROSSED)
    every = [
        trame.Line(part, f"{part.value}{rank:02} {FORTY['usual']}", source=f"{part}:{rank}")
        for part in Part
        for rank in range(7)
    ]
    shown, left = onepage.fitted(every)

    text = " ".join(printed(dossier, every).pages[0].extract_text().split())

    assert left == 0
    assert [line.words[:9].split()[0] for line in shown if line.words.split()[0] not in text] == []


@pytest.mark.django_db
def test_a_short_trame_is_printed_whole():
    dossier = application(State.CROSSED)
    told_by(dossier, [Kind.LIKE] * 4 + [Kind.DISLIKE] * 3 + [Kind.QUESTION] * 2)

    text = printed(dossier, drawn(dossier)).pages[0].extract_text()

    for said in [f"like {n}" for n in range(1, 5)] + [f"dislike {n}" for n in range(5, 8)]:
        assert said in text


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=700), min_size=1, max_size=70))
def test_whatever_is_written_the_page_is_never_fuller_than_it_can(words):
    lines = [
        trame.Line(list(Part)[rank % 6], said, source=str(rank)) for rank, said in enumerate(words)
    ]

    shown, left = onepage.fitted(lines)

    assert onepage.height(shown) <= onepage.HEIGHT
    assert len(shown) + left == len(lines)


@pytest.mark.django_db
def test_the_paper_is_for_founders_never_for_its_person(client, fleur):
    dossier = application(State.CROSSED)
    guides.print_guide(dossier, lines=drawn(dossier), at=NOON)
    document = Document.objects.get()

    statuses = []
    for who in (fleur, dossier.person):
        client.force_login(who)
        statuses.append(client.get(f"/documents/{document.pk}/").status_code)

    assert statuses[1] == 404
    assert statuses[0] != 404
