"""The last payments, and those of which something is left, are found without reading them all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0029_held_twice"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="feepayment",
            index=models.Index(fields=["-at", "-id"], name="fee_payments_latest"),
        ),
        migrations.AddIndex(
            model_name="feepayment",
            index=models.Index(
                condition=models.Q(("fate__in", ["refund", "advance"])),
                fields=["fate"],
                name="fee_payments_with_a_rest",
            ),
        ),
    ]
