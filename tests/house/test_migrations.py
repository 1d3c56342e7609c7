from django.apps import apps
from django.core.management import call_command
from django.db.models import Q


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_rule_of_the_tables_depends_on_the_order_of_a_set():
    """Each process reads a set in another order: two houses would not hold the same rule."""
    unsteady = {
        f"{model.__name__}: {rule.name}"
        for model in apps.get_models()
        for rule in [*model._meta.constraints, *model._meta.indexes]
        if any(isinstance(value, set | frozenset) for value in _compared(rule))
    }

    assert unsteady == set()


def _compared(rule):
    """Whatever a rule compares with, its branches included."""
    left = [getattr(rule, "condition", None)]
    while left:
        one = left.pop()
        if isinstance(one, Q):
            left += one.children
        elif isinstance(one, tuple):
            yield one[1]
