import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0006_fiches"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("completion", "les précisions demandées"),
                            ("word", "la parole de la personne, après la rencontre"),
                            ("invitation", "le bulletin d’adhésion"),
                            ("pause", "un oui ou un non à la proposition d’attendre"),
                            ("answer", "la réponse promise par la fondation"),
                        ],
                        max_length=10,
                        verbose_name="attendu",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("person", "la personne"), ("founders", "la fondation")],
                        max_length=8,
                        verbose_name="prévenue",
                    ),
                ),
                ("about", models.CharField(max_length=40, verbose_name="de quoi")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recalls",
                        to="applications.application",
                    ),
                ),
            ],
            options={
                "verbose_name": "rappel",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "kind", "side", "about"),
                        name="one_recall_of_each_wait_and_side",
                    )
                ],
            },
        ),
    ]
