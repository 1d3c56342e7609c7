import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0011_sessions_announced")]

    operations = [
        migrations.RemoveConstraint(model_name="silence", name="one_silence_per_topic"),
        migrations.RenameModel("Silence", "Quiet"),
        migrations.AlterModelOptions(
            name="quiet",
            options={"verbose_name": "sujet tu", "verbose_name_plural": "sujets tus"},
        ),
        migrations.AlterField(
            model_name="quiet",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="quiets",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="quiet",
            constraint=models.UniqueConstraint(
                fields=("person", "topic"), name="one_quiet_per_topic"
            ),
        ),
    ]
