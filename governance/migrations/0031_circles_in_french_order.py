"""Circles come in the order of a French dictionary: Économie before Mission."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0030_told_in_a_hurry"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="circle",
            options={
                "ordering": [
                    models.Func(
                        models.F("name"), function="fr_order", output_field=models.TextField()
                    )
                ],
                "verbose_name": "cercle",
            },
        ),
    ]
