"""A return that was told by mistake, of a transfer not paid yet, is awaited again."""

from importlib import import_module

from django.db import migrations

before = import_module("contributions.migrations.0015_mirrors").AFTER_ALL
AWAITED = before.replace(
    "OLD.state = 'returned' AND NOT (",
    """OLD.state = 'returned' AND NOT (
           NEW.state = 'ready' AND OLD.returned_entry_id IS NULL
           AND NEW.returned_entry_id IS NULL AND EXISTS (
               SELECT FROM contributions_batch WHERE id = OLD.batch_id AND sent_at IS NOT NULL)
       ) AND NOT (""",
)


class Migration(migrations.Migration):
    dependencies = [("contributions", "0018_what_waits_never_goes_below_zero")]

    operations = [migrations.RunSQL(AWAITED, before)]
