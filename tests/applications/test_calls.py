"""A call is read from Markdown, keeps the identity of its passages, and is final once published."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from applications import markdown
from applications.actions.call import calls
from applications.comparison import changed_words
from applications.models import CallVersion, Passage
from coopstudio.journal.models import Entry
from tests.applications.factories import NOON, application, call_version, draft, reaction
from tests.members.factories import founder, person

SOURCE = """# L'offre

## Quoi

Un cadre pour bâtir à plusieurs.

# L’appel

Une entreprise qui coopère.

## Le travail

Nous cherchons l'élan[^1], et « deux » mains.

- un lien ;
- une œuvre commune.

[^1]: Ou la curiosité.
"""


def prepared(source=SOURCE, **words):
    return calls.import_version(
        calls.the_call(),
        by=None,
        title="Venez",
        signature="Fleur et Thomas",
        dated_on=NOON.date(),
        source=source,
        **words,
    )


def passages(version):
    found = Passage.objects.filter(section__version=version)
    return {p.text: p.uid for p in found.order_by("section__ordinal", "ordinal")}


def test_markdown_becomes_parts_sections_passages_and_notes():
    text = markdown.read(SOURCE)

    assert text.standfirst == "Une entreprise qui coopère."
    assert [(s.part, s.slug) for s in text.sections] == [("offer", "quoi"), ("call", "le-travail")]
    assert [(p.kind, p.text) for p in text.sections[1].passages] == [
        ("paragraph", "Nous cherchons l’élan, et « deux » mains."),
        ("list", "un lien ; une œuvre commune."),
        ("note", "Ou la curiosité."),
    ]


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("", "Ce texte n’a pas la forme attendue : « # L’offre », puis « # L’appel »"),
        ("# L’offre\n\nUn mot.\n\n# L’appel\n\n## Quoi\n\nUn mot.", "Ce texte .* une section au"),
        ("# L’offre\n\n## Quoi\n\nUn mot.", "Ce texte n’a pas la forme attendue"),
        ("# Autre chose\n\nUn mot.", "La partie « Autre chose » n’est ni"),
        (SOURCE.replace("[^1]: Ou la curiosité.", ""), "La note « 1 » est appelée"),
    ],
)
def test_a_text_without_the_shape_of_a_call_is_refused_with_a_sentence(source, sentence):
    with pytest.raises(markdown.UnreadableCall, match=sentence):
        markdown.read(source)


def test_html_and_scripts_in_the_source_are_shown_not_run():
    text = markdown.read(
        SOURCE.replace("Un cadre", "<script>alert(1)</script> [a](javascript:alert(1)) Un cadre")
    )

    html = text.sections[0].passages[0].html

    assert "<script" not in html
    assert "href" not in html


@pytest.mark.django_db
def test_passages_keep_their_identity_when_the_same_or_near():
    first = passages(prepared())
    calls.publish(CallVersion.objects.get(), by=None, at=NOON)

    second = passages(
        prepared(
            SOURCE.replace("## Le travail", "## Le travail\n\nUn paragraphe tout à fait neuf.")
            .replace("Un cadre pour bâtir à plusieurs.", "Un cadre pour bâtir à plusieurs, ici.")
            .replace("l'élan", "l’élan")
        )
    )

    same = "Nous cherchons l’élan, et « deux » mains."
    assert second[same] == first[same]
    reworded = second["Un cadre pour bâtir à plusieurs, ici."]
    assert reworded == first["Un cadre pour bâtir à plusieurs."]
    assert second["Un paragraphe tout à fait neuf."] not in first.values()


@pytest.mark.django_db
def test_a_prepared_version_is_seen_by_nobody_until_it_is_published(client):
    version = prepared()

    assert "Venez" not in client.get("/appel/").text
    assert client.get("/appel/versions/1/").status_code == 404

    calls.publish(version, by=None, at=NOON)

    assert "Venez" in client.get("/appel/").text
    events = list(Entry.objects.order_by("pk").values_list("event", flat=True))
    assert events == ["applications.version_imported", "applications.version_published"]


@pytest.mark.django_db
def test_a_published_version_is_not_published_twice_nor_the_same_words_again():
    version = calls.publish(prepared(), by=None, at=NOON)

    with pytest.raises(calls.AlreadyPublished):
        calls.publish(version, by=None, at=NOON)
    with pytest.raises(calls.NothingNew):
        calls.publish(prepared(SOURCE.replace("'", "’")), by=None, at=NOON)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE applications_callversion SET title = 'autre'",
        "UPDATE applications_callversion SET published_at = NULL",
        "UPDATE applications_section SET title = 'autre'",
        "UPDATE applications_passage SET text = 'autre'",
        "DELETE FROM applications_passage",
        "INSERT INTO applications_section (version_id, ordinal, part, title, slug) "
        "SELECT id, 9, 'call', 'Ajout', 'ajout' FROM applications_callversion",
    ],
)
def test_a_published_version_is_final_in_the_database_itself(sql):
    call_version()

    with (
        pytest.raises(DatabaseError, match="published_version_is_final"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.django_db
def test_a_version_not_yet_published_can_still_change():
    version = call_version(published_at=None)

    Passage.objects.filter(section__version=version).update(text="Autrement.")

    assert set(passages(version)) == {"Autrement."}


def test_changed_words_are_told_one_by_one():
    words = list(changed_words("Un cadre pour bâtir", "Un lieu pour bâtir ensemble"))

    assert words == [
        ("kept", "Un "),
        ("removed", "cadre "),
        ("added", "lieu "),
        ("kept", "pour bâtir "),
        ("added", "ensemble"),
    ]


@pytest.mark.django_db
def test_a_founder_prepares_compares_and_publishes(client):
    client.force_login(founder())
    page = {"title": "Venez", "signature": "Fleur et Thomas", "dated_on": "21/04/2026"}

    answer = client.post("/appel/versions/nouvelle/", {**page, "source": "Bonjour"})
    assert answer.status_code == 422
    assert "Ce texte n’a pas la forme attendue" in answer.text
    assert "Bonjour" in answer.text

    answer = client.post("/appel/versions/nouvelle/", {**page, "source": SOURCE})
    assert answer.status_code == 302
    assert "une œuvre commune" in client.get(answer.url).text

    answer = client.post("/appel/versions/1/publication/", {"act": "publish"})
    assert answer.url == "/appel/"
    assert CallVersion.objects.current().number == 1


@pytest.mark.django_db
def test_preparing_a_call_is_for_founders_only(client):
    client.force_login(person())

    assert client.get("/appel/versions/nouvelle/").status_code == 404
    assert client.post("/appel/versions/1/publication/").status_code == 404


@pytest.mark.django_db
def test_without_a_call_the_page_says_that_it_is_being_written(client):
    answer = client.get("/appel/")

    assert answer.status_code == 200
    assert "L’appel s’écrit encore" in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("reactions", [1, 30])
def test_the_call_asks_as_few_questions_whatever_the_reactions(
    client, reactions, django_assert_num_queries
):
    mine = draft(call_version(passages=31))
    for passage in Passage.objects.filter(section__version=mine.version)[:reactions]:
        reaction(mine, on=passage)
    session = client.session
    session["draft"] = mine.pk
    session.save()

    with django_assert_num_queries(9):  # the two of the transaction and the gauge included
        answer = client.get("/appel/")

    assert f"<strong>{reactions} réaction" in answer.text


@pytest.mark.django_db
def test_an_application_stays_on_the_version_it_read(client):
    sent = application(version=call_version())
    newer = call_version(number=2, call=sent.version.call)

    client.force_login(sent.person)

    assert CallVersion.objects.current() == newer
    assert "/appel/versions/1/" in client.get(f"/ma-candidature/{sent.number}/").text


@pytest.mark.django_db
def test_a_file_that_hides_a_nul_is_refused_next_to_its_field(client):
    client.force_login(founder())
    page = {"title": "L’appel", "signature": "Fleur et Thomas", "dated_on": "2026-04-21"}
    file = SimpleUploadedFile("appel.md", SOURCE.encode() + b"\0")

    answer = client.post("/appel/versions/nouvelle/", {**page, "file": file})

    assert answer.status_code == 422
    assert "caractère invisible" in answer.text
    assert not CallVersion.objects.exists()


@pytest.mark.django_db
def test_a_call_is_imported_from_a_file_in_one_command(tmp_path):
    file = tmp_path / "appel.md"
    file.write_text(SOURCE)
    words = {"title": "Venez", "signature": "Fleur et Thomas"}

    call_command("import_call", file, publish=True, **words)

    assert CallVersion.objects.current().title == "Venez"
    with pytest.raises(CommandError, match="mot pour mot"):
        call_command("import_call", file, publish=True, **words)


@pytest.mark.django_db
def test_a_version_prepared_before_the_one_published_never_replaces_it(client):
    call = call_version(1).call
    old, new = (call_version(n, call=call, published_at=None) for n in (2, 3))
    CallVersion.objects.filter(pk=new.pk).update(sha256="other")
    calls.publish(new, by=None, at=NOON)

    with pytest.raises(calls.Overtaken):
        calls.publish(old, by=None, at=NOON)

    client.force_login(founder())
    answer = client.post("/appel/versions/2/publication/", {"act": "publish"}, follow=True)
    assert "Une version plus récente est déjà publiée" in answer.text
    assert CallVersion.objects.current() == new


@pytest.mark.django_db
def test_what_is_already_prepared_is_listed_where_one_prepares(client):
    call_version(2, call=call_version(1).call, published_at=None)
    client.force_login(founder())

    page = client.get("/appel/versions/nouvelle/").text

    assert 'href="/appel/versions/2/apercu/"' in page
    assert "Abandonner la version 2" in page


@pytest.mark.django_db
def test_two_calls_may_have_versions_of_the_same_number():
    call_version(1)
    latest = call_version(1)

    assert CallVersion.objects.numbered(1) == latest
    assert CallVersion.objects.numbered(9) is None
