"""A payment may come from what was held before the two signatures (4672)."""

from importlib import import_module

from django.db import migrations

guards = import_module("contributions.migrations.0010_guards_of_entries")
start = guards.NATURES.index("FUNCTION fits_its_nature")
BEFORE = f"CREATE OR REPLACE {guards.NATURES[start : guards.NATURES.index('$$;', start)]}$$;"


class Migration(migrations.Migration):
    dependencies = [("contributions", "0016_closing_by_somebody")]

    operations = [
        migrations.RunSQL(BEFORE.replace("'^(1034|51|53)'", "'^(1034|4672|51|53)'"), BEFORE)
    ]
