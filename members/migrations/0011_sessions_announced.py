from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0010_groups_and_encounters")]

    operations = [
        migrations.AddField(
            model_name="learningsession",
            name="announced_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="annoncée le"),
        ),
    ]
