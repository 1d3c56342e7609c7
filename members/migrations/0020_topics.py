from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0019_refunds_in_parts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="quiet",
            name="topic",
            field=models.CharField(
                choices=[
                    ("meetings", "les rappels de réunions"),
                    ("group", "les nouvelles du groupe"),
                    ("learning", "apprendre ensemble"),
                    ("circles", "la vie de vos cercles"),
                ],
                max_length=10,
                verbose_name="sujet",
            ),
        ),
    ]
