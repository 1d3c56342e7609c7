from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contributions", "0004_guards_of_the_ways")]

    operations = [
        migrations.AddField(
            model_name="instalment",
            name="reminded",
            field=models.SmallIntegerField(
                blank=True, null=True, verbose_name="dernier rappel (jours)"
            ),
        ),
    ]
