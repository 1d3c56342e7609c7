"""A self-check keeps its answers without names; a place to feel from is echoed by who holds it."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from coopstudio.final import final

ANSWERS = """
CREATE FUNCTION answer_of_a_place_of_its_own() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE closed timestamptz; asked integer; said integer;
BEGIN
    SELECT closed_at INTO closed FROM governance_selfcheck WHERE id = NEW.check_of_id FOR UPDATE;
    SELECT count(*) INTO asked FROM governance_selfcheckplace
     WHERE check_of_id = NEW.check_of_id AND has_answered;
    SELECT count(*) INTO said FROM governance_selfcheckanswer WHERE check_of_id = NEW.check_of_id;
    IF closed IS NOT NULL OR said >= asked THEN
        RAISE EXCEPTION 'self-check % waits for no answer', NEW.check_of_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'one_answer_per_place';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER answer_of_a_place_of_its_own BEFORE INSERT ON governance_selfcheckanswer
    FOR EACH ROW EXECUTE FUNCTION answer_of_a_place_of_its_own();
ALTER TABLE governance_selfcheckanswer ADD CONSTRAINT eight_marks_from_one_to_five
    CHECK (cardinality(marks) = 8 AND 1 <= ALL (marks) AND 5 >= ALL (marks));
"""
"""One for each place that answered, no more, and none once it is read."""

NOT_ANSWERS = """
ALTER TABLE governance_selfcheckanswer DROP CONSTRAINT eight_marks_from_one_to_five;
DROP TRIGGER answer_of_a_place_of_its_own ON governance_selfcheckanswer;
DROP FUNCTION answer_of_a_place_of_its_own();
"""
FELT = """
CREATE FUNCTION felt_from_another_place() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held bigint;
BEGIN
    SELECT holder_id INTO held FROM governance_viewpoint WHERE id = NEW.viewpoint_id;
    IF held = NEW.person_id THEN
        RAISE EXCEPTION 'nobody is given a place of their own'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'felt_from_another_place';
    END IF;
    IF NEW.echoed_by_id IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.echoed_by_id IS NULL)
           AND NEW.echoed_by_id IS DISTINCT FROM held THEN
        RAISE EXCEPTION 'only who holds a place says whether it is felt'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'echoed_by_its_holder';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.words <> '' AND (NEW.words, NEW.viewpoint_id, NEW.person_id)
           IS DISTINCT FROM (OLD.words, OLD.viewpoint_id, OLD.person_id)
       OR TG_OP = 'UPDATE' AND OLD.echo <> '' AND (NEW.echo, NEW.echo_words, NEW.echoed_by_id)
           IS DISTINCT FROM (OLD.echo, OLD.echo_words, OLD.echoed_by_id) THEN
        RAISE EXCEPTION 'what was felt, and its echo, are never changed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'felt_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER felt_from_another_place BEFORE INSERT OR UPDATE ON governance_perception
    FOR EACH ROW EXECUTE FUNCTION felt_from_another_place();
"""
"""It is another's place that one feels from, and only its holder says whether it is that."""

NOT_FELT = """
DROP TRIGGER felt_from_another_place ON governance_perception;
DROP FUNCTION felt_from_another_place();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0013_learning"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="version",
            name="allows",
            field=models.CharField(
                blank=True, max_length=8, verbose_name="ce qu’elle permet au cercle"
            ),
        ),
        migrations.CreateModel(
            name="SelfCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "opened_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="ouverte le"
                    ),
                ),
                ("closes_at", models.DateTimeField(verbose_name="se ferme le")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="close le")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "circle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="self_checks",
                        to="governance.circle",
                    ),
                ),
            ],
            options={
                "verbose_name": "autoévaluation",
                "ordering": ["-opened_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="SelfCheckAnswer",
            fields=[
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "marks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        size=8,
                        verbose_name="repères",
                    ),
                ),
                (
                    "check_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="governance.selfcheck",
                    ),
                ),
            ],
            options={
                "verbose_name": "réponse à l’autoévaluation",
                "verbose_name_plural": "réponses à l’autoévaluation",
            },
        ),
        migrations.CreateModel(
            name="SelfCheckPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("has_answered", models.BooleanField(default=False, verbose_name="a répondu")),
                (
                    "check_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="governance.selfcheck",
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
            ],
            options={
                "verbose_name": "place à l’autoévaluation",
                "verbose_name_plural": "places à l’autoévaluation",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Viewpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="la place")),
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
                        related_name="viewpoints",
                        to="governance.circle",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="tenue par",
                    ),
                ),
            ],
            options={
                "verbose_name": "place à ressentir",
                "verbose_name_plural": "places à ressentir",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Perception",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "given_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="donnée le"
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="ce que l’on ressent de là"
                    ),
                ),
                (
                    "written_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="écrit le"),
                ),
                (
                    "echo",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "c’est ça"),
                            ("almost", "pas tout à fait"),
                            ("no", "à côté"),
                        ],
                        max_length=6,
                        verbose_name="écho",
                    ),
                ),
                (
                    "echo_words",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="ce qu’en dit qui la tient"
                    ),
                ),
                ("echoed_at", models.DateTimeField(blank=True, null=True, verbose_name="écho le")),
                (
                    "echoed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="écho de",
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
                        related_name="perceptions",
                        to="governance.proposal",
                    ),
                ),
                (
                    "viewpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="perceptions",
                        to="governance.viewpoint",
                    ),
                ),
            ],
            options={
                "verbose_name": "position de perception",
                "verbose_name_plural": "positions de perception",
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="selfcheck",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)),
                fields=("circle",),
                name="one_open_self_check_per_circle",
                violation_error_message="Une autoévaluation de ce cercle est déjà ouverte.",
            ),
        ),
        migrations.AddConstraint(
            model_name="selfcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_at__gt", models.F("opened_at"))),
                name="self_check_closes_after_it_opened",
            ),
        ),
        migrations.AddConstraint(
            model_name="selfcheckplace",
            constraint=models.UniqueConstraint(
                fields=("check_of", "person"), name="asked_once_in_a_self_check"
            ),
        ),
        migrations.AddConstraint(
            model_name="viewpoint",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)),
                fields=("circle", "name"),
                name="one_living_viewpoint_per_name",
                violation_error_message="Cette place est déjà là.",
            ),
        ),
        migrations.AddConstraint(
            model_name="perception",
            constraint=models.UniqueConstraint(
                fields=("proposal", "person"), name="one_place_to_feel_from_per_text"
            ),
        ),
        migrations.AddConstraint(
            model_name="perception",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("words", ""), ("written_at", None)),
                    models.Q(models.Q(("words", ""), _negated=True), ("written_at__isnull", False)),
                    _connector="OR",
                ),
                name="what_is_felt_has_its_hour",
            ),
        ),
        migrations.AddConstraint(
            model_name="perception",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("echo", ""), ("echoed_at", None), ("echoed_by", None)),
                    models.Q(
                        models.Q(("echo", ""), _negated=True),
                        models.Q(("words", ""), _negated=True),
                        ("echoed_at__isnull", False),
                        ("echoed_by__isnull", False),
                        models.Q(("echoed_by", models.F("person")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="an_echo_answers_words_of_somebody_else",
                violation_error_message="L’écho vient de qui tient vraiment cette place.",
            ),
        ),
        final("governance_selfcheckanswer"),
        migrations.RunSQL(ANSWERS, NOT_ANSWERS),
        migrations.RunSQL(FELT, NOT_FELT),
    ]
