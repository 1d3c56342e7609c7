from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0007_recalls"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="agreement",
            field=models.TextField(
                blank=True, max_length=1000, verbose_name="accepté en l’envoyant"
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="has_one_name",
            field=models.BooleanField(default=False, verbose_name="je n’ai qu’un nom"),
        ),
        migrations.AddField(
            model_name="call",
            name="drafts_until",
            field=models.DateField(
                blank=True, null=True, verbose_name="brouillons attendus jusqu’au"
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on__isnull", True), ("drafts_until__isnull", True)),
                    models.Q(
                        ("closed_on__isnull", False),
                        ("drafts_until__gte", models.F("closed_on")),
                        ("drafts_until__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="closed_call_says_until_when_drafts_may_leave",
                violation_error_message="Dites jusqu’à quand les brouillons peuvent partir.",
            ),
        ),
    ]
