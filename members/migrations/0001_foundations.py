import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import coopstudio.states


class Migration(migrations.Migration):
    replaces = [
        ("members", "0001_initial"),
        ("members", "0002_what_a_person_shows"),
        ("members", "0003_consents"),
        ("members", "0004_groups"),
        ("members", "0005_rights_of_the_person"),
        ("members", "0006_more_words"),
        ("members", "0007_joined_people"),
        ("members", "0008_former_addresses"),
    ]

    initial = True

    dependencies = [
        ("french", "0001_french_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="DoNotRestore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="empreinte")),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="effacée le"
                    ),
                ),
            ],
            options={
                "verbose_name": "à ne pas restaurer",
                "verbose_name_plural": "à ne pas restaurer",
            },
        ),
        migrations.CreateModel(
            name="Statutes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("adopted_on", models.DateField(unique=True, verbose_name="adoptés le")),
                (
                    "admission_organ",
                    models.CharField(max_length=120, verbose_name="organe d’admission"),
                ),
                (
                    "fee_minimum",
                    models.PositiveIntegerField(verbose_name="cotisation minimale (centimes)"),
                ),
                (
                    "fee_usual",
                    models.PositiveIntegerField(verbose_name="cotisation habituelle (centimes)"),
                ),
                ("validated_by", models.CharField(max_length=120, verbose_name="validés par")),
                ("readable_at", models.URLField(blank=True, verbose_name="où les lire")),
            ],
            options={
                "verbose_name": "version des statuts",
                "verbose_name_plural": "versions des statuts",
                "get_latest_by": "adopted_on",
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="adresse e-mail")),
                ("first_name", models.CharField(blank=True, max_length=80, verbose_name="prénom")),
                ("last_name", models.CharField(blank=True, max_length=80, verbose_name="nom")),
                (
                    "agreement",
                    models.CharField(
                        choices=[
                            ("f", "au féminin"),
                            ("m", "au masculin"),
                            ("both", "les deux formes"),
                        ],
                        default="both",
                        max_length=4,
                        verbose_name="accord souhaité",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
                (
                    "postcode",
                    models.CharField(blank=True, max_length=12, verbose_name="code postal"),
                ),
                ("town", models.CharField(blank=True, max_length=80, verbose_name="commune")),
                (
                    "headline",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="ce que vous faites, en une ligne"
                    ),
                ),
                (
                    "about",
                    models.TextField(blank=True, max_length=2000, verbose_name="en quelques mots"),
                ),
                (
                    "shows_email",
                    models.BooleanField(
                        default=False, verbose_name="montre son adresse e-mail aux membres"
                    ),
                ),
                (
                    "shows_phone",
                    models.BooleanField(
                        default=False, verbose_name="montre son téléphone aux membres"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="compte ouvert")),
                (
                    "erased_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="effacée le"),
                ),
                (
                    "known_since",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="dans la maison depuis"
                    ),
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
                                models.F("headline"),
                            ),
                            function="fr_vector",
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "joined_to",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joined",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "personne",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="people_by_words"
                    ),
                    models.Index(
                        condition=models.Q(("phone", ""), _negated=True),
                        fields=["phone"],
                        name="people_by_phone",
                    ),
                    models.Index(
                        models.Func(models.F("last_name"), function="fr_order"),
                        models.Func(models.F("first_name"), function="fr_order"),
                        name="people_in_order",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="one_person_per_address",
                        violation_error_message="Une personne est déjà connue à cette adresse.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("joined_to__isnull", True), ("is_active", False), _connector="OR"
                        ),
                        name="joined_person_enters_no_more",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cohort",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        default="Le premier groupe", max_length=80, verbose_name="nom"
                    ),
                ),
                (
                    "least",
                    models.PositiveSmallIntegerField(
                        default=7,
                        validators=[django.core.validators.MinValueValidator(2)],
                        verbose_name="de",
                    ),
                ),
                (
                    "most",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[django.core.validators.MaxValueValidator(99)],
                        verbose_name="à",
                    ),
                ),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="jours par mois, à plusieurs"
                    ),
                ),
                (
                    "variety",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="métiers tenus à deux"
                    ),
                ),
                ("decided_on", models.DateField(verbose_name="besoins décidés le")),
                ("reference", models.CharField(max_length=120, verbose_name="décision")),
                ("review_on", models.DateField(verbose_name="à revoir le")),
            ],
            options={
                "verbose_name": "groupe",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("most__gte", models.F("least"))),
                        name="group_has_room_for_its_least",
                        violation_error_message="Le plus grand nombre ne peut être sous le plus petit.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("review_on__gt", models.F("decided_on"))),
                        name="needs_are_reviewed_after_they_are_decided",
                        violation_error_message="La revue vient après la décision.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("keep", "être recontacté ou recontactée plus tard"),
                            ("quotes", "mes mots sur l’appel servent à l’améliorer"),
                            ("thanks", "recevoir un mot quand l’appel change grâce à moi"),
                        ],
                        max_length=8,
                        verbose_name="pour",
                    ),
                ),
                ("text", models.TextField(max_length=1000, verbose_name="les mots acceptés")),
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
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "accord",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("person", "purpose"),
                        name="one_standing_consent_per_purpose",
                        violation_error_message="Cet accord est déjà donné.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="consent_has_its_words",
                        violation_error_message="Un accord porte sur des mots : les voici.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            ("withdrawn_at__gte", models.F("given_at")),
                            _connector="OR",
                        ),
                        name="consent_is_given_before_it_is_taken_back",
                        violation_error_message="Un accord se reprend après avoir été donné.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DataRequest",
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
                            ("access", "voir quelque chose que je ne trouve pas ici"),
                            ("rectify", "faire corriger quelque chose"),
                            ("oppose", "m’opposer à un usage"),
                            ("limit", "geler mes données le temps d’une vérification"),
                            ("erase", "tout effacer dès que ce sera possible"),
                            ("other", "autre chose"),
                        ],
                        max_length=8,
                        verbose_name="demande",
                    ),
                ),
                (
                    "words",
                    models.TextField(blank=True, max_length=4000, verbose_name="en quelques mots"),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="reçue le"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="réponse due avant le")),
                (
                    "reminded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="rappelée le"),
                ),
                ("answer", models.TextField(blank=True, max_length=10000, verbose_name="réponse")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="répondue le"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "demande sur ses données",
                "verbose_name_plural": "demandes sur ses données",
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=["due_on"],
                        name="data_requests_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(
                                ("answered_at__isnull", False), ("answered_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="answered_data_request_has_its_author",
                        violation_error_message="Une réponse a son auteur ou son autrice, et son heure.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FormerAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="adresse")),
                (
                    "left_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="quittée le"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_addresses",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "ancienne adresse",
                "verbose_name_plural": "anciennes adresses",
                "indexes": [
                    models.Index(
                        django.db.models.functions.text.Lower("email"),
                        name="former_addresses_by_words",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("person"),
                        django.db.models.functions.text.Lower("email"),
                        name="one_former_address_per_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Gauge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("people", models.PositiveSmallIntegerField(verbose_name="personnes")),
                ("least", models.PositiveSmallIntegerField(verbose_name="de")),
                ("most", models.PositiveSmallIntegerField(verbose_name="à")),
                (
                    "missing",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        ),
                        default=list,
                        verbose_name="manque",
                    ),
                ),
                (
                    "leaning",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        ),
                        default=list,
                        verbose_name="repose sur une personne",
                    ),
                ),
                ("is_sufficient", models.BooleanField(default=False, verbose_name="suffisant")),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="confirmée le"
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gauges",
                        to="members.cohort",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "jauge publiée",
                "verbose_name_plural": "jauges publiées",
                "get_latest_by": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="faite le"
                    ),
                ),
                ("expires_on", models.DateField(verbose_name="valable jusqu’au")),
                (
                    "used_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="utilisée le"),
                ),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("used_at__isnull", True)),
                        fields=("person",),
                        name="one_open_invitation_per_person",
                        violation_error_message="Cette personne a déjà une invitation en cours.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MembershipRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("street", models.CharField(max_length=120, verbose_name="rue et numéro")),
                ("postcode", models.CharField(max_length=12, verbose_name="code postal")),
                ("town", models.CharField(max_length=80, verbose_name="commune")),
                ("fee", models.PositiveIntegerField(verbose_name="cotisation choisie (centimes)")),
                (
                    "words",
                    models.TextField(blank=True, max_length=4000, verbose_name="ce qui vous amène"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "demandée"),
                            ("admitted", "admise"),
                            ("refused", "non admise"),
                            ("withdrawn", "retirée"),
                        ],
                        default="requested",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                (
                    "requested_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="demandée le"
                    ),
                ),
                (
                    "invitation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="request",
                        to="members.invitation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "statutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.statutes",
                    ),
                ),
            ],
            options={
                "verbose_name": "demande d’adhésion",
                "verbose_name_plural": "demandes d’adhésion",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "requested")),
                        fields=("person",),
                        name="one_open_request_per_person",
                        violation_error_message="Une demande est déjà en cours.",
                    )
                ],
            },
            bases=(coopstudio.states.Stateful, models.Model),
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("organ", models.CharField(max_length=120, verbose_name="admission par")),
                ("decided_on", models.DateField(verbose_name="décidée le")),
                (
                    "reference",
                    models.CharField(max_length=120, verbose_name="référence de la décision"),
                ),
                ("started_on", models.DateField(verbose_name="depuis le")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="membership",
                        to="members.membershiprequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "adhésion",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            ("ended_on__gte", models.F("started_on")),
                            _connector="OR",
                        ),
                        name="membership_ends_after_it_starts",
                        violation_error_message="Une adhésion ne finit pas avant d’avoir commencé.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("started_on__gte", models.F("decided_on"))),
                        name="membership_starts_once_decided",
                        violation_error_message="Une adhésion ne commence pas avant la décision.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("person",),
                        name="one_open_membership_per_person",
                        violation_error_message="Cette personne est déjà membre.",
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
                        ],
                        max_length=14,
                        verbose_name="fonction",
                    ),
                ),
                ("people", models.PositiveSmallIntegerField(default=2, verbose_name="personnes")),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="needs",
                        to="members.cohort",
                    ),
                ),
            ],
            options={
                "verbose_name": "besoin",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cohort", "craft"), name="one_need_per_function"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("founder", "fondation"),
                            ("treasurer", "trésorerie"),
                            ("secretary", "secrétariat"),
                            ("administrator", "administration technique"),
                        ],
                        max_length=16,
                        verbose_name="fonction",
                    ),
                ),
                ("started_on", models.DateField(verbose_name="depuis le")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "fonction",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            ("ended_on__gte", models.F("started_on")),
                            _connector="OR",
                        ),
                        name="office_ends_after_it_starts",
                        violation_error_message="Une fonction ne finit pas avant d’avoir commencé.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("person", "role"),
                        name="one_open_office_per_role_and_person",
                        violation_error_message="Cette personne tient déjà cette fonction.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[django.core.validators.MaxValueValidator(31)],
                        verbose_name="jours par mois",
                    ),
                ),
                ("joined_on", models.DateField(verbose_name="depuis le")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="members.cohort",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "place",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_on__isnull", True),
                            ("left_on__gte", models.F("joined_on")),
                            _connector="OR",
                        ),
                        name="place_is_left_after_it_was_taken",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("left_on__isnull", True)),
                        fields=("cohort", "person"),
                        name="one_open_place_per_person_and_group",
                        violation_error_message="Cette personne a déjà sa place dans le groupe.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Skill",
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
                    "level",
                    models.CharField(
                        choices=[
                            ("learn", "veut apprendre"),
                            ("do", "sait faire"),
                            ("teach", "peut former"),
                        ],
                        max_length=5,
                        verbose_name="niveau",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="skills",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "savoir-faire",
                "constraints": [
                    models.UniqueConstraint(fields=("person", "craft"), name="one_level_per_craft")
                ],
            },
        ),
    ]
