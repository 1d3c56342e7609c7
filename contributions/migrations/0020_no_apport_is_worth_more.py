"""A thing that was brought is never worth more than its apport: account 1052 stays closed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0019_awaited_again"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__startswith", "1052"), _negated=True),
                name="no_apport_is_worth_more",
                violation_error_message="Un apport ne se réévalue pas : le 1052 reste fermé.",
            ),
        ),
    ]
