from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mail", "0002_silence")]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="unsubscribe",
            field=models.URLField(blank=True, max_length=400, verbose_name="où l’arrêter"),
        ),
    ]
