"""A year is closed by somebody, on a file that was read as it stands (I19)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from coopstudio.final import final

CLOSING = """
CREATE FUNCTION a_year_closes_on_its_file() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF the_owner_says('reading again') THEN
        RETURN NULL;
    END IF;
    IF NOT EXISTS (
        SELECT FROM contributions_filecheck f
         WHERE f.year_id = NEW.id AND f.by_id = NEW.closed_by_id
           AND (f.entries, f.lines, f.cents) = (
               SELECT count(DISTINCT e.id), count(l.id),
                      coalesce(sum(l.cents) FILTER (WHERE l.side = 'D'), 0)
                 FROM contributions_entry e JOIN contributions_line l ON l.entry_id = e.id
                WHERE e.year_id = NEW.id)
    ) THEN
        RAISE EXCEPTION 'the file of fiscal year % was not read as it stands', NEW.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_year_closes_on_its_file';
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION a_year_closes_on_its_file() FROM PUBLIC;
CREATE TRIGGER a_year_closes_on_its_file AFTER UPDATE ON contributions_fiscalyear
    FOR EACH ROW WHEN (OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL)
    EXECUTE FUNCTION a_year_closes_on_its_file();
"""
UNDO = """
DROP TRIGGER a_year_closes_on_its_file ON contributions_fiscalyear;
DROP FUNCTION a_year_closes_on_its_file();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0015_mirrors"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FileCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="le")),
                ("digest", models.CharField(max_length=64, verbose_name="empreinte du fichier")),
                ("entries", models.PositiveIntegerField(verbose_name="écritures")),
                ("lines", models.PositiveIntegerField(verbose_name="lignes")),
                ("cents", models.BigIntegerField(verbose_name="débits (centimes)")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="file_checks",
                        to="contributions.fiscalyear",
                    ),
                ),
            ],
            options={
                "verbose_name": "contrôle du fichier",
                "verbose_name_plural": "contrôles du fichier",
                "ordering": ["at", "pk"],
            },
        ),
        final("contributions_filecheck"),
        migrations.AddConstraint(
            "fiscalyear",
            models.CheckConstraint(
                name="somebody_closes_a_year",
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                violation_error_message="Un exercice se clôt par quelqu’un, à une heure.",
            ),
        ),
        migrations.RunSQL(CLOSING, UNDO),
    ]
