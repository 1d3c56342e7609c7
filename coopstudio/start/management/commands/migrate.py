"""Django's ``migrate``, in a fifth of its time.

After each operation Django redraws the models of every table related to the one that changed: here
nearly all of them, since everything belongs to somebody. It also knows how to wait until the others
are needed (``is_delayed``; a ``RunPython`` redraws them all before it reads a row). So an operation
redraws its own table alone, and one that may follow a key to a neighbour redraws them all first.
"""

from contextlib import contextmanager

from django.core.management.commands.migrate import Command as Migrate
from django.db.migrations.operations import AlterField, RenameField, RenameModel
from django.db.migrations.state import ProjectState
from django.db.migrations.utils import field_is_referenced

FOLLOW_KEYS = (AlterField, RenameField, RenameModel)


class Command(Migrate):
    def handle(self, *args, **options):
        with neighbours_wait():
            super().handle(*args, **options)


@contextmanager
def neighbours_wait():
    """While this lasts, a table that changes does not redraw its neighbours."""
    theirs = [(ProjectState, "_find_reload_model", ProjectState._find_reload_model)]
    theirs += [(each, "database_forwards", each.database_forwards) for each in FOLLOW_KEYS]
    ProjectState._find_reload_model = _itself
    for operation in FOLLOW_KEYS:
        operation.database_forwards = _redrawn(operation.database_forwards)
    try:
        yield
    finally:
        for owner, name, method in theirs:
            setattr(owner, name, method)


def _itself(state, app_label, model_name, delay=False):
    state.is_delayed = True
    return {(app_label, model_name)}


def _redrawn(forwards):
    """The same operation, which finds all models as they are."""

    def run(operation, app_label, schema_editor, from_state, to_state):
        if _follows_keys(operation, app_label, to_state):
            from_state.clear_delayed_apps_cache()
            to_state.clear_delayed_apps_cache()
        forwards(operation, app_label, schema_editor, from_state, to_state)

    return run


def _follows_keys(operation, app_label, state):
    """Always, but for a field at which no key points."""
    if not isinstance(operation, AlterField):
        return True
    model = app_label, operation.model_name_lower
    return field_is_referenced(state, model, (operation.name, operation.field))
