import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import coopstudio.states
from coopstudio.final import final, unchanged


class Migration(migrations.Migration):
    replaces = [
        ("applications", "0001_initial"),
        ("applications", "0002_standfirst_and_warning"),
        ("applications", "0004_linked_to"),
        ("applications", "0005_meeting_sequence"),
        ("applications", "0006_desk_indexes"),
        ("applications", "0007_quick_lists"),
        ("applications", "0008_cycles_and_pauses"),
        ("applications", "0009_weather"),
        ("applications", "0010_search_and_distinctions"),
        ("applications", "0011_intentions"),
        ("applications", "0012_conversations"),
        ("applications", "0013_talks"),
        ("applications", "0014_retention"),
        ("applications", "0015_told_days"),
        ("applications", "0016_more_words"),
        ("applications", "0017_revisions_and_pauses"),
        ("applications", "0018_rehearsals"),
        ("applications", "0019_reciprocity"),
        ("applications", "0020_promised_days"),
    ]

    initial = True

    dependencies = [
        ("files", "0001_foundations"),
        ("journal", "0001_foundations"),
        ("mail", "0001_foundations"),
        ("members", "0001_foundations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="titre")),
                ("slug", models.SlugField(unique=True, verbose_name="adresse")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="clos le")),
            ],
            options={
                "verbose_name": "appel",
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("uid", models.UUIDField(verbose_name="identité")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("paragraph", "paragraphe"),
                            ("list", "liste"),
                            ("heading", "intertitre"),
                            ("note", "note"),
                        ],
                        default="paragraph",
                        max_length=10,
                        verbose_name="sorte",
                    ),
                ),
                ("html", models.TextField(verbose_name="mise en page")),
                ("text", models.TextField(verbose_name="texte")),
            ],
            options={
                "verbose_name": "passage",
                "ordering": ["ordinal"],
            },
        ),
        migrations.CreateModel(
            name="CallVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("title", models.CharField(max_length=160, verbose_name="titre")),
                ("signature", models.CharField(max_length=160, verbose_name="signé par")),
                ("dated_on", models.DateField(verbose_name="daté du")),
                (
                    "standfirst",
                    models.CharField(blank=True, max_length=600, verbose_name="chapeau"),
                ),
                ("words", models.PositiveIntegerField(default=0, verbose_name="nombre de mots")),
                ("markdown", models.TextField(verbose_name="texte d’origine")),
                ("sha256", models.CharField(max_length=64, verbose_name="empreinte du texte")),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="publiée le"),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="applications.call",
                    ),
                ),
            ],
            options={
                "verbose_name": "version de l’appel",
                "verbose_name_plural": "versions de l’appel",
                "constraints": [
                    models.UniqueConstraint(fields=("call", "number"), name="versions_are_numbered")
                ],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(
                        blank=True, null=True, unique=True, verbose_name="numéro"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "brouillon"),
                            ("submitted", "reçue"),
                            ("reading", "en lecture"),
                            ("completing", "à compléter"),
                            ("crossed", "lectures croisées"),
                            ("proposed", "rencontre proposée"),
                            ("set", "rencontre fixée"),
                            ("met", "rencontrée"),
                            ("decided", "décidée, lettre à envoyer"),
                            ("invited", "invitée à adhérer"),
                            ("declined", "sans suite"),
                            ("withdrawn", "retirée"),
                            ("paused", "en attente"),
                            ("erased", "effacée"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=80, verbose_name="prénom")),
                ("last_name", models.CharField(blank=True, max_length=80, verbose_name="nom")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="adresse e-mail"),
                ),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
                (
                    "postcode",
                    models.CharField(blank=True, max_length=12, verbose_name="code postal"),
                ),
                ("town", models.CharField(blank=True, max_length=80, verbose_name="commune")),
                ("what", models.TextField(blank=True, max_length=10000, verbose_name="quoi")),
                (
                    "for_whom",
                    models.TextField(blank=True, max_length=10000, verbose_name="pour qui"),
                ),
                (
                    "trades",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("facilitation", "Facilitation, médiation"),
                                ("training", "Formation, coaching"),
                                ("consulting", "Conseil, analyse des pratiques"),
                                ("arts", "Intervention artistique"),
                                ("finance", "Gestion financière"),
                                ("sales", "Vente et communication"),
                                ("law", "Droit, ressources humaines"),
                                ("funding", "Recherche de financements"),
                                ("other", "Autre chose"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="métiers",
                    ),
                ),
                (
                    "to_learn",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="ce que j’aimerais apprendre"
                    ),
                ),
                ("where", models.TextField(blank=True, max_length=10000, verbose_name="où")),
                (
                    "time",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "Un jour par semaine"),
                            ("2", "Deux jours par semaine"),
                            ("3", "Davantage"),
                            ("?", "Je ne sais pas encore"),
                        ],
                        max_length=1,
                        verbose_name="temps possible",
                    ),
                ),
                (
                    "coming",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "possible, avec plaisir"),
                            ("helped", "possible, avec une aide"),
                            ("hard", "difficile, parlons-en"),
                        ],
                        max_length=6,
                        verbose_name="venir une fois par mois",
                    ),
                ),
                (
                    "likes",
                    models.TextField(blank=True, max_length=10000, verbose_name="ce qui me plaît"),
                ),
                (
                    "dislikes",
                    models.TextField(
                        blank=True, max_length=10000, verbose_name="ce qui ne me plaît pas"
                    ),
                ),
                (
                    "nothing_to_say",
                    models.BooleanField(default=False, verbose_name="rien à signaler sur l’appel"),
                ),
                (
                    "path",
                    models.TextField(
                        blank=True, max_length=10000, verbose_name="mon parcours, en texte"
                    ),
                ),
                (
                    "link_key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="clé du lien"
                    ),
                ),
                (
                    "linked_to",
                    models.EmailField(blank=True, max_length=254, verbose_name="lien envoyé à"),
                ),
                (
                    "warned_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="prévenue de l’effacement le"
                    ),
                ),
                (
                    "started_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="commencée le"
                    ),
                ),
                (
                    "touched_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        verbose_name="dernier geste de la personne",
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="adresse confirmée le"
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="envoyée le"),
                ),
                (
                    "answer_by",
                    models.DateField(
                        blank=True, null=True, verbose_name="réponse promise avant le"
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="révision")),
                ("cycle", models.PositiveSmallIntegerField(default=1, verbose_name="reprise")),
                (
                    "crossed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="lectures croisées le"
                    ),
                ),
                (
                    "paused_until",
                    models.DateField(blank=True, null=True, verbose_name="en attente jusqu’au"),
                ),
                (
                    "erased_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="effacée le"),
                ),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            django.db.models.functions.text.Concat(
                                models.F("first_name"),
                                models.Value(" "),
                                models.F("last_name"),
                                models.Value(" "),
                                models.F("town"),
                                models.Value(" "),
                                models.F("what"),
                                models.Value(" "),
                                models.F("for_whom"),
                                models.Value(" "),
                                models.F("to_learn"),
                                models.Value(" "),
                                models.F("where"),
                                models.Value(" "),
                                models.F("likes"),
                                models.Value(" "),
                                models.F("dislikes"),
                                models.Value(" "),
                                models.F("path"),
                                output_field=models.TextField(),
                            ),
                            function="fr_vector",
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "blind_search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            django.db.models.functions.text.Concat(
                                models.F("what"),
                                models.Value(" "),
                                models.F("for_whom"),
                                models.Value(" "),
                                models.F("to_learn"),
                                models.Value(" "),
                                models.F("where"),
                                models.Value(" "),
                                models.F("likes"),
                                models.Value(" "),
                                models.F("dislikes"),
                                output_field=models.TextField(),
                            ),
                            function="fr_vector",
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "cv",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="application",
                        to="files.privatefile",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "passed_over",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="applications.callversion",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="applications.callversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "candidature",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="applications_by_words"
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "completing",
                                    "crossed",
                                    "decided",
                                    "met",
                                    "proposed",
                                    "reading",
                                    "set",
                                    "submitted",
                                ],
                            )
                        ),
                        fields=["answer_by", "number"],
                        name="applications_waiting",
                    ),
                    models.Index(
                        fields=["state", "answer_by", "number"],
                        include=("person",),
                        name="applications_by_state",
                    ),
                    models.Index(
                        django.db.models.functions.text.Lower("email"),
                        name="applications_by_address",
                    ),
                    models.Index(
                        condition=models.Q(("state", "draft"), _negated=True),
                        fields=["answer_by", "number"],
                        name="applications_by_promise",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("number__isnull", True),
                                ("state", "draft"),
                                ("submitted_at__isnull", True),
                            ),
                            models.Q(
                                models.Q(("state", "draft"), _negated=True),
                                ("answer_by__isnull", False),
                                ("number__isnull", False),
                                ("submitted_at__isnull", False),
                                models.Q(
                                    ("person__isnull", False), ("state", "erased"), _connector="OR"
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="submitted_application_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("crossed_at__isnull", False),
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        "crossed",
                                        "decided",
                                        "declined",
                                        "invited",
                                        "met",
                                        "proposed",
                                        "set",
                                    ],
                                ),
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="nobody_goes_on_before_readings_are_crossed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paused_until__isnull", False), ("state", "paused")),
                            models.Q(
                                models.Q(("state", "paused"), _negated=True),
                                ("paused_until__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="paused_application_wakes_up_one_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("erased_at__isnull", False), ("state", "erased")),
                            models.Q(
                                models.Q(("state", "erased"), _negated=True),
                                ("erased_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="erased_application_has_its_day",
                    ),
                ],
            },
            bases=(coopstudio.states.Stateful, models.Model),
        ),
        migrations.CreateModel(
            name="Completion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="demandée le"
                    ),
                ),
                (
                    "questions",
                    models.TextField(blank=True, max_length=4000, verbose_name="questions"),
                ),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("what", "Quoi"),
                                ("trades", "Métiers"),
                                ("for_whom", "Pour qui"),
                                ("to_learn", "Ce que j’aimerais apprendre"),
                                ("coming", "Venir une fois par mois"),
                                ("where", "Où"),
                                ("time", "Temps possible"),
                                ("likes", "Ce qui me plaît dans l’appel"),
                                ("dislikes", "Ce qui ne me plaît pas"),
                                ("path", "Le parcours, en texte"),
                                ("cv", "Le CV"),
                            ],
                            max_length=12,
                        ),
                        verbose_name="réponses",
                    ),
                ),
                (
                    "words",
                    models.JSONField(
                        blank=True, default=dict, verbose_name="écrit et pas encore envoyé"
                    ),
                ),
                (
                    "saved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="enregistrée le"),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="envoyée le")),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="refermée le"),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="completions",
                        to="applications.application",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cv",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.privatefile",
                    ),
                ),
            ],
            options={
                "verbose_name": "demande de précisions",
                "verbose_name_plural": "demandes de précisions",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("application",),
                        name="one_open_completion_per_application",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at__isnull", True), ("closed_at__isnull", False), _connector="OR"
                        ),
                        name="sent_completion_is_closed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Conversation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="adresse e-mail")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to_confirm", "à confirmer"),
                            ("open", "attend une réponse"),
                            ("answered", "répondue"),
                            ("closed", "close"),
                        ],
                        default="to_confirm",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="clé du fil"
                    ),
                ),
                (
                    "begun_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="commencée le"
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="adresse confirmée le"
                    ),
                ),
                (
                    "waiting_since",
                    models.DateTimeField(blank=True, null=True, verbose_name="attend depuis le"),
                ),
                (
                    "last_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="dernier message le"
                    ),
                ),
                (
                    "warned_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="prévenue de la clôture le"
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="close le")),
                (
                    "application",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="conversation",
                        to="applications.application",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conversations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "conversation",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["waiting_since", "id"],
                        name="conversations_waiting",
                    ),
                    models.Index(
                        fields=["state", "-last_at", "-id"], name="conversations_by_state"
                    ),
                    models.Index(
                        condition=models.Q(("state", "to_confirm")),
                        fields=["begun_at"],
                        name="conversations_to_confirm",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_at__isnull", True),
                                ("person__isnull", True),
                                ("state", "to_confirm"),
                            ),
                            models.Q(
                                models.Q(("state", "to_confirm"), _negated=True),
                                ("confirmed_at__isnull", False),
                                ("person__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="confirmed_conversation_has_its_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "open"), ("waiting_since__isnull", False)),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("waiting_since__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="open_conversation_knows_since_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", False), ("state", "closed")),
                            models.Q(
                                models.Q(("state", "closed"), _negated=True),
                                ("closed_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="closed_conversation_has_its_day",
                    ),
                ],
            },
            bases=(coopstudio.states.Stateful, models.Model),
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cycle", models.PositiveSmallIntegerField(default=1, verbose_name="reprise")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("invite", "inviter à adhérer"),
                            ("decline", "ne pas donner suite"),
                        ],
                        max_length=8,
                        verbose_name="décision",
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="prise le"
                    ),
                ),
                ("body", models.TextField(max_length=10000, verbose_name="lettre")),
                (
                    "reopened_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="rouverte le"),
                ),
                (
                    "reopened_because",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="rouverte parce que"
                    ),
                ),
                (
                    "told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="lettre envoyée le"),
                ),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("body"), function="fr_vector"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="applications.application",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="mail.letter",
                    ),
                ),
                (
                    "reopened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "décision",
            },
        ),
        migrations.CreateModel(
            name="Distinction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "said_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="dit le"),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "distinction",
                "constraints": [
                    models.UniqueConstraint(fields=("one", "other"), name="distinction_said_once"),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))),
                        name="distinction_goes_from_the_first_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DossierOpening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
                ("hour", models.DateTimeField(verbose_name="dans l’heure du")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="openings",
                        to="applications.application",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "ouverture d’un dossier",
                "verbose_name_plural": "ouvertures de dossiers",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "by", "hour"), name="one_dossier_opening_an_hour"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FaqEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.CharField(max_length=200, verbose_name="question")),
                ("answer", models.TextField(max_length=4000, verbose_name="réponse")),
                ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="révision")),
                (
                    "written_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="écrite le"
                    ),
                ),
                (
                    "told_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="annoncée à la personne le"
                    ),
                ),
                (
                    "objected_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="la personne a préféré que non le"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="publiée le"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="retirée le"),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="entries",
                        to="applications.conversation",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "question de la FAQ",
                "verbose_name_plural": "questions de la FAQ",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at__isnull", True),
                            ("conversation__isnull", True),
                            ("told_at__isnull", False),
                            _connector="OR",
                        ),
                        name="person_is_told_before_an_entry_is_published",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("objected_at__isnull", True),
                            ("published_at__isnull", True),
                            ("withdrawn_at__isnull", False),
                            _connector="OR",
                        ),
                        name="entry_that_its_person_refused_is_not_read",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="only_a_published_entry_is_withdrawn",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Farewell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.EmailField(max_length=254, verbose_name="adresse")),
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="farewell",
                        to="mail.letter",
                    ),
                ),
            ],
            options={
                "verbose_name": "dernière lettre",
                "verbose_name_plural": "dernières lettres",
            },
        ),
        migrations.CreateModel(
            name="Guide",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cycle", models.PositiveSmallIntegerField(default=1, verbose_name="reprise")),
                (
                    "saved_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="enregistrée le"
                    ),
                ),
                (
                    "told_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="part adressée à la personne, le"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guides",
                        to="applications.application",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "trame",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "cycle"), name="one_guide_per_application_and_cycle"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GuideLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("explore", "À explorer"),
                            ("questions", "Ses questions"),
                            ("agree", "Accords"),
                            ("asks", "Nos questions"),
                            ("missing", "Ce qui manque"),
                            ("openings", "Trois ouvertures"),
                        ],
                        max_length=9,
                        verbose_name="partie",
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("words", models.TextField(max_length=10000, verbose_name="en quelques mots")),
                (
                    "hint",
                    models.CharField(blank=True, max_length=200, verbose_name="d’où elle vient"),
                ),
                ("kind", models.CharField(blank=True, max_length=8, verbose_name="réaction")),
                ("source", models.CharField(blank=True, max_length=40, verbose_name="tirée de")),
                (
                    "is_for_person",
                    models.BooleanField(default=False, verbose_name="adressée à la personne"),
                ),
                ("is_dropped", models.BooleanField(default=False, verbose_name="écartée")),
                (
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="applications.guide",
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne de la trame",
                "ordering": ["rank", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        fields=("guide", "source"),
                        name="source_once_in_a_guide",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("why", models.CharField(max_length=500, verbose_name="motif")),
                (
                    "placed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="posée le"
                    ),
                ),
                ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="levée le")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="applications.application",
                    ),
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
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "retenue pour litige",
                "verbose_name_plural": "retenues pour litige",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("application",),
                        name="one_standing_hold_per_application",
                        violation_error_message="Ce dossier est déjà retenu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lifted_at__isnull", True),
                            ("lifted_at__gte", models.F("placed_at")),
                            _connector="OR",
                        ),
                        name="hold_is_lifted_after_it_was_placed",
                        violation_error_message="Une retenue se lève après avoir été posée.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Keeping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "first_notice_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="premier avis le"),
                ),
                (
                    "last_notice_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="dernier avis le"),
                ),
                (
                    "rule_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="échéance de la règle, ce jour-là"
                    ),
                ),
                (
                    "told_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="effacement annoncé pour le"
                    ),
                ),
                (
                    "kept_until",
                    models.DateField(
                        blank=True, null=True, verbose_name="gardée, à sa demande, jusqu’au"
                    ),
                ),
                (
                    "link_key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, verbose_name="clé du lien"
                    ),
                ),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keeping",
                        to="applications.application",
                    ),
                ),
            ],
            options={
                "verbose_name": "conservation d’une candidature",
                "verbose_name_plural": "conservations de candidatures",
            },
        ),
        migrations.CreateModel(
            name="LetterDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("body", models.TextField(max_length=10000, verbose_name="texte")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="applications.decision",
                    ),
                ),
            ],
            options={
                "verbose_name": "brouillon de lettre",
                "verbose_name_plural": "brouillons de lettre",
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "proposed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="proposée le"
                    ),
                ),
                (
                    "round",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="tour de propositions"
                    ),
                ),
                ("place", models.CharField(max_length=300, verbose_name="lieu ou lien de visio")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(default=60, verbose_name="durée (minutes)"),
                ),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, verbose_name="identité dans les agendas"
                    ),
                ),
                (
                    "sequence",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="changements annoncés"
                    ),
                ),
                (
                    "shows_name",
                    models.BooleanField(
                        default=False, verbose_name="le prénom peut figurer dans les agendas"
                    ),
                ),
                (
                    "countered_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="autres heures demandées le"
                    ),
                ),
                (
                    "counter_words",
                    models.TextField(blank=True, max_length=1000, verbose_name="en quelques mots"),
                ),
                (
                    "again_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="souhait de se revoir, le"
                    ),
                ),
                (
                    "again_words",
                    models.TextField(blank=True, max_length=1000, verbose_name="pour parler de"),
                ),
                ("at", models.DateTimeField(blank=True, null=True, verbose_name="fixée au")),
                (
                    "fixed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="heure choisie le"),
                ),
                (
                    "held_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="tenue, notée le"),
                ),
                (
                    "missed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="n’a pas eu lieu, noté le"
                    ),
                ),
                (
                    "called_off_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="annulée le"),
                ),
                (
                    "nudged_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="la personne relancée le"
                    ),
                ),
                (
                    "released_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="heures rendues le"),
                ),
                (
                    "ahead_for",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="rappelée deux jours avant le"
                    ),
                ),
                (
                    "soon_for",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="rappelée trois heures avant le"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="applications.application",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "rencontre",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("called_off_at__isnull", True),
                            ("held_at__isnull", True),
                            ("missed_at__isnull", True),
                        ),
                        fields=("application",),
                        name="one_open_meeting_per_application",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_at__isnull", True), ("missed_at__isnull", True)),
                            ("at__isnull", False),
                            _connector="OR",
                        ),
                        name="held_meeting_had_its_hour",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_at__isnull", True), ("missed_at__isnull", True)),
                            models.Q(("called_off_at__isnull", True), ("held_at__isnull", True)),
                            models.Q(("called_off_at__isnull", True), ("missed_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="meeting_ends_in_one_way",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField(max_length=10000, verbose_name="notes")),
                (
                    "is_shared",
                    models.BooleanField(
                        default=False, verbose_name="lisible par les autres fondateurs"
                    ),
                ),
                (
                    "saved_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="enregistrée le"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="applications.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "note de rencontre",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "author"), name="one_note_per_founder"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
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
                        choices=[
                            ("person", "la personne"),
                            ("founders", "la fondation"),
                            ("stray", "une autre adresse"),
                        ],
                        max_length=8,
                        verbose_name="de",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("web", "sur le site"), ("mail", "par e-mail")],
                        default="web",
                        max_length=4,
                        verbose_name="par",
                    ),
                ),
                ("text", models.TextField(max_length=20000, verbose_name="message")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="geste"
                    ),
                ),
                (
                    "message_id",
                    models.CharField(blank=True, max_length=300, verbose_name="Message-ID"),
                ),
                (
                    "sender",
                    models.EmailField(blank=True, max_length=320, verbose_name="adresse d’envoi"),
                ),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("text"), function="fr_vector"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="applications.conversation",
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "ordering": ["at", "pk"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="messages_by_words"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("side", "founders"), _negated=True),
                            ("author__isnull", False),
                            _connector="OR",
                        ),
                        name="founders_sign_their_messages",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("author__isnull", True),
                                ("side", "stray"),
                                ("way", "mail"),
                                models.Q(("sender", ""), _negated=True),
                            ),
                            models.Q(models.Q(("side", "stray"), _negated=True), ("sender", "")),
                            _connector="OR",
                        ),
                        name="stray_message_says_where_it_came_from",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="message_is_not_empty",
                        violation_error_message="Le message est vide.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("message_id", ""), _negated=True),
                        fields=("message_id",),
                        name="one_message_per_mail",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cycle", models.PositiveSmallIntegerField(default=1, verbose_name="reprise")),
                (
                    "words",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="ce que j’ai besoin de savoir"
                    ),
                ),
                (
                    "asks_portraits",
                    models.BooleanField(default=False, verbose_name="demande à lire la fondation"),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="applications.application",
                    ),
                ),
            ],
            options={
                "verbose_name": "besoin de savoir",
                "verbose_name_plural": "besoins de savoir",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("words", ""), _negated=True),
                            ("asks_portraits", True),
                            _connector="OR",
                        ),
                        name="need_says_or_asks_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Parting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cycle", models.PositiveSmallIntegerField(default=1, verbose_name="reprise")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                "time",
                                "Le temps possible et celui qu’il faudrait ne se rejoignent pas",
                            ),
                            ("place", "La distance rend la présence trop difficile"),
                            ("offer", "Ce métier est déjà porté dans le groupe"),
                            ("way", "Nos manières de faire s’éloignent"),
                            ("moment", "Le moment n’est pas le bon"),
                            ("balance", "L’équilibre du groupe qui se forme"),
                            ("other", "Autre chose"),
                        ],
                        max_length=8,
                        verbose_name="raison",
                    ),
                ),
                (
                    "words",
                    models.TextField(blank=True, max_length=4000, verbose_name="pour la personne"),
                ),
                (
                    "is_shared",
                    models.BooleanField(default=True, verbose_name="la personne lit la raison"),
                ),
                (
                    "unshared_because",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="pourquoi ne pas la partager"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partings",
                        to="applications.application",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "proposition de ne pas donner suite",
                "verbose_name_plural": "propositions de ne pas donner suite",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_shared", False),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="shared_reason_has_its_words",
                        violation_error_message="Écrivez la raison, avec les mots que la personne lira.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_shared", True),
                            models.Q(("unshared_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="unshared_reason_is_justified",
                        violation_error_message="Écrivez pourquoi la raison ne lui est pas dite.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="parting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="applications.parting",
            ),
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="demandée le"
                    ),
                ),
                ("until", models.DateField(verbose_name="jusqu’au")),
                ("reason", models.TextField(max_length=2000, verbose_name="pourquoi")),
                (
                    "began_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="commencée le"),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="finie, refusée ou abandonnée le"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pauses",
                        to="applications.application",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "mise en attente",
                "verbose_name_plural": "mises en attente",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("application",),
                        name="one_open_pause_per_application",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("began_at__isnull", True),
                            ("began_at__gte", models.F("asked_at")),
                            _connector="OR",
                        ),
                        name="pause_begins_after_it_is_asked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Portrait",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("offers", models.TextField(max_length=4000, verbose_name="ce que j’offre")),
                ("seeks", models.TextField(max_length=4000, verbose_name="ce que je cherche")),
                ("limits", models.TextField(max_length=4000, verbose_name="mes limites")),
                (
                    "is_public",
                    models.BooleanField(default=False, verbose_name="lisible par tout le monde"),
                ),
                (
                    "written_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="écrit le"
                    ),
                ),
                (
                    "founder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portraits",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "portrait de la fondation",
                "verbose_name_plural": "portraits de la fondation",
                "indexes": [
                    models.Index(fields=["founder", "-written_at"], name="portraits_by_founder")
                ],
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cycle", models.PositiveSmallIntegerField(default=1, verbose_name="reprise")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("invite", "inviter à adhérer"),
                            ("decline", "ne pas donner suite"),
                        ],
                        max_length=8,
                        verbose_name="proposition",
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[("consent", "je consens"), ("objection", "j’ai une objection")],
                        max_length=10,
                        verbose_name="position",
                    ),
                ),
                (
                    "words",
                    models.TextField(blank=True, max_length=4000, verbose_name="en quelques mots"),
                ),
                (
                    "attempt",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="décisions rouvertes avant"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="applications.application",
                    ),
                ),
                (
                    "founder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "parting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="applications.parting",
                    ),
                ),
            ],
            options={
                "verbose_name": "position",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stance", "objection"), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="objection_has_its_words",
                        violation_error_message="Une objection se dit : écrivez-la en quelques mots.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PromiseAlert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("promised_on", models.DateField(verbose_name="réponse promise avant le")),
                (
                    "step",
                    models.CharField(
                        choices=[("soon", "dans deux jours"), ("due", "aujourd’hui")],
                        max_length=4,
                        verbose_name="alerte",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promise_alerts",
                        to="applications.application",
                    ),
                ),
            ],
            options={
                "verbose_name": "alerte de promesse",
                "verbose_name_plural": "alertes de promesse",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "promised_on", "step"),
                        name="one_alert_per_promised_day_and_step",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proof",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=80, verbose_name="prénom")),
                ("last_name", models.CharField(blank=True, max_length=80, verbose_name="nom")),
                ("email", models.EmailField(max_length=254, verbose_name="adresse e-mail")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("invite", "inviter à adhérer"),
                            ("decline", "ne pas donner suite"),
                        ],
                        max_length=8,
                        verbose_name="décision",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=40, verbose_name="motif")),
                ("submitted_on", models.DateField(verbose_name="candidature reçue le")),
                ("told_on", models.DateField(verbose_name="réponse envoyée le")),
                ("drop_on", models.DateField(verbose_name="effacée pour finir le")),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proof",
                        to="applications.application",
                    ),
                ),
            ],
            options={
                "verbose_name": "preuve minimale",
                "verbose_name_plural": "preuves minimales",
                "indexes": [models.Index(fields=["drop_on"], name="proofs_to_drop")],
            },
        ),
        migrations.CreateModel(
            name="Reaction",
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
                            ("like", "Me plaît"),
                            ("dislike", "Ne me plaît pas"),
                            ("question", "Question"),
                            ("mirror", "Me décrit"),
                        ],
                        max_length=8,
                        verbose_name="réaction",
                    ),
                ),
                (
                    "words",
                    models.TextField(blank=True, max_length=2000, verbose_name="en quelques mots"),
                ),
                ("quote", models.TextField(verbose_name="passage cité")),
                ("prefix", models.CharField(blank=True, max_length=32, verbose_name="juste avant")),
                ("suffix", models.CharField(blank=True, max_length=32, verbose_name="juste après")),
                ("start", models.PositiveIntegerField(blank=True, null=True, verbose_name="début")),
                ("end", models.PositiveIntegerField(blank=True, null=True, verbose_name="fin")),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="le"),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reactions",
                        to="applications.application",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reactions",
                        to="applications.passage",
                    ),
                ),
            ],
            options={
                "verbose_name": "réaction",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end__isnull", True), ("start__isnull", True)),
                            ("end__gt", models.F("start")),
                            _connector="OR",
                        ),
                        name="reaction_cites_a_stretch_or_all",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Intention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        max_length=1000, verbose_name="ce que nous changeons, et pourquoi"
                    ),
                ),
                (
                    "noted_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="notée le"
                    ),
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
                    "carried_out_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intentions",
                        to="applications.callversion",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intentions",
                        to="applications.passage",
                    ),
                ),
                (
                    "reactions",
                    models.ManyToManyField(
                        blank=True, related_name="intentions", to="applications.reaction"
                    ),
                ),
            ],
            options={
                "verbose_name": "intention",
                "ordering": ["noted_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cycle", models.PositiveSmallIntegerField(default=1, verbose_name="reprise")),
                (
                    "revision",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="écrite sur la révision"
                    ),
                ),
                (
                    "touches",
                    models.TextField(blank=True, max_length=4000, verbose_name="ce qui me touche"),
                ),
                (
                    "questions",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="ce qui me questionne"
                    ),
                ),
                (
                    "asks",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="ce que j’aimerais lui demander"
                    ),
                ),
                (
                    "wish",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "oui"), ("discuss", "à discuter"), ("no", "non")],
                        max_length=8,
                        verbose_name="envie d’une rencontre",
                    ),
                ),
                ("why", models.TextField(blank=True, max_length=4000, verbose_name="pourquoi")),
                (
                    "unfolded_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="identité dépliée avant lecture le"
                    ),
                ),
                (
                    "saved_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="brouillon enregistré le"
                    ),
                ),
                (
                    "written_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="écrite le"),
                ),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            django.db.models.functions.text.Concat(
                                models.F("touches"),
                                models.Value(" "),
                                models.F("questions"),
                                models.Value(" "),
                                models.F("asks"),
                                models.Value(" "),
                                models.F("why"),
                                output_field=models.TextField(),
                            ),
                            function="fr_vector",
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="applications.application",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "lecture",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="readings_by_words"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "reader", "cycle"), name="one_reading_per_founder"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("written_at__isnull", True),
                            models.Q(("wish", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="written_reading_says_its_wish",
                        violation_error_message="Dites votre envie d’une rencontre.",
                    ),
                ],
            },
        ),
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
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="finie le")),
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
                ("felt", models.TextField(max_length=2000, verbose_name="ce que j’ai ressenti")),
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
        migrations.CreateModel(
            name="Reserve",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cycle", models.PositiveSmallIntegerField(default=1, verbose_name="reprise")),
                (
                    "kind",
                    models.CharField(
                        choices=[("reserve", "réserve"), ("objection", "objection")],
                        max_length=10,
                        verbose_name="sorte",
                    ),
                ),
                ("words", models.TextField(max_length=4000, verbose_name="ce qui retient")),
                (
                    "raised_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="dite le"),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reserves",
                        to="applications.application",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "réserve ou objection",
                "verbose_name_plural": "réserves et objections",
                "ordering": ("raised_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="reserve_has_its_words",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField(max_length=4000, verbose_name="texte amendé")),
                (
                    "written_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="écrit le"
                    ),
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
                    "reserve",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="applications.reserve",
                    ),
                ),
            ],
            options={
                "verbose_name": "texte amendé",
                "verbose_name_plural": "textes amendés",
                "ordering": ("written_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="amendment_has_its_words",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RetentionRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
                ("warned", models.PositiveIntegerField(verbose_name="personnes prévenues")),
                ("erased", models.PositiveIntegerField(verbose_name="candidatures effacées")),
                ("cvs", models.PositiveIntegerField(verbose_name="CV de membres effacés")),
                ("proofs", models.PositiveIntegerField(verbose_name="preuves effacées")),
                ("held", models.PositiveIntegerField(verbose_name="dossiers retenus")),
                ("failed", models.PositiveIntegerField(default=0, verbose_name="lignes en panne")),
            ],
            options={
                "verbose_name": "tour de conservation",
                "verbose_name_plural": "tours de conservation",
                "get_latest_by": "at",
                "indexes": [models.Index(fields=["-at"], name="retention_rounds_by_date")],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="révision")),
                ("contents", models.JSONField(verbose_name="ce qui a été envoyé")),
                (
                    "sent_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="envoyée le"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="applications.application",
                    ),
                ),
            ],
            options={
                "verbose_name": "révision",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "number"), name="one_revision_a_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField(verbose_name="rang")),
                (
                    "part",
                    models.CharField(
                        choices=[("offer", "l’offre"), ("call", "l’appel")],
                        max_length=5,
                        verbose_name="partie",
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="titre")),
                ("slug", models.SlugField(max_length=80, verbose_name="ancre")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="applications.callversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "section",
                "ordering": ["ordinal"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "ordinal"), name="sections_in_order")
                ],
            },
        ),
        migrations.AddField(
            model_name="passage",
            name="section",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="passages",
                to="applications.section",
            ),
        ),
        migrations.CreateModel(
            name="Settlement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("integrated", "intégrée"), ("withdrawn", "retirée")],
                        max_length=10,
                        verbose_name="comment",
                    ),
                ),
                (
                    "words",
                    models.TextField(blank=True, max_length=4000, verbose_name="en quelques mots"),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
                (
                    "amendment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlements",
                        to="applications.amendment",
                    ),
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
                    "reserve",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlement",
                        to="applications.reserve",
                    ),
                ),
            ],
            options={
                "verbose_name": "réserve levée",
                "verbose_name_plural": "réserves levées",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amendment__isnull", False), ("how", "integrated")),
                            models.Q(("amendment__isnull", True), ("how", "withdrawn")),
                            _connector="OR",
                        ),
                        name="integrated_reserve_has_its_text",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Skeleton",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="mois de l’envoi")),
                (
                    "trades",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("facilitation", "Facilitation, médiation"),
                                ("training", "Formation, coaching"),
                                ("consulting", "Conseil, analyse des pratiques"),
                                ("arts", "Intervention artistique"),
                                ("finance", "Gestion financière"),
                                ("sales", "Vente et communication"),
                                ("law", "Droit, ressources humaines"),
                                ("funding", "Recherche de financements"),
                                ("other", "Autre chose"),
                            ],
                            max_length=12,
                        ),
                        verbose_name="métiers",
                    ),
                ),
                (
                    "department",
                    models.CharField(blank=True, max_length=3, verbose_name="département"),
                ),
                (
                    "ending",
                    models.CharField(
                        choices=[
                            ("joined", "devenue adhésion"),
                            ("invited", "invitée à adhérer"),
                            ("declined", "sans suite"),
                            ("withdrawn", "retirée"),
                        ],
                        max_length=10,
                        verbose_name="issue",
                    ),
                ),
                (
                    "days_to_answer",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="jours avant la réponse"
                    ),
                ),
                ("days_in_all", models.PositiveSmallIntegerField(verbose_name="jours en tout")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="applications.callversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "trace pour compter",
                "verbose_name_plural": "traces pour compter",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)),
                        name="skeleton_knows_the_month_only",
                        violation_error_message="On ne garde que le mois, pas le jour.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="le")),
                (
                    "from_person",
                    models.BooleanField(default=False, verbose_name="proposée par la personne"),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slots",
                        to="applications.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "créneau",
                "ordering": ["at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "at", "from_person"), name="slot_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Supplement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "revision",
                    models.PositiveSmallIntegerField(verbose_name="écrit sur la révision"),
                ),
                (
                    "words",
                    models.TextField(max_length=4000, verbose_name="ce que cela change pour moi"),
                ),
                (
                    "wish",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "oui"), ("discuss", "à discuter"), ("no", "non")],
                        max_length=8,
                        verbose_name="envie d’une rencontre",
                    ),
                ),
                (
                    "written_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="écrit le"
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supplements",
                        to="applications.reading",
                    ),
                ),
            ],
            options={
                "verbose_name": "complément de lecture",
                "verbose_name_plural": "compléments de lecture",
                "ordering": ("written_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Takeaway",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "words",
                    models.TextField(
                        max_length=10000, verbose_name="ce que nous retenons ensemble"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="écrite le"
                    ),
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
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="takeaways",
                        to="applications.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "texte retenu ensemble",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "number"), name="takeaway_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Weather",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "feeling",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("joy", "de la joie"),
                            ("impulse", "de l’élan"),
                            ("curiosity", "de la curiosité"),
                            ("trust", "de la confiance"),
                            ("impatience", "de l’impatience"),
                            ("doubt", "du doute"),
                            ("worry", "de l’inquiétude"),
                            ("tiredness", "de la fatigue"),
                        ],
                        max_length=10,
                        verbose_name="je ressens",
                    ),
                ),
                (
                    "need",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("news", "de nouvelles"),
                            ("clarity", "de clarté"),
                            ("listening", "d’écoute"),
                            ("talk", "d’en parler"),
                            ("time", "de temps"),
                            ("calm", "de calme"),
                            ("nothing", "de rien de plus"),
                        ],
                        max_length=10,
                        verbose_name="j’ai besoin",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("myself", "pour moi"), ("founders", "pour les fondateurs aussi")],
                        default="myself",
                        max_length=8,
                        verbose_name="visible",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "brouillon"),
                            ("submitted", "reçue"),
                            ("reading", "en lecture"),
                            ("completing", "à compléter"),
                            ("crossed", "lectures croisées"),
                            ("proposed", "rencontre proposée"),
                            ("set", "rencontre fixée"),
                            ("met", "rencontrée"),
                            ("decided", "décidée, lettre à envoyer"),
                            ("invited", "invitée à adhérer"),
                            ("declined", "sans suite"),
                            ("withdrawn", "retirée"),
                            ("paused", "en attente"),
                            ("erased", "effacée"),
                        ],
                        max_length=10,
                        verbose_name="où en était la candidature",
                    ),
                ),
                (
                    "noted_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="notée le"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="weathers",
                        to="applications.application",
                    ),
                ),
            ],
            options={
                "verbose_name": "météo",
                "ordering": ["-noted_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("audience", "founders")),
                        fields=["application", "-noted_at"],
                        name="weather_shown_to_founders",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("feeling", ""), ("need", ""), _negated=True),
                        name="weather_says_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("time", "Ce n’est pas le bon moment pour moi"),
                            ("elsewhere", "Un autre projet m’a trouvé, ou trouvée"),
                            ("unlike", "L’appel ne me ressemble pas assez"),
                            ("far", "La distance, les trajets"),
                            ("money", "L’argent, ou la sécurité"),
                            ("wait", "L’attente a été trop longue"),
                        ],
                        max_length=10,
                        verbose_name="raison",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="applications.application",
                    ),
                ),
            ],
            options={
                "verbose_name": "retrait",
            },
        ),
        migrations.CreateModel(
            name="Acceptance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "amendment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acceptances",
                        to="applications.amendment",
                    ),
                ),
            ],
            options={
                "verbose_name": "consentement à un texte amendé",
                "verbose_name_plural": "consentements aux textes amendés",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("amendment", "by"), name="one_acceptance_per_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ArchiveOpening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
                ("why", models.CharField(max_length=500, verbose_name="raison")),
                ("found", models.PositiveSmallIntegerField(verbose_name="preuves montrées")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "consultation de l’archive",
                "verbose_name_plural": "consultations de l’archive",
                "indexes": [models.Index(fields=["-at"], name="archive_openings_by_date")],
            },
        ),
        migrations.CreateModel(
            name="Assent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cycle", models.PositiveSmallIntegerField(default=1, verbose_name="reprise")),
                (
                    "words",
                    models.TextField(blank=True, max_length=4000, verbose_name="en quelques mots"),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assents",
                        to="applications.application",
                    ),
                ),
            ],
            options={
                "verbose_name": "consentement de la personne",
                "verbose_name_plural": "consentements de la personne",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "cycle"), name="one_assent_per_cycle"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="decision",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="answers_by_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reopened_at__isnull", True)),
                fields=("application", "cycle"),
                name="one_decision_per_application_and_cycle",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reopened_at__isnull", True),
                    models.Q(
                        ("told_at__isnull", True), models.Q(("reopened_because", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="reopened_decision_was_not_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("letter__isnull", True),
                        ("told_at__isnull", True),
                        ("told_by__isnull", True),
                    ),
                    models.Q(
                        ("letter__isnull", False),
                        ("told_at__isnull", False),
                        ("told_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="told_decision_has_its_letter",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.UniqueConstraint(
                fields=("section", "ordinal"), name="passages_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.UniqueConstraint(
                fields=("section", "uid"), name="passage_once_per_section"
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="passage_says_something"
            ),
        ),
        final("applications_skeleton"),
        final("applications_archiveopening"),
        final("applications_retentionround"),
        final("applications_dossieropening"),
        unchanged("applications_revision"),
    ]
