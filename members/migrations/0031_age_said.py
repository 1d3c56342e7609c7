"""Members whom no bulletin asked say their age: a class, and for minors the day it ends."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0002_kinds"),
        ("members", "0030_payments_found"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="age",
            field=models.CharField(
                blank=True,
                choices=[
                    ("adult", "18 ans ou plus"),
                    ("young", "16 ou 17 ans"),
                    ("child", "moins de 16 ans"),
                ],
                max_length=5,
                verbose_name="âge dit",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="of_age_on",
            field=models.DateField(blank=True, null=True, verbose_name="majorité le"),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("of_age_on", None), ("age__in", ("young", "child")), _connector="OR"
                ),
                name="only_a_minor_comes_of_age",
            ),
        ),
    ]
