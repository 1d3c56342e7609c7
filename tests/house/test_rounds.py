"""No clock ever refuses anybody: no task, by whatever it calls, leads to « sans suite »."""

import ast

from tests.house.reading import ROOT, calls, functions, python_files, said

STEPS = {"move_to", "save"}


def bodies():
    """Every function of ours by its bare name: more than what is really called, never less."""
    found = {}
    for path in python_files():
        if "demo" not in path.parts:
            for name, node in functions(path):
                found.setdefault(name, []).append((path, node))
    return found


def tasks():
    return {name for path in python_files() if path.stem == "tasks" for name, _ in functions(path)}


def reached_from(names, known):
    """The functions that these may call, near or far."""
    reached, ahead = set(), set(names)
    while ahead:
        name = ahead.pop()
        reached.add(name)
        called = {_called(call) for _path, node in known.get(name, []) for call in calls(node)}
        ahead |= (called & set(known)) - reached
    return reached


def refusing(names, known):
    return [
        f"{path.relative_to(ROOT)} {name}"
        for name in sorted(names - STEPS)
        for path, node in known[name]
        for call in calls(node)
        if "move_to" in said(call.func) and "State.DECLINED" in said(call)
    ]


def test_no_task_can_reach_a_refusal():
    known = bodies()
    reached = reached_from(tasks(), known)

    assert {"tend_kept", "erase", "alert"} <= reached
    assert refusing(reached, known) == []


def test_the_way_of_a_person_does_reach_it():
    """Negative control: the same look sees the refusal where a founder sends it."""
    known = bodies()

    assert refusing(reached_from({"sending"}, known), known) != []


def _called(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
