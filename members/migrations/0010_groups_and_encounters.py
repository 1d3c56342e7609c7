import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from coopstudio.final import final

LEFT = "UPDATE members_place SET state = 'left' WHERE left_on IS NOT NULL"


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0009_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="Drawn",
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
                            ("need", "un besoin"),
                            ("tension", "une tension à porter"),
                            ("principle", "un principe d’action"),
                        ],
                        max_length=9,
                        verbose_name="nature",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="en quelques mots")),
                (
                    "words",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="ce qui nous y fait penser"
                    ),
                ),
                (
                    "craft",
                    models.CharField(
                        blank=True,
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
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="tiré le"),
                ),
            ],
            options={
                "verbose_name": "fruit d’une rencontre",
                "verbose_name_plural": "fruits d’une rencontre",
                "ordering": ["kind", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Encounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="coopérative")),
                ("town", models.CharField(blank=True, max_length=120, verbose_name="lieu")),
                ("domain", models.CharField(blank=True, max_length=160, verbose_name="domaine")),
                (
                    "legal_form",
                    models.CharField(blank=True, max_length=80, verbose_name="forme juridique"),
                ),
                ("link", models.URLField(blank=True, verbose_name="site")),
                ("met_on", models.DateField(verbose_name="date")),
                (
                    "figures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        blank=True,
                        default=list,
                        verbose_name="chiffres",
                    ),
                ),
                (
                    "company",
                    models.CharField(blank=True, max_length=300, verbose_name="avec qui d’autre"),
                ),
                ("lead", models.CharField(max_length=240, verbose_name="en une phrase")),
                ("story", models.TextField(max_length=12000, verbose_name="récit")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="d’après")),
                (
                    "themes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        verbose_name="thèmes",
                    ),
                ),
                (
                    "written_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="écrite le"
                    ),
                ),
                (
                    "shared_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="partagée le"),
                ),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            django.db.models.functions.text.Concat(
                                models.F("name"),
                                models.Value(" "),
                                models.F("town"),
                                models.Value(" "),
                                models.F("domain"),
                                models.Value(" "),
                                models.F("lead"),
                                models.Value(" "),
                                models.F("story"),
                                output_field=models.TextField(),
                            ),
                            function="fr_vector",
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "rencontre",
                "ordering": ["-met_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="HostWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField(max_length=2000, verbose_name="paroles")),
                ("who", models.CharField(max_length=120, verbose_name="qui parle")),
                ("is_quoted", models.BooleanField(default=True, verbose_name="mot pour mot")),
                (
                    "agreement",
                    models.CharField(
                        choices=[
                            ("waiting", "accord demandé, pas encore reçu"),
                            ("given", "accord donné"),
                            ("published", "paroles déjà publiques"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="accord",
                    ),
                ),
                ("agreed_on", models.DateField(blank=True, null=True, verbose_name="accord du")),
                (
                    "agreed_how",
                    models.CharField(blank=True, max_length=200, verbose_name="comment"),
                ),
                (
                    "written_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="écrites le"
                    ),
                ),
            ],
            options={
                "verbose_name": "paroles d’hôtes",
                "verbose_name_plural": "paroles d’hôtes",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "words",
                    models.TextField(max_length=4000, verbose_name="les mots de la proposition"),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="proposée le"
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="close le")),
                (
                    "reason",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="pourquoi elle est close"
                    ),
                ),
            ],
            options={
                "verbose_name": "proposition du groupe",
                "verbose_name_plural": "propositions du groupe",
            },
        ),
        migrations.CreateModel(
            name="ProposalAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("consent", "je consens"),
                            ("objection", "j’ai une objection"),
                            ("not_now", "pas maintenant"),
                        ],
                        max_length=9,
                        verbose_name="réponse",
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=2000, verbose_name="mots")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
            ],
            options={
                "verbose_name": "réponse à une proposition",
                "verbose_name_plural": "réponses à une proposition",
                "get_latest_by": ["at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="cohort",
            name="ended_on",
            field=models.DateField(blank=True, null=True, verbose_name="clos ou dissous le"),
        ),
        migrations.AddField(
            model_name="cohort",
            name="launched_on",
            field=models.DateField(blank=True, null=True, verbose_name="lancé le"),
        ),
        migrations.AddField(
            model_name="cohort",
            name="reason",
            field=models.TextField(blank=True, max_length=2000, verbose_name="pourquoi"),
        ),
        migrations.AddField(
            model_name="cohort",
            name="state",
            field=models.CharField(
                choices=[
                    ("forming", "en constitution"),
                    ("sufficient", "suffisant"),
                    ("proposed", "lancement proposé"),
                    ("launched", "lancé"),
                    ("underway", "en cours"),
                    ("closed", "clos"),
                    ("dissolved", "dissous"),
                ],
                default="forming",
                max_length=10,
                verbose_name="état",
            ),
        ),
        migrations.AddField(
            model_name="gauge",
            name="state",
            field=models.CharField(
                choices=[
                    ("forming", "en constitution"),
                    ("sufficient", "suffisant"),
                    ("proposed", "lancement proposé"),
                    ("launched", "lancé"),
                    ("underway", "en cours"),
                    ("closed", "clos"),
                    ("dissolved", "dissous"),
                ],
                default="forming",
                max_length=10,
                verbose_name="état",
            ),
        ),
        migrations.AddField(
            model_name="place",
            name="named_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="nom dit au groupe depuis"
            ),
        ),
        migrations.AddField(
            model_name="place",
            name="state",
            field=models.CharField(
                choices=[
                    ("expected", "pressentie"),
                    ("asked", "proposée"),
                    ("confirmed", "confirmée"),
                    ("seated", "active"),
                    ("left", "quittée"),
                ],
                default="expected",
                max_length=9,
                verbose_name="état",
            ),
        ),
        migrations.RunSQL(LEFT, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="cohort",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on__isnull", True)),
                fields=("ended_on",),
                name="one_open_group",
                nulls_distinct=False,
                violation_error_message="Un groupe se forme déjà.",
            ),
        ),
        migrations.AddConstraint(
            model_name="cohort",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("launched_on", None), ("state__in", ["forming", "sufficient", "proposed"])
                    ),
                    models.Q(
                        ("launched_on__isnull", False),
                        ("state__in", ["launched", "underway", "closed"]),
                    ),
                    ("state", "dissolved"),
                    _connector="OR",
                ),
                name="launched_group_has_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="cohort",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_on__isnull", False), ("state__in", ["closed", "dissolved"])),
                    models.Q(
                        models.Q(("state__in", ["closed", "dissolved"]), _negated=True),
                        ("ended_on", None),
                    ),
                    _connector="OR",
                ),
                name="ended_group_has_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("left_on__isnull", False), ("state", "left")),
                    models.Q(models.Q(("state", "left"), _negated=True), ("left_on", None)),
                    _connector="OR",
                ),
                name="place_is_left_on_a_day",
            ),
        ),
        migrations.AddField(
            model_name="drawn",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="encounter",
            name="people",
            field=models.ManyToManyField(
                related_name="encounters", to=settings.AUTH_USER_MODEL, verbose_name="membres"
            ),
        ),
        migrations.AddField(
            model_name="encounter",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="drawn",
            name="encounter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="drawn",
                to="members.encounter",
            ),
        ),
        migrations.AddField(
            model_name="hostwords",
            name="encounter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="hosts_words",
                to="members.encounter",
            ),
        ),
        migrations.AddField(
            model_name="hostwords",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="cohort",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="members.cohort",
            ),
        ),
        migrations.AddField(
            model_name="proposalanswer",
            name="place",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="members.place",
            ),
        ),
        migrations.AddField(
            model_name="proposalanswer",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="members.proposal",
            ),
        ),
        migrations.AddIndex(
            model_name="encounter",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="encounters_by_words"
            ),
        ),
        migrations.AddIndex(
            model_name="encounter",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["themes"], name="encounters_by_theme"
            ),
        ),
        migrations.AddIndex(
            model_name="encounter",
            index=models.Index(fields=["-met_on", "-id"], name="encounters_by_day"),
        ),
        migrations.AddConstraint(
            model_name="drawn",
            constraint=models.CheckConstraint(
                condition=models.Q(("craft", ""), ("kind", "need"), _connector="OR"),
                name="only_a_need_names_a_craft",
            ),
        ),
        migrations.AddConstraint(
            model_name="hostwords",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("agreement", "waiting"),
                    models.Q(("agreed_how", ""), _negated=True),
                    _connector="OR",
                ),
                name="agreement_says_how",
                violation_error_message="Un accord dit comment il a été donné.",
            ),
        ),
        migrations.AddConstraint(
            model_name="hostwords",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agreement", "given"), _negated=True),
                    ("agreed_on__isnull", False),
                    _connector="OR",
                ),
                name="given_agreement_has_its_day",
                violation_error_message="Un accord a son jour.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("cohort",),
                name="one_standing_proposal_per_group",
                violation_error_message="Le groupe est déjà proposé.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="proposal_has_its_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposalanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "objection"), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="objection_has_its_reasons",
                violation_error_message="Une objection dit ses raisons.",
            ),
        ),
        final("members_proposalanswer"),
    ]
