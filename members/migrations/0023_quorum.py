from django.db import migrations, models

CHOICES = [
    ("", "aucun"),
    ("1/4", "un quart des voix"),
    ("1/3", "un tiers des voix"),
    ("1/2", "la moitié des voix"),
    (">1/2", "plus de la moitié des voix"),
    ("2/3", "deux tiers des voix"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0022_unproved_addresses"),
    ]

    operations = [
        migrations.AddField(
            model_name="statutes",
            name="assembly_quorum",
            field=models.CharField(
                blank=True,
                choices=CHOICES,
                default="",
                max_length=4,
                verbose_name="quorum de l’assemblée générale",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="statutes",
            name="board_quorum",
            field=models.CharField(
                blank=True,
                choices=CHOICES,
                default="",
                max_length=4,
                verbose_name="quorum du conseil",
            ),
            preserve_default=False,
        ),
    ]
