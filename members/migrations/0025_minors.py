"""How old one says one is, and the agreement of who represents somebody younger than sixteen."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0002_kinds"),
        ("members", "0024_long_names"),
    ]

    operations = [
        migrations.AddField(
            "membershiprequest",
            "age",
            models.CharField(
                "âge déclaré",
                blank=True,
                default="",
                max_length=5,
                choices=[
                    ("adult", "18 ans ou plus"),
                    ("young", "16 ou 17 ans"),
                    ("child", "moins de 16 ans"),
                ],
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "membershiprequest",
            "of_age_on",
            models.DateField("majorité le", blank=True, null=True),
        ),
        migrations.AddField(
            "membershiprequest",
            "guardian",
            models.CharField("représentation légale", blank=True, default="", max_length=201),
            preserve_default=False,
        ),
        migrations.AddField(
            "membershiprequest",
            "guardian_paper",
            models.OneToOneField(
                "files.PrivateFile",
                models.PROTECT,
                null=True,
                blank=True,
                related_name="+",
                verbose_name="accord écrit de qui représente",
            ),
        ),
        migrations.AddField(
            "membershiprequest",
            "guardian_agreed_on",
            models.DateField("accord écrit le", blank=True, null=True),
        ),
        migrations.AddConstraint(
            "membershiprequest",
            models.CheckConstraint(
                name="only_a_minor_is_represented",
                condition=Q(age__in=("young", "child"))
                | Q(of_age_on=None, guardian="", guardian_paper=None, guardian_agreed_on=None),
            ),
        ),
        migrations.AddConstraint(
            "membershiprequest",
            models.CheckConstraint(
                name="a_child_is_admitted_with_an_agreement",
                condition=~Q(state="admitted", age="child") | Q(guardian_agreed_on__isnull=False),
                violation_error_message="Avant 16 ans, il faut l’accord écrit de qui représente.",
            ),
        ),
    ]
