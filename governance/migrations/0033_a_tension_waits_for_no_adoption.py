"""Whoever writes a decision holds its circle, and lets a row that points at it be written: a review
that opens drops its tension there, and holds the text that this decision follows."""

from django.db import migrations

HELD = """
DO $$ BEGIN
    EXECUTE replace(
        pg_get_functiondef('decision_has_every_consent()'::regprocedure), {this}, {that}
    );
END $$;
"""
ALONE = "$w$WHERE id = NEW.circle_id FOR UPDATE;$w$"
FIRST = "$w$WHERE id = NEW.circle_id FOR NO KEY UPDATE;$w$"


class Migration(migrations.Migration):
    dependencies = [("governance", "0032_decisions_by_words")]

    operations = [
        migrations.RunSQL(HELD.format(this=ALONE, that=FIRST), HELD.format(this=FIRST, that=ALONE)),
    ]
