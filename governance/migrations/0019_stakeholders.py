"""What a text touches asks both circles to consent, and those whom it touches to be heard (4.3)."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from coopstudio.final import final

BOTH = """
CREATE FUNCTION decision_has_both_consents() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE first bigint := NEW.circle_id; above bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM governance_version
                    WHERE id = NEW.version_id AND cardinality(touches) > 0) THEN
        RETURN NEW;
    END IF;
    LOOP
        SELECT parent_id INTO above FROM governance_circle WHERE id = first;
        EXIT WHEN above IS NULL;
        first := above;
    END LOOP;
    IF EXISTS (
        SELECT FROM governance_circle c
         WHERE (c.id = first OR c.parent_id = first AND c.kind = 'general')
           AND c.state NOT IN ('project', 'closed')
           AND NOT EXISTS (
               SELECT FROM governance_round r JOIN governance_seat s ON s.round_id = r.id
                WHERE r.version_id = NEW.version_id AND r.kind = 'consent'
                  AND r.voided_at IS NULL AND r.circle_id = c.id)
    ) THEN
        RAISE EXCEPTION 'both circles consent to what version % touches', NEW.version_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_has_both_consents';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decision_has_both_consents BEFORE INSERT ON governance_decision
    FOR EACH ROW EXECUTE FUNCTION decision_has_both_consents();
"""
"""Whatever circles were noted beside the proposal: it is the text that says what it touches."""

NOT_BOTH = """
DROP TRIGGER decision_has_both_consents ON governance_decision;
DROP FUNCTION decision_has_both_consents();
"""
HEARD = """
CREATE FUNCTION those_touched_are_heard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM governance_version v, unnest(v.groups) touched
         WHERE v.id = NEW.version_id AND NOT EXISTS (
             SELECT FROM governance_hearing h
              WHERE h.proposal_id = v.proposal_id AND h."group" = touched)
    ) AND NOT EXISTS (
        SELECT FROM governance_round a
         WHERE a.version_id = NEW.version_id AND a.kind = 'assent'
           AND a.subject = 'Se prononcer sans avoir entendu toutes les personnes touchées'
           AND a.closed_at IS NOT NULL AND a.voided_at IS NULL
           AND EXISTS (SELECT FROM governance_seat WHERE round_id = a.id)
           AND NOT EXISTS (
               SELECT FROM governance_seat s WHERE s.round_id = a.id
                  AND coalesce((SELECT p.kind FROM governance_position p WHERE p.seat_id = s.id
                                 ORDER BY p.id DESC LIMIT 1), '') <> 'consent')
    ) THEN
        RAISE EXCEPTION 'somebody whom version % touches is not heard', NEW.version_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'those_touched_are_heard';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER those_touched_are_heard BEFORE INSERT ON governance_round
    FOR EACH ROW WHEN (NEW.kind = 'consent') EXECUTE FUNCTION those_touched_are_heard();
"""
"""No round of consent opens before they are heard, or before each person agreed not to wait."""

NOT_HEARD = """
DROP TRIGGER those_touched_are_heard ON governance_round;
DROP FUNCTION those_touched_are_heard();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0018_mergers_are_reviewed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="concern",
            name="touch",
            field=models.CharField(
                blank=True,
                choices=[("profit", "l’affectation du bénéfice"), ("statutes", "les statuts")],
                max_length=8,
                verbose_name="ce qui le demande",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="groups",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=120),
                blank=True,
                default=list,
                verbose_name="qui est à entendre avant",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="touches",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[("profit", "l’affectation du bénéfice"), ("statutes", "les statuts")],
                    max_length=8,
                ),
                blank=True,
                default=list,
                verbose_name="ce qu’elle touche",
            ),
        ),
        migrations.CreateModel(
            name="Hearing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("group", models.CharField(max_length=120, verbose_name="qui est touché")),
                ("who", models.CharField(max_length=300, verbose_name="qui a été entendu")),
                ("on", models.DateField(verbose_name="entendu le")),
                ("words", models.TextField(max_length=2000, verbose_name="ce qui a été dit")),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="écrit le"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hearings",
                        to="governance.proposal",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hearings",
                        to="governance.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "écoute de personnes touchées",
                "verbose_name_plural": "écoutes de personnes touchées",
                "ordering": ["on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("who", ""), _negated=True),
                            models.Q(("words", ""), _negated=True),
                        ),
                        name="a_hearing_says_who_and_what",
                    )
                ],
            },
        ),
        final("governance_hearing"),
        migrations.RunSQL(BOTH, NOT_BOTH),
        migrations.RunSQL(HEARD, NOT_HEARD),
    ]
