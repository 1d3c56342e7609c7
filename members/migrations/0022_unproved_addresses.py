from django.db import migrations, models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone


def ask_those_who_never_answered(apps, schema_editor):
    """Addresses that somebody else wrote, and from which nobody has entered yet."""
    addresses = apps.get_model("account", "EmailAddress").objects.filter(user=OuterRef("pk"))
    people = apps.get_model("members", "Person").objects.exclude(email="")
    people = people.filter(
        Exists(addresses.filter(verified=False)),
        ~Exists(addresses.filter(verified=True)),
        last_login=None,
        erased_at=None,
    )
    people.update(unproved_since=timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0021_stand_in"),
        ("account", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="unproved_since",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="adresse à prouver depuis"
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="proof_tries",
            field=models.PositiveSmallIntegerField(
                default=0, editable=False, verbose_name="essais pour la prouver"
            ),
        ),
        migrations.RunPython(ask_those_who_never_answered, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=Q(proof_tries=0) | Q(unproved_since__isnull=False, proof_tries__lte=4),
                name="few_tries_prove_an_address",
            ),
        ),
    ]
