"""Two circles become one: what became of the one that closed, and the decision that said so."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0015_guests_of_a_meeting"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="circle",
            name="merged_by",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merger",
                to="governance.decision",
            ),
        ),
        migrations.AddField(
            model_name="circle",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="governance.circle",
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="kind",
            field=models.CharField(
                choices=[
                    ("policy", "une politique"),
                    ("act", "une décision d’exécution"),
                    ("renewal", "la reconduction d’un texte"),
                    ("repeal", "l’abrogation d’un texte"),
                    ("circle", "la création d’un cercle"),
                    ("closing", "la clôture d’un cercle"),
                    ("merger", "la fusion de deux cercles"),
                    ("aim", "le but ou le domaine d’un cercle"),
                    ("member", "l’accueil d’une personne dans le cercle"),
                    ("exclusion", "le départ d’une personne du cercle"),
                    ("link", "un lien entre deux cercles"),
                    ("election", "une élection sans candidat"),
                    ("recall", "la fin d’un mandat avant son terme"),
                    ("abandon", "l’abandon d’une proposition"),
                ],
                default="policy",
                max_length=9,
                verbose_name="ce qui se décide",
            ),
        ),
        migrations.AddConstraint(
            model_name="circle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_by", None), ("merged_into", None)),
                    models.Q(
                        ("merged_by__isnull", False),
                        ("merged_into__isnull", False),
                        ("state__in", ["closing", "closed"]),
                        models.Q(("merged_into", models.F("pk")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_circle_merges_by_a_decision_and_ends",
                violation_error_message="Un cercle fusionne par une décision des deux cercles.",
            ),
        ),
    ]
