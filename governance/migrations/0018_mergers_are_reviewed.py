"""A merger is read again one day too: PostgreSQL names it among what has its review date (I14)."""

from django.db import migrations

NAMED = """
DO $$ BEGIN
    EXECUTE replace(
        pg_get_functiondef('decision_has_every_consent()'::regprocedure), {this}, {that}
    );
END $$;
"""
WITHOUT = "$w$'circle', 'aim')$w$"
WITH = "$w$'circle', 'aim', 'merger')$w$"


class Migration(migrations.Migration):
    dependencies = [("governance", "0017_poles")]

    operations = [
        migrations.RunSQL(
            NAMED.format(this=WITHOUT, that=WITH), NAMED.format(this=WITH, that=WITHOUT)
        ),
    ]
