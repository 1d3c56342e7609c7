from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0001_foundations")]

    operations = [
        migrations.AddField(
            model_name="privatefile",
            name="kind",
            field=models.CharField(
                choices=[("pdf", "document PDF"), ("jpg", "image JPEG")],
                default="pdf",
                max_length=3,
                verbose_name="sorte",
            ),
        ),
        migrations.AlterField(
            model_name="privatefile",
            name="pages",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="pages"),
        ),
    ]
