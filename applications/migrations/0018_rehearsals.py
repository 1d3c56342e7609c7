import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0017_revisions_and_pauses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Rehearsal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "started_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="commencée le"
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="finie le"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rehearsals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rehearsals",
                        to="applications.callversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "arrivée vécue",
                "verbose_name_plural": "arrivées vécues",
                "ordering": ["-started_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="RehearsalNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stop", models.CharField(max_length=16, verbose_name="étape")),
                (
                    "felt",
                    models.TextField(max_length=2000, verbose_name="ce que j’ai ressenti"),
                ),
                (
                    "thought",
                    models.TextField(blank=True, max_length=2000, verbose_name="ce que j’ai pensé"),
                ),
                (
                    "noted_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="notée le"
                    ),
                ),
                (
                    "rehearsal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="applications.rehearsal",
                    ),
                ),
            ],
            options={
                "verbose_name": "note d’une arrivée",
                "ordering": ["noted_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rehearsal", "stop"), name="one_note_for_each_stop"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("felt", ""), _negated=True),
                        name="a_note_says_what_was_felt",
                    ),
                ],
            },
        ),
    ]
