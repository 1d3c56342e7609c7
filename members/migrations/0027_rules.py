"""A règlement intérieur has its own day, beside the statutes that it completes."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

KEPT = """
CREATE TRIGGER members_rules_stay BEFORE DELETE ON members_rules
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER members_rules_are_not_rewritten BEFORE UPDATE ON members_rules
    FOR EACH ROW WHEN (
        (OLD.adopted_on, OLD.validated_by, OLD.changes, OLD.readable_at, OLD.written_by_id)
        IS DISTINCT FROM
        (NEW.adopted_on, NEW.validated_by, NEW.changes, NEW.readable_at, NEW.written_by_id)
    ) EXECUTE FUNCTION refuse_change();
"""
FREE = """
DROP TRIGGER members_rules_stay ON members_rules;
DROP TRIGGER members_rules_are_not_rewritten ON members_rules;
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0026_frozen"), ("journal", "0001_foundations")]

    operations = [
        migrations.CreateModel(
            name="Rules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("adopted_on", models.DateField(unique=True, verbose_name="adopté le")),
                ("validated_by", models.CharField(max_length=120, verbose_name="validé par")),
                ("changes", models.TextField(max_length=2000, verbose_name="ce qui change")),
                ("readable_at", models.URLField(verbose_name="où le lire")),
                (
                    "told_up_to",
                    models.PositiveBigIntegerField(
                        default=0, editable=False, verbose_name="dit jusqu’à"
                    ),
                ),
                (
                    "told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="dit à tous le"),
                ),
                (
                    "written_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="inscrit le"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "règlement intérieur",
                "verbose_name_plural": "règlements intérieurs",
            },
        ),
        migrations.RunSQL(KEPT, FREE),
    ]
