from django.db import migrations, models

TO_POST = """
    CREATE OR REPLACE FUNCTION hold_back_silenced() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT FROM mail_silence WHERE address = lower(NEW."to")) THEN
            NEW.state := 'silenced';
        ELSIF lower(NEW."to") LIKE '%@papier.invalid' THEN
            NEW.state := 'paper';
        END IF;
        RETURN NEW;
    END $$;
"""
"""Whoever writes, and by whatever road, a letter to somebody without e-mail waits to be posted."""

BY_MAIL = """
    CREATE OR REPLACE FUNCTION hold_back_silenced() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT FROM mail_silence WHERE address = lower(NEW."to")) THEN
            NEW.state := 'silenced';
        END IF;
        RETURN NEW;
    END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("mail", "0003_unsubscribing")]

    operations = [
        migrations.AlterField(
            model_name="letter",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "en attente"),
                    ("sent", "envoyée"),
                    ("failed", "non envoyée"),
                    ("silenced", "retenue"),
                    ("paper", "à poster"),
                    ("posted", "postée"),
                ],
                default="waiting",
                max_length=10,
                verbose_name="état",
            ),
        ),
        migrations.RemoveConstraint("letter", "sent_letter_has_its_hour"),
        migrations.AddConstraint(
            "letter",
            models.CheckConstraint(
                name="sent_letter_has_its_hour",
                condition=models.Q(state__in=["sent", "posted"], sent_at__isnull=False)
                | (~models.Q(state__in=["sent", "posted"]) & models.Q(sent_at__isnull=True)),
            ),
        ),
        migrations.RunSQL(TO_POST, BY_MAIL),
    ]
