import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0013_notice_proof"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportFile",
            fields=[
                (
                    "import_of",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="file",
                        serialize=False,
                        to="members.import",
                        verbose_name="import",
                    ),
                ),
                ("content", models.BinaryField(verbose_name="octets")),
            ],
            options={
                "verbose_name": "fichier d’import",
                "verbose_name_plural": "fichiers d’import",
            },
        ),
        migrations.AddField(
            model_name="import",
            name="refusal",
            field=models.CharField(
                blank=True, max_length=500, verbose_name="pourquoi elle ne se lit pas"
            ),
        ),
        migrations.AlterField(
            model_name="import",
            name="columns",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(blank=True, max_length=40),
                default=list,
                verbose_name="colonnes",
            ),
        ),
        migrations.AlterField(
            model_name="import",
            name="head",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=100),
                default=list,
                verbose_name="titres des colonnes",
            ),
        ),
        migrations.AlterField(
            model_name="import",
            name="state",
            field=models.CharField(
                choices=[
                    ("reading", "lecture en cours"),
                    ("unread", "ne se lit pas"),
                    ("received", "colonnes à dire"),
                    ("checking", "essai en cours"),
                    ("checked", "essai fait, rien n’est écrit"),
                    ("importing", "inscription en cours"),
                    ("done", "inscrit au registre"),
                    ("dropped", "abandonné"),
                ],
                default="reading",
                max_length=9,
                verbose_name="état",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "unread"), _negated=True),
                    models.Q(("refusal", ""), _negated=True),
                    _connector="OR",
                ),
                name="unread_sheet_says_why",
            ),
        ),
    ]
