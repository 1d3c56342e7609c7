"""Size hints: alarms that ask « is this one thing? ». A hint passed is told; twice is refused."""

import ast
import warnings

import pytest

from tests.house.reading import ROOMS, ROOT, TEMPLATES, at, functions, python_files, templates

FILE, FUNCTION, VIEW, ACTION, TEMPLATE, PARAMETERS, FOLDER = 300, 25, 20, 20, 120, 5, 16
ALARM = 1.5


def alarm(found, hint):
    """Warn of what passes the hint, refuse what passes it by half."""
    passed = {place: size for place, size in found.items() if size > hint}
    for place, size in passed.items():
        warnings.warn(f"{place}: {size} > {hint}", UserWarning, stacklevel=2)
    assert {place: size for place, size in passed.items() if size > hint * ALARM} == {}


def body(node):
    """Lines of a function, without its docstring."""
    first = node.body[0]
    has_words = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    words = first.end_lineno - first.lineno + 1 if has_words else 0
    return node.end_lineno - node.lineno + 1 - words


def test_files_are_human_sized():
    alarm({at(path): len(path.read_text().splitlines()) for path in python_files()}, FILE)


@pytest.mark.parametrize(("room", "hint"), [(None, FUNCTION), ("views", VIEW), ("actions", ACTION)])
def test_functions_are_human_sized(room, hint):
    paths = [
        path
        for path in python_files()
        if room in {None, path.stem, path.parent.name} and path.name not in {"settings.py"}
    ]
    sizes = {
        f"{at(path, node)} {name}": body(node) for path in paths for name, node in functions(path)
    }

    alarm(sizes, hint)


def test_functions_ask_few_things():
    asked = {
        f"{at(path, node)} {name}": len(node.args.args) + len(node.args.posonlyargs)
        for path in python_files()
        for name, node in functions(path)
    }

    alarm(asked, PARAMETERS)


def test_templates_are_human_sized():
    alarm({at(path): len(path.read_text().splitlines()) for path in templates(".html")}, TEMPLATE)


def test_folders_are_human_sized():
    """Components and letters are one folder on purpose: one looks there by name."""
    folders = {path.parent for path in [*python_files(), *templates()]}
    sizes = {
        at(folder): len([child for child in folder.iterdir() if child.is_file()])
        for folder in folders - {ROOT / room for room in ROOMS} - {TEMPLATES / "cotton"}
        if folder.name != "emails" or TEMPLATES not in folder.parents
    }

    alarm(sizes, FOLDER)
