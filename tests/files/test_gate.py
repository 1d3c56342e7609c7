"""Only a harmless PDF of a decent size comes in, and what comes in is a new one."""

import io

import pikepdf
import pytest
from django.forms import Form

from coopstudio.files.api import clean_name
from coopstudio.files.fields import PdfField
from coopstudio.files.gate import FileRefused, look_at, rewritten
from tests.files import corpus

LIMIT = 10 * 1024 * 1024
TRAPS = (b"trap", b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/XFA", b"/OpenAction")


def take(content):
    look_at(corpus.upload(content), limit=LIMIT)
    return rewritten(content)


@pytest.mark.parametrize(("content", "word"), corpus.REFUSED.values(), ids=corpus.REFUSED)
def test_a_bad_file_is_refused_with_a_sentence_that_helps(content, word):
    with pytest.raises(FileRefused) as refusal:
        take(content)

    assert word in str(refusal.value)


@pytest.mark.parametrize("spoil", corpus.SPOILED.values(), ids=corpus.SPOILED)
def test_what_acts_by_itself_is_taken_out(spoil):
    content, pages = take(corpus.pdf(change=spoil))

    assert pages == 1
    assert traps_in(content) == []


@pytest.mark.parametrize("content", corpus.WITH_TAIL.values(), ids=corpus.WITH_TAIL)
def test_what_follows_the_pdf_is_lost_or_refused(content):
    try:
        kept, _ = take(content)
    except FileRefused:
        return

    assert b"trap" not in kept
    assert b"word/document.xml" not in kept
    assert kept.rstrip().endswith(b"%%EOF")


def test_an_honest_link_stays():
    content, _ = take(corpus.pdf(change=corpus.good_link))

    with pikepdf.open(io.BytesIO(content)) as kept:
        assert str(kept.pages[0].Annots[0].A.URI) == "https://exemple.fr/"


def test_an_honest_pdf_of_60_pages_stays_readable():
    content, pages = take(corpus.pdf(60))

    with pikepdf.open(io.BytesIO(content)) as kept:
        assert (pages, len(kept.pages)) == (60, 60)


@pytest.mark.parametrize(("came", "shown"), corpus.NAMES.items())
def test_a_name_becomes_one_harmless_line(came, shown):
    assert clean_name(came) == shown


class CvForm(Form):
    cv = PdfField(label="CV")


@pytest.mark.parametrize("name", ["a DOCX", "a program", "10 MB and one byte"])
def test_the_field_says_no_beside_the_question(name):
    content, word = corpus.REFUSED[name]

    form = CvForm({}, {"cv": corpus.upload(content)})

    assert word in form.errors["cv"][0]


def test_the_field_says_what_is_missing():
    assert CvForm({}, {}).errors["cv"] == ["Choisissez un fichier PDF."]


def traps_in(content):
    """Words of the traps that can still be found once every stream is opened."""
    with pikepdf.open(io.BytesIO(content)) as kept:
        out = io.BytesIO()
        kept.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            compress_streams=False,
        )
    return [trap for trap in TRAPS if trap in out.getvalue()]
