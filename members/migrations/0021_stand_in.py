from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0020_topics"),
    ]

    operations = [
        migrations.AlterField(
            model_name="office",
            name="role",
            field=models.CharField(
                choices=[
                    ("founder", "fondation"),
                    ("treasurer", "trésorerie"),
                    ("secretary", "secrétariat"),
                    ("board", "conseil d’administration"),
                    ("stand_in", "suppléance de la fondation"),
                    ("administrator", "administration technique"),
                ],
                max_length=16,
                verbose_name="fonction",
            ),
        ),
    ]
