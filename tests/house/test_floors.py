"""Who may know whom, and what each room never does (ARCHITECTURE.md)."""

import ast

from importlinter.cli import lint_imports

from tests.house.reading import APPS, ROOMS, ROOT, at, calls, python_files, rooms_named, said, tree

JUNK = {"utils", "util", "helpers", "common", "services", "managers", "misc", "base", "tools"}
WRITES = {
    "save", "create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "delete",
    "atomic", "select_for_update",
}  # fmt: skip
CLOCKS = {
    "timezone.now()", "now()", "timezone.localdate()", "timezone.localtime()", "localdate()",
    "date.today()", "datetime.now()", "datetime.datetime.now()", "time.time()",
}  # fmt: skip


def test_imports_only_run_down(monkeypatch):
    """The floors and the stair, imports inside functions counted."""
    monkeypatch.chdir(ROOT)

    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0


def test_the_ground_floor_names_no_app():
    """Not even by a string, but where strings are how Django is told."""
    told_by_strings = {"settings.py", "urls.py", "celery.py", "rounds.py"}
    naming = [
        at(path, node)
        for path in python_files("coopstudio")
        if path.name not in told_by_strings and "demo" not in path.parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.split(".")[0] in APPS
        and node.value.count(".") >= 2
    ]

    assert naming == []


def test_there_is_no_junk_room():
    """In the room that starts programs, a service is a program: the word says what it means."""
    junk = [at(path) for room in ROOMS for path in (ROOT / room).rglob("*") if path.stem in JUNK]

    assert set(junk) <= {"coopstudio/start/services.py"}


def test_writes_are_in_actions():
    """No view, form, round or window of the staff writes by itself."""
    rooms = [path for room in ("views", "forms", "tasks", "admin") for path in rooms_named(room)]
    writing = [
        f"{at(path, call)} {said(call)[:60]}"
        for path in rooms
        for call in calls(tree(path))
        if isinstance(call.func, ast.Attribute) and _writes(call, actions_known_to(path))
    ]

    assert writing == []


def actions_known_to(path):
    """The names under which a file knows rooms of actions: their verbs may be called « save »."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and "actions" in f"{node.module}.{node.names[0].name}"
        for alias in node.names
    }


def _writes(call, actions):
    receiver = said(call.func.value)
    if (
        receiver in actions
        or receiver.split(".")[0] in {"cache", "response", "signing"}
        or "session" in receiver
    ):
        return False
    on_rows = "objects" in receiver or "filter(" in receiver or receiver.endswith("_set")
    return call.func.attr in WRITES or (call.func.attr == "update" and on_rows)


def test_actions_do_not_look_at_the_clock():
    looking = [
        at(path, call)
        for path in rooms_named("actions")
        for call in calls(tree(path))
        if said(call) in CLOCKS
    ]

    assert looking == []


def test_actions_know_nothing_of_pages():
    words = ("django.http", "django.shortcuts", "django.contrib.messages", "django.forms")
    knowing = [
        at(path, node)
        for path in rooms_named("actions")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(words)
    ]

    assert knowing == []


def test_models_ask_no_question_of_time_and_tell_nobody():
    words = ("coopstudio.mail.api", "coopstudio.journal.api", "coopstudio.documents.api")
    telling = [
        at(path, node)
        for path in rooms_named("models")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(words)
    ]

    assert telling == []


def test_querysets_do_not_look_at_the_clock():
    looking = [
        at(path, call)
        for path in rooms_named("querysets")
        for call in calls(tree(path))
        if said(call) in CLOCKS
    ]

    assert looking == []


def test_a_state_is_only_written_by_its_map():
    """``thing.state = …`` stands nowhere but in ``move_to``; tests and demonstration aside."""
    moving = [
        f"{at(path, node)} {said(node)}"
        for path in python_files()
        if "demo" not in path.stem and path.name != "states.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute)
        and target.attr == "state"
        and path.parent.name in {"actions", "views", "forms"}
    ]

    assert moving == []
