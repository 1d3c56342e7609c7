import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

SHOWN_BEFORE = {
    "shows_email": ("email", "Mon adresse e-mail. Les membres la voient sur votre page."),
    "shows_phone": ("phone", "Mon téléphone. Les membres le voient sur votre page."),
}
"""What could be shown before each thing had its own words, with the words of then."""


def keep_what_was_shown(apps, schema_editor):
    """Whoever showed an address or a telephone goes on; nothing else is shown without a word."""
    people = apps.get_model("members", "Person").objects
    showings = apps.get_model("members", "Showing").objects
    for field, (facet, text) in SHOWN_BEFORE.items():
        for person in people.filter(**{field: True}):
            showings.create(person=person, facet=facet, text=text, version=0)
            people.filter(pk=person.pk).update(shown=[*person.shown, facet])
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def say_it_as_before(apps, schema_editor):
    people = apps.get_model("members", "Person").objects
    for field, (facet, _text) in SHOWN_BEFORE.items():
        people.filter(shown__contains=[facet]).update(**{field: True})


def _if_shown(field):
    return models.Case(
        models.When(shown__contains=[field], then=models.F(field)), default=models.Value("")
    )


class Migration(migrations.Migration):
    dependencies = [("members", "0008_imports"), ("files", "0002_kinds")]

    operations = [
        migrations.CreateModel(
            name="Availability",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            choices=[
                                (1, "lundi"),
                                (2, "mardi"),
                                (3, "mercredi"),
                                (4, "jeudi"),
                                (5, "vendredi"),
                                (6, "samedi"),
                                (7, "dimanche"),
                            ]
                        ),
                        blank=True,
                        default=list,
                        verbose_name="jours",
                    ),
                ),
                (
                    "amount",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(744)],
                        verbose_name="temps",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[("hours", "heures par mois"), ("days", "jours par mois")],
                        default="days",
                        max_length=5,
                        verbose_name="compté en",
                    ),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="à savoir")),
                (
                    "said_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="dites le"
                    ),
                ),
            ],
            options={
                "verbose_name": "disponibilités",
                "verbose_name_plural": "disponibilités",
            },
        ),
        migrations.CreateModel(
            name="Showing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "facet",
                    models.CharField(
                        choices=[
                            ("photo", "ma photo"),
                            ("headline", "ce que je fais, en une ligne"),
                            ("about", "moi, en quelques mots"),
                            ("limits", "mes limites"),
                            ("town", "ma commune"),
                            ("skills", "mes savoir-faire"),
                            ("availability", "mes disponibilités"),
                            ("email", "mon adresse e-mail"),
                            ("phone", "mon téléphone"),
                            ("links", "mes liens"),
                        ],
                        max_length=12,
                        verbose_name="montre",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="les mots acceptés")),
                ("version", models.PositiveSmallIntegerField(verbose_name="version des mots")),
                (
                    "given_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="donné le"
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="repris le"),
                ),
            ],
            options={
                "verbose_name": "accord pour l’annuaire",
                "verbose_name_plural": "accords pour l’annuaire",
            },
        ),
        migrations.CreateModel(
            name="Silence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("meetings", "les rappels de réunions"),
                            ("group", "les nouvelles du groupe"),
                            ("learning", "apprendre ensemble"),
                        ],
                        max_length=10,
                        verbose_name="sujet",
                    ),
                ),
                (
                    "since",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="depuis le"
                    ),
                ),
            ],
            options={
                "verbose_name": "silence",
            },
        ),
        migrations.CreateModel(
            name="Testimony",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "craft",
                    models.CharField(
                        choices=[
                            ("finance", "gestion financière"),
                            ("sales", "marketing et vente"),
                            ("communication", "communication"),
                            ("employer", "fonction employeur"),
                            ("law", "droit et ressources humaines"),
                            ("funding", "recherche de financements"),
                            ("training", "formation"),
                            ("consulting", "conseil"),
                            ("facilitation", "facilitation"),
                            ("mediation", "médiation"),
                            ("coaching", "coaching"),
                            ("arts", "intervention artistique"),
                            ("practice", "analyse de pratiques"),
                        ],
                        max_length=14,
                        verbose_name="savoir-faire",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="demandé le"
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="ses mots")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="répondu le"),
                ),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="refermé le"),
                ),
            ],
            options={
                "verbose_name": "témoignage",
            },
        ),
        migrations.AddField(
            model_name="person",
            name="civil_first_name",
            field=models.CharField(blank=True, max_length=80, verbose_name="prénom à l’état civil"),
        ),
        migrations.AddField(
            model_name="person",
            name="civil_last_name",
            field=models.CharField(blank=True, max_length=80, verbose_name="nom à l’état civil"),
        ),
        migrations.AddField(
            model_name="person",
            name="limits",
            field=models.TextField(blank=True, max_length=600, verbose_name="ses limites"),
        ),
        migrations.AddField(
            model_name="person",
            name="links",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.URLField(), blank=True, default=list, size=5, verbose_name="liens"
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="photo",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.privatefile",
                verbose_name="photo",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="photo_words",
            field=models.CharField(
                blank=True, max_length=160, verbose_name="ce que montre la photo"
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="shown",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("photo", "ma photo"),
                        ("headline", "ce que je fais, en une ligne"),
                        ("about", "moi, en quelques mots"),
                        ("limits", "mes limites"),
                        ("town", "ma commune"),
                        ("skills", "mes savoir-faire"),
                        ("availability", "mes disponibilités"),
                        ("email", "mon adresse e-mail"),
                        ("phone", "mon téléphone"),
                        ("links", "mes liens"),
                    ],
                    max_length=12,
                ),
                blank=True,
                default=list,
                editable=False,
                verbose_name="montre aux membres",
            ),
        ),
        migrations.AddField(
            model_name="skill",
            name="words",
            field=models.CharField(blank=True, max_length=160, verbose_name="en ses mots"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["shown"], name="people_by_what_they_show"
            ),
        ),
        migrations.AddIndex(
            model_name="skill",
            index=models.Index(fields=["craft", "level", "person"], name="skills_by_craft"),
        ),
        migrations.AddField(
            model_name="availability",
            name="person",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="availability",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="showing",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="showings",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="silence",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="silences",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="testimony",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="testimonies",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="testimony",
            name="witness",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="testimonies_given",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="skill",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(models.F("words"), function="fr_vector"),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="availability",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["days"], name="availabilities_by_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="showing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("person", "facet"),
                name="one_standing_showing_per_facet",
                violation_error_message="Vous montrez déjà cela.",
            ),
        ),
        migrations.AddConstraint(
            model_name="showing",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="showing_has_its_words",
                violation_error_message="Un accord porte sur des mots : les voici.",
            ),
        ),
        migrations.AddConstraint(
            model_name="showing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at__isnull", True),
                    ("withdrawn_at__gte", models.F("given_at")),
                    _connector="OR",
                ),
                name="showing_is_given_before_it_is_taken_back",
                violation_error_message="Un accord se reprend après avoir été donné.",
            ),
        ),
        migrations.AddConstraint(
            model_name="silence",
            constraint=models.UniqueConstraint(
                fields=("person", "topic"), name="one_silence_per_topic"
            ),
        ),
        migrations.AddConstraint(
            model_name="testimony",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("person", "craft", "witness"),
                name="one_open_testimony_per_craft_and_witness",
                violation_error_message="Cette personne est déjà invitée à témoigner de cela.",
            ),
        ),
        migrations.AddConstraint(
            model_name="testimony",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", models.F("witness")), _negated=True),
                name="one_does_not_testify_of_oneself",
                violation_error_message="On ne témoigne pas de soi-même.",
            ),
        ),
        migrations.AddConstraint(
            model_name="testimony",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("words", "")),
                    models.Q(
                        ("answered_at__isnull", False), models.Q(("words", ""), _negated=True)
                    ),
                    ("closed_at__isnull", False),
                    _connector="OR",
                ),
                name="testimony_answered_has_its_words",
                violation_error_message="Un témoignage tient en quelques mots : écrivez-les.",
            ),
        ),
        migrations.AddIndex(
            model_name="skill",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="skills_by_words"
            ),
        ),
        migrations.RunPython(keep_what_was_shown, say_it_as_before),
        migrations.RemoveField(
            model_name="person",
            name="shows_email",
        ),
        migrations.RemoveField(
            model_name="person",
            name="shows_phone",
        ),
        migrations.RemoveIndex(model_name="person", name="people_by_words"),
        migrations.RemoveField(model_name="person", name="search"),
        migrations.AddField(
            model_name="person",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    django.db.models.functions.text.Concat(
                        models.F("first_name"),
                        models.Value(" "),
                        models.F("last_name"),
                        models.Value(" "),
                        _if_shown("town"),
                        models.Value(" "),
                        _if_shown("headline"),
                    ),
                    function="fr_vector",
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="people_by_words"
            ),
        ),
    ]
