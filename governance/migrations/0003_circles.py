import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0002_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CircleInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("member", "membre"),
                            ("expert", "membre expert"),
                            ("guest", "invité ou invitée"),
                        ],
                        default="member",
                        max_length=6,
                        verbose_name="à quel titre",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="proposée le"
                    ),
                ),
                ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="envoyée le")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="répondue le"),
                ),
                ("is_accepted", models.BooleanField(default=False, verbose_name="acceptée")),
            ],
            options={
                "verbose_name": "invitation dans un cercle",
                "verbose_name_plural": "invitations dans un cercle",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="domain",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(models.F("words"), function="fr_vector"),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="domain",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="domains_by_words"
            ),
        ),
        migrations.AddField(
            model_name="circleinvitation",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="circleinvitation",
            name="circle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invitations",
                to="governance.circle",
            ),
        ),
        migrations.AddField(
            model_name="circleinvitation",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="governance.decision",
            ),
        ),
        migrations.AddField(
            model_name="circleinvitation",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="circle_invitations",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="circleinvitation",
            name="proposal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invitations",
                to="governance.proposal",
            ),
        ),
        migrations.AddConstraint(
            model_name="circleinvitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_accepted", False), ("answered_at__isnull", False), _connector="OR"
                ),
                name="circle_invitation_is_accepted_by_an_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="circleinvitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at", None)),
                fields=("circle", "person"),
                name="one_open_invitation_in_a_circle",
                violation_error_message="Cette personne est déjà invitée dans ce cercle.",
            ),
        ),
    ]
