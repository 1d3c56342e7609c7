"""One text at a time for a need or in the place of another; one successor each (I13, V1).

A hesitation is read by the person to whom it was said, and by nobody who facilitates next.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Coalesce

IN_CONSENT = models.Q(state__in=("consent", "objections", "reserved"))


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0010_names_end"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("proposal", "one_proposal_of_a_tension_in_consent"),
        migrations.AddConstraint(
            "proposal",
            models.UniqueConstraint(
                name="one_proposal_of_a_tension_in_consent",
                fields=["tension"],
                condition=IN_CONSENT & ~models.Q(kind="renewal"),
                violation_error_message=(
                    "Une autre proposition née de cette tension est déjà en consentement."
                ),
            ),
        ),
        migrations.AddConstraint(
            "proposal",
            models.UniqueConstraint(
                name="one_text_at_a_time_follows_a_decision",
                fields=["about_decision"],
                condition=models.Q(
                    state__in=("consent", "objections", "reserved"),
                    kind__in=("policy", "renewal", "repeal"),
                ),
                violation_error_message="Une autre suite de ce texte est déjà en consentement.",
            ),
        ),
        migrations.AddConstraint(
            "decision",
            models.UniqueConstraint(
                Coalesce("replaces", "renews", "repeals"),
                name="one_successor_per_decision",
                violation_error_message="Ce texte a déjà sa suite.",
            ),
        ),
        migrations.AddField(
            "hesitation",
            "to",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
