from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contributions", "0007_openings")]

    operations = [
        migrations.AlterField(
            model_name="discernment",
            name="agrees",
            field=models.BooleanField(blank=True, null=True, verbose_name="d’accord"),
        ),
    ]
