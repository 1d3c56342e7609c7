"""Pairs of poles that a circle holds: a text that touches one says what it does for both (4.5)."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from coopstudio.final import final

TENDED = """
CREATE FUNCTION both_poles_are_tended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM governance_version v, jsonb_array_elements(v.balance) told
         WHERE v.id = NEW.version_id
           AND NOT (coalesce(told->>'for_one', '') ~ '\\S'
                    AND coalesce(told->>'for_other', '') ~ '\\S')
    ) THEN
        RAISE EXCEPTION 'version % touches a pair of poles and is silent on one', NEW.version_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'both_poles_are_tended';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER both_poles_are_tended BEFORE INSERT ON governance_round
    FOR EACH ROW WHEN (NEW.kind = 'consent') EXECUTE FUNCTION both_poles_are_tended();
"""
"""A version never changes: what is whole when its round of consent opens stays whole."""

NOT_TENDED = """
DROP TRIGGER both_poles_are_tended ON governance_round;
DROP FUNCTION both_poles_are_tended();
"""
OWN = """
CREATE FUNCTION pole_is_said_by_its_author() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM governance_turn t JOIN governance_seat s ON s.id = t.seat_id
          JOIN governance_round r ON r.id = s.round_id
         WHERE t.id = NEW.turn_id AND s.person_id = NEW.by_id AND r.kind = 'reactions'
    ) THEN
        RAISE EXCEPTION 'only who reacted says from which pole'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'pole_is_said_by_its_author';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pole_is_said_by_its_author BEFORE INSERT ON governance_poletag
    FOR EACH ROW EXECUTE FUNCTION pole_is_said_by_its_author();

CREATE FUNCTION said_from_across_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.words <> '' AND to_jsonb(OLD) IS DISTINCT FROM to_jsonb(NEW) THEN
        RAISE EXCEPTION 'what was said from the other pole is never changed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'said_from_across_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER said_from_across_once BEFORE UPDATE ON governance_poleswap
    FOR EACH ROW EXECUTE FUNCTION said_from_across_once();
"""
"""Nobody says for another from where they spoke, nor touches what they wrote from across."""

NOT_OWN = """
DROP TRIGGER said_from_across_once ON governance_poleswap;
DROP FUNCTION said_from_across_once();
DROP TRIGGER pole_is_said_by_its_author ON governance_poletag;
DROP FUNCTION pole_is_said_by_its_author();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0016_mergers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="version",
            name="balance",
            field=models.JSONField(
                blank=True, default=list, verbose_name="ce que nous faisons pour chacun des pôles"
            ),
        ),
        migrations.CreateModel(
            name="PolePair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("one", models.CharField(max_length=60, verbose_name="le premier pôle")),
                ("other", models.CharField(max_length=60, verbose_name="le second pôle")),
                (
                    "since",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="depuis le"
                    ),
                ),
                ("until", models.DateTimeField(blank=True, null=True, verbose_name="jusqu’au")),
                (
                    "circle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pole_pairs",
                        to="governance.circle",
                    ),
                ),
            ],
            options={
                "verbose_name": "couple de pôles",
                "verbose_name_plural": "couples de pôles",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PoleSwap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("one", "le premier pôle"), ("other", "le second pôle")],
                        max_length=5,
                        verbose_name="pôle défendu",
                    ),
                ),
                (
                    "given_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="proposé le"
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="ce que l’on dit de là"
                    ),
                ),
                (
                    "written_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="écrit le"),
                ),
                (
                    "pair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="swaps",
                        to="governance.polepair",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pole_swaps",
                        to="governance.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "parole depuis l’autre pôle",
                "verbose_name_plural": "paroles depuis l’autre pôle",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PoleTag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("one", "le premier pôle"), ("other", "le second pôle")],
                        max_length=5,
                        verbose_name="pôle",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="dit le"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tags",
                        to="governance.polepair",
                    ),
                ),
                (
                    "turn",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pole_tag",
                        to="governance.turn",
                    ),
                ),
            ],
            options={
                "verbose_name": "pôle d’une réaction",
                "verbose_name_plural": "pôles des réactions",
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="polepair",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)),
                fields=("circle", "one", "other"),
                name="one_living_pair_of_these_poles",
                violation_error_message="Ce couple est déjà là.",
            ),
        ),
        migrations.AddConstraint(
            model_name="polepair",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("one", ""), _negated=True),
                    models.Q(("other", ""), _negated=True),
                    models.Q(("one", models.F("other")), _negated=True),
                ),
                name="a_pair_has_two_poles",
                violation_error_message="Un couple a deux pôles, de deux noms.",
            ),
        ),
        migrations.AddConstraint(
            model_name="poleswap",
            constraint=models.UniqueConstraint(
                fields=("proposal", "pair", "person"), name="one_other_pole_per_text_and_pair"
            ),
        ),
        migrations.AddConstraint(
            model_name="poleswap",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("words", ""), ("written_at", None)),
                    models.Q(models.Q(("words", ""), _negated=True), ("written_at__isnull", False)),
                    _connector="OR",
                ),
                name="what_is_said_from_the_other_pole_has_its_hour",
            ),
        ),
        final("governance_poletag"),
        migrations.RunSQL(TENDED, NOT_TENDED),
        migrations.RunSQL(OWN, NOT_OWN),
    ]
