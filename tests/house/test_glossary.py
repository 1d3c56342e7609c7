"""GLOSSAIRE.md: one French term, one identifier, one line, for ever."""

import re
from importlib import import_module

from django.apps import apps
from django.db.models import Choices

from tests.house.reading import ROOMS, ROOT, python_files

LINE = re.compile(
    r"^\| (?P<term>[^|]+) \| `(?P<identifier>[^`|]+)` \| (?P<words>[^|]+) \| [^|]+ \|$"
)


def lines():
    text = (ROOT / "GLOSSAIRE.md").read_text().splitlines()
    return [line for row in text if (line := LINE.match(row))]


def listed():
    return {line["identifier"] for line in lines()}


def test_every_model_has_its_line():
    models = {
        model.__name__ for model in apps.get_models() if model.__module__.startswith(tuple(ROOMS))
    }

    assert models - listed() == set()


def test_every_state_and_role_has_its_line():
    """Each member of each map of states, office or position (``states.py``)."""
    modules = [path for path in python_files() if path.name == "states.py"]
    choices = {
        each
        for path in modules
        for each in vars(
            import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        ).values()
        if isinstance(each, type) and issubclass(each, Choices) and each.__members__
    }
    states = {name for each in choices for name in each.__members__}

    assert states - listed() == set()


def test_a_term_is_defined_once():
    terms = [(line["term"].strip(), line["identifier"]) for line in lines()]

    assert len(terms) == len(set(terms))


def test_a_definition_is_a_sentence():
    bad = [
        line["term"]
        for line in lines()
        if not re.match(r"^[A-ZÀÂÇÉÈÊÎÔŒ«\d].*[.!?»)]$", line["words"].strip())
    ]

    assert bad == []


def test_a_row_of_the_table_is_never_misread():
    """A line that looks like a row but has not its four cells would silently define nothing."""
    rows = [row for row in (ROOT / "GLOSSAIRE.md").read_text().splitlines() if row.startswith("| ")]
    heads = [row for row in rows if row.startswith("| terme |")]

    assert len(rows) - len(heads) == len(lines())
