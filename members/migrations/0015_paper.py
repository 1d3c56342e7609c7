import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies = [("files", "0002_kinds"), ("members", "0014_sheets_read")]

    operations = [
        migrations.RemoveConstraint("person", "one_person_per_address"),
        migrations.AlterField(
            "person",
            "email",
            models.EmailField(blank=True, max_length=254, verbose_name="adresse e-mail"),
        ),
        migrations.AddField(
            "person",
            "street",
            models.CharField(blank=True, max_length=120, verbose_name="rue et numéro"),
        ),
        migrations.AddIndex("person", models.Index(Lower("email"), name="people_by_address")),
        migrations.AddConstraint(
            "person",
            models.UniqueConstraint(
                Lower("email"),
                name="one_person_per_address",
                condition=~Q(email=""),
                violation_error_message="Une personne est déjà connue à cette adresse.",
            ),
        ),
        migrations.AddConstraint(
            "person",
            models.CheckConstraint(
                name="person_without_address_has_a_name",
                condition=~Q(email="", first_name="", last_name=""),
                violation_error_message="Sans adresse e-mail, une personne a au moins un nom.",
            ),
        ),
        migrations.AddConstraint(
            "person",
            models.CheckConstraint(
                name="nobody_enters_without_address",
                condition=~Q(email="") | (Q(last_login=None) & Q(password__startswith="!")),  # noqa: S106 (no password: a mark)
            ),
        ),
        migrations.AddConstraint(
            "person",
            models.CheckConstraint(
                name="no_address_is_a_paper_box",
                condition=~Q(email__iendswith="@papier.invalid"),
            ),
        ),
        migrations.AddField(
            "membershiprequest",
            "entered_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="saisie par",
            ),
        ),
        migrations.AddField(
            "membershiprequest",
            "scan",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.privatefile",
                verbose_name="bulletin numérisé",
            ),
        ),
        migrations.AddField(
            "membershiprequest",
            "signed_on",
            models.DateField(blank=True, null=True, verbose_name="bulletin signé le"),
        ),
        migrations.AlterField(
            "membershiprequest",
            "invitation",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="request",
                to="members.invitation",
            ),
        ),
        migrations.AddConstraint(
            "membershiprequest",
            models.CheckConstraint(
                name="request_comes_by_invitation_or_on_paper",
                condition=Q(invitation__isnull=False, entered_by=None, signed_on=None, scan=None)
                | Q(invitation=None, entered_by__isnull=False, signed_on__isnull=False),
            ),
        ),
        migrations.AddConstraint(
            "membershiprequest",
            models.CheckConstraint(
                name="nobody_enters_their_own_bulletin",
                condition=Q(entered_by=None) | ~Q(entered_by=F("person")),
                violation_error_message="Chacun remplit le sien en ligne.",
            ),
        ),
    ]
