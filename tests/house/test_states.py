"""States are reached by their map, arrows by one verb, events by one action."""

import ast
import re
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from coopstudio.french.typography import tidy
from coopstudio.states import Stateful
from tests.house.reading import ROOT, at, calls, functions, python_files, said

STATEFUL = [model for model in apps.get_models() if issubclass(model, Stateful)]


def movers(model):
    """(verb, states it names) for each function of the model's room that moves one of its kind."""
    choices = type(model._meta.get_field("state").default).__name__
    room = Path(import_module(model.__module__).__file__).relative_to(ROOT).parts
    room = ROOT.joinpath(*room[: 2 if room[0] == "coopstudio" else 1])
    return [
        (f"{at(path)} {name}", named)
        for path in python_files()
        if room in path.parents and "demo" not in str(path)
        for short in [_short_names(path)]
        for name, function in functions(path)
        for moved in [" ".join(said(call) for call in calls(function) if _moves(call))]
        for named in [_states_in(moved, choices, short)]
        if named
    ]


def _short_names(path):
    """``S = ProposalState``: what a file calls a class of states."""
    return dict(re.findall(r"^(\w+) = (\w*State)\b", path.read_text(), re.MULTILINE))


def _states_in(moved, choices, short):
    named = re.findall(r"\b(\w+)\.([A-Z_]+)\b", moved)
    return {state for owner, state in named if short.get(owner, owner) == choices}


def _moves(call):
    return isinstance(call.func, ast.Attribute) and call.func.attr == "move_to"


def arrows_into(model):
    """How many arrows lead to each state, by its name."""
    choices = type(model._meta.get_field("state").default)
    return Counter(choices(state).name for after in model.ARROWS.values() for state in after)


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
def test_every_arrow_has_its_one_verb(model):
    """Each state one may reach is moved to by a verb, and by no more verbs than it has arrows."""
    verbs_of = movers(model)
    astray = {
        name: verbs
        for name, arrows in arrows_into(model).items()
        for verbs in [[verb for verb, states in verbs_of if name in states]]
        if not 1 <= len(verbs) <= arrows
    }

    assert astray == {}


# --- events ---

EVENTS = [
    event
    for path in python_files()
    if path.name == "events.py"
    for event in import_module(".".join(path.relative_to(ROOT).with_suffix("").parts)).Event
]


def test_every_event_is_recorded_by_one_action():
    """``record(Event.X, …)`` stands in exactly one action of its floor."""
    recording = {f"{event}": set() for event in EVENTS}
    for path in python_files():
        if "demo" in path.stem or path.name == "events.py":
            continue
        for name, function in functions(path):
            text = said(function)
            named = re.findall(r"\bEvent\.(\w+)\b", text) if "record(" in text else ()
            for app in path.relative_to(ROOT).parts:
                for event in named:
                    recording.get(f"{app}.{event.lower()}", set()).add(f"{at(path)} {name}")

    assert {event: places for event, places in recording.items() if len(places) != 1} == {}


def test_every_event_has_its_french_sentence():
    for event in EVENTS:
        app = event.__class__.__module__.rpartition(".")[0].rpartition(".")[2]

        assert event.value == f"{app}.{event.name.lower()}"
        assert tidy(event.label) == event.label.replace(" :", "\u00a0:"), event
        assert "'" not in event.label, event
        assert 3 < len(event.label) <= 200, event


def test_no_two_events_say_the_same():
    said_by = Counter(event.label for event in EVENTS)

    assert [label for label, times in said_by.items() if times > 1] == []
