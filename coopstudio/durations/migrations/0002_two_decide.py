"""Drafts and sheets have a dated duration too; a duration holds once somebody else confirmed it."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from coopstudio.final import final

CHOICES = [
    ("draft", "Un brouillon de candidature, après le dernier geste"),
    ("closed", "Une candidature close ou une question, après la fin"),
    ("agreed", "Une candidature gardée avec un accord, après le dernier geste"),
    ("longer", "Ce qu’ajoute la personne qui choisit de rester"),
    ("member_cv", "Le CV d’une personne devenue membre, après l’admission"),
    ("former", "La fiche d’un ancien ou d’une ancienne membre, après la fin"),
    ("proof", "La preuve minimale d’une réponse, après cette réponse"),
    ("life", "Les mots d’une vie de membre, après la fin de l’adhésion"),
    ("request", "Une demande sur ses données, après notre réponse"),
    ("sheet", "Les lignes d’un tableau de membres, après le dernier geste"),
]
BOUNDS = [
    ("draft", 45, 180), ("closed", 2, 12), ("agreed", 1, 2), ("longer", 1, 2),
    ("member_cv", 1, 12), ("former", 2, 36), ("proof", 1, 10), ("life", 1, 10), ("request", 1, 6),
    ("sheet", 7, 90),
]  # fmt: skip
FORWARD = """
CREATE FUNCTION durations_two_decide() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    proposed durations_duration;
BEGIN
    SELECT * INTO proposed FROM durations_duration WHERE id = NEW.duration_id;
    IF proposed.written_by_id = NEW.by_id THEN
        RAISE EXCEPTION 'two_people_decide_a_duration' USING ERRCODE = 'check_violation';
    END IF;
    IF proposed.since_on <= (NEW.at AT TIME ZONE 'Europe/Paris')::date THEN
        RAISE EXCEPTION 'confirmed_before_its_day' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER two_people_decide_a_duration BEFORE INSERT ON durations_confirmation
    FOR EACH ROW EXECUTE FUNCTION durations_two_decide();
"""
BACKWARD = """
DROP TRIGGER two_people_decide_a_duration ON durations_confirmation;
DROP FUNCTION durations_two_decide();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("durations", "0001_foundations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            "duration", "kind", models.CharField("de quoi", choices=CHOICES, max_length=10)
        ),
        migrations.RemoveConstraint("duration", "duration_stays_within_its_bounds"),
        migrations.AddConstraint(
            "duration",
            models.CheckConstraint(
                name="duration_stays_within_its_bounds",
                condition=Q.create(
                    [
                        Q(kind=kind, length__gte=least, length__lte=most)
                        for kind, least, most in BOUNDS
                    ],
                    connector=Q.OR,
                ),
                violation_error_message="Cette durée n’est pas défendable.",
            ),
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="confirmée le"
                    ),
                ),
                (
                    "duration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmation",
                        to="durations.duration",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "durée confirmée",
                "verbose_name_plural": "durées confirmées",
            },
        ),
        final("durations_confirmation"),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
