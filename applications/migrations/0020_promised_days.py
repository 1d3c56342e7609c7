from django.db import migrations, models

FILL = """
UPDATE applications_promisealert AS told
   SET promised_on = LEAST(
           promise.answer_by,
           (told.at AT TIME ZONE 'Europe/Paris')::date + CASE told.step WHEN 'soon' THEN 7 ELSE 0 END
       )
  FROM applications_application AS promise
 WHERE promise.id = told.application_id
"""
"""The day that was told: the one promised today, unless it was promised after the alert."""


class Migration(migrations.Migration):
    dependencies = [("applications", "0019_reciprocity")]

    operations = [
        migrations.RemoveConstraint("promisealert", "one_alert_per_promise_and_step"),
        migrations.AddField(
            "promisealert",
            "promised_on",
            models.DateField(null=True, verbose_name="réponse promise avant le"),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            "promisealert",
            "promised_on",
            models.DateField(verbose_name="réponse promise avant le"),
        ),
        migrations.RemoveField("promisealert", "cycle"),
        migrations.AddConstraint(
            "promisealert",
            models.UniqueConstraint(
                fields=["application", "promised_on", "step"],
                name="one_alert_per_promised_day_and_step",
            ),
        ),
        migrations.AddField(
            "retentionround",
            "failed",
            models.PositiveIntegerField(default=0, verbose_name="lignes en panne"),
        ),
    ]
