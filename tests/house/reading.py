"""How the house reads its own code: files, functions and calls, as Python sees them."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ["applications", "contributions", "coopstudio", "governance", "members"]
APPS = ["applications", "contributions", "governance", "members"]
TEMPLATES = ROOT / "templates"


@cache
def python_files(*folders):
    """The Python files of these folders (of every room unless said), migrations left aside."""
    found = [path for folder in folders or ROOMS for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def rooms_named(name):
    """``views.py`` and everything in ``views/``, rooms by noun included, of every floor."""
    return [path for path in python_files() if name in {path.stem, *path.relative_to(ROOT).parts}]


@cache
def tree(path):
    return ast.parse(path.read_text())


@cache
def functions(path):
    """Every function of a file, with its full name (``Class.method``)."""
    return [(node.name, node) for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]


@cache
def calls(node):
    return [call for call in ast.walk(node) if isinstance(call, ast.Call)]


@cache
def said(node):
    """A piece of code, as it is written."""
    return ast.unparse(node)


def at(path, node=None):
    """« members/views.py:12 », for the list that a failing test shows."""
    place = path.relative_to(ROOT)
    return f"{place}:{node.lineno}" if node else str(place)


@cache
def templates(*endings):
    return sorted(
        path for path in TEMPLATES.rglob("*") if path.suffix in (endings or (".html", ".txt"))
    )
