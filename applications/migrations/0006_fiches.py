import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0005_talking_points"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="retentionround",
            name="fiches",
            field=models.PositiveIntegerField(
                default=0, verbose_name="fiches d’anciens membres effacées"
            ),
        ),
        migrations.CreateModel(
            name="FicheKeeping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "first_notice_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="premier avis le"),
                ),
                (
                    "last_notice_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="dernier avis le"),
                ),
                (
                    "rule_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="échéance de la règle, ce jour-là"
                    ),
                ),
                (
                    "told_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="effacement annoncé pour le"
                    ),
                ),
                (
                    "erased_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="fiche effacée le"),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fiche_keeping",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "conservation d’une fiche",
                "verbose_name_plural": "conservations de fiches",
            },
        ),
    ]
