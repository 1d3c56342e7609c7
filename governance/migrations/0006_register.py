"""What a text is worth on a day, told by PostgreSQL; words are found; acts stand without decision.

``decision_starts_on``: the day from which it applies, None while its act is not signed (4.7).
``decision_is_followed``: does what replaces or renews it hold that day? A trial that lapses without
being followed gives its place back to what it replaced (3.5).
"""

import django.db.models.deletion
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from coopstudio.french.search import words_of

FORCE = """
CREATE FUNCTION decision_starts_on(asked bigint) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN d.act_kind = '' THEN d.effect_on ELSE (
               SELECT greatest(d.effect_on, a.signed_on)
                 FROM governance_legalact a WHERE a.decision_id = d.id) END
      FROM governance_decision d WHERE d.id = asked
$$;

CREATE FUNCTION decision_is_followed(asked bigint, on_day date) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE n record;
BEGIN
    FOR n IN SELECT id, term_kind, term_on FROM governance_decision
              WHERE replaces_id = asked OR renews_id = asked LOOP
        IF decision_starts_on(n.id) <= on_day AND (
            n.term_kind <> 'trial' OR n.term_on IS NULL OR n.term_on > on_day
            OR decision_is_followed(n.id, on_day)
            OR EXISTS (SELECT FROM governance_decision r
                        WHERE r.repeals_id = n.id AND decision_starts_on(r.id) <= on_day)
        ) THEN
            RETURN true;
        END IF;
    END LOOP;
    RETURN false;
END $$;
"""

UNDO = """
DROP FUNCTION decision_is_followed(bigint, date);
DROP FUNCTION decision_starts_on(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("governance", "0005_meetings")]

    operations = [
        migrations.RunSQL(FORCE, UNDO),
        migrations.AddField("version", "search", words_of("needs", "text")),
        migrations.AddIndex("version", GinIndex(fields=["search"], name="versions_by_words")),
        migrations.AddIndex(
            "decision", models.Index(fields=["-adopted_at", "-id"], name="decisions_in_order")
        ),
        migrations.AlterField(
            "legalact",
            "decision",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="act",
                to="governance.decision",
            ),
        ),
        migrations.AddField(
            "legalact", "title", models.CharField("objet", max_length=160), preserve_default=False
        ),
        migrations.AddConstraint(
            "legalact",
            models.CheckConstraint(
                name="an_act_has_its_title",
                condition=~models.Q(title=""),
                violation_error_message="Un acte a un objet.",
            ),
        ),
    ]
