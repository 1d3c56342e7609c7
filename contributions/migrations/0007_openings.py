"""What an exercice takes over from the one before, and the letters of a closed one.

An opening entry is the balance of the year before, to the cent and account by account, or nothing:
so that the accounts 1034 of any year are what the contracts say. The lines of a closed exercice keep
their letters.
"""

import django.utils.timezone
from django.db import migrations, models

from coopstudio.final import final

DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"

OPENINGS = """
CREATE FUNCTION openings_carry_the_year_before() RETURNS trigger {DEFINER} AS $$
DECLARE y contributions_fiscalyear; old contributions_fiscalyear; result bigint; wrong text;
BEGIN
    SELECT * INTO y FROM contributions_fiscalyear WHERE id = NEW.year_id;
    SELECT * INTO old FROM contributions_fiscalyear
     WHERE ends_on < y.starts_on ORDER BY ends_on DESC LIMIT 1;
    IF NEW.book_id <> 'AN' OR NEW."on" <> y.starts_on
       OR (old.id IS NOT NULL AND old.closed_at IS NULL)
       OR EXISTS (SELECT FROM contributions_entry
                   WHERE year_id = NEW.year_id AND nature = 'opening' AND id <> NEW.id) THEN
        RAISE EXCEPTION 'entry % opens nothing', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_year_opens_once_after_a_closed_one';
    END IF;
    IF old.id IS NULL THEN
        SELECT min(account_id) INTO wrong FROM contributions_line
         WHERE entry_id = NEW.id AND (contract_id IS NOT NULL OR account_id ~ '^[678]');
    ELSE
        SELECT coalesce(sum(CASE l.side WHEN 'D' THEN l.cents ELSE -l.cents END), 0) INTO result
          FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
         WHERE e.year_id = old.id AND l.account_id ~ '^[67]';
        SELECT min(account_id) INTO wrong FROM (
            SELECT account_id, contract_id
              FROM (
                SELECT l.account_id, l.contract_id,
                       CASE l.side WHEN 'D' THEN l.cents ELSE -l.cents END AS cents
                  FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
                 WHERE e.year_id = old.id AND l.account_id ~ '^[1-5]'
                UNION ALL
                SELECT CASE WHEN result > 0 THEN '12900000' ELSE '12000000' END, NULL, result
                UNION ALL
                SELECT account_id, contract_id, CASE side WHEN 'D' THEN -cents ELSE cents END
                  FROM contributions_line WHERE entry_id = NEW.id
              ) told
             GROUP BY account_id, contract_id HAVING sum(cents) <> 0) off;
    END IF;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'entry % does not open account % as the year before left it', NEW.id, wrong
            USING ERRCODE = 'check_violation', CONSTRAINT = 'openings_carry_the_year_before';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER openings_carry_the_year_before AFTER INSERT ON contributions_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.nature = 'opening')
    EXECUTE FUNCTION openings_carry_the_year_before();
"""

LETTERS = """
CREATE FUNCTION letters_stay_with_their_year() RETURNS trigger {DEFINER} AS $$
DECLARE concerned bigint;
BEGIN
    concerned := CASE TG_OP WHEN 'INSERT' THEN NEW.line_id ELSE OLD.line_id END;
    IF TG_OP = 'UPDATE' OR EXISTS (
        SELECT FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
          JOIN contributions_fiscalyear y ON y.id = e.year_id
         WHERE l.id = concerned AND y.closed_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'the letter of line % stays as it is', concerned
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER letters_stay_with_their_year
    BEFORE INSERT OR UPDATE OR DELETE ON contributions_lettering
    FOR EACH ROW EXECUTE FUNCTION letters_stay_with_their_year();
"""

UNDO = """
DROP TRIGGER letters_stay_with_their_year ON contributions_lettering;
DROP FUNCTION letters_stay_with_their_year();
DROP TRIGGER openings_carry_the_year_before ON contributions_entry;
DROP FUNCTION openings_carry_the_year_before();
"""


class Migration(migrations.Migration):
    dependencies = [("contributions", "0006_opinions")]

    operations = [
        migrations.CreateModel(
            name="Verification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        primary_key=True, serialize=False, auto_created=True, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
                ("entries", models.PositiveIntegerField(verbose_name="écritures relues")),
                ("digest", models.CharField(max_length=64, verbose_name="empreinte")),
                (
                    "outstanding",
                    models.BigIntegerField(default=0, verbose_name="reste à reprendre (centimes)"),
                ),
                ("wrong", models.JSONField(default=list, verbose_name="ce qui ne tient pas")),
            ],
            options={
                "verbose_name": "relecture du registre",
                "verbose_name_plural": "relectures du registre",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                name="a_piece_comes_before_its_validation",
                condition=models.Q(validated_on__gte=models.F("piece_on")),
                violation_error_message="La pièce ne peut pas venir après la validation.",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["year", "on", "id"], name="entries_day_by_day"),
        ),
        migrations.RunSQL((OPENINGS + LETTERS).replace("{DEFINER}", DEFINER), UNDO),
        final("contributions_verification"),
    ]
