"""A transfer that had not come back after all is paid again: by the mirror of its return alone."""

from importlib import import_module

from django.db import migrations

undoing = import_module("contributions.migrations.0012_undoing")
AFTER_ALL = undoing.TRANSFERS.replace(
    "OLD.state = 'returned'",
    """(OLD.state = 'returned' AND NOT (
           NEW.state = 'paid' AND NEW.returned_entry_id IS NULL AND EXISTS (
               SELECT FROM contributions_entry WHERE reverses_id = OLD.returned_entry_id)))""",
)


class Migration(migrations.Migration):
    dependencies = [("contributions", "0014_company_facts")]

    operations = [migrations.RunSQL(AFTER_ALL, undoing.TRANSFERS)]
