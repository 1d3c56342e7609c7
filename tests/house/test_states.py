"""States are reached by their map, arrows by one verb, events by one action."""

import ast
import re
from collections import Counter
from importlib import import_module

import pytest
from django.apps import apps

from coopstudio.french.typography import tidy
from coopstudio.states import Stateful
from tests.house.reading import ROOT, at, calls, functions, python_files, rooms_named, said

STATEFUL = [model for model in apps.get_models() if issubclass(model, Stateful)]


def moves():
    """(states said, verb) for each ``move_to(…)`` of an action."""
    return [
        (said(call.args[0]).rpartition(".")[2], f"{at(path)} {name}")
        for path in rooms_named("actions")
        for name, function in functions(path)
        for call in calls(function)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "move_to"
    ]


@pytest.mark.parametrize("model", STATEFUL)
def test_every_state_is_reached(model):
    field = model._meta.get_field("state")
    reached, ahead = set(), {field.default}
    while ahead:
        reached |= ahead
        ahead = {after for state in ahead for after in model.ARROWS.get(state, ())} - reached

    assert {value for value, _label in field.choices} == reached


@pytest.mark.parametrize("model", STATEFUL)
def test_the_map_only_names_states(model):
    states = {value for value, _label in model._meta.get_field("state").choices}
    named = set(model.ARROWS) | {state for after in model.ARROWS.values() for state in after}

    assert named <= states


@pytest.mark.parametrize("model", STATEFUL)
def test_every_arrow_has_its_verb(model):
    """Some action moves to every state that an arrow leads to."""
    choices = type(model._meta.get_field("state").default)
    names = {choices(state).name for after in model.ARROWS.values() for state in after}
    verbs = Counter(state for state, _verb in moves())
    told = {name for name in names if verbs[name] or _is_told_by_a_value(name)}

    assert names - told == set()


def _is_told_by_a_value(name):
    """The state is said in an action that moves to a value it has looked up."""
    return any(
        name in said(function)
        for path in rooms_named("actions")
        for _name, function in functions(path)
        if "move_to" in said(function) or path.stem == "decisions"
    )


@pytest.mark.parametrize("model", STATEFUL)
def test_no_arrow_has_two_verbs(model):
    choices = type(model._meta.get_field("state").default)
    app = model._meta.app_label
    verbs = {}
    for state, verb in moves():
        if verb.startswith(app) and state in choices.__members__:
            verbs.setdefault(state, set()).add(verb)

    assert {state: sorted(said) for state, said in verbs.items() if len(said) > 1} == {}


# --- events ---

EVENTS = [
    import_module(".".join(path.relative_to(ROOT).with_suffix("").parts)).Event
    for path in python_files()
    if path.name == "events.py"
]


@pytest.mark.parametrize("event", [event for events in EVENTS for event in events], ids=str)
def test_every_event_is_recorded_by_one_action(event):
    """``record(Event.X, …)`` stands in exactly one action."""
    app = event.value.split(".")[0]
    recording = [
        f"{at(path)} {name}"
        for path in python_files()
        if app in path.parts and "demo" not in path.stem and path.name != "events.py"
        for name, function in functions(path)
        if re.search(rf"\bEvent\.{event.name}\b", said(function)) and "record(" in said(function)
    ]

    assert len(set(recording)) == 1, recording


@pytest.mark.parametrize("event", [event for events in EVENTS for event in events], ids=str)
def test_every_event_has_its_french_sentence(event):
    app = event.__class__.__module__.rpartition(".")[0].rpartition(".")[2]

    assert event.value == f"{app}.{event.name.lower()}"
    assert tidy(event.label) == event.label.replace(" :", "\u00a0:")
    assert "'" not in event.label
    assert 3 < len(event.label) <= 200


def test_no_two_events_say_the_same():
    said_by = Counter(event.label for events in EVENTS for event in events)

    assert [label for label, times in said_by.items() if times > 1] == []
