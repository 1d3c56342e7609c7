"""From one wording: a subject on one line, a plain text, a page in which every word is escaped."""

import pytest

from coopstudio import alarm
from coopstudio.mail import api
from coopstudio.mail.layout import as_html
from coopstudio.mail.models import Letter

TRAPS = ["{{7*7}}", "{% debug %}", "${7*7}", "%(x)s", "{0.__class__}", "<script>alert(1)</script>",
         "<img src=http://canari.test>", "</style><style>@import url(//canari.test)"]  # fmt: skip


@pytest.fixture
def hello(monkeypatch, tmp_path, settings):
    """A kind of letter of the tests, declared like any other."""
    monkeypatch.setattr(api, "KINDS", {})
    folder = tmp_path / "tests" / "emails"
    folder.mkdir(parents=True)
    (folder / "hello.txt").write_text(
        "{% partialdef subject %}Bonjour {{ name }}{% endpartialdef %}\n"
        "{% partialdef body %}\nBonjour {{ name }},\n\nÀ bientôt.\n\n→ Lire : {{ url }}\n\n"
        "- un\n- deux\n\nFleur\net Thomas\n{% endpartialdef %}"
    )
    settings.TEMPLATES = [
        {**engine, "DIRS": [*engine["DIRS"], tmp_path]} for engine in settings.TEMPLATES
    ]

    @api.letter("tests.hello", occasion="Pour les essais.", sample=lambda: {"name": "Noémie"})
    def hello(name, *, write, to="noemie@exemple.fr", key="1"):
        return write(to=to, key=key, name=name, url=api.address("/suivi/"))

    return hello


@pytest.mark.django_db
def test_a_letter_is_written_once_for_a_key(hello):
    first, again, other = hello("Noémie"), hello("Léonie"), hello("Noémie", key="2")

    assert first == again
    assert first != other
    assert (first.key, first.subject) == ("tests.hello:1", "Bonjour Noémie")


@pytest.mark.django_db
def test_the_bell_rings_once_for_many_letters_and_only_after_commit(
    hello, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as bells:
        for number in range(5):
            hello("Noémie", key=str(number))

    assert len(bells) == 1


@pytest.mark.django_db
def test_a_dead_broker_costs_nothing_to_the_person(
    hello, settings, monkeypatch, django_capture_on_commit_callbacks
):
    def dead(*args):
        raise ConnectionError("the broker is dead")

    monkeypatch.setattr(alarm, "_publish", dead)
    monkeypatch.setattr(alarm, "silence", alarm.Silence())

    with django_capture_on_commit_callbacks(execute=True):
        hello("Noémie")

    assert Letter.objects.get().state == "waiting"


@pytest.mark.django_db
@pytest.mark.parametrize("trap", TRAPS)
def test_what_people_type_stays_words(hello, trap):
    written = hello(trap)

    assert f"Bonjour {trap}," in written.text
    assert "<script" not in written.html
    assert "<img" not in written.html
    assert written.html.count("<style>") == 1
    assert "49" not in written.text


@pytest.mark.django_db
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_a_subject_stays_on_one_line_whatever_a_name_holds(hello, end):
    written = hello(f"Noémie{end}Bcc: x@exemple.fr")

    assert written.subject == "Bonjour Noémie Bcc: x@exemple.fr"


def test_an_arrow_alone_in_its_block_is_a_button():
    page = as_html("Objet", "Bonjour,\n\n→ Suivre ma candidature : https://exemple.fr/a?b=1&c=2")

    assert 'href="https://exemple.fr/a?b=1&amp;c=2">Suivre ma candidature</a>' in page


@pytest.mark.parametrize("text", ["→ Ouvrir : javascript:alert(1)", "Voyez → là : https://a.fr"])
def test_nothing_else_is_a_button(text):
    assert "href" not in as_html("Objet", text)


def test_dashes_are_a_list_and_lines_stay_lines():
    page = as_html("Objet", "- un\n- deux\n\nFleur\net Thomas")

    assert "<ul><li>un</li><li>deux</li></ul>" in page
    assert "<p>Fleur<br>et Thomas</p>" in page


def test_an_address_of_ours_is_whole(settings):
    settings.SITE_URL = "https://coop.exemple.fr"

    assert api.address("/suivi/") == "https://coop.exemple.fr/suivi/"
