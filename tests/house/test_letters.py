"""Every letter: one function, one template, a sample that renders, in good French."""

import re
from functools import partial
from importlib import import_module

import pytest

from coopstudio.mail.api import KINDS, compose, from_template
from tests.house.reading import ROOT, TEMPLATES, python_files
from tests.house.test_templates import slips

for path in python_files():
    if path.stem == "emails" or path.parent.name == "emails":
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def sample(kind):
    return compose(kind, kind.sample(), partial(from_template, kind))


def test_a_template_has_its_letter():
    written = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.glob("*/emails/*.txt")}

    assert written == {kind.template for kind in KINDS.values()}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_its_sample_renders_in_good_french(kind):
    subject, text, html = sample(kind)

    assert len(subject) <= 78
    assert subject == " ".join(subject.split(" ")) != ""
    assert text.startswith("Bonjour")
    assert "<html" in html
    assert not re.search(r"{{|{%|None\b", subject + text)
    assert slips(re.sub(r"https?://\S+", "", f"{subject}\n{text}")) == []
    assert re.fullmatch(r"[A-ZÀÉ].+\.", kind.occasion)
    assert "'" not in kind.occasion


def test_no_two_letters_have_the_same_subject():
    subjects = [sample(kind)[0] for kind in KINDS.values()]

    assert sorted(set(subjects)) == sorted(subjects)
